/* The eleven symbols, and prefixes of them packed into one word.
 *
 * A symbol takes four bits: 1..10 for the digits 0..9, 11 for '+', 0 for "none". The first symbol
 * of a prefix is in the highest four bits; the bits behind the last symbol are 0:
 *
 *     "+1415"  ->  b2 52 60 00 00 00 00 00
 *
 * So words ascend as prefixes do, a prefix comes right before all that begin with it, and no word
 * is 0 or all ones. */
#ifndef ROUTE_SYMBOL_H
#define ROUTE_SYMBOL_H

#include "base/portable.h"
#include "routecost.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    SYMBOL_NONE = 0,
    SYMBOL_PLUS = 11,
    SYMBOL_BITS = 4,
    KEY_SYMBOLS = 16,   /* of a key: '+' and RC_PREFIX_DIGITS_MAX digits */
    KEY_SCAN_BYTES = 24 /* that key_scan may read */
};

typedef uint64_t prefix_key;

#define KEY_PLUS ((prefix_key)SYMBOL_PLUS << 60)
#define KEY_END  UINT64_MAX /* above every key */

/* Returns true if a prefix may have n_digits digits: 1..RC_PREFIX_DIGITS_MAX. */
static inline bool is_prefix_length(size_t n_digits)
{
    return n_digits - 1 < RC_PREFIX_DIGITS_MAX; /* 0 becomes the largest size */
}

/* The symbol of each byte, or SYMBOL_NONE. */
extern const unsigned char rc_symbol_of_byte[256];

/* Returns ones over the first n_symbols of a key; n_symbols is 0..16. */
static inline prefix_key key_mask(unsigned n_symbols)
{
    return n_symbols < KEY_SYMBOLS ? ~(UINT64_MAX >> SYMBOL_BITS * n_symbols) : UINT64_MAX;
}

/* Returns the number of symbols of a key, which is not 0. */
static inline unsigned key_length(prefix_key key)
{
    return KEY_SYMBOLS - trailing_zeros(key) / SYMBOL_BITS;
}

/* Returns the number of symbols with which two keys begin alike; they are not equal. */
static inline unsigned key_shared(prefix_key a, prefix_key b)
{
    return leading_zeros(a ^ b) / SYMBOL_BITS;
}

static inline bool key_has_plus(prefix_key key)
{
    return key >> 60 == SYMBOL_PLUS;
}

/* Packs the first KEY_SYMBOLS symbols of a text, all of whose bytes are symbols. */
prefix_key rc_key_pack(const char *symbols, size_t n_symbols);

/* Writes the symbols of a key, without a NUL. Returns their number. */
unsigned rc_key_unpack(char symbols[KEY_SYMBOLS], prefix_key key);

/* Returns the key of n_digits <= 16 digits behind n_plus '+', 0 or 1; 16 bytes can be read. */
static HOT_INLINE prefix_key key_of_digits(const char *digits, unsigned n_digits, unsigned n_plus)
{
    prefix_key key = pack_halves16(digits) & key_mask(n_digits);
    return n_plus ? KEY_PLUS | key >> SYMBOL_BITS : key;
}

/* Packs the optional '+' and the digits, at most 16, at the start of a text; KEY_SCAN_BYTES can be
 * read. Returns the number of digits and sets *n_plus to 0 or 1. If it returns 16, more digits may
 * follow, and the key has only the first KEY_SYMBOLS symbols. */
static HOT_INLINE unsigned key_scan(const char *text, prefix_key *key, unsigned *n_plus)
{
    unsigned plus = *text == '+';
    unsigned n_digits = trailing_zeros(~mark_digits16(text + plus));

    *key = key_of_digits(text + plus, n_digits, plus);
    *n_plus = plus;
    return n_digits;
}

#endif
