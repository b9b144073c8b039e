/* A field of a row that is being read: see field_reading.h. */
#include "deck/field_reading.h"

#include "base/error.h"

#include <string.h>

/* Makes doubled quotes single.  No more of the text is kept than a message needs. */
static void undouble(field_reading *f)
{
    size_t length = 0;

    f->has_quotes = true;
    for (size_t i = 0; i < f->text.length && length < UNDOUBLED_MAX; i++) {
        f->undoubled[length++] = f->text.bytes[i];
        i += f->text.bytes[i] == '"';
    }
    f->text = (rc_text){f->undoubled, length};
}

void rc_field_begin(field_reading *f, const field *from)
{
    f->text = from->text;
    f->is_quoted = from->is_quoted;
    f->has_quotes = false;
    if (f->is_quoted && f->text.length > 0 && memchr(f->text.bytes, '"', f->text.length))
        undouble(f);
}

rc_code rc_field_fault(const field_reading *f, const char *what, const char *help)
{
    char quoted[RC_QUOTE_BYTES];

    if (!f->fault)
        return RC_FAULT_ROW;
    return rc_error_set(f->fault, RC_FAULT_ROW, "%s %s %s%s%s", f->name, rc_quote(quoted, f->text),
                        what, *help ? ": " : "", help);
}

rc_code rc_field_fault_hint(const field_reading *f, const char *what, rc_hint hint)
{
    rc_field_fault(f, what, "");
    rc_error_hint(f->fault, hint, NULL);
    return RC_FAULT_ROW;
}

rc_code rc_field_check(const field_reading *f)
{
    if (f->text.length == 0)
        return rc_error_set(f->fault, RC_FAULT_ROW, "%s is empty", f->name);
    bool with_tabs = f->is_prefix || f->rules->currency.length > 0;
    const char *what = rc_field_control(f->text, with_tabs);
    if (!what && rc_is_spreadsheet_error(f->text))
        what = "is a spreadsheet's error value";
    return what ? rc_field_fault(f, what, "") : RC_OK;
}
