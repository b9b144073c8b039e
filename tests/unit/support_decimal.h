/* What calls cost, by the plainest means: numbers are rows of decimal digits, multiplied and
 * divided as on paper.  Shares no code with what it judges. */
#ifndef SUPPORT_DECIMAL_H
#define SUPPORT_DECIMAL_H

#include <stddef.h>
#include <stdint.h>

enum { DECIMAL_TEXT_BYTES = 800 };

/* A call charged by hand. */
typedef struct decimal_call {
    const char *cost, *fee; /* plain decimals */
    uint64_t n_billed;
    uint32_t per;
    unsigned n_decimals;
} decimal_call;

/* Writes what the call costs, with n_decimals decimals, rounded half up. */
void decimal_charge(const decimal_call *call, char text[DECIMAL_TEXT_BYTES]);

/* Writes the product and the sum of two whole numbers, without leading zeros. */
void decimal_product(const char *a, const char *b, char text[DECIMAL_TEXT_BYTES]);
void decimal_sum(const char *a, const char *b, char text[DECIMAL_TEXT_BYTES]);

#endif
