/* Why a number costs what it costs: the rows that match it, and which of them count.
 *
 *     rc_explainer_new -> rc_explainer_read, once a list -> rc_explainer_match
 *
 * The conventions of routecost.h hold here too. */
#ifndef ROUTECOST_EXPLAIN_H
#define ROUTECOST_EXPLAIN_H

#include "routecost.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Reads lists as a builder does, keeps only the rows that match one number, and says which row
 * counts: what a table of the same lists would answer, and why. Memory depends on the number of
 * carriers, not on the length of their lists. One thread at a time. */
typedef struct rc_explainer rc_explainer;

enum {
    RC_MATCHES_SHOWN = 10 /* rows of one prefix that are kept beside the one that stays; all are
                             counted */
};

/* Whether a row decides its carrier's offer, and if not, why. */
typedef enum rc_match_verdict {
    RC_MATCH_WINS,
    RC_MATCH_SHORTER,   /* a longer prefix matches */
    RC_MATCH_LATER,     /* it begins after the day asked for */
    RC_MATCH_ENDED,     /* it ended before the day asked for */
    RC_MATCH_REPLACED,  /* a row of its prefix began later */
    RC_MATCH_DEARER,    /* a row of its prefix is cheaper (RC_DUPLICATES_CHEAPEST) */
    RC_MATCH_NOT_FIRST, /* an earlier row of its prefix stays */
    RC_MATCH_NOT_LAST,  /* a later row of its prefix stays (RC_DUPLICATES_LAST) */
    RC_MATCH_BLOCKED    /* a row of its prefix is blocked (RC_DUPLICATES_CHEAPEST) */
} rc_match_verdict;

/* A row that matches the number, or a route of a compiled table. Texts live until the explainer
 * reads again or is freed. */
typedef struct rc_match {
    rc_text prefix;   /* without '+' where it is ignored */
    rc_text cost;     /* empty if the row is blocked */
    rc_text own_cost; /* what cost was before it was multiplied by the factor; empty without one */
    rc_increment increment; /* how its calls are billed; all zero: the row does not say it */
    rc_text fee;            /* what it costs to connect them; empty: the row does not say it */
    uint64_t line;          /* 1-based; 0: of a compiled table */
    rc_date date;           /* the day from which it holds; 0: rows have no dates */
    rc_match_verdict verdict;
    uint64_t n_more; /* rows of the prefix that were not kept; set with the last one that was,
                        else 0 */
} rc_match;

/* Whether a carrier wins, and if not, why. */
typedef enum rc_carrier_verdict {
    RC_CARRIER_WINS,
    RC_CARRIER_DEARER,
    RC_CARRIER_TIES, /* as cheap as the winner, which was read before */
    RC_CARRIER_NO_ROUTE,
    RC_CARRIER_BLOCKED /* its longest prefix is blocked: it offers nothing */
} rc_carrier_verdict;

/* Makes an explainer for a number; spaces and tabs around the number are ignored. options: as for
 * rc_builder_new. Free it with rc_explainer_free.
 * Returns NULL on failure:
 *
 * RC_FAULT_NUMBER   the text is no number
 * RC_ERROR_OPTIONS  the options contradict each other
 * RC_ERROR_MEMORY */
RC_API rc_explainer *rc_explainer_new(const rc_load_options *options, rc_text number,
                                      rc_error *error);

/* Frees the explainer; NULL does nothing. */
RC_API void rc_explainer_free(rc_explainer *explainer);

/* Sets how the lists are read from now on, as rc_builder_set_list_options does.
 *
 * RC_ERROR_OPTIONS  the options contradict each other
 * RC_ERROR_MEMORY
 *
 * After a failure the explainer is unchanged. */
RC_API rc_code rc_explainer_set_list_options(rc_explainer *explainer,
                                             const rc_load_options *options, rc_error *error);

/* Reads the one list of a carrier, or a compiled table, to its end.
 *
 * carrier: the carrier's name. A compiled table brings its own names, but a name is needed all the
 * same.
 *
 * Fails as rc_builder_begin_carrier, rc_builder_read and rc_builder_end_carrier do. After
 * RC_ERROR_LIST, RC_ERROR_EMPTY and RC_ERROR_FORMAT further lists can be read; the good rows of
 * the failed list still count. After another failure the explainer can only be freed.
 * Under RC_DUPLICATES_ERROR only duplicates that match the number are faults.
 *
 * Time is linear in the bytes read; works on one thread. */
RC_API rc_code rc_explainer_read(rc_explainer *explainer, rc_text carrier, rc_reader list,
                                 rc_error *error);

/* Returns what has been read; n_prefixes counts compiled tables only; table_bytes, n_duplicates
 * and n_disagreeing are 0. Constant time, as for all functions below. */
RC_API rc_load_stats rc_explainer_stats(const rc_explainer *explainer);

/* Returns true if the number begins with '+', or with a direct-dial prefix that is read as '+'. */
RC_API bool rc_explainer_has_plus(const rc_explainer *explainer);

/* As rc_table_begins, for all prefixes that were read. */
RC_API unsigned rc_explainer_begins(const rc_explainer *explainer);

/* As rc_table_plus and rc_table_ignores_plus. */
RC_API unsigned rc_explainer_plus(const rc_explainer *explainer, size_t carrier);
RC_API bool rc_explainer_ignores_plus(const rc_explainer *explainer);

/* Returns the number of carriers. Their indices follow the order in which they were read. */
RC_API size_t rc_explainer_carriers(const rc_explainer *explainer);

/* Returns a carrier's name, which lives as long as the explainer. */
RC_API rc_text rc_explainer_carrier_name(const rc_explainer *explainer, size_t carrier);

/* Returns which call of rc_explainer_read has read the carrier, counted from 0. */
RC_API size_t rc_explainer_carrier_source(const rc_explainer *explainer, size_t carrier);

/* Returns whether a carrier wins among all that have been read. */
RC_API rc_carrier_verdict rc_explainer_carrier_verdict(const rc_explainer *explainer,
                                                       size_t carrier);

/* Gets the i-th match of a carrier: the shortest prefix first, rows of one prefix in their order.
 * Returns false behind the last. */
RC_API bool rc_explainer_match(const rc_explainer *explainer, size_t carrier, size_t i,
                               rc_match *match);

#ifdef __cplusplus
}
#endif

#endif
