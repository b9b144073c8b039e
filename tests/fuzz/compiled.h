/* Compiled tables for the fuzz targets: made right, read, and compared. */
#ifndef FUZZ_COMPILED_H
#define FUZZ_COMPILED_H

#include "fuzz.h"

/* Puts right what a table says of itself: how it begins, how long it is, its checksums. */
void put_right(uint8_t *bytes, size_t n_bytes);

/* Reads a table, n_at_once bytes at a time (0: as the reader likes), and keeps its carriers.
 * Returns NULL if it is refused, which has to be with a reason. */
rc_table *load_compiled(const buffer *compiled, size_t n_at_once);

/* Returns the table as it is saved; the caller frees it. */
buffer save_compiled(const rc_table *table);

/* Expects that a table which is saved and read is the same, that numbers cost what the prefixes of
 * its export cost, and that it is refused with a bit changed or a byte too many or too few. where
 * chooses the places. */
void expect_round_trip(const rc_table *table, size_t where);

#endif
