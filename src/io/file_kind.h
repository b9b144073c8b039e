/* Recognises files that are no text at all, by their first bytes. */
#ifndef IO_FILE_KIND_H
#define IO_FILE_KIND_H

#include "routecost.h"

/* Why a file that begins so is no route list, and what to do; NULL if it may be one. */
const char *rc_file_kind_refusal(rc_text start);

#endif
