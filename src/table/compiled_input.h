/* Reads the bytes of a compiled table and adds them to a checksum. */
#ifndef TABLE_COMPILED_INPUT_H
#define TABLE_COMPILED_INPUT_H

#include "base/checksum.h"
#include "routecost.h"

/* After the first error, every call returns its code and reads nothing. */
typedef struct compiled_input {
    rc_reader reader;
    checksum sum;
    rc_error error;
} compiled_input;

/* Reads n_bytes. Returns RC_OK, RC_ERROR_READ, or RC_ERROR_TABLE if there are fewer. */
rc_code rc_compiled_input_read(compiled_input *in, void *bytes, size_t n_bytes);

/* Reads n_bytes into new memory with n_padding zeros behind them, which the caller frees. Returns
 * NULL on failure. Memory grows with what has been read, so that a false size takes none. */
void *rc_compiled_input_read_new(compiled_input *in, uint64_t n_bytes, size_t n_padding);

/* Reads a number of up to 8 bytes, the lowest first. Returns 0 on failure. */
uint64_t rc_compiled_input_read_number(compiled_input *in, unsigned n_bytes);

/* Reads a checksum and compares it with that of all bytes since the last one. Returns RC_OK,
 * RC_ERROR_READ, or RC_ERROR_TABLE, with what in the message: "the table is". */
rc_code rc_compiled_input_read_sum(compiled_input *in, const char *what);

/* Checks that the stream ends here. Returns RC_OK, RC_ERROR_READ or RC_ERROR_TABLE. */
rc_code rc_compiled_input_read_end(compiled_input *in);

#endif
