/* Costs by their spelling: see cost_list.h.
 *
 * Entries are in segments of doubling size, so that they never move while other threads read them.
 * A hash table of words, each (tag << 32 | id + 1), finds them. A word is published whole, after
 * its entry. A larger table replaces one that is too full; the old one is kept until the end, for
 * threads that still read it. */
#include "route/cost_list.h"

#include "base/array.h"
#include "base/portable.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 256 };

struct cost_entry {
    uint64_t words[2]; /* the spelling; of a long one: its start in long_spellings, its hash */
    uint64_t digits;   /* cost_value */
    int16_t exponent;  /* cost_value */
    uint8_t length;
};

_Static_assert(RC_COST_LENGTH_MAX <= UINT8_MAX, "the length of a spelling must fit");

struct cost_hash {
    cost_hash *older;
    uint64_t mask; /* slots less one, a power of two less one */
    ATOMIC(uint64_t) slots[];
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

static cost_entry *find_entry(const cost_list *list, uint32_t id)
{
    uint64_t place = (uint64_t)id + (1u << COST_SEGMENT_BITS);
    unsigned top = 63 - leading_zeros(place);
    return atomic_read(&list->segments[top - COST_SEGMENT_BITS]) + (place - (1ull << top));
}

static cost_hash *new_table(uint64_t n_slots, cost_hash *older)
{
    if (n_slots > SIZE_MAX / 2 / sizeof(uint64_t))
        return NULL;
    cost_hash *table = calloc(1, sizeof *table + (size_t)n_slots * sizeof table->slots[0]);
    if (table) {
        table->mask = n_slots - 1;
        table->older = older;
    }
    return table;
}

rc_code rc_cost_list_init(cost_list *list, uint32_t n_max)
{
    *list = (cost_list){.n_max = n_max};
    cost_hash *table = new_table(FIRST_SLOTS, NULL);
    if (!table)
        return RC_ERROR_MEMORY;
    if (mtx_init(&list->adding, mtx_plain) != thrd_success) {
        free(table);
        return RC_ERROR_MEMORY;
    }
    atomic_publish(&list->table, table);
    return RC_OK;
}

void rc_cost_list_free(cost_list *list)
{
    for (cost_hash *table = atomic_read(&list->table), *older; table; table = older) {
        older = table->older;
        free(table);
    }
    for (int i = 0; i < COST_SEGMENTS; i++)
        free(atomic_read(&list->segments[i]));
    mtx_destroy(&list->adding);
    free(list->long_spellings);
}

uint32_t rc_cost_list_find(const cost_list *list, uint64_t low, uint64_t high)
{
    const cost_hash *table = atomic_read(&list->table);
    uint64_t hash = hash_words(low, high);

    for (uint64_t i = hash & table->mask;; i = (i + 1) & table->mask) {
        uint64_t slot = atomic_read(&table->slots[i]);
        if (slot == 0)
            return COST_ID_NONE;
        if (slot >> 32 != hash >> 32)
            continue;
        uint32_t id = (uint32_t)slot - 1;
        const cost_entry *e = find_entry(list, id);
        if (LIKELY(e->words[0] == low && e->words[1] == high && e->length <= COST_WORD_BYTES))
            return id;
    }
}

static uint32_t find_long(const cost_list *list, rc_text text, uint64_t hash)
{
    const cost_hash *table = atomic_read(&list->table);

    for (uint64_t i = hash & table->mask;; i = (i + 1) & table->mask) {
        uint64_t slot = atomic_read(&table->slots[i]);
        if (slot == 0)
            return COST_ID_NONE;
        if (slot >> 32 != hash >> 32)
            continue;
        const cost_entry *e = find_entry(list, (uint32_t)slot - 1);
        if (e->length == text.length && e->length > COST_WORD_BYTES &&
            memcmp(list->long_spellings + e->words[0], text.bytes, text.length) == 0)
            return (uint32_t)slot - 1;
    }
}

static void insert_slot(cost_hash *table, uint64_t hash, uint32_t id)
{
    uint64_t i = hash & table->mask;
    while (atomic_read(&table->slots[i]) != 0)
        i = (i + 1) & table->mask;
    atomic_publish(&table->slots[i], hash >> 32 << 32 | ((uint64_t)id + 1));
}

static uint64_t hash_entry(const cost_entry *e)
{
    return e->length <= COST_WORD_BYTES ? hash_words(e->words[0], e->words[1]) : e->words[1];
}

/* Keeps the table at most three quarters full. */
static rc_code make_room(cost_list *list)
{
    cost_hash *table = atomic_read(&list->table);
    if (list->n + 1ull <= (table->mask + 1) / 4 * 3)
        return RC_OK;
    cost_hash *bigger = new_table(2 * (table->mask + 1), table);
    if (!bigger)
        return RC_ERROR_MEMORY;
    for (uint32_t id = 0; id < list->n; id++)
        insert_slot(bigger, hash_entry(find_entry(list, id)), id);
    atomic_publish(&list->table, bigger);
    return RC_OK;
}

/* Appends a spelling too long for two words. */
static rc_code store_long(cost_list *list, rc_text text)
{
    char *spellings =
        rc_array_grow(list->long_spellings, &list->long_capacity, list->n_long + text.length, 1);
    if (!spellings)
        return RC_ERROR_MEMORY;
    list->long_spellings = spellings;
    memcpy(list->long_spellings + list->n_long, text.bytes, text.length);
    return RC_OK;
}

static rc_code append(cost_list *list, rc_text text, cost_value value, uint64_t hash, uint32_t *id)
{
    uint64_t place = (uint64_t)list->n + (1u << COST_SEGMENT_BITS);
    unsigned segment = 63 - leading_zeros(place) - COST_SEGMENT_BITS;

    if (list->n >= list->n_max)
        return RC_ERROR_LIMIT;
    if (make_room(list))
        return RC_ERROR_MEMORY;
    if (!atomic_read(&list->segments[segment])) {
        cost_entry *entries = calloc((size_t)1 << (segment + COST_SEGMENT_BITS), sizeof *entries);
        if (!entries)
            return RC_ERROR_MEMORY;
        atomic_publish(&list->segments[segment], entries);
    }
    cost_entry *e = find_entry(list, list->n);
    if (text.length > COST_WORD_BYTES) {
        if (store_long(list, text))
            return RC_ERROR_MEMORY;
        e->words[0] = list->n_long;
        e->words[1] = hash;
        list->n_long += text.length;
    } else {
        memcpy(e->words, text.bytes, text.length);
        e->words[0] = load64(&e->words[0]);
        e->words[1] = load64(&e->words[1]);
    }
    e->digits = value.digits;
    e->exponent = value.exponent;
    e->length = (uint8_t)text.length;
    *id = list->n++;
    insert_slot(atomic_read(&list->table), hash, *id);
    return RC_OK;
}

rc_code rc_cost_list_add(cost_list *list, rc_text text, cost_value value, uint32_t *id)
{
    char bytes[COST_WORD_BYTES] = {0};
    bool is_long = text.length > COST_WORD_BYTES;
    rc_code code = RC_OK;

    if (!is_long)
        memcpy(bytes, text.bytes, text.length);
    uint64_t low = load64(bytes), high = load64(bytes + 8);
    uint64_t hash = is_long ? hash_long(text) : hash_words(low, high);
    mtx_lock(&list->adding);
    *id = is_long ? find_long(list, text, hash) : rc_cost_list_find(list, low, high);
    if (*id == COST_ID_NONE)
        code = append(list, text, value, hash, id);
    mtx_unlock(&list->adding);
    return code;
}

uint32_t rc_cost_list_size(const cost_list *list)
{
    return list->n;
}

cost_value rc_cost_list_value(const cost_list *list, uint32_t id)
{
    const cost_entry *e = find_entry(list, id);
    return (cost_value){e->digits, e->exponent};
}

size_t rc_cost_list_spell(const cost_list *list, uint32_t id, char spelling[RC_COST_LENGTH_MAX])
{
    char bytes[COST_WORD_BYTES];

    const cost_entry *e = find_entry(list, id);
    store64(bytes, e->words[0]);
    store64(bytes + 8, e->words[1]);
    memcpy(spelling, e->length > COST_WORD_BYTES ? list->long_spellings + e->words[0] : bytes,
           e->length);
    return e->length;
}

static bool precedes(const cost_list *list, uint32_t a, uint32_t b)
{
    char spelling_a[RC_COST_LENGTH_MAX], spelling_b[RC_COST_LENGTH_MAX];
    size_t length_a = rc_cost_list_spell(list, a, spelling_a);
    size_t length_b = rc_cost_list_spell(list, b, spelling_b);
    int order = memcmp(spelling_a, spelling_b, length_a < length_b ? length_a : length_b);

    return order != 0 ? order < 0 : length_a < length_b;
}

/* Merges the sorted halves of ids, the first n_first and the rest. */
static void merge_halves(const cost_list *list, uint32_t *ids, size_t n_first, size_t n,
                         uint32_t *spare)
{
    size_t a = 0, b = n_first, to = 0;

    memcpy(spare, ids, n * sizeof *ids);
    while (a < n_first && b < n)
        ids[to++] = precedes(list, spare[b], spare[a]) ? spare[b++] : spare[a++];
    while (a < n_first)
        ids[to++] = spare[a++];
    while (b < n)
        ids[to++] = spare[b++];
}

static void sort_ids(const cost_list *list, uint32_t *ids, size_t n, uint32_t *spare)
{
    if (n < 2)
        return;
    sort_ids(list, ids, n / 2, spare);
    sort_ids(list, ids + n / 2, n - n / 2, spare);
    if (precedes(list, ids[n / 2], ids[n / 2 - 1]))
        merge_halves(list, ids, n / 2, n, spare);
}

uint32_t *rc_cost_list_sort(const cost_list *list)
{
    uint32_t *ids = malloc((list->n + (size_t)1) * sizeof *ids);
    uint32_t *spare = malloc((list->n + (size_t)1) * sizeof *spare);

    if (!ids || !spare) {
        free(ids);
        free(spare);
        return NULL;
    }
    for (uint32_t id = 0; id < list->n; id++)
        ids[id] = id;
    sort_ids(list, ids, list->n, spare);
    free(spare);
    return ids;
}
