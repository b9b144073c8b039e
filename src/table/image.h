/* Reads a compiled table; image_format.h draws it. */
#ifndef TABLE_IMAGE_H
#define TABLE_IMAGE_H

#include "table/carrier.h"

/* All zero is an empty one. */
typedef struct image {
    int plus_optional;
    carrier_routes *carriers;
    uint32_t n_carriers;
    trie cheapest;       /* of several carriers; without an index */
    uint64_t n_prefixes; /* of each carrier, added up */
} image;

/* Reads a table to the end of the stream and checks all of it.  On failure (RC_ERROR_MEMORY,
 * RC_ERROR_READ, RC_ERROR_TABLE) the image is empty.  What is held grows with what is read,
 * whatever sizes the table claims. */
rc_code rc_image_load(image *m, rc_reader in, rc_error *error);
void rc_image_free(image *m);

/* Makes sure that what ignores '+' and what does not never come together: an image that is read
 * first may set plus_optional.  RC_OK or RC_ERROR_TABLE. */
rc_code rc_image_settle_plus(const image *m, int is_first, int *plus_optional, rc_error *error);

#endif
