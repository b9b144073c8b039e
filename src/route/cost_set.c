/* The costs of a table, each spelling once: see cost_set.h.
 *
 * Entries stand in segments of doubling size, so that they never move while others read
 * them.  A hash table of words, each (tag << 32 | id + 1), finds them; a word is published
 * whole after its entry, and a table that has grown too full is replaced by a bigger one.
 * The old ones stay until the end, for readers that still look at them. */
#include "route/cost_set.h"

#include "base/portable.h"
#include "base/thread.h"

#include <stdlib.h>
#include <string.h>

enum {
    SEGMENT_BITS = 6, /* the first segment has 64 entries, segment k has 64 << k */
    N_SEGMENTS = 32 - SEGMENT_BITS + 1,
    FIRST_SLOTS = 256
};

typedef struct entry {
    uint64_t words[2]; /* the spelling; a longer one: where it starts in long_spellings, hash */
    uint64_t digits;   /* cost_value */
    int16_t exponent;  /* cost_value */
    uint8_t length;
} entry;

_Static_assert(RC_COST_LENGTH_MAX <= UINT8_MAX, "the length of a spelling must fit");

typedef struct hash_table hash_table;
struct hash_table {
    hash_table *older;
    uint64_t mask; /* slots less one, a power of two less one */
    ATOMIC(uint64_t) slots[];
};

struct cost_set {
    mtx_t adding; /* guards all below but what readers see published */
    uint32_t n_costs_max;
    uint32_t n_costs;
    ATOMIC(hash_table *) table;
    ATOMIC(entry *) segments[N_SEGMENTS];
    char *long_spellings;
    size_t n_long, long_capacity;
};

static uint64_t hash_words(uint64_t low, uint64_t high)
{
    uint64_t h = low * 0x9E3779B97F4A7C15u ^ (high + (low >> 32)) * 0xC2B2AE3D27D4EB4Fu;
    h ^= h >> 29;
    h *= 0xBF58476D1CE4E5B9u;
    return h ^ h >> 32;
}

static uint64_t hash_long(rc_text text)
{
    uint64_t h = 0;
    for (size_t i = 0; i < text.length; i++)
        h = (h ^ (unsigned char)text.bytes[i]) * 0x100000001B3u;
    return hash_words(h, text.length);
}

static entry *find_entry(const cost_set *set, uint32_t id)
{
    uint64_t place = (uint64_t)id + (1u << SEGMENT_BITS);
    unsigned top = 63 - leading_zeros(place);
    return atomic_read(&set->segments[top - SEGMENT_BITS]) + (place - (1ull << top));
}

static hash_table *new_table(uint64_t n_slots, hash_table *older)
{
    hash_table *table = calloc(1, sizeof *table + n_slots * sizeof table->slots[0]);
    if (table) {
        table->mask = n_slots - 1;
        table->older = older;
    }
    return table;
}

cost_set *cost_set_new(uint32_t n_costs_max)
{
    cost_set *set = calloc(1, sizeof *set);
    if (!set)
        return NULL;
    hash_table *table = new_table(FIRST_SLOTS, NULL);
    if (!table)
        goto no_table;
    if (mtx_init(&set->adding, mtx_plain) != thrd_success)
        goto no_lock;
    atomic_publish(&set->table, table);
    set->n_costs_max = n_costs_max;
    return set;
no_lock:
    free(table);
no_table:
    free(set);
    return NULL;
}

void cost_set_free(cost_set *set)
{
    if (!set)
        return;
    for (hash_table *table = atomic_read(&set->table), *older; table; table = older) {
        older = table->older;
        free(table);
    }
    for (int i = 0; i < N_SEGMENTS; i++)
        free(atomic_read(&set->segments[i]));
    mtx_destroy(&set->adding);
    free(set->long_spellings);
    free(set);
}

uint32_t cost_set_find(const cost_set *set, uint64_t low, uint64_t high)
{
    const hash_table *table = atomic_read(&set->table);
    uint64_t hash = hash_words(low, high);

    for (uint64_t i = hash & table->mask;; i = (i + 1) & table->mask) {
        uint64_t slot = atomic_read(&table->slots[i]);
        if (slot == 0)
            return COST_NONE;
        if (slot >> 32 != hash >> 32)
            continue;
        uint32_t id = (uint32_t)slot - 1;
        const entry *e = find_entry(set, id);
        if (LIKELY(e->words[0] == low && e->words[1] == high && e->length <= COST_WORD_BYTES))
            return id;
    }
}

static uint32_t find_long(const cost_set *set, rc_text text, uint64_t hash)
{
    const hash_table *table = atomic_read(&set->table);

    for (uint64_t i = hash & table->mask;; i = (i + 1) & table->mask) {
        uint64_t slot = atomic_read(&table->slots[i]);
        if (slot == 0)
            return COST_NONE;
        if (slot >> 32 != hash >> 32)
            continue;
        const entry *e = find_entry(set, (uint32_t)slot - 1);
        if (e->length == text.length && e->length > COST_WORD_BYTES &&
            memcmp(set->long_spellings + e->words[0], text.bytes, text.length) == 0)
            return (uint32_t)slot - 1;
    }
}

static void insert_slot(hash_table *table, uint64_t hash, uint32_t id)
{
    uint64_t i = hash & table->mask;
    while (atomic_read(&table->slots[i]) != 0)
        i = (i + 1) & table->mask;
    atomic_publish(&table->slots[i], hash >> 32 << 32 | ((uint64_t)id + 1));
}

static uint64_t hash_entry(const entry *e)
{
    return e->length <= COST_WORD_BYTES ? hash_words(e->words[0], e->words[1]) : e->words[1];
}

/* Keeps the table at most three quarters full. */
static rc_code make_room(cost_set *set)
{
    hash_table *table = atomic_read(&set->table);
    if (set->n_costs + 1ull <= (table->mask + 1) / 4 * 3)
        return RC_OK;
    hash_table *bigger = new_table(2 * (table->mask + 1), table);
    if (!bigger)
        return RC_ERROR_MEMORY;
    for (uint32_t id = 0; id < set->n_costs; id++)
        insert_slot(bigger, hash_entry(find_entry(set, id)), id);
    atomic_publish(&set->table, bigger);
    return RC_OK;
}

/* Appends a spelling too long for two words. */
static rc_code store_long(cost_set *set, rc_text text)
{
    if (set->n_long + text.length > set->long_capacity) {
        size_t capacity = 2 * set->long_capacity + 4096;
        char *longer = realloc(set->long_spellings, capacity);
        if (!longer)
            return RC_ERROR_MEMORY;
        set->long_spellings = longer;
        set->long_capacity = capacity;
    }
    memcpy(set->long_spellings + set->n_long, text.bytes, text.length);
    return RC_OK;
}

static rc_code append(cost_set *set, rc_text text, cost_value value, uint64_t hash, uint32_t *id)
{
    uint64_t place = (uint64_t)set->n_costs + (1u << SEGMENT_BITS);
    unsigned segment = 63 - leading_zeros(place) - SEGMENT_BITS;

    if (set->n_costs >= set->n_costs_max)
        return RC_ERROR_LIMIT;
    if (make_room(set))
        return RC_ERROR_MEMORY;
    if (!atomic_read(&set->segments[segment])) {
        entry *entries = calloc((size_t)1 << (segment + SEGMENT_BITS), sizeof *entries);
        if (!entries)
            return RC_ERROR_MEMORY;
        atomic_publish(&set->segments[segment], entries);
    }
    entry *e = find_entry(set, set->n_costs);
    if (text.length > COST_WORD_BYTES) {
        if (store_long(set, text))
            return RC_ERROR_MEMORY;
        e->words[0] = set->n_long;
        e->words[1] = hash;
        set->n_long += text.length;
    } else {
        memcpy(e->words, text.bytes, text.length);
        e->words[0] = load64(&e->words[0]);
        e->words[1] = load64(&e->words[1]);
    }
    e->digits = value.digits;
    e->exponent = value.exponent;
    e->length = (uint8_t)text.length;
    *id = set->n_costs++;
    insert_slot(atomic_read(&set->table), hash, *id);
    return RC_OK;
}

rc_code cost_set_add(cost_set *set, rc_text spelling, cost_value value, uint32_t *id)
{
    char bytes[COST_WORD_BYTES] = {0};
    int is_long = spelling.length > COST_WORD_BYTES;
    rc_code code = RC_OK;

    if (!is_long)
        memcpy(bytes, spelling.bytes, spelling.length);
    uint64_t low = load64(bytes), high = load64(bytes + 8);
    uint64_t hash = is_long ? hash_long(spelling) : hash_words(low, high);
    mtx_lock(&set->adding);
    *id = is_long ? find_long(set, spelling, hash) : cost_set_find(set, low, high);
    if (*id == COST_NONE)
        code = append(set, spelling, value, hash, id);
    mtx_unlock(&set->adding);
    return code;
}

uint32_t cost_set_size(const cost_set *set)
{
    return set->n_costs;
}

cost_value cost_set_value(const cost_set *set, uint32_t id)
{
    const entry *e = find_entry(set, id);
    return (cost_value){e->digits, e->exponent};
}

size_t cost_set_spell(const cost_set *set, uint32_t id, char spelling[RC_COST_LENGTH_MAX])
{
    const entry *e = find_entry(set, id);

    if (e->length > COST_WORD_BYTES) {
        memcpy(spelling, set->long_spellings + e->words[0], e->length);
    } else {
        char bytes[COST_WORD_BYTES];
        store64(bytes, e->words[0]);
        store64(bytes + 8, e->words[1]);
        memcpy(spelling, bytes, e->length);
    }
    return e->length;
}

static int precedes(const cost_set *set, uint32_t a, uint32_t b)
{
    int order = cost_compare(cost_set_value(set, a), cost_set_value(set, b));
    if (order != 0)
        return order < 0;

    char spelling_a[RC_COST_LENGTH_MAX], spelling_b[RC_COST_LENGTH_MAX];
    size_t length_a = cost_set_spell(set, a, spelling_a);
    size_t length_b = cost_set_spell(set, b, spelling_b);
    order = memcmp(spelling_a, spelling_b, length_a < length_b ? length_a : length_b);
    return order != 0 ? order < 0 : length_a < length_b;
}

/* Merges the sorted halves of ids, which meet at n_first, by way of spare. */
static void merge_halves(const cost_set *set, uint32_t *ids, size_t n_first, size_t n,
                         uint32_t *spare)
{
    size_t a = 0, b = n_first, to = 0;

    memcpy(spare, ids, n * sizeof *ids);
    while (a < n_first && b < n)
        ids[to++] = precedes(set, spare[b], spare[a]) ? spare[b++] : spare[a++];
    while (a < n_first)
        ids[to++] = spare[a++];
    while (b < n)
        ids[to++] = spare[b++];
}

static void sort_ids(const cost_set *set, uint32_t *ids, size_t n, uint32_t *spare)
{
    if (n < 2)
        return;
    sort_ids(set, ids, n / 2, spare);
    sort_ids(set, ids + n / 2, n - n / 2, spare);
    if (precedes(set, ids[n / 2], ids[n / 2 - 1]))
        merge_halves(set, ids, n / 2, n, spare);
}

uint32_t *cost_set_sorted(const cost_set *set)
{
    size_t n = set->n_costs;
    uint32_t *ids = malloc((n + 1) * sizeof *ids);
    uint32_t *spare = malloc((n + 1) * sizeof *spare);

    if (!ids || !spare) {
        free(ids);
        free(spare);
        return NULL;
    }
    for (uint32_t id = 0; id < n; id++)
        ids[id] = id;
    sort_ids(set, ids, n, spare);
    free(spare);
    return ids;
}
