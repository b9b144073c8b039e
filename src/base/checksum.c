/* A checksum of 64 bits: see checksum.h.
 *
 * Words of eight bytes, the lowest byte first, go to four lanes in turn, so that the processor does
 * four multiplications at a time:
 *
 *     product = (lane ^ word) * FACTOR,  lane = product ^ product >> 29
 *
 * Both steps can be undone, so lanes that differ stay different while equal words follow: one
 * changed word is always detected. A product only carries upwards; the shift brings high bits back
 * down, so that no single bit of a later word can cancel a changed bit. */
#include "base/checksum.h"

#include "base/portable.h"

/* The fraction of the golden ratio: an odd number whose ones are spread evenly. */
#define FACTOR UINT64_C(0x9e3779b97f4a7c15)

static HOT_INLINE uint64_t mix(uint64_t lane, uint64_t word)
{
    uint64_t product = (lane ^ word) * FACTOR;
    return product ^ product >> 29;
}

static HOT_INLINE void add_stripe(uint64_t lanes[CHECKSUM_LANES], const unsigned char *bytes)
{
    for (int i = 0; i < CHECKSUM_LANES; i++)
        lanes[i] = mix(lanes[i], load64(bytes + 8 * i));
}

void rc_checksum_add(checksum *c, const void *bytes, size_t n_bytes)
{
    const unsigned char *at = bytes;
    size_t n_held = c->n_bytes % CHECKSUM_STRIPE;

    c->n_bytes += n_bytes;
    if (n_held > 0) {
        size_t n = CHECKSUM_STRIPE - n_held < n_bytes ? CHECKSUM_STRIPE - n_held : n_bytes;
        memcpy(c->stripe + n_held, at, n);
        if (n_held + n < CHECKSUM_STRIPE)
            return;
        add_stripe(c->lanes, c->stripe);
        at += n;
        n_bytes -= n;
    }
    for (; n_bytes >= CHECKSUM_STRIPE; n_bytes -= CHECKSUM_STRIPE, at += CHECKSUM_STRIPE)
        add_stripe(c->lanes, at);
    if (n_bytes > 0)
        memcpy(c->stripe, at, n_bytes);
}

uint64_t rc_checksum_value(const checksum *c)
{
    uint64_t lanes[CHECKSUM_LANES], sum = c->n_bytes;
    unsigned char last[CHECKSUM_STRIPE] = {0};

    memcpy(lanes, c->lanes, sizeof lanes);
    memcpy(last, c->stripe, c->n_bytes % CHECKSUM_STRIPE);
    add_stripe(lanes, last);
    for (int i = 0; i < CHECKSUM_LANES; i++)
        sum = mix(sum, lanes[i]);
    return sum ^ sum >> 32;
}
