/* The items of a prefix field: see prefix_item.h. */
#include "deck/prefix_item.h"

#include <string.h>

/* A formula in a quoted field has its quotes doubled. */
rc_text rc_prefix_field_text(const field *f)
{
    const char *opening = f->is_quoted ? "=\"\"" : "=\"";
    size_t n_opening = f->is_quoted ? 3 : 2, n_closing = n_opening - 1;
    const char *text = f->text.bytes;

    if (f->text.length < n_opening + n_closing)
        return f->text;
    const char *end = text + f->text.length;
    if (memcmp(text, opening, n_opening) != 0 ||
        memcmp(end - n_closing, opening + 1, n_closing) != 0)
        return f->text;
    rc_text inner = field_trim(text + n_opening, end - n_closing, '\0', false).text;
    return memchr(inner.bytes, '"', inner.length) ? f->text : inner;
}

rc_text rc_prefix_item_cut(const char **at, const char *end)
{
    while (*at < end && (is_blank(**at) || prefix_is_separator(**at)))
        ++*at;
    const char *start = *at;
    while (*at < end && !is_blank(**at) && !prefix_is_separator(**at))
        ++*at;
    return (rc_text){start, (size_t)(*at - start)};
}

bool rc_prefix_item_split(rc_text item, rc_text *low, rc_text *high)
{
    const char *hyphen = memchr(item.bytes, '-', item.length);

    if (!hyphen)
        return false;
    *low = (rc_text){item.bytes, (size_t)(hyphen - item.bytes)};
    *high = (rc_text){hyphen + 1, item.length - low->length - 1};
    return true;
}

bool rc_prefix_bound_read(rc_text text, prefix_bound *b)
{
    b->n_plus = text.length > 0 && text.bytes[0] == '+';
    b->n_digits = text.length - b->n_plus;
    b->digits = text.bytes + b->n_plus;
    for (size_t i = 0; i < b->n_digits; i++)
        if (!is_digit(b->digits[i]))
            return false;
    return true;
}
