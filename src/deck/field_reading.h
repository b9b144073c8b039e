/* A field of a row that is being read, and its faults. */
#ifndef DECK_FIELD_READING_H
#define DECK_FIELD_READING_H

#include "csv/field.h"
#include "deck/row_rules.h"

enum {
    UNDOUBLED_MAX = 2 * RC_QUOTE_INPUT_MAX /* more than a message shows */
};

typedef struct field_reading {
    const row_rules *rules;
    char delimiter;
    bool decimal_comma;
    const char *name; /* of the field in messages */
    bool is_prefix;
    rc_text text;
    bool is_quoted;
    bool is_first;   /* the row is the list's first */
    bool has_quotes; /* doubled ones within: it is no prefix, cost or date then */
    rc_error *fault;
    char undoubled[UNDOUBLED_MAX];
} field_reading;

/* Takes the text of a field; the other members are set. */
void rc_field_begin(field_reading *f, const field *from);

/* Sets the fault of a field: its name, the field quoted, what is wrong and what helps.  Returns
 * RC_FAULT_ROW. */
rc_code rc_field_fault(const field_reading *f, const char *what, const char *help);

/* Sets the fault of a field that one of the options can help with.  Returns RC_FAULT_ROW. */
rc_code rc_field_fault_hint(const field_reading *f, const char *what, rc_hint hint);

/* Checks that the field is not empty, and holds no control character and no spreadsheet's error.
 * A tab may stand in a prefix, and beside the sign of a currency.  RC_OK or RC_FAULT_ROW. */
rc_code rc_field_check(const field_reading *f);

/* A letter, or a byte of a character beyond ASCII. */
static inline bool field_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Returns true if text begins with letters, as names and sentences do. */
static inline bool field_is_word(rc_text text)
{
    return text.length > 1 && field_is_letter(text.bytes[0]) && field_is_letter(text.bytes[1]);
}

#endif
