/* Streams in memory: see support_stream.h. */
#include "support_stream.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void reserve(buffer *b, size_t n_bytes)
{
    if (b->n_bytes + n_bytes < b->capacity)
        return;
    size_t capacity = 2 * b->capacity + n_bytes + 64;
    char *bytes = realloc(b->bytes, capacity);
    if (!bytes)
        abort();
    b->bytes = bytes;
    b->capacity = capacity;
}

void buffer_add(buffer *b, const void *bytes, size_t n_bytes)
{
    reserve(b, n_bytes);
    if (n_bytes > 0)
        memcpy(b->bytes + b->n_bytes, bytes, n_bytes);
    b->n_bytes += n_bytes;
    b->bytes[b->n_bytes] = '\0';
}

void buffer_fill(buffer *b, char byte, size_t n_bytes)
{
    reserve(b, n_bytes);
    memset(b->bytes + b->n_bytes, byte, n_bytes);
    b->n_bytes += n_bytes;
    b->bytes[b->n_bytes] = '\0';
}

void buffer_string(buffer *b, const char *string)
{
    buffer_add(b, string, strlen(string));
}

void buffer_number(buffer *b, unsigned long long number)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%llu", number);
    buffer_string(b, digits);
}

void buffer_free(buffer *b)
{
    free(b->bytes);
    *b = (buffer){0};
}

static size_t read_memory(void *context, void *bytes, size_t n_bytes, bool *failed)
{
    memory_source *s = context;
    size_t end = s->fail_at < s->n_bytes ? s->fail_at : s->n_bytes, n = end - s->at;

    s->n_reads_behind_end += s->over;
    if (n > n_bytes)
        n = n_bytes;
    if (s->n_at_once > 0 && n > s->n_at_once)
        n = s->n_at_once;
    if (n > 0)
        memcpy(bytes, s->bytes + s->at, n);
    s->at += n;
    s->over = n == 0;
    if (n == 0 && s->fail_at <= s->n_bytes) {
        *failed = 1;
        errno = s->os_error;
    }
    return n;
}

memory_source memory_source_of(const char *bytes, size_t n_bytes)
{
    return (memory_source){.bytes = bytes, .n_bytes = n_bytes, .fail_at = NEVER};
}

rc_reader memory_reader(memory_source *source)
{
    return (rc_reader){.context = source, .read = read_memory};
}

static bool write_memory(void *context, const void *bytes, size_t n_bytes)
{
    memory_sink *s = context;

    s->n_writes_behind_failure += s->failed ? 1 : 0;
    s->n_flushes += n_bytes == 0;
    if (n_bytes == 0)
        s->n_flushed = s->taken.n_bytes;
    s->failed = n_bytes > 0 ? s->fail_at < s->taken.n_bytes + n_bytes : s->flush_fails;
    if (s->failed && n_bytes > 0)
        n_bytes = s->fail_at - s->taken.n_bytes;
    buffer_add(&s->taken, bytes, n_bytes);
    if (s->failed)
        errno = s->os_error;
    return !s->failed;
}

rc_writer memory_writer(memory_sink *sink)
{
    return (rc_writer){.context = sink, .write = write_memory};
}
