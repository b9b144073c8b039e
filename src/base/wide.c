/* Whole numbers of up to 1,536 bits: see wide.h. */
#include "base/wide.h"

enum {
    CHUNK_DIGITS = 9,        /* decimal digits that are scaled at once */
    CHUNK_VALUE = 1000000000 /* 10^CHUNK_DIGITS */
};

static const uint32_t powers_of_10[CHUNK_DIGITS] = {1,      10,      100,      1000,     10000,
                                                    100000, 1000000, 10000000, 100000000};

/* Appends a limb above the others.  A 0 is dropped. */
static rc_code push_limb(wide *w, uint32_t limb)
{
    if (limb == 0)
        return RC_OK;
    if (w->n == WIDE_LIMBS)
        return RC_ERROR_LIMIT;
    w->limbs[w->n++] = limb;
    return RC_OK;
}

static void drop_zeros(wide *w)
{
    while (w->n > 0 && w->limbs[w->n - 1] == 0)
        w->n--;
}

void rc_wide_set(wide *w, uint64_t value)
{
    w->limbs[0] = (uint32_t)value;
    w->limbs[1] = (uint32_t)(value >> 32);
    w->n = 2;
    drop_zeros(w);
}

rc_code rc_wide_add(wide *w, const wide *other)
{
    uint64_t carry = 0;

    while (w->n < other->n)
        w->limbs[w->n++] = 0;
    for (unsigned i = 0; i < w->n; i++) {
        carry += (uint64_t)w->limbs[i] + (i < other->n ? other->limbs[i] : 0);
        w->limbs[i] = (uint32_t)carry;
        carry >>= 32;
    }
    return push_limb(w, (uint32_t)carry);
}

/* Each limb is multiplied by both halves of the factor.  The carry takes up to 64 bits. */
rc_code rc_wide_multiply(wide *w, uint64_t factor)
{
    uint64_t low = (uint32_t)factor, high = factor >> 32, carry = 0;

    for (unsigned i = 0; i < w->n; i++) {
        uint64_t limb = w->limbs[i], sum = limb * low + (uint32_t)carry;
        w->limbs[i] = (uint32_t)sum;
        carry = limb * high + (carry >> 32) + (sum >> 32);
    }
    if (carry >> 32 && w->n + 2 > WIDE_LIMBS)
        return RC_ERROR_LIMIT;
    if (carry >> 32)
        w->limbs[w->n++] = (uint32_t)carry; /* may be 0, the one above is not */
    rc_code code = push_limb(w, (uint32_t)(carry >> 32 ? carry >> 32 : carry));
    drop_zeros(w); /* the factor may be 0 */
    return code;
}

rc_code rc_wide_scale(wide *w, unsigned exponent)
{
    for (; exponent >= CHUNK_DIGITS; exponent -= CHUNK_DIGITS)
        if (rc_wide_multiply(w, CHUNK_VALUE))
            return RC_ERROR_LIMIT;
    return rc_wide_multiply(w, powers_of_10[exponent]);
}

uint32_t rc_wide_divide(wide *w, uint32_t divisor)
{
    uint64_t rest = 0;

    for (unsigned i = w->n; i > 0; i--) {
        rest = rest << 32 | w->limbs[i - 1];
        w->limbs[i - 1] = (uint32_t)(rest / divisor);
        rest %= divisor;
    }
    drop_zeros(w);
    return (uint32_t)rest;
}

bool rc_wide_unscale(wide *w, unsigned exponent)
{
    bool has_fraction = false;

    for (; exponent >= CHUNK_DIGITS; exponent -= CHUNK_DIGITS)
        has_fraction |= rc_wide_divide(w, CHUNK_VALUE) > 0;
    has_fraction |= rc_wide_divide(w, powers_of_10[exponent]) > 0;
    return has_fraction;
}

int rc_wide_compare(const wide *a, const wide *b)
{
    if (a->n != b->n)
        return a->n < b->n ? -1 : 1;
    for (unsigned i = a->n; i > 0; i--)
        if (a->limbs[i - 1] != b->limbs[i - 1])
            return a->limbs[i - 1] < b->limbs[i - 1] ? -1 : 1;
    return 0;
}

size_t rc_wide_format(const wide *w, char digits[WIDE_DIGITS_MAX])
{
    char reversed[WIDE_DIGITS_MAX + CHUNK_DIGITS];
    size_t n = 0;
    wide rest = *w;

    while (rest.n > 0) {
        uint32_t chunk = rc_wide_divide(&rest, CHUNK_VALUE);
        for (int i = 0; i < CHUNK_DIGITS; i++, chunk /= 10)
            reversed[n++] = (char)('0' + chunk % 10);
    }
    while (n > 0 && reversed[n - 1] == '0')
        n--;
    if (n == 0)
        reversed[n++] = '0';
    for (size_t i = 0; i < n; i++)
        digits[i] = reversed[n - 1 - i];
    return n;
}
