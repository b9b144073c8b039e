/* What is dialled before a prefix or a number is made of it.
 *
 * Where "00" is an international direct-dial prefix, "0049" is dialled for "+49".  With 15 digits
 * behind it that is more than a key holds, so what is dialled has two words:
 *
 *     "00441234567890123"  ->  first 11 55 22 34 ...   more 30 00 ...   n 17 */
#ifndef ROUTE_DIALLED_H
#define ROUTE_DIALLED_H

#include "route/symbol.h"

enum { DIALLED_SYMBOLS = 2 * KEY_SYMBOLS };

typedef struct dialled {
    prefix_key first, more; /* its first symbols, and those behind them */
    unsigned n;             /* all its symbols; those behind DIALLED_SYMBOLS are not kept */
} dialled;

/* Packs text, all of whose bytes are symbols. */
dialled rc_dialled_pack(rc_text text);

/* Writes the symbols that are kept, without a NUL.  Returns their number. */
unsigned rc_dialled_unpack(char symbols[DIALLED_SYMBOLS], dialled d);

/* Returns a with b behind it. */
dialled rc_dialled_join(dialled a, dialled b);

/* Returns true if a prefix can be made of it: it has 1 to RC_PREFIX_DIGITS_MAX digits, and no '+'
 * but in front.  The prefix is its first word. */
bool rc_dialled_is_prefix(dialled d);

/* International direct-dial prefixes, the longest first.  All zero: none. */
typedef struct idd_list {
    unsigned n;
    prefix_key prefixes[RC_IDD_MAX];
} idd_list;

enum { IDD_TEXT_BYTES = RC_IDD_MAX * (RC_PREFIX_DIGITS_MAX + 1) };

/* Reads "00" or "00,011".  Empty text is no prefix at all.  Returns false if text is anything else;
 * then *list is undefined. */
bool rc_idd_parse(idd_list *list, rc_text text);

/* Writes the prefixes as rc_idd_parse reads them, NUL-terminated.  Returns text. */
char *rc_idd_write(const idd_list *list, char text[IDD_TEXT_BYTES]);

bool rc_idd_is_same(const idd_list *a, const idd_list *b);

/* Returns how something that is dialled begins: RC_BEGINS_00, RC_BEGINS_011, or 0. */
static inline unsigned idd_begins(prefix_key first)
{
    return (first >> 56 == 0x11 ? RC_BEGINS_00 : 0u) | (first >> 52 == 0x122 ? RC_BEGINS_011 : 0u);
}

/* Returns the length of the longest of the prefixes that something begins with, or 0. */
static inline unsigned idd_length(const idd_list *list, prefix_key first)
{
    for (unsigned i = 0; i < list->n; i++) {
        unsigned length = key_length(list->prefixes[i]);
        if (((first ^ list->prefixes[i]) & key_mask(length)) == 0)
            return length;
    }
    return 0;
}

/* Puts '+' in the place of the first `length` symbols, 1 to RC_PREFIX_DIGITS_MAX.  Returns the key
 * of what comes out, which may have more symbols than that. */
static inline prefix_key idd_replace(prefix_key first, prefix_key more, unsigned length)
{
    unsigned shift = SYMBOL_BITS * length;
    return KEY_PLUS | (first << shift | more >> (64 - shift)) >> SYMBOL_BITS;
}

/* Returns the key of what is dialled, with '+' in the place of a direct-dial prefix. */
static inline prefix_key idd_key(const idd_list *list, prefix_key first, prefix_key more)
{
    unsigned length = idd_length(list, first);
    return length > 0 ? idd_replace(first, more, length) : first;
}

/* The same for all of it. */
dialled rc_idd_apply(const idd_list *list, dialled d);

#endif
