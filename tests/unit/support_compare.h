/* What rc_diff and rc_export have to write, by the plainest means: every prefix of every carrier is
 * looked up as a string. Shares no code with what it checks. */
#ifndef SUPPORT_COMPARE_H
#define SUPPORT_COMPARE_H

#include "support_oracle.h"
#include "support_stream.h"

enum { FAMILY_MAX = 6 };

/* Carriers that make one table. */
typedef struct family {
    size_t n;
    const oracle *carriers;
} family;

/* The rows of a diff, its header included; the caller frees them. numbers is NULL, or lines of
 * plain numbers, which are counted. */
buffer expect_diff(const family *old_side, const family *new_side, const char *numbers);

/* The rows of an export, its header included; the caller frees them. names are the carriers' names
 * as CSV has them. fields ends with RC_FIELD_NONE. */
buffer expect_export(const family *f, const char *const *names, const rc_field *fields,
                     size_t n_ranks, int prune);

#endif
