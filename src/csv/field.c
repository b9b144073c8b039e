/* What can be wrong with a field: see field.h. */
#include "csv/field.h"

#include "base/ascii.h"

#include <string.h>

bool rc_is_spreadsheet_error(rc_text text)
{
    static const char *const values[] = {"#REF!",   "#N/A",  "#VALUE!", "#NAME?",
                                         "#DIV/0!", "#NUM!", "#NULL!"};

    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        size_t length = strlen(values[i]);
        if (text.length >= length && memcmp(text.bytes, values[i], length) == 0)
            return true;
    }
    return false;
}

/* Digits, points and an E with an exponent behind it: 4.47E+11 and the like. */
static bool is_scientific(rc_text text)
{
    size_t i = 0, n_digits = 0;

    while (i < text.length && (is_digit(text.bytes[i]) || strchr(".,", text.bytes[i])))
        n_digits += is_digit(text.bytes[i++]) ? 1 : 0;
    if (n_digits == 0 || i + 1 >= text.length || (text.bytes[i] != 'E' && text.bytes[i] != 'e'))
        return false;
    i++;
    i += text.bytes[i] == '+' || text.bytes[i] == '-';
    size_t exponent = i;
    while (i < text.length && is_digit(text.bytes[i]))
        i++;
    return i == text.length && i > exponent;
}

const char *rc_field_damage(rc_text text)
{
    if (rc_is_spreadsheet_error(text))
        return "is a spreadsheet's error value";
    if (is_scientific(text))
        return "is in a spreadsheet's scientific notation: export the column as text";
    return NULL;
}

const char *rc_field_control(rc_text text, bool with_tabs)
{
    const char *found = NULL;

    if (memchr(text.bytes, '\0', text.length))
        return "holds a NUL byte";
    for (size_t i = 0; i < text.length && !found; i++)
        if (((unsigned char)text.bytes[i] < ' ' && !(with_tabs && text.bytes[i] == '\t')) ||
            text.bytes[i] == 127)
            found = "holds a control character";
    return found;
}
