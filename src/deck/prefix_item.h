/* The items of a prefix field: prefixes and ranges, between separators. */
#ifndef DECK_PREFIX_ITEM_H
#define DECK_PREFIX_ITEM_H

#include "csv/field.h"

/* Returns the text of a prefix field: of ="49", a spreadsheet's way to keep text, what is quoted.
 */
rc_text rc_prefix_field_text(const field *f);

static inline bool prefix_is_separator(char c)
{
    return c == ',' || c == ';' || c == '|';
}

/* Cuts the next item off the text; it is empty at the end. */
rc_text rc_prefix_item_cut(const char **at, const char *end);

/* Cuts an item at its first hyphen into the ends of a range.  Returns false without a hyphen. */
bool rc_prefix_item_split(rc_text item, rc_text *low, rc_text *high);

/* A prefix, or one end of a range. */
typedef struct prefix_bound {
    size_t n_plus, n_digits;
    const char *digits;
} prefix_bound;

/* Reads an optional plus and digits, maybe none.  Returns false if there is anything else. */
bool rc_prefix_bound_read(rc_text text, prefix_bound *b);

#endif
