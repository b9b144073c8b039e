/* A checksum of 64 bits against damage; it is no protection against malice. */
#ifndef BASE_CHECKSUM_H
#define BASE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

enum { CHECKSUM_LANES = 4, CHECKSUM_STRIPE = 8 * CHECKSUM_LANES };

typedef struct checksum {
    uint64_t lanes[CHECKSUM_LANES];
    uint64_t n_bytes;
    unsigned char stripe[CHECKSUM_STRIPE]; /* the bytes behind the last whole stripe */
} checksum;

/* All zero is the checksum of nothing; bytes are added in pieces of any size. */
void rc_checksum_add(checksum *c, const void *bytes, size_t n_bytes);

/* The sum of all that was added.  It differs for sure if one word of eight bytes differs, counted
 * from the start, and else but for one time in 2^64. */
uint64_t rc_checksum_value(const checksum *c);

#endif
