/* The prefixes that one field stands for: see prefix_list.h. */
#include "deck/prefix_list.h"

#include "base/error.h"
#include "deck/prefix_item.h"

#include <string.h>

enum { RANGE_DIGITS_MAX = 19 /* both ends of a range fit 64 bits */ };

/* ---- Checking what the list says ---- */

/* Sets the fault of an item of a list. */
static rc_code fault_item(rc_error *fault, rc_text list, rc_text item, const char *what)
{
    char quoted[RC_QUOTE_BYTES], quoted_list[RC_QUOTE_BYTES];
    bool is_alone = item.length == list.length;

    if (!fault)
        return RC_FAULT_ROW;
    return rc_error_set(fault, RC_FAULT_ROW, "prefix %s%s%s %s", rc_quote(quoted, item),
                        is_alone ? "" : " of ", is_alone ? "" : rc_quote(quoted_list, list), what);
}

static rc_code fault_digits(rc_text list, rc_text item, size_t n_digits, rc_error *fault)
{
    char what[80];

    snprintf(what, sizeof what, "has %zu digits, more than E.164's %d", n_digits,
             RC_PREFIX_DIGITS_MAX);
    return fault_item(fault, list, item, what);
}

static rc_code check_range(rc_text list, rc_text item, rc_text low, rc_text high, rc_error *fault)
{
    prefix_bound a, b;

    if (memchr(high.bytes, '-', high.length))
        return fault_item(fault, list, item, "has more than one hyphen: a range is A-B");
    if (!rc_prefix_bound_read(low, &a) || !rc_prefix_bound_read(high, &b))
        return fault_item(fault, list, item, "is not an optional + and digits");
    if (a.n_digits == 0 || b.n_digits == 0)
        return fault_item(fault, list, item,
                          "lacks digits beside its hyphen: a range is A-B, without blanks");
    if (b.n_plus > a.n_plus)
        return fault_item(fault, list, item,
                          "is ambiguous: a range has a + on its first side or on both");
    if (a.n_digits != b.n_digits)
        return fault_item(fault, list, item,
                          "is ambiguous: a range has as many digits on both sides");
    if (a.n_digits > RANGE_DIGITS_MAX)
        return fault_digits(list, item, a.n_digits, fault);
    if (memcmp(a.digits, b.digits, a.n_digits) > 0)
        return fault_item(fault, list, item, "is ambiguous: a range does not end before it begins");
    return RC_OK;
}

static rc_code check_item(rc_text list, rc_text item, rc_error *fault)
{
    rc_text low, high;
    prefix_bound b;
    const char *damage = rc_field_damage(item);

    if (damage)
        return fault_item(fault, list, item, damage);
    if (rc_prefix_item_split(item, &low, &high))
        return check_range(list, item, low, high, fault);
    if (!rc_prefix_bound_read(item, &b))
        return fault_item(fault, list, item, "is not an optional + and digits");
    return b.n_digits == 0 ? fault_item(fault, list, item, "has no digits") : RC_OK;
}

/* Whether a prefix is missing between two places: at most one separator beside blanks is allowed
 * between two prefixes, and none before the first or after the last. */
static bool is_place_empty(const char *from, const char *to, bool is_edge)
{
    int n_separators = 0;

    for (; from < to; from++)
        n_separators += prefix_is_separator(*from);
    return n_separators > (is_edge ? 0 : 1);
}

/* ---- Walking ---- */

static uint64_t read_number(const char *digits, size_t n_digits)
{
    uint64_t number = 0;

    for (size_t i = 0; i < n_digits; i++)
        number = 10 * number + (uint64_t)(digits[i] - '0');
    return number;
}

/* Returns the prefix of a number of n_digits digits, zeros leading. */
static dialled dial_number(uint64_t number, unsigned n_digits, unsigned n_plus)
{
    char symbols[1 + RANGE_DIGITS_MAX] = {'+'};

    for (unsigned i = n_plus + n_digits; i > n_plus; number /= 10)
        symbols[--i] = (char)('0' + number % 10);
    return rc_dialled_pack((rc_text){symbols, n_plus + n_digits});
}

/* Cuts the shortest prefix off the range that covers nothing before and nothing behind it: all of
 * ten times as many numbers, as long as they are in the range and a digit is left. */
static dialled cut_range(prefix_walk *w)
{
    uint64_t n_covered = 1, number = w->next;
    unsigned n_digits = w->n_digits;

    while (n_digits > w->n_digits_min && number % 10 == 0 &&
           w->last - w->next >= 10 * n_covered - 1) {
        number /= 10;
        n_covered *= 10;
        n_digits--;
    }
    w->in_range = w->last - w->next >= n_covered;
    w->next += n_covered;
    return dial_number(number, n_digits, w->n_plus);
}

static void begin_range(prefix_walk *w, rc_text low, rc_text high)
{
    prefix_bound a, b;

    rc_prefix_bound_read(low, &a);
    rc_prefix_bound_read(high, &b);
    w->next = read_number(a.digits, a.n_digits);
    w->last = read_number(b.digits, b.n_digits);
    w->n_digits = (unsigned)a.n_digits;
    w->n_plus = (unsigned)a.n_plus;
    w->in_range = true;
    w->n_cut = 0;
}

/* Sets what the list says of the next prefix, and what the options make of it.  Returns false after
 * the last. */
static bool walk(prefix_walk *w, dialled *said, dialled *made)
{
    rc_text low, high;

    if (!w->in_range) {
        rc_text item = rc_prefix_item_cut(&w->at, w->end);
        if (item.length == 0)
            return false;
        if (rc_prefix_item_split(item, &low, &high))
            begin_range(w, low, high);
        else
            *said = rc_dialled_pack(item);
    }
    if (w->in_range) {
        *said = cut_range(w);
        w->n_beyond += ++w->n_cut > RANGE_PREFIXES;
    }
    *made = rc_dialled_join(w->front, *said);
    if (w->idd)
        *made = rc_idd_apply(w->idd, *made);
    return true;
}

void rc_prefix_walk_begin(prefix_walk *w, const prefix_list *list)
{
    *w = (prefix_walk){.at = list->text.bytes,
                       .end = list->text.bytes + list->text.length,
                       .front = list->front,
                       .n_digits_min = list->is_joined ? 0 : 1,
                       .idd = list->idd};
}

bool rc_prefix_walk_next(prefix_walk *w, prefix_key *key)
{
    dialled said, made;
    bool is_there = walk(w, &said, &made);

    if (is_there)
        *key = made.first;
    return is_there;
}

/* ---- Checking what the options make ---- */

/* Sets the fault of an item that does not become a prefix. */
static rc_code fault_made(const prefix_list *list, rc_text item, dialled said, dialled made,
                          rc_error *fault)
{
    char symbols[DIALLED_SYMBOLS], quoted[RC_QUOTE_BYTES], what[RC_QUOTE_BYTES + 80];
    unsigned n_digits = made.n - key_has_plus(made.first);

    if (made.first == said.first && made.n == said.n)
        return fault_digits(list->text, item, n_digits, fault);
    rc_quote(quoted, (rc_text){symbols, rc_dialled_unpack(symbols, made)});
    if (n_digits > RC_PREFIX_DIGITS_MAX)
        snprintf(what, sizeof what, "becomes %s, which has %u digits, more than E.164's %d", quoted,
                 n_digits, RC_PREFIX_DIGITS_MAX);
    else
        snprintf(what, sizeof what, "becomes %s, which has %s", quoted,
                 n_digits == 0 ? "no digits" : "a + elsewhere than in front");
    return fault_item(fault, list->text, item, what);
}

/* Returns true if an item is sure to become prefixes: the first end of a range does, and no prefix
 * that is cut off the range is longer. */
static bool is_made_surely(const prefix_list *list, rc_text item)
{
    rc_text low = item, high;

    if (list->is_joined || list->idd)
        return false;
    rc_prefix_item_split(item, &low, &high);
    return rc_dialled_is_prefix(rc_dialled_join(list->front, rc_dialled_pack(low)));
}

/* Checks the prefixes that the options make of an item. */
static rc_code check_made(const prefix_list *list, rc_text item, rc_error *fault)
{
    prefix_walk w;
    dialled said, made;

    if (is_made_surely(list, item))
        return RC_OK;
    rc_prefix_walk_begin(&w, list);
    w.at = item.bytes;
    w.end = item.bytes + item.length;
    while (walk(&w, &said, &made))
        if (!rc_dialled_is_prefix(made))
            return fault_made(list, item, said, made, fault);
    return RC_OK;
}

rc_code rc_prefix_list_check(const prefix_list *list, rc_error *fault)
{
    const char *start = list->text.bytes, *at = start, *end = at + list->text.length, *behind = at;

    for (;;) {
        rc_text item = rc_prefix_item_cut(&at, end);
        if (is_place_empty(behind, item.bytes, behind == start || item.length == 0)) {
            char quoted[RC_QUOTE_BYTES];
            return rc_error_set(fault, RC_FAULT_ROW, "a prefix is missing beside a separator in %s",
                                rc_quote(quoted, list->text));
        }
        if (item.length == 0)
            return RC_OK;
        rc_code code = check_item(list->text, item, fault);
        if (code == RC_OK)
            code = check_made(list, item, fault);
        if (code)
            return code;
        behind = at;
    }
}
