/* Reads a number off a line: see number.h. */
#include "answer/number.h"

#include "base/ascii.h"

enum {
    AT_BLANKS, /* nothing but blanks so far */
    AT_PLUS,   /* a '+' */
    AT_DIGITS, /* at least one digit, nothing but digits since */
    BEHIND,    /* blanks behind the digits */
    NOT_A_NUMBER
};

static int next_state(int state, char c)
{
    switch (state) {
    case AT_BLANKS:
        return is_blank(c)   ? AT_BLANKS
               : c == '+'    ? AT_PLUS
               : is_digit(c) ? AT_DIGITS
                             : NOT_A_NUMBER;
    case AT_PLUS:
        return is_digit(c) ? AT_DIGITS : NOT_A_NUMBER;
    case AT_DIGITS:
        return is_digit(c) ? AT_DIGITS : is_blank(c) ? BEHIND : NOT_A_NUMBER;
    case BEHIND:
        return is_blank(c) ? BEHIND : NOT_A_NUMBER;
    default:
        return NOT_A_NUMBER;
    }
}

void rc_number_feed(number *n, const char *piece, size_t n_bytes)
{
    for (size_t i = 0; i < n_bytes; i++) {
        n->state = next_state(n->state, piece[i]);
        if (n->state == AT_BLANKS)
            continue;
        if (n->n_excerpt < RC_QUOTE_INPUT_MAX)
            n->excerpt[n->n_excerpt++] = piece[i];
        n->n_bytes++;
        if ((n->state == AT_PLUS || n->state == AT_DIGITS) && n->n_symbols < DIALLED_SYMBOLS) {
            prefix_key symbol = rc_symbol_of_byte[(unsigned char)piece[i]];
            unsigned shift = 60 - SYMBOL_BITS * (n->n_symbols % KEY_SYMBOLS);
            *(n->n_symbols++ < KEY_SYMBOLS ? &n->key : &n->more) |= symbol << shift;
        }
    }
}

number_kind rc_number_kind(const number *n)
{
    return n->state == AT_BLANKS                         ? NUMBER_BLANK
           : n->state == AT_DIGITS || n->state == BEHIND ? NUMBER_VALID
                                                         : NUMBER_INVALID;
}
