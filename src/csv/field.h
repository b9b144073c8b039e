/* What can be wrong with a field whatever it is for. */
#ifndef CSV_FIELD_H
#define CSV_FIELD_H

#include "routecost.h"

/* What a spreadsheet has made of the text: an error value, or scientific notation; as it stands
 * behind the quoted field in a message.  NULL if the text is not so damaged. */
const char *rc_field_damage(rc_text text);

/* What makes a field no text: a NUL byte, or a control character other than a tab, which may
 * stand where with_tabs is 1.  NULL if all are characters. */
const char *rc_field_control(rc_text text, int with_tabs);

#endif
