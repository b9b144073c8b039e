/* Texts, each once, numbered: see spelling_list.h.
 *
 * Entries are in segments of doubling size, so that they never move while other threads read them.
 * A hash table of words, each (tag << 32 | id + 1), finds them. A word is published whole, after
 * its entry. A larger table replaces one that is too full; the old one is kept until the end, for
 * threads that still read it. */
#include "route/spelling_list.h"

#include "base/portable.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 256, LONG_BYTES = 4000 };

struct spelling_entry {
    union {
        uint64_t words[2]; /* the spelling, if it is short */
        struct {
            const char *bytes; /* of a long one */
            uint64_t hash;
        } kept;
    };
    uint64_t digits;  /* cost_value */
    int16_t exponent; /* cost_value */
    uint32_t length;
};

/* A block of long spellings; they never move while other threads read them. */
struct long_spellings {
    struct long_spellings *older;
    size_t n_bytes, capacity;
    char bytes[];
};

struct spelling_hash {
    spelling_hash *older;
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

/* Of a text longer than a word: its last word overlaps the one before. */
static uint64_t hash_long(rc_text text)
{
    uint64_t h = load64(text.bytes + text.length - 8);

    for (size_t i = 0; i + 8 < text.length; i += 8)
        h = (h ^ h >> 29 ^ load64(text.bytes + i)) * 0xBF58476D1CE4E5B9u;
    return hash_words(h, text.length);
}

static spelling_entry *find_entry(const spelling_list *list, uint32_t id)
{
    uint64_t place = (uint64_t)id + (1u << SPELLING_SEGMENT_BITS);
    unsigned top = 63 - leading_zeros(place);
    return atomic_read(&list->segments[top - SPELLING_SEGMENT_BITS]) + (place - (1ull << top));
}

static spelling_hash *new_table(uint64_t n_slots, spelling_hash *older)
{
    if (n_slots > SIZE_MAX / 2 / sizeof(uint64_t))
        return NULL;
    spelling_hash *table = calloc(1, sizeof *table + (size_t)n_slots * sizeof table->slots[0]);
    if (table) {
        table->mask = n_slots - 1;
        table->older = older;
    }
    return table;
}

rc_code rc_spelling_list_init(spelling_list *list, uint32_t n_max)
{
    *list = (spelling_list){.n_max = n_max};
    spelling_hash *table = new_table(FIRST_SLOTS, NULL);
    if (!table)
        return RC_ERROR_MEMORY;
    if (mtx_init(&list->adding, mtx_plain) != thrd_success) {
        free(table);
        return RC_ERROR_MEMORY;
    }
    atomic_publish(&list->table, table);
    return RC_OK;
}

void rc_spelling_list_free(spelling_list *list)
{
    for (spelling_hash *table = atomic_read(&list->table), *older; table; table = older) {
        older = table->older;
        free(table);
    }
    for (int i = 0; i < SPELLING_SEGMENTS; i++)
        free(atomic_read(&list->segments[i]));
    mtx_destroy(&list->adding);
    for (struct long_spellings *block = list->long_spellings, *older; block; block = older) {
        older = block->older;
        free(block);
    }
}

uint32_t rc_spelling_list_find(const spelling_list *list, uint64_t low, uint64_t high)
{
    const spelling_hash *table = atomic_read(&list->table);
    uint64_t hash = hash_words(low, high);

    for (uint64_t i = hash & table->mask;; i = (i + 1) & table->mask) {
        uint64_t slot = atomic_read(&table->slots[i]);
        if (slot == 0)
            return SPELLING_NONE;
        if (slot >> 32 != hash >> 32)
            continue;
        uint32_t id = (uint32_t)slot - 1;
        const spelling_entry *e = find_entry(list, id);
        if (LIKELY(e->words[0] == low && e->words[1] == high && e->length <= SPELLING_WORD_BYTES))
            return id;
    }
}

static uint32_t find_long(const spelling_list *list, rc_text text, uint64_t hash)
{
    const spelling_hash *table = atomic_read(&list->table);

    for (uint64_t i = hash & table->mask;; i = (i + 1) & table->mask) {
        uint64_t slot = atomic_read(&table->slots[i]);
        if (slot == 0)
            return SPELLING_NONE;
        if (slot >> 32 != hash >> 32)
            continue;
        const spelling_entry *e = find_entry(list, (uint32_t)slot - 1);
        if (e->length == text.length && e->length > SPELLING_WORD_BYTES &&
            memcmp(e->kept.bytes, text.bytes, text.length) == 0)
            return (uint32_t)slot - 1;
    }
}

static void insert_slot(spelling_hash *table, uint64_t hash, uint32_t id)
{
    uint64_t i = hash & table->mask;
    while (atomic_read(&table->slots[i]) != 0)
        i = (i + 1) & table->mask;
    atomic_publish(&table->slots[i], hash >> 32 << 32 | ((uint64_t)id + 1));
}

static uint64_t hash_entry(const spelling_entry *e)
{
    return e->length <= SPELLING_WORD_BYTES ? hash_words(e->words[0], e->words[1]) : e->kept.hash;
}

/* Keeps the table at most three quarters full. */
static rc_code make_room(spelling_list *list)
{
    spelling_hash *table = atomic_read(&list->table);
    if (list->n + 1ull <= (table->mask + 1) / 4 * 3)
        return RC_OK;
    spelling_hash *bigger = new_table(2 * (table->mask + 1), table);
    if (!bigger)
        return RC_ERROR_MEMORY;
    for (uint32_t id = 0; id < list->n; id++)
        insert_slot(bigger, hash_entry(find_entry(list, id)), id);
    atomic_publish(&list->table, bigger);
    return RC_OK;
}

/* Keeps a spelling too long for two words. Returns its copy, or NULL without memory. */
static const char *store_long(spelling_list *list, rc_text text)
{
    struct long_spellings *block = list->long_spellings;

    if (!block || text.length > block->capacity - block->n_bytes) {
        size_t capacity = text.length > LONG_BYTES ? text.length : LONG_BYTES;
        block = malloc(sizeof *block + capacity);
        if (!block)
            return NULL;
        *block = (struct long_spellings){.older = list->long_spellings, .capacity = capacity};
        list->long_spellings = block;
    }
    char *copy = block->bytes + block->n_bytes;
    memcpy(copy, text.bytes, text.length);
    block->n_bytes += text.length;
    return copy;
}

static rc_code append(spelling_list *list, rc_text text, cost_value value, uint64_t hash,
                      uint32_t *id)
{
    uint64_t place = (uint64_t)list->n + (1u << SPELLING_SEGMENT_BITS);
    unsigned segment = 63 - leading_zeros(place) - SPELLING_SEGMENT_BITS;

    if (list->n >= list->n_max || text.length > UINT32_MAX)
        return RC_ERROR_LIMIT;
    if (make_room(list))
        return RC_ERROR_MEMORY;
    if (!atomic_read(&list->segments[segment])) {
        spelling_entry *entries =
            calloc((size_t)1 << (segment + SPELLING_SEGMENT_BITS), sizeof *entries);
        if (!entries)
            return RC_ERROR_MEMORY;
        atomic_publish(&list->segments[segment], entries);
    }
    spelling_entry *e = find_entry(list, list->n);
    if (text.length > SPELLING_WORD_BYTES) {
        const char *copy = store_long(list, text);
        if (!copy)
            return RC_ERROR_MEMORY;
        e->kept.bytes = copy;
        e->kept.hash = hash;
    } else {
        if (text.length > 0)
            memcpy(e->words, text.bytes, text.length);
        e->words[0] = load64(&e->words[0]);
        e->words[1] = load64(&e->words[1]);
    }
    e->digits = value.digits;
    e->exponent = value.exponent;
    e->length = (uint32_t)text.length;
    *id = list->n++;
    insert_slot(atomic_read(&list->table), hash, *id);
    return RC_OK;
}

uint32_t rc_spelling_list_find_text(const spelling_list *list, rc_text text)
{
    char bytes[SPELLING_WORD_BYTES] = {0};

    if (text.length > SPELLING_WORD_BYTES)
        return find_long(list, text, hash_long(text));
    if (text.length > 0)
        memcpy(bytes, text.bytes, text.length);
    return rc_spelling_list_find(list, load64(bytes), load64(bytes + 8));
}

rc_code rc_spelling_list_add(spelling_list *list, rc_text text, cost_value value, uint32_t *id)
{
    char bytes[SPELLING_WORD_BYTES] = {0};
    bool is_long = text.length > SPELLING_WORD_BYTES;
    rc_code code = RC_OK;

    if (!is_long && text.length > 0)
        memcpy(bytes, text.bytes, text.length);
    uint64_t low = load64(bytes), high = load64(bytes + 8);
    uint64_t hash = is_long ? hash_long(text) : hash_words(low, high);
    mtx_lock(&list->adding);
    *id = is_long ? find_long(list, text, hash) : rc_spelling_list_find(list, low, high);
    if (*id == SPELLING_NONE)
        code = append(list, text, value, hash, id);
    mtx_unlock(&list->adding);
    return code;
}

uint32_t rc_spelling_list_size(const spelling_list *list)
{
    return list->n;
}

cost_value rc_spelling_list_value(const spelling_list *list, uint32_t id)
{
    const spelling_entry *e = find_entry(list, id);
    return (cost_value){e->digits, e->exponent};
}

void rc_spelling_list_words(const spelling_list *list, uint32_t id, uint64_t words[2])
{
    const spelling_entry *e = find_entry(list, id);

    words[0] = e->words[0];
    words[1] = e->words[1];
}

rc_text rc_spelling_list_get(const spelling_list *list, uint32_t id,
                             char words[SPELLING_WORD_BYTES])
{
    const spelling_entry *e = find_entry(list, id);

    if (e->length > SPELLING_WORD_BYTES)
        return (rc_text){e->kept.bytes, e->length};
    store64(words, e->words[0]);
    store64(words + 8, e->words[1]);
    return (rc_text){words, e->length};
}

static bool precedes(const spelling_list *list, uint32_t a, uint32_t b)
{
    char words_a[SPELLING_WORD_BYTES], words_b[SPELLING_WORD_BYTES];
    rc_text x = rc_spelling_list_get(list, a, words_a), y = rc_spelling_list_get(list, b, words_b);
    int order = memcmp(x.bytes, y.bytes, x.length < y.length ? x.length : y.length);

    return order != 0 ? order < 0 : x.length < y.length;
}

/* Merges the sorted halves of ids, the first n_first and the rest. */
static void merge_halves(const spelling_list *list, uint32_t *ids, size_t n_first, size_t n,
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

static void sort_ids(const spelling_list *list, uint32_t *ids, size_t n, uint32_t *spare)
{
    if (n < 2)
        return;
    sort_ids(list, ids, n / 2, spare);
    sort_ids(list, ids + n / 2, n - n / 2, spare);
    if (precedes(list, ids[n / 2], ids[n / 2 - 1]))
        merge_halves(list, ids, n / 2, n, spare);
}

uint32_t *rc_spelling_list_sort(const spelling_list *list)
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
