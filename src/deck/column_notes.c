/* What the columns of a route list leave open: see column_notes.h. */
#include "deck/column_notes.h"

#include "base/ascii.h"
#include "base/error.h"
#include "deck/column_names.h"

#include <string.h>

enum { OFFERED_NAME_MAX = 24 /* bytes of a name that a hint offers */ };

void rc_columns_list(const header *h, rc_error *error, const char *text)
{
    char columns[RC_ERROR_REASON_BYTES];

    rc_header_list_columns(h, columns, sizeof columns - 4 - strlen(text));
    rc_error_set(error, RC_ERROR_FORMAT, "%s: %s", text, columns);
}

/* ---- What a hint offers ---- */

static bool is_plain_char(char c)
{
    return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'z') || c == ' ' || c == '_' ||
           c == '-' || c == '.' || c == '/';
}

/* Returns true if a column can be asked for by its name without being misunderstood. */
static bool has_plain_name(const header *h, unsigned column)
{
    rc_text name = rc_header_column(h, column).name.text;
    bool is_number = true;

    for (size_t i = 0; i < name.length; i++) {
        is_number &= is_digit(name.bytes[i]);
        if (!is_plain_char(name.bytes[i]))
            return false;
    }
    return !is_number && name.length <= OFFERED_NAME_MAX &&
           rc_header_find(h, name).second == COLUMN_NONE;
}

/* Adds a column to a hint's value, by name or by number. */
static void offer(rc_error *error, const header *h, unsigned column, bool by_name,
                  const char *separator)
{
    size_t n = strlen(error->hint_value);
    rc_text name = rc_header_column(h, column).name.text;

    if (by_name)
        snprintf(error->hint_value + n, sizeof error->hint_value - n, "%s%.*s", separator,
                 (int)name.length, name.bytes);
    else
        snprintf(error->hint_value + n, sizeof error->hint_value - n, "%s%u", separator,
                 column + 1);
}

/* Offers to join all of n columns, or only those from `from` on, or only the first `to`. */
static void offer_joined(rc_error *error, const header *h, const unsigned *columns, unsigned n,
                         unsigned from, unsigned to)
{
    bool by_name = true;

    for (unsigned i = 0; i < n; i++)
        by_name &= has_plain_name(h, columns[i]);
    rc_error_hint(error, RC_HINT_PREFIX_COLUMN, NULL);
    for (unsigned i = 0; i < n; i++)
        offer(error, h, columns[i], by_name, i > 0 ? "+" : "");
    for (unsigned i = from; i < to; i++)
        offer(error, h, columns[i], by_name, i > from ? "+" : "\n");
}

void rc_columns_set_pair(rc_error *error, const header *h, const column_pair *pair)
{
    char first[RC_QUOTE_BYTES], second[RC_QUOTE_BYTES];
    header_column a = rc_header_column(h, pair->a), b = rc_header_column(h, pair->b);

    rc_error_set(error, RC_ERROR_FORMAT, "%s column %u %s %s column %u %s", pair->before,
                 pair->a + 1, rc_header_quote(first, &a.name), pair->between, pair->b + 1,
                 rc_header_quote(second, &b.name));
}

/* ---- Prefixes in parts ---- */

/* Refuses codes that may lack the country code. */
static void refuse_codes(rc_error *error, const header *h, unsigned prefix, unsigned country)
{
    const unsigned both[] = {country, prefix};
    const column_pair pair = {"the codes of", prefix, "may lack the country code of", country};

    rc_columns_set_pair(error, h, &pair);
    offer_joined(error, h, both, 2, 1, 2);
}

/* Refuses NPA and NXX beside a column of blocks. */
static rc_code check_block(const layout *l, const header *h, rc_error *error)
{
    const unsigned npa = l->columns[ROLE_PREFIX], nxx = l->columns[SLOT_JOINED];
    const unsigned block = rc_header_find_any(h, rc_column_names.block).first;
    const unsigned all[] = {npa, nxx, block};

    if (nxx == COLUMN_NONE || block == COLUMN_NONE || block == l->columns[ROLE_COST])
        return RC_OK;
    const column_pair pair = {"the prefix may go on behind", nxx, "with", block};
    rc_columns_set_pair(error, h, &pair);
    offer_joined(error, h, all, 3, 0, 2);
    return RC_ERROR_FORMAT;
}

rc_code rc_columns_check_prefix(const layout *l, const header *h, column_notes *notes,
                                rc_error *error)
{
    unsigned prefix = l->columns[ROLE_PREFIX];
    unsigned country = rc_header_find_any(h, rc_column_names.countries).first;
    named_columns codes = rc_header_find_any(h, rc_column_names.codes);

    if (l->columns[SLOT_JOINED] != COLUMN_NONE)
        return check_block(l, h, error);
    if (country == COLUMN_NONE || country == prefix || country == l->columns[ROLE_COST])
        return RC_OK;
    if (codes.first == prefix) {
        refuse_codes(error, h, prefix, country);
        return RC_ERROR_FORMAT;
    }
    notes->doubt = DOUBT_COUNTRY;
    notes->country = country;
    refuse_codes(&notes->refusal, h, prefix, country);
    return RC_OK;
}

/* ---- The order of two columns ---- */

void rc_columns_doubt_order(column_notes *notes, const header *h)
{
    notes->doubt = DOUBT_ORDER;
    rc_columns_list(h, &notes->refusal, "no names in the header are known for prefix and cost");
    rc_error_hint(&notes->refusal, RC_HINT_BOTH_OR_PREAMBLE, NULL);
}
