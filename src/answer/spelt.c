/* Spells the tails of all offers in advance: see spelt.h. */
#include "answer/spelt.h"

#include <stdlib.h>

enum {
    SPELT_BYTES_MAX = 8 << 20, /* that the slots of all offers may take */
    BYTES_AN_OFFER = 16        /* of numbers, so that spelling an offer pays */
};

/* Returns the bytes of a slot for tails of up to length bytes. */
static size_t slot_bytes(size_t length)
{
    return (length + sizeof(uint16_t) + SPELT_SLOT_STEP - 1) / SPELT_SLOT_STEP * SPELT_SLOT_STEP;
}

bool rc_spelt_pays(const answer_tails *tails, uint64_t n_bytes)
{
    uint32_t n_offers = tails->table->offers.n;

    return !tails->form.finds_only && !tails->form.has_charges && !tails->has_prefix &&
           (tails->n_ranks == 1 || !tails->form.answers_only) && n_offers > 0 &&
           tails->length_max <= UINT16_MAX &&
           n_offers <= SPELT_BYTES_MAX / slot_bytes(tails->length_max) &&
           n_bytes / BYTES_AN_OFFER >= n_offers;
}

/* Writes the tail of an offer: its fields as of the first rank, and a line end.  Returns its
 * length, at most tails->length_max. */
static HOT_INLINE size_t spell_offer(const answer_tails *tails, uint32_t offer, char *to)
{
    char *end =
        tails_spell_rank(tails, 0, &(ranked_offer){.offer = offer}, &(tail_values){.key = 0}, to);

    *end++ = '\n';
    return (size_t)(end - to);
}

/* Returns the length of the longest tail of an offer, or of none; tail has room for it. */
static size_t find_longest(const answer_tails *tails, char *tail)
{
    size_t longest = text_list_get(&tails->fixed, TAIL_UNROUTED).length;

    for (uint32_t i = 0; i < tails->table->offers.n; i++) {
        size_t length = spell_offer(tails, i, tail);
        longest = length > longest ? length : longest;
    }
    return longest;
}

static void fill_slot(spelt_offers *s, uint32_t offer, const char *tail, size_t n_bytes)
{
    char *slot = s->slots + offer * s->slot_bytes;
    uint16_t length = (uint16_t)n_bytes;

    memcpy(slot, tail, length);
    memcpy(slot + s->slot_bytes - sizeof length, &length, sizeof length);
}

static void fill_slots(spelt_offers *s, const answer_tails *tails, char *tail)
{
    uint32_t n_offers = tails->table->offers.n;
    rc_text unrouted = text_list_get(&tails->fixed, TAIL_UNROUTED);

    for (uint32_t i = 0; i < n_offers; i++)
        fill_slot(s, i, tail, spell_offer(tails, i, tail));
    fill_slot(s, n_offers, unrouted.bytes, unrouted.length);
}

rc_code rc_spelt_init(spelt_offers *s, const answer_tails *tails)
{
    char *tail = malloc(tails->length_max);

    *s = (spelt_offers){.slots = NULL};
    if (!tail)
        return RC_ERROR_MEMORY;
    s->slot_bytes = slot_bytes(find_longest(tails, tail));
    s->slots = calloc(tails->table->offers.n + (size_t)1, s->slot_bytes);
    if (s->slots)
        fill_slots(s, tails, tail);
    free(tail);
    return s->slots ? RC_OK : RC_ERROR_MEMORY;
}

void rc_spelt_free(spelt_offers *s)
{
    free(s->slots);
    *s = (spelt_offers){.slots = NULL};
}
