/* The prefixes that one field stands for: see prefix_list.h. */
#include "deck/prefix_list.h"

#include "base/ascii.h"
#include "base/error.h"
#include "csv/field.h"

#include <string.h>

/* ---- Items, between separators ---- */

static bool is_separator(char c)
{
    return c == ',' || c == ';' || c == '|';
}

/* Cuts the next item off the text; it is empty at the end. */
static rc_text cut_item(const char **at, const char *end)
{
    while (*at < end && (is_blank(**at) || is_separator(**at)))
        ++*at;
    const char *start = *at;
    while (*at < end && !is_blank(**at) && !is_separator(**at))
        ++*at;
    return (rc_text){start, (size_t)(*at - start)};
}

/* One end of a range, or a prefix. */
typedef struct bound {
    size_t n_plus, n_digits;
    const char *digits;
} bound;

/* Reads an optional plus and digits.  Returns false if there is anything else. */
static bool read_bound(rc_text text, bound *b)
{
    b->n_plus = text.length > 0 && text.bytes[0] == '+';
    b->n_digits = text.length - b->n_plus;
    b->digits = text.bytes + b->n_plus;
    for (size_t i = 0; i < b->n_digits; i++)
        if (!is_digit(b->digits[i]))
            return false;
    return true;
}

/* Cuts an item at its first hyphen into the ends of a range.  Returns false without a hyphen. */
static bool split_range(rc_text item, rc_text *low, rc_text *high)
{
    const char *hyphen = memchr(item.bytes, '-', item.length);

    if (!hyphen)
        return false;
    *low = (rc_text){item.bytes, (size_t)(hyphen - item.bytes)};
    *high = (rc_text){hyphen + 1, item.length - low->length - 1};
    return true;
}

/* ---- Checking ---- */

/* Sets the fault of an item of a list. */
static rc_code fault_item(rc_error *fault, rc_text list, rc_text item, const char *what)
{
    char quoted[RC_QUOTE_BYTES], quoted_list[RC_QUOTE_BYTES];
    bool is_alone = item.length == list.length;

    return rc_error_set(fault, RC_FAULT_ROW, "prefix %s%s%s %s", rc_quote(quoted, item),
                        is_alone ? "" : " of ", is_alone ? "" : rc_quote(quoted_list, list), what);
}

static rc_code check_length(rc_text list, rc_text item, size_t n_digits, rc_error *fault)
{
    char what[80];

    if (n_digits <= RC_PREFIX_DIGITS_MAX)
        return RC_OK;
    snprintf(what, sizeof what, "has %zu digits, more than E.164's %d", n_digits,
             RC_PREFIX_DIGITS_MAX);
    return fault_item(fault, list, item, what);
}

static rc_code check_range(rc_text list, rc_text item, rc_text low, rc_text high, rc_error *fault)
{
    bound a, b;

    if (memchr(high.bytes, '-', high.length))
        return fault_item(fault, list, item, "has more than one hyphen: a range is A-B");
    if (!read_bound(low, &a) || !read_bound(high, &b))
        return fault_item(fault, list, item, "is not an optional + and digits");
    if (a.n_digits == 0 || b.n_digits == 0)
        return fault_item(fault, list, item,
                          "lacks digits beside its hyphen: a range is A-B, without blanks");
    if (a.n_plus != b.n_plus)
        return fault_item(fault, list, item,
                          "is ambiguous: a range has a + on both sides or on neither");
    if (a.n_digits != b.n_digits)
        return fault_item(fault, list, item,
                          "is ambiguous: a range has as many digits on both sides");
    if (check_length(list, item, a.n_digits, fault))
        return RC_FAULT_ROW;
    if (memcmp(a.digits, b.digits, a.n_digits) > 0)
        return fault_item(fault, list, item, "is ambiguous: a range does not end before it begins");
    return RC_OK;
}

static rc_code check_item(rc_text list, rc_text item, rc_error *fault)
{
    rc_text low, high;
    bound b;
    const char *damage = rc_field_damage(item);

    if (damage)
        return fault_item(fault, list, item, damage);
    if (split_range(item, &low, &high))
        return check_range(list, item, low, high, fault);
    if (!read_bound(item, &b))
        return fault_item(fault, list, item, "is not an optional + and digits");
    if (b.n_digits == 0)
        return fault_item(fault, list, item, "has no digits");
    return check_length(list, item, b.n_digits, fault);
}

/* Whether a prefix is missing between two places: at most one separator beside blanks is allowed
 * between two prefixes, and none before the first or after the last. */
static bool is_place_empty(const char *from, const char *to, bool is_edge)
{
    int n_separators = 0;

    for (; from < to; from++)
        n_separators += is_separator(*from);
    return n_separators > (is_edge ? 0 : 1);
}

rc_code rc_prefix_list_check(rc_text list, rc_error *fault)
{
    const char *at = list.bytes, *end = at + list.length, *behind = at;
    rc_code code = RC_OK;

    for (;;) {
        rc_text item = cut_item(&at, end);
        if (is_place_empty(behind, item.bytes, behind == list.bytes || item.length == 0)) {
            char quoted[RC_QUOTE_BYTES];
            return rc_error_set(fault, RC_FAULT_ROW, "a prefix is missing beside a separator in %s",
                                rc_quote(quoted, list));
        }
        if (item.length == 0)
            return RC_OK;
        code = check_item(list, item, fault);
        if (code)
            return code;
        behind = at;
    }
}

/* ---- Walking ---- */

static uint64_t read_number(const char *digits, size_t n_digits)
{
    uint64_t number = 0;

    for (size_t i = 0; i < n_digits; i++)
        number = 10 * number + (uint64_t)(digits[i] - '0');
    return number;
}

/* The prefix of a number of n_digits digits, zeros leading. */
static prefix_key make_key(uint64_t number, unsigned n_digits, unsigned n_plus)
{
    char symbols[KEY_SYMBOLS] = {'+'};

    for (unsigned i = n_plus + n_digits; i > n_plus; number /= 10)
        symbols[--i] = (char)('0' + number % 10);
    return rc_key_pack(symbols, n_plus + n_digits);
}

/* Cuts the shortest prefix off the range that covers nothing before and nothing behind it: all of
 * ten times as many numbers, as long as they are in the range and a digit is left. */
static prefix_key cut_range(prefix_walk *w)
{
    uint64_t n_covered = 1, number = w->next;
    unsigned n_digits = w->n_digits;

    while (n_digits > 1 && number % 10 == 0 && w->last - w->next >= 10 * n_covered - 1) {
        number /= 10;
        n_covered *= 10;
        n_digits--;
    }
    w->in_range = w->last - w->next >= n_covered;
    w->next += n_covered;
    return make_key(number, n_digits, w->n_plus);
}

void rc_prefix_walk_begin(prefix_walk *w, rc_text list)
{
    *w = (prefix_walk){.at = list.bytes, .end = list.bytes + list.length};
}

bool rc_prefix_walk_next(prefix_walk *w, prefix_key *key)
{
    rc_text low, high;

    if (!w->in_range) {
        rc_text item = cut_item(&w->at, w->end);
        if (item.length == 0)
            return false;
        if (!split_range(item, &low, &high)) {
            *key = rc_key_pack(item.bytes, item.length);
            return true;
        }
        bound a, b;
        read_bound(low, &a);
        read_bound(high, &b);
        w->next = read_number(a.digits, a.n_digits);
        w->last = read_number(b.digits, b.n_digits);
        w->n_digits = (unsigned)a.n_digits;
        w->n_plus = (unsigned)a.n_plus;
    }
    *key = cut_range(w);
    return true;
}
