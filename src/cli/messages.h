/* Messages on standard error, all in one form: routecost: [FILE:[LINE:]] reason. */
#ifndef CLI_MESSAGES_H
#define CLI_MESSAGES_H

#include "routecost.h"

#include <stdbool.h>

/* Returns the name of an operand in messages. */
const char *message_name(const char *path);

/* Prints text of lists, file names and options where a terminal may show it. All such text goes out
 * here: bytes that a terminal would obey (base/terminal.h), and bytes that are no UTF-8, become
 * \\xNN. */
void message_show(FILE *to, rc_text text);

/* The same for a text that ends with NUL. */
void message_show_text(FILE *to, const char *text);

/* Reports that standard output cannot be written; os_error is errno, or 0. */
void message_output(int os_error);

/* Prints a message about no file. */
void message_print(const char *reason);

/* Reports the error that ended the work on a file, with the system's reason if there is one.
 * file is NULL if the error concerns none. */
void message_error(const char *file, const rc_error *error);

/* Reports the error that ended the reading of numbers or the writing of what belongs to them. */
void message_numbers_error(const char *numbers, const rc_error *error);

/* Reports one fault of a file. */
void message_fault(const char *file, const rc_error *fault);

/* Prints how many faults there were, if not all were shown.  what names them, as "bad rows" does.
 * file may be NULL. */
void message_fault_count(const char *file, uint64_t n_faults, uint64_t n_shown, const char *what);

/* The same, also if all were shown. */
void message_most(const char *file, uint64_t n_faults, uint64_t n_shown, const char *what);

/* Prints how routes and numbers differ in their '+', and which option helps.  Compiled tables have
 * to be compiled anew with it.  carrier is whose routes differ; {NULL, 0}: all carriers'. */
void message_plus(rc_text carrier, const char *reason, bool has_tables);

/* Names such carriers in message_fault_count. */
extern const char message_plus_carriers[];

/* Reports what is wrong with a file as a whole; os_error is errno, or 0. */
void message_file(const char *file, const char *reason, int os_error);

#endif
