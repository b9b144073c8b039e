/* Gathers small pieces of output into blocks for a writer. */
#ifndef IO_OUTPUT_H
#define IO_OUTPUT_H

#include "base/error.h"

enum { OUTPUT_BLOCK_BYTES = 64 * 1024 };

/* After the first failure nothing is written any more; error describes it. */
typedef struct output {
    rc_writer writer;
    char *bytes; /* owned */
    size_t n_bytes, capacity;
    rc_error error; /* code RC_OK: no failure */
} output;

/* Opens an output to a writer. RC_OK, or RC_ERROR_MEMORY; then nothing is held. */
rc_code rc_output_open(output *o, rc_writer writer);
void rc_output_free(output *o);

/* Makes room for n bytes and returns where they go, or NULL after a failure. The caller writes up
 * to n bytes there and calls output_end with the end of what it has written. */
char *rc_output_begin(output *o, size_t n);

static inline void output_end(output *o, const char *end)
{
    o->n_bytes = (size_t)(end - o->bytes);
}

/* Adds a text. */
void rc_output_add(output *o, rc_text text);

/* Writes what is left and flushes the writer. Returns the code of the first failure. */
rc_code rc_output_finish(output *o);

#endif
