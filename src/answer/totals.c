/* Totals of calls by a text: see totals.h. */
#include "answer/totals.h"

#include "base/array.h"
#include "base/portable.h"

#include <stdlib.h>
#include <string.h>

enum {
    BATCH_CALLS = 256, /* calls that are sorted by shard at once */
    SLOTS_MIN = 16,
    SLOTS_MAX = 1 << 30,  /* so that indices and half a hash fit 32 bits */
    SHARD_SHIFT = 64 - 5, /* the highest bits of a hash choose the shard */
    TEXTS_BYTES_MIN = 512,
    TEXTS_BYTES_MAX = 64 * 1024
};

_Static_assert(TOTALS_SHARDS == 1 << (64 - SHARD_SHIFT), "a hash chooses any shard");
_Static_assert(sizeof(total) <= 56, "there may be millions of totals");

/* Values, one behind the other. */
struct total_texts {
    total_texts *next;
    size_t n, capacity;
    char bytes[];
};

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

static uint64_t hash_text(rc_text text)
{
    uint64_t hash = text.length, last = 0;
    size_t i = 0;

    for (; i + 8 <= text.length; i += 8)
        hash = mix(hash, load64(text.bytes + i));
    for (size_t shift = 0; i < text.length; i++, shift += 8)
        last |= (uint64_t)(unsigned char)text.bytes[i] << shift;
    return mix(mix(hash, last), 0);
}

/* ---- One shard; its lock is held ---- */

static total *slot_total(const totals_shard *s, uint64_t slot)
{
    return &s->totals[(uint32_t)slot - 1];
}

/* The slot that holds the value, or the free one where it belongs. */
static uint64_t *find_slot(const totals_shard *s, uint64_t hash, rc_text value)
{
    for (size_t at = (size_t)hash;; at++) {
        uint64_t *slot = &s->slots[at & (s->n_slots - 1)];
        if (*slot == 0)
            return slot;
        if (*slot >> 32 != (uint32_t)hash)
            continue;
        rc_text other = total_value(slot_total(s, *slot));
        if (other.length == value.length && memcmp(other.bytes, value.bytes, value.length) == 0)
            return slot;
    }
}

/* Doubles the slots.  The half of the hash that a slot has tells its new place. */
static rc_code grow_slots(totals_shard *s)
{
    size_t n_slots = s->n_slots > 0 ? 2 * s->n_slots : SLOTS_MIN;
    uint64_t *slots = n_slots <= SLOTS_MAX ? calloc(n_slots, sizeof *slots) : NULL;

    if (!slots)
        return RC_ERROR_MEMORY;
    for (size_t i = 0; i < s->n_slots; i++) {
        size_t at = (size_t)(s->slots[i] >> 32);
        while (slots[at & (n_slots - 1)] > 0)
            at++;
        slots[at & (n_slots - 1)] = s->slots[i];
    }
    free(s->slots);
    s->slots = slots;
    s->n_slots = n_slots;
    return RC_OK;
}

/* Copies a text.  NULL without memory. */
static const char *keep_text(totals_shard *s, rc_text text)
{
    total_texts *texts = s->texts;

    if (!texts || text.length > texts->capacity - texts->n) {
        size_t capacity = texts ? 2 * texts->capacity : TEXTS_BYTES_MIN;
        capacity = capacity < TEXTS_BYTES_MAX ? capacity : TEXTS_BYTES_MAX;
        capacity = capacity < text.length ? text.length : capacity;
        texts = malloc(sizeof *texts + capacity);
        if (!texts)
            return NULL;
        *texts = (total_texts){.next = s->texts, .capacity = capacity};
        s->texts = texts;
    }
    char *kept = texts->bytes + texts->n;
    memcpy(kept, text.bytes, text.length);
    texts->n += text.length;
    return kept;
}

/* Adds a total without calls. */
static rc_code add_value(totals_shard *s, uint64_t hash, rc_text value, uint64_t *slot)
{
    total one = {.length = (uint32_t)value.length};

    if (value.length > UINT32_MAX)
        return RC_ERROR_MEMORY;
    if (value.length > TOTAL_SHORT_BYTES)
        one.value.text = keep_text(s, value);
    else if (value.length > 0)
        memcpy(one.value.bytes, value.bytes, value.length);
    if (value.length > TOTAL_SHORT_BYTES && !one.value.text)
        return RC_ERROR_MEMORY;
    total *all = rc_array_grow(s->totals, &s->capacity, s->n + 1, sizeof *all);
    if (!all)
        return RC_ERROR_MEMORY;
    s->totals = all;
    s->totals[s->n++] = one;
    *slot = hash << 32 | s->n;
    return RC_OK;
}

static total_sums get_sums(const totals_shard *s, const total *one)
{
    static const total_high none;
    const total_high *high = one->high > 0 ? &s->highs[one->high] : &none;

    return (total_sums){.n_calls = one->n_calls,
                        .seconds = {one->seconds, high->seconds, 0},
                        .billed = {one->billed, high->billed, 0},
                        .charge = {one->charge, high->charge_middle, high->charge_high}};
}

/* Makes sure that a total has room for high words. */
static rc_code reserve_high(totals_shard *s, total *one)
{
    if (one->high > 0)
        return RC_OK;
    size_t n = s->n_highs > 0 ? s->n_highs : 1;
    total_high *highs =
        n < UINT32_MAX ? rc_array_grow(s->highs, &s->highs_capacity, n + 1, sizeof *highs) : NULL;
    if (!highs)
        return RC_ERROR_MEMORY;
    s->highs = highs;
    one->high = (uint32_t)n;
    s->n_highs = n + 1;
    return RC_OK;
}

static rc_code set_sums(totals_shard *s, total *one, const total_sums *sums)
{
    if (sums->seconds.middle | sums->billed.middle | sums->charge.middle | sums->charge.high) {
        if (reserve_high(s, one))
            return RC_ERROR_MEMORY;
        s->highs[one->high] = (total_high){sums->seconds.middle, sums->billed.middle,
                                           sums->charge.middle, sums->charge.high};
    }
    one->n_calls = sums->n_calls;
    one->seconds = sums->seconds.low;
    one->billed = sums->billed.low;
    one->charge = sums->charge.low;
    return RC_OK;
}

static rc_code add_call(totals_shard *s, uint64_t hash, const total_call *call)
{
    if (s->n >= s->n_slots / 4 * 3 && grow_slots(s))
        return RC_ERROR_MEMORY;
    uint64_t *slot = find_slot(s, hash, call->value);
    if (*slot == 0 && add_value(s, hash, call->value, slot))
        return RC_ERROR_MEMORY;
    total *one = slot_total(s, *slot);
    total_sums sums = get_sums(s, one);
    sums.n_calls++;
    amount_add(&sums.seconds, (amount){call->n_seconds, 0, 0});
    amount_add(&sums.billed, (amount){call->n_billed, 0, 0});
    amount_add(&sums.charge, call->charge);
    return set_sums(s, one, &sums);
}

/* ---- All shards ---- */

/* A batch of calls, sorted by shard. */
typedef struct batch {
    uint64_t hashes[BATCH_CALLS];
    uint16_t order[BATCH_CALLS];
    uint16_t starts[TOTALS_SHARDS + 1];
} batch;

static void sort_batch(batch *b, const total_call *calls, size_t n)
{
    uint16_t ends[TOTALS_SHARDS];

    memset(b->starts, 0, sizeof b->starts);
    for (size_t i = 0; i < n; i++) {
        b->hashes[i] = hash_text(calls[i].value);
        b->starts[(b->hashes[i] >> SHARD_SHIFT) + 1]++;
    }
    for (size_t i = 0; i < TOTALS_SHARDS; i++) {
        ends[i] = b->starts[i];
        b->starts[i + 1] = (uint16_t)(b->starts[i + 1] + b->starts[i]);
    }
    for (size_t i = 0; i < n; i++)
        b->order[ends[b->hashes[i] >> SHARD_SHIFT]++] = (uint16_t)i;
}

static rc_code add_batch(totals *t, const total_call *calls, size_t n)
{
    rc_code code = RC_OK;
    batch b;

    sort_batch(&b, calls, n);
    for (size_t i = 0; i < TOTALS_SHARDS && code == RC_OK; i++) {
        totals_shard *s = &t->shards[i];
        if (b.starts[i] == b.starts[i + 1])
            continue;
        mtx_lock(&s->lock);
        for (size_t k = b.starts[i]; k < b.starts[i + 1] && code == RC_OK; k++)
            code = add_call(s, b.hashes[b.order[k]], &calls[b.order[k]]);
        mtx_unlock(&s->lock);
    }
    return code;
}

rc_code rc_totals_add(totals *t, const total_call *calls, size_t n_calls)
{
    rc_code code = RC_OK;

    for (size_t done = 0, n; done < n_calls && code == RC_OK; done += n) {
        n = n_calls - done < BATCH_CALLS ? n_calls - done : BATCH_CALLS;
        code = add_batch(t, calls + done, n);
    }
    return code;
}

totals *rc_totals_new(void)
{
    totals *t = calloc(1, sizeof *t);

    for (size_t i = 0; t && i < TOTALS_SHARDS; i++)
        if (mtx_init(&t->shards[i].lock, mtx_plain) != thrd_success) {
            while (i > 0)
                mtx_destroy(&t->shards[--i].lock);
            free(t);
            t = NULL;
        }
    return t;
}

void rc_totals_free(totals *t)
{
    for (size_t i = 0; t && i < TOTALS_SHARDS; i++) {
        totals_shard *s = &t->shards[i];
        while (s->texts) {
            total_texts *next = s->texts->next;
            free(s->texts);
            s->texts = next;
        }
        free(s->totals);
        free(s->slots);
        free(s->highs);
        mtx_destroy(&s->lock);
    }
    free(t);
}

size_t rc_totals_count(const totals *t)
{
    size_t n = 0;

    for (size_t i = 0; i < TOTALS_SHARDS; i++)
        n += t->shards[i].n;
    return n;
}

total_sums rc_totals_sums(const totals *t, const total *one)
{
    uint64_t hash = hash_text(total_value(one));

    return get_sums(&t->shards[hash >> SHARD_SHIFT], one);
}
