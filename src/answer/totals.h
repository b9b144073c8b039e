/* Totals of calls by a text: --summary.
 *
 * Any number of threads add calls.  Every distinct value has one total, in one of TOTALS_SHARDS
 * hash tables that its hash chooses; each table has its lock, and calls come in batches, so that
 * locks are taken once for several calls.
 *
 *     value -> hash -> shard -> slots[hash & mask] -> totals[slot % 2^32 - 1] -> value, sums
 *
 * Sums are whole numbers, so the order in which calls come does not matter.  Nearly all fit words
 * of 64 bits; the words above those are kept aside, only for the totals that have them. */
#ifndef ANSWER_TOTALS_H
#define ANSWER_TOTALS_H

#include "answer/amount.h"
#include "base/thread.h"

enum {
    TOTALS_SHARDS = 32,
    TOTAL_SHORT_BYTES = 16 /* values up to this length are kept in their totals */
};

/* A call to be added. */
typedef struct total_call {
    rc_text value;
    uint64_t n_seconds, n_billed;
    amount charge;
} total_call;

/* The sums of one value's calls. */
typedef struct total_sums {
    uint64_t n_calls;
    amount seconds, billed, charge;
} total_sums;

/* What a total keeps: the lowest words of its sums.  Its value is short, as prefixes are, or
 * long. */
typedef struct total {
    union {
        char bytes[TOTAL_SHORT_BYTES];
        const char *text;
    } value;
    uint32_t length; /* of the value; up to TOTAL_SHORT_BYTES it is short */
    uint32_t high;   /* where its other words are; 0: they are 0 */
    uint64_t n_calls, seconds, billed, charge;
} total;

/* The value; it lives as long as the total stays where it is. */
static inline rc_text total_value(const total *one)
{
    return (rc_text){one->length > TOTAL_SHORT_BYTES ? one->value.text : one->value.bytes,
                     one->length};
}

typedef struct total_high {
    uint64_t seconds, billed, charge_middle, charge_high;
} total_high;

typedef struct total_texts total_texts; /* a piece of memory that holds long values */

typedef struct totals_shard {
    mtx_t lock;
    total *totals;
    size_t n, capacity;
    uint64_t *slots;   /* the hash's low half, then 1 + index of a total; 0: free */
    size_t n_slots;    /* a power of two */
    total_high *highs; /* the first is not used */
    size_t n_highs, highs_capacity;
    total_texts *texts;
} totals_shard;

typedef struct totals {
    totals_shard shards[TOTALS_SHARDS];
} totals;

/* New totals without a call, or NULL without memory. */
totals *rc_totals_new(void);
void rc_totals_free(totals *t); /* NULL is fine */

/* Adds calls; values are copied.  Any number of threads may call it.  RC_OK, or RC_ERROR_MEMORY;
 * then the totals can only be freed. */
rc_code rc_totals_add(totals *t, const total_call *calls, size_t n_calls);

/* The rest is for when no thread adds any more. */

size_t rc_totals_count(const totals *t);

/* The sums of a total, which is one of t's. */
total_sums rc_totals_sums(const totals *t, const total *one);

#endif
