/* Compiled tables in memory: made, read, and mended after their bytes were changed. */
#ifndef SUPPORT_COMPILED_H
#define SUPPORT_COMPILED_H

#include "support_stream.h"

/* Returns the bytes of the compiled table; the caller frees them. */
buffer compiled_of(const rc_table *table);

/* Reads a compiled table, n_at_once bytes at a time (0: as the reader likes), and keeps its
 * carriers. Returns NULL with an error. */
rc_table *read_compiled(const buffer *compiled, size_t n_at_once, rc_error *error);

/* Corrects the checksums, if the bytes are as many as the head says. Returns where the body begins,
 * or 0 if they are too few. */
size_t mend_compiled(buffer *compiled);

/* Returns a compiled table of one carrier with the given parts and correct checksums. */
buffer compiled_from(rc_text name, rc_text costs, uint32_t n_costs, rc_text trie_bytes,
                     uint32_t root);

#endif
