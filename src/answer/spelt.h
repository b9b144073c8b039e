/* The tails of all offers, spelt in advance: copying a tail is faster than writing its fields, but
 * spelling all takes time and memory that only many numbers are worth.
 *
 * That is possible if what a tail says depends on the offer alone, not on the number. */
#ifndef ANSWER_SPELT_H
#define ANSWER_SPELT_H

#include "answer/tails.h"

#include <string.h>

enum { SPELT_SLOT_STEP = 16 /* a slot has a multiple of so many bytes */ };

/* Tails by offer, in slots of one size: one slot is one wait for memory. The slot behind the last
 * offer's has the tail of numbers without an offer. All zero: none is spelt. */
typedef struct spelt_offers {
    char *slots;       /* each a tail and, in the last two bytes, its length; owned */
    size_t slot_bytes; /* at least SPELT_SLOT_STEP, so that a copy may read so many */
} spelt_offers;

/* Returns the tail of an offer. */
static HOT_INLINE rc_text spelt_get(const spelt_offers *s, uint32_t offer)
{
    const char *slot = s->slots + offer * s->slot_bytes;
    uint16_t length;

    memcpy(&length, slot + s->slot_bytes - sizeof length, sizeof length);
    return (rc_text){slot, length};
}

/* Fetches the tails of n offers ahead of reading them. */
static HOT_INLINE void spelt_prefetch(const spelt_offers *s, const uint32_t *offers, size_t n)
{
    for (size_t i = 0; i < n; i++)
        PREFETCH(s->slots + offers[i] * s->slot_bytes);
}

/* Returns true if it pays to spell all offers before the numbers in so many more bytes. */
bool rc_spelt_pays(const answer_tails *tails, uint64_t n_bytes);

/* Spells all offers, for tails for which it pays.  Returns RC_OK or RC_ERROR_MEMORY; then none is
 * spelt. */
rc_code rc_spelt_init(spelt_offers *s, const answer_tails *tails);
void rc_spelt_free(spelt_offers *s);

#endif
