/* Random tables of several carriers, for tests that compare and export them. */
#ifndef SUPPORT_FAMILY_H
#define SUPPORT_FAMILY_H

#include "support_compare.h"
#include "support_table.h"

/* Carriers of random rows. */
typedef struct random_family {
    size_t n;
    oracle carriers[FAMILY_MAX];
    oracle_row *rows[FAMILY_MAX];
} random_family;

/* The carriers' names, and how CSV writes them. */
extern const char *const family_names[FAMILY_MAX];
extern const char *const family_written_names[FAMILY_MAX];

row_kind random_kind(prng *p);

random_family make_family(prng *p, const row_kind *kind, size_t n_carriers_max, size_t n_rows_max,
                          int plus_optional);

/* The same carriers a week later: most rows stay as they are. */
random_family vary_family(prng *p, const random_family *f, const row_kind *kind);
void free_family(random_family *f);

/* The family as the oracle takes it. */
family family_of(const random_family *f);

/* The table of the carriers' lists. */
rc_table *load_family(const random_family *f, int keep_carriers);

/* Numbers that likely begin with the family's prefixes, a line each; the caller frees them. */
buffer numbers_for(prng *p, const random_family *f, size_t n);

void assert_same_text(const buffer *written, const buffer *expected);
size_t count_text(const buffer *in, const char *text);

#endif
