/* A checksum of 64 bits. It detects damage, not malice. */
#ifndef BASE_CHECKSUM_H
#define BASE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

enum { CHECKSUM_LANES = 4, CHECKSUM_STRIPE = 8 * CHECKSUM_LANES };

typedef struct checksum {
    uint64_t lanes[CHECKSUM_LANES];
    uint64_t n_bytes;
    unsigned char stripe[CHECKSUM_STRIPE]; /* the bytes after the last whole stripe */
} checksum;

/* Adds bytes, in pieces of any size. All zero is the checksum of no bytes. */
void rc_checksum_add(checksum *c, const void *bytes, size_t n_bytes);

/* Returns the sum of all bytes added. The sums of two inputs of one length always differ if exactly
 * one of their words of eight bytes differs; other changes escape once in 2^64. */
uint64_t rc_checksum_value(const checksum *c);

#endif
