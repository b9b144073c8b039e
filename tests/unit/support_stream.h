/* Streams in memory, which can fail at a chosen byte, and text that grows. */
#ifndef SUPPORT_STREAM_H
#define SUPPORT_STREAM_H

#include "routecost.h"

/* Text that grows; freed with buffer_free. */
typedef struct buffer {
    char *bytes; /* n_bytes, then a NUL */
    size_t n_bytes, capacity;
} buffer;

void buffer_add(buffer *b, const void *bytes, size_t n_bytes);
void buffer_fill(buffer *b, char byte, size_t n_bytes);
void buffer_string(buffer *b, const char *string);
void buffer_number(buffer *b, unsigned long long number);
void buffer_free(buffer *b);

#define NEVER SIZE_MAX /* the place of a failure that does not come */

/* A reader of text that fails before byte fail_at with errno os_error. */
typedef struct memory_source {
    const char *bytes;
    size_t n_bytes, at, fail_at;
    int os_error;
    size_t n_at_once;       /* bytes that a call gives at most; 0: as many as are wanted */
    int n_reads_behind_end; /* calls after one that told the end or the failure */
    int over;
} memory_source;

memory_source memory_source_of(const char *bytes, size_t n_bytes);
rc_reader memory_reader(memory_source *source);

/* A writer that keeps what it takes, and fails before byte fail_at with errno os_error. */
typedef struct memory_sink {
    buffer taken;
    size_t fail_at;
    int os_error;
    int flush_fails;
    size_t n_flushed; /* bytes before the last flush */
    unsigned n_flushes, n_writes_behind_failure;
    int failed;
} memory_sink;

rc_writer memory_writer(memory_sink *sink);

#endif
