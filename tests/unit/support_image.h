/* Compiled tables in memory: made, read, and mended after their bytes were changed. */
#ifndef SUPPORT_IMAGE_H
#define SUPPORT_IMAGE_H

#include "support_stream.h"

/* The table as a compiled one; the caller frees it. */
buffer image_of(const rc_table *table);

/* The table of an image that comes n_at_once bytes at a time (0: as it likes), with its carriers
 * kept; NULL with an error. */
rc_table *read_image(const buffer *image, size_t n_at_once, rc_error *error);

/* Puts the checksums right, as far as the image is long enough for what its head says.  Returns
 * where the body begins, 0 if that is nowhere. */
size_t mend_image(buffer *image);

/* A table of one carrier made of its parts, each as it is given, with right checksums. */
buffer image_from(rc_text name, rc_text costs, uint32_t n_costs, rc_text trie_bytes, uint32_t root);

#endif
