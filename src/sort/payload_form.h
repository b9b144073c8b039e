/* How the payloads of a run are packed: all in the same number of bits, so that no branch depends
 * on a payload.
 *
 * The costs of a list are mostly alike in their kind, the lowest bits (cost_ref.h), and are short.
 * A form leaves out the kind, if the payloads have one, and has room for what is above it, plus 1.
 * A payload that does not fit, such as a rare high cost or that of a blocked route, is packed as 0,
 * and stands as a whole behind its route. */
#ifndef SORT_PAYLOAD_FORM_H
#define SORT_PAYLOAD_FORM_H

#include "base/portable.h"

#include <stddef.h>

enum {
    PAYLOAD_KIND_BITS = 4,
    PAYLOAD_WHOLE_BYTES = 4,                      /* of one that does not fit */
    PAYLOAD_NIBBLES_MAX = 2 * PAYLOAD_WHOLE_BYTES /* of a form: units of 4 bits */
};

typedef struct payload_form {
    uint32_t kind;      /* what is left out */
    uint32_t kind_bits; /* its bits: PAYLOAD_KIND_BITS or 0 */
    uint32_t n_bits;    /* of a packed payload: a multiple of 4, up to 32 - kind_bits */
} payload_form;

/* Returns a payload as it is packed, 0 if it does not fit. What differs from the kind becomes the
 * highest bits, so one comparison is enough. */
static HOT_INLINE uint32_t payload_pack(payload_form form, uint32_t payload)
{
    uint32_t unlike = payload ^ form.kind, limit = (uint32_t)(((uint64_t)1 << form.n_bits) - 1);
    uint32_t above = unlike >> form.kind_bits | unlike << (-form.kind_bits & 31);

    return (above + 1) & (0u - (uint32_t)(above < limit));
}

/* Returns the payload that was packed; it did fit. */
static HOT_INLINE uint32_t payload_unpack(payload_form form, uint32_t packed)
{
    return (packed << form.kind_bits) + (form.kind - (1u << form.kind_bits));
}

/* Counts the routes for which a form is chosen, by the units of 4 bits that they need. */
typedef struct payload_counts {
    uint32_t kind;
    uint64_t n_all;
    uint64_t above_kind[PAYLOAD_NIBBLES_MAX + 2]; /* those of the kind, without it */
    uint64_t whole[PAYLOAD_NIBBLES_MAX + 2];      /* all, with their kinds */
} payload_counts;

/* Counts the payloads of n routes, or of some of them if they are many. The counts have a kind. */
void rc_payload_form_count(payload_counts *counts, const uint32_t *payloads, size_t n);

/* Counts n routes that have been packed by a form. */
void rc_payload_form_count_packed(payload_counts *counts, payload_form form, uint64_t n);

/* Returns the form by which the routes counted take the least room. */
payload_form rc_payload_form_choose(const payload_counts *counts);

#endif
