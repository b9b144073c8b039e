/* Recognises files that are not text, by their first bytes. */
#ifndef IO_FILE_KIND_H
#define IO_FILE_KIND_H

#include "routecost.h"

/* Returns why a file with these first bytes is no route list, and what to do about it; NULL if it
 * can be one. */
const char *rc_file_kind_refusal(rc_text start);

#endif
