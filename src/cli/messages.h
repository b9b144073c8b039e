/* What the program says on standard error, in one form: routecost: [FILE:[LINE:]] reason. */
#ifndef CLI_MESSAGES_H
#define CLI_MESSAGES_H

#include "routecost.h"

/* The name of an operand in messages. */
const char *message_name(const char *path);

/* Prints a file's name where it may be shown: a control character becomes \\xNN. */
void message_show_name(FILE *to, const char *name);

/* Tells that standard output could not be written; os_error is errno, or 0. */
void message_output(int os_error);

/* A message about no file, without a line end. */
void message_print(const char *reason);

/* The error that ended the work on a file, with the system's reason if there is one.  file
 * is NULL where the error concerns none. */
void message_error(const char *file, const rc_error *error);

/* One fault of a file. */
void message_fault(const char *file, const rc_error *fault);

/* How many faults there were, if not all were shown; what is, say, "bad rows".  file may be NULL.
 */
void message_fault_count(const char *file, uint64_t n_faults, uint64_t n_shown, const char *what);

/* How routes and numbers differ in their '+', and what helps: with compiled tables among the
 * lists, to compile them anew.  carrier is whose routes, {NULL, 0} for all. */
void message_plus(rc_text carrier, const char *reason, int has_tables);

/* What is counted where there are more such carriers than are told of. */
extern const char message_plus_carriers[];

/* What is wrong with a file as a whole; os_error is errno, or 0. */
void message_file(const char *file, const char *reason, int os_error);

#endif
