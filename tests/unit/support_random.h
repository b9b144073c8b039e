/* Random numbers that can be repeated: the seed is printed, and ROUTECOST_TEST_SEED in the
 * environment gives it. */
#ifndef SUPPORT_RANDOM_H
#define SUPPORT_RANDOM_H

#include <stddef.h>
#include <stdint.h>

typedef struct prng {
    uint64_t state;
} prng;

/* The start of the sequence that the seed begins; prints the seed when called first. */
prng prng_start(void);

uint64_t prng_next(prng *p);

/* A number of 0..n-1; n is not 0. */
size_t prng_below(prng *p, size_t n);

/* Writes n random digits and a NUL. */
void prng_digits(prng *p, char *digits, size_t n);

#endif
