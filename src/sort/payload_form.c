/* Chooses how the payloads of a run are packed: see payload_form.h. */
#include "sort/payload_form.h"

enum { PAYLOADS_COUNTED = 256 /* of a batch, at most twice as many; enough to choose a form */ };

/* Returns how many units of 4 bits the number above n takes: a payload is packed plus 1. */
static unsigned count_nibbles(uint32_t n)
{
    return (64 - leading_zeros((uint64_t)n + 1) + 3) / 4;
}

void rc_payload_form_count(payload_counts *counts, const uint32_t *payloads, size_t n)
{
    const size_t step = n > PAYLOADS_COUNTED ? n / PAYLOADS_COUNTED : 1;
    const uint32_t mask = (1u << PAYLOAD_KIND_BITS) - 1;

    for (size_t i = 0; i < n; i += step) {
        counts->n_all++;
        counts->whole[count_nibbles(payloads[i])]++;
        counts->above_kind[count_nibbles(payloads[i] >> PAYLOAD_KIND_BITS)] +=
            (payloads[i] & mask) == counts->kind;
    }
}

void rc_payload_form_count_packed(payload_counts *counts, payload_form form, uint64_t n)
{
    unsigned nibbles = form.n_bits / 4;

    counts->n_all += n;
    if (form.kind_bits == 0)
        counts->whole[nibbles] += n;
    else
        counts->whole[nibbles + 1] += n;
    if (form.kind_bits > 0 && form.kind == counts->kind)
        counts->above_kind[nibbles] += n;
}

/* Sets *n_bits to those by which routes, counted by what they need, take the least room. Returns
 * that room. */
static uint64_t choose_bits(const uint64_t *by_nibbles, unsigned nibbles_max, uint64_t n_all,
                            uint32_t *n_bits)
{
    uint64_t least = UINT64_MAX, n_fitting = 0;

    for (unsigned nibbles = 0; nibbles <= nibbles_max; nibbles++) {
        n_fitting += by_nibbles[nibbles];
        uint64_t room = n_all * nibbles + (n_all - n_fitting) * 2 * PAYLOAD_WHOLE_BYTES;
        if (room < least) {
            least = room;
            *n_bits = 4 * nibbles;
        }
    }
    return least;
}

payload_form rc_payload_form_choose(const payload_counts *counts)
{
    payload_form whole = {.kind_bits = 0};
    payload_form above = {.kind = counts->kind, .kind_bits = PAYLOAD_KIND_BITS};
    uint64_t whole_room =
        choose_bits(counts->whole, PAYLOAD_NIBBLES_MAX, counts->n_all, &whole.n_bits);
    uint64_t above_room =
        choose_bits(counts->above_kind, PAYLOAD_NIBBLES_MAX - 1, counts->n_all, &above.n_bits);

    return above_room < whole_room ? above : whole;
}
