/* Reads the bytes of a compiled table: see compiled_input.h. */
#include "table/compiled_input.h"

#include "base/error.h"

#include <errno.h>
#include <stdlib.h>

enum { FIRST_BYTES = 1 << 20 /* memory for a size that may be false */ };

/* Reads up to n_bytes, fewer only at the end of the stream. Returns their number. */
static size_t read_some(compiled_input *in, void *bytes, size_t n_bytes)
{
    size_t n_read = 0, n = 1;
    bool failed = false;

    for (; n > 0 && n_read < n_bytes; n_read += n) {
        errno = 0;
        n = in->reader.read(in->reader.context, (char *)bytes + n_read, n_bytes - n_read, &failed);
    }
    if (failed) {
        rc_error_set(&in->error, RC_ERROR_READ, "cannot read");
        in->error.os_error = errno;
    }
    return n_read;
}

rc_code rc_compiled_input_read(compiled_input *in, void *bytes, size_t n_bytes)
{
    if (in->error.code || n_bytes == 0)
        return in->error.code;
    size_t n_read = read_some(in, bytes, n_bytes);
    rc_checksum_add(&in->sum, bytes, n_read);
    if (n_read < n_bytes && in->error.code == RC_OK)
        rc_error_set(&in->error, RC_ERROR_TABLE, "the compiled table is cut short");
    return in->error.code;
}

void *rc_compiled_input_read_new(compiled_input *in, uint64_t n_bytes, size_t n_padding)
{
    size_t capacity = n_bytes < FIRST_BYTES ? (size_t)n_bytes : FIRST_BYTES, n_read = 0;
    unsigned char *bytes = NULL;

    if (in->error.code == RC_OK && n_bytes > SIZE_MAX / 2)
        rc_error_set(&in->error, RC_ERROR_MEMORY, "out of memory");
    if (in->error.code)
        return NULL;
    for (;; capacity = n_bytes / 2 < capacity ? (size_t)n_bytes : 2 * capacity) {
        unsigned char *larger =
            capacity < SIZE_MAX / 2 - n_padding ? realloc(bytes, capacity + n_padding + 1) : NULL;
        if (!larger) {
            rc_error_set(&in->error, RC_ERROR_MEMORY, "out of memory");
            break;
        }
        bytes = larger;
        if (rc_compiled_input_read(in, bytes + n_read, capacity - n_read))
            break;
        n_read = capacity;
        if (n_read == n_bytes) {
            memset(bytes + n_read, 0, n_padding + 1);
            return bytes;
        }
    }
    free(bytes);
    return NULL;
}

uint64_t rc_compiled_input_read_number(compiled_input *in, unsigned n_bytes)
{
    unsigned char bytes[8] = {0};

    return rc_compiled_input_read(in, bytes, n_bytes) ? 0 : load64(bytes);
}

rc_code rc_compiled_input_read_sum(compiled_input *in, const char *what)
{
    uint64_t expected = rc_checksum_value(&in->sum), sum = rc_compiled_input_read_number(in, 8);

    if (in->error.code == RC_OK && sum != expected)
        rc_error_set(&in->error, RC_ERROR_TABLE, "%s damaged", what);
    in->sum = (checksum){0};
    return in->error.code;
}

rc_code rc_compiled_input_read_end(compiled_input *in)
{
    char byte;

    if (in->error.code == RC_OK && read_some(in, &byte, 1) > 0)
        rc_error_set(&in->error, RC_ERROR_TABLE, "something follows the end of the compiled table");
    return in->error.code;
}
