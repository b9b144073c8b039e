/* Gathers small pieces of output into blocks: see output.h. */
#include "io/output.h"

#include "base/array.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

rc_code rc_output_open(output *o, rc_writer writer)
{
    *o = (output){.writer = writer, .bytes = malloc(OUTPUT_BLOCK_BYTES)};
    if (!o->bytes)
        return RC_ERROR_MEMORY;
    o->capacity = OUTPUT_BLOCK_BYTES;
    return RC_OK;
}

void rc_output_free(output *o)
{
    free(o->bytes);
    *o = (output){0};
}

static void write_out(output *o)
{
    errno = 0;
    if (!o->error.code && !o->writer.write(o->writer.context, o->bytes, o->n_bytes)) {
        rc_error_set(&o->error, RC_ERROR_WRITE, "cannot write");
        o->error.os_error = errno;
    }
    o->n_bytes = 0;
}

char *rc_output_begin(output *o, size_t n)
{
    if (n > o->capacity - o->n_bytes && o->n_bytes > 0)
        write_out(o);
    if (!o->error.code && n > o->capacity) {
        char *bytes = rc_array_grow(o->bytes, &o->capacity, n, 1);
        if (bytes)
            o->bytes = bytes;
        else
            rc_error_set(&o->error, RC_ERROR_MEMORY, "out of memory");
    }
    return o->error.code ? NULL : o->bytes + o->n_bytes;
}

void rc_output_add(output *o, rc_text text)
{
    char *to = rc_output_begin(o, text.length);

    if (!to)
        return;
    if (text.length > 0)
        memcpy(to, text.bytes, text.length);
    output_end(o, to + text.length);
}

rc_code rc_output_finish(output *o)
{
    if (o->n_bytes > 0)
        write_out(o);
    write_out(o); /* no bytes: a flush */
    return o->error.code;
}
