/* Reads the bytes of a compiled table: all of what is wanted or none, under a checksum. */
#ifndef TABLE_COMPILED_INPUT_H
#define TABLE_COMPILED_INPUT_H

#include "base/checksum.h"
#include "routecost.h"

typedef struct compiled_input {
    rc_reader reader;
    checksum sum;
    rc_error error; /* the first one; then nothing is read any more */
} compiled_input;

/* Reads n_bytes.  Returns 0, or 1 with an error. */
int rc_compiled_input_read(compiled_input *in, void *bytes, size_t n_bytes);

/* Reads n_bytes into memory of its own, which the caller frees, with n_padding zeros behind
 * them; NULL with an error.  Memory grows with what comes, so that a size that is not true costs
 * none. */
void *rc_compiled_input_read_new(compiled_input *in, uint64_t n_bytes, size_t n_padding);

/* Reads a number of up to 8 bytes, the lowest first. */
uint64_t rc_compiled_input_read_number(compiled_input *in, unsigned n_bytes);

/* Reads the checksum of all since the last and compares.  Returns 0, or 1 with an error that says
 * what is damaged. */
int rc_compiled_input_read_sum(compiled_input *in, const char *what);

/* Makes sure that nothing follows.  Returns 0, or 1 with an error. */
int rc_compiled_input_read_end(compiled_input *in);

#endif
