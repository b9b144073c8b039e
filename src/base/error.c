/* Fills error values, and quotes input in them. */
#include "base/error.h"

#include <stdarg.h>

rc_code rc_error_set(rc_error *error, rc_code code, const char *format, ...)
{
    if (!error)
        return code;
    *error = (rc_error){.code = code};

    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->reason, sizeof error->reason, format, arguments);
    va_end(arguments);
    return code;
}

void rc_error_hint(rc_error *error, rc_hint hint, const char *value)
{
    if (!error)
        return;
    error->hint = hint;
    snprintf(error->hint_value, sizeof error->hint_value, "%s", value ? value : "");
}

/* Writes one byte, escaped if necessary. Returns the end. */
static char *escape(char *to, unsigned char byte)
{
    static const char hex[] = "0123456789abcdef";

    if (byte < ' ' || byte > '~') {
        *to++ = '\\';
        *to++ = 'x';
        *to++ = hex[byte >> 4];
        *to++ = hex[byte & 15];
    } else {
        if (byte == '"' || byte == '\\')
            *to++ = '\\';
        *to++ = (char)byte;
    }
    return to;
}

char *rc_quote(char quoted[RC_QUOTE_BYTES], rc_text text)
{
    char *to = quoted;
    size_t n_shown = text.length < RC_QUOTE_INPUT_MAX ? text.length : RC_QUOTE_INPUT_MAX;

    *to++ = '"';
    for (size_t i = 0; i < n_shown; i++)
        to = escape(to, (unsigned char)text.bytes[i]);
    for (int i = 0; i < 3 && n_shown < text.length; i++)
        *to++ = '.';
    *to++ = '"';
    *to = '\0';
    return quoted;
}
