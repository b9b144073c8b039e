/* The options that help with an error of the library. */
#ifndef CLI_HINT_H
#define CLI_HINT_H

#include "routecost.h"

enum { HINT_BYTES = 320 };

/* Writes the text that a hint adds to the reason of an error, with the colon before it; "" if there
 * is no hint.  Returns text. */
const char *hint_write(char text[HINT_BYTES], const rc_error *error);

#endif
