/* A field of a record, and what can be wrong with one whatever it is for. */
#ifndef CSV_FIELD_H
#define CSV_FIELD_H

#include "base/ascii.h"
#include "routecost.h"

/* A field without quotes and blanks around; doubled quotes stay. */
typedef struct field {
    rc_text text; /* bytes is NULL where the record has no such field */
    bool is_quoted;
} field;

/* Returns true for a blank that does not delimit. */
static inline bool field_is_blank(char c, char delimiter)
{
    return is_blank(c) && c != delimiter;
}

/* Returns the text from start to end, without blanks around, as a field. */
static inline field field_trim(const char *start, const char *end, char delimiter, bool is_quoted)
{
    while (start < end && field_is_blank(*start, delimiter))
        start++;
    while (start < end && field_is_blank(end[-1], delimiter))
        end--;
    return (field){{start, (size_t)(end - start)}, is_quoted};
}

/* Returns true if text begins as a spreadsheet's error value, such as #REF! or #N/A. */
bool rc_is_spreadsheet_error(rc_text text);

/* Returns what a spreadsheet has made of the text, an error value or scientific notation, as it
 * stands behind the quoted field in a message; NULL if the text is not so damaged. */
const char *rc_field_damage(rc_text text);

/* Returns what makes a field no text: a NUL byte, or a control character other than a tab, which
 * may stand where with_tabs is true.  NULL if all are characters. */
const char *rc_field_control(rc_text text, bool with_tabs);

#endif
