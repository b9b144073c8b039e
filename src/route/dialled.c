/* What is dialled before a prefix or a number is made of it: see dialled.h. */
#include "route/dialled.h"

#include "base/ascii.h"

#include <string.h>

dialled rc_dialled_pack(rc_text text)
{
    size_t n_first = text.length < KEY_SYMBOLS ? text.length : KEY_SYMBOLS;

    return (dialled){.first = rc_key_pack(text.bytes, n_first),
                     .more = rc_key_pack(text.bytes + n_first, text.length - n_first),
                     .n = (unsigned)text.length};
}

unsigned rc_dialled_unpack(char symbols[DIALLED_SYMBOLS], dialled d)
{
    unsigned n = rc_key_unpack(symbols, d.first);

    return n < KEY_SYMBOLS ? n : n + rc_key_unpack(symbols + n, d.more);
}

dialled rc_dialled_join(dialled a, dialled b)
{
    unsigned shift = SYMBOL_BITS * (a.n % KEY_SYMBOLS), rest = 64 - shift;
    dialled both = {.n = a.n + b.n};

    if (a.n == 0)
        return b;
    if (a.n < KEY_SYMBOLS) {
        both.first = a.first | b.first >> shift;
        both.more = b.first << rest | b.more >> shift;
    } else {
        both.first = a.first;
        both.more = a.n == KEY_SYMBOLS ? b.first : a.more | (shift > 0 ? b.first >> shift : 0);
    }
    return both;
}

/* Returns true if one of the symbols is '+': of all symbols, only it has bits 0, 1 and 3. */
static bool holds_plus(prefix_key key)
{
    return (key & key >> 1 & key >> 3 & 0x1111111111111111u) != 0;
}

bool rc_dialled_is_prefix(dialled d)
{
    unsigned n_plus = key_has_plus(d.first);

    return is_prefix_length(d.n - n_plus) && !holds_plus(d.first << SYMBOL_BITS);
}

/* ---- International direct-dial prefixes ---- */

/* Adds a prefix, behind longer ones and behind lower ones of its length, unless it is there. */
static bool add(idd_list *list, prefix_key prefix)
{
    unsigned at = 0, length = key_length(prefix);

    while (at < list->n &&
           (key_length(list->prefixes[at]) > length ||
            (key_length(list->prefixes[at]) == length && list->prefixes[at] < prefix)))
        at++;
    if (at < list->n && list->prefixes[at] == prefix)
        return true;
    if (list->n == RC_IDD_MAX)
        return false;
    memmove(&list->prefixes[at + 1], &list->prefixes[at], (list->n - at) * sizeof prefix);
    list->prefixes[at] = prefix;
    list->n++;
    return true;
}

bool rc_idd_parse(idd_list *list, rc_text text)
{
    const char *at = text.bytes, *end = text.length > 0 ? at + text.length : at;

    *list = (idd_list){.n = 0};
    while (at < end) {
        const char *start = at;
        while (at < end && is_digit(*at))
            at++;
        if (!is_prefix_length((size_t)(at - start)) ||
            !add(list, rc_key_pack(start, (size_t)(at - start))))
            return false;
        if (at < end && (*at++ != ',' || at == end))
            return false;
    }
    return true;
}

char *rc_idd_write(const idd_list *list, char text[IDD_TEXT_BYTES])
{
    char *at = text;

    for (unsigned i = 0; i < list->n; i++) {
        char symbols[KEY_SYMBOLS];
        unsigned n = rc_key_unpack(symbols, list->prefixes[i]);
        if (i > 0)
            *at++ = ',';
        memcpy(at, symbols, n);
        at += n;
    }
    *at = '\0';
    return text;
}

bool rc_idd_is_same(const idd_list *a, const idd_list *b)
{
    return a->n == b->n && memcmp(a->prefixes, b->prefixes, a->n * sizeof *a->prefixes) == 0;
}

dialled rc_idd_apply(const idd_list *list, dialled d)
{
    unsigned length = idd_length(list, d.first);

    if (length == 0)
        return d;
    prefix_key behind = d.more << SYMBOL_BITS * (length - 1);
    return (dialled){idd_replace(d.first, d.more, length), behind, d.n - length + 1};
}
