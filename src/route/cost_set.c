/* The costs of a table, each spelling once: see cost_set.h.
 *
 * Plain costs are bits in pages, which are made when a cost first needs one.  Listed costs are
 * entries that stand in segments of doubling size, so that they never move while others read
 * them.  A hash table of words, each (tag << 32 | id + 1), finds them; a word is published
 * whole after its entry, and a table that has grown too full is replaced by a bigger one.
 * The old ones stay until the end, for readers that still look at them. */
#include "route/cost_set.h"

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
    uint32_t number; /* once all are numbered */
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
    cost_pages plain;
    uint32_t n_listed_max;
    uint32_t n_listed;
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

cost_set *cost_set_new(uint32_t n_listed_max)
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
    set->n_listed_max = n_listed_max;
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
    for (size_t i = 0; i < COST_PAGES; i++)
        free(atomic_read(&set->plain.pages[i]));
    for (int i = 0; i < N_SEGMENTS; i++)
        free(atomic_read(&set->segments[i]));
    mtx_destroy(&set->adding);
    free(set->long_spellings);
    free(set);
}

static cost_ref listed_ref(uint32_t id)
{
    return id << 1 | COST_REF_LISTED;
}

cost_ref cost_set_find(const cost_set *set, uint64_t low, uint64_t high)
{
    const hash_table *table = atomic_read(&set->table);
    uint64_t hash = hash_words(low, high);

    for (uint64_t i = hash & table->mask;; i = (i + 1) & table->mask) {
        uint64_t slot = atomic_read(&table->slots[i]);
        if (slot == 0)
            return COST_REF_NONE;
        if (slot >> 32 != hash >> 32)
            continue;
        uint32_t id = (uint32_t)slot - 1;
        const entry *e = find_entry(set, id);
        if (LIKELY(e->words[0] == low && e->words[1] == high && e->length <= COST_WORD_BYTES))
            return listed_ref(id);
    }
}

static cost_ref find_long(const cost_set *set, rc_text text, uint64_t hash)
{
    const hash_table *table = atomic_read(&set->table);

    for (uint64_t i = hash & table->mask;; i = (i + 1) & table->mask) {
        uint64_t slot = atomic_read(&table->slots[i]);
        if (slot == 0)
            return COST_REF_NONE;
        if (slot >> 32 != hash >> 32)
            continue;
        const entry *e = find_entry(set, (uint32_t)slot - 1);
        if (e->length == text.length && e->length > COST_WORD_BYTES &&
            memcmp(set->long_spellings + e->words[0], text.bytes, text.length) == 0)
            return listed_ref((uint32_t)slot - 1);
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
    if (set->n_listed + 1ull <= (table->mask + 1) / 4 * 3)
        return RC_OK;
    hash_table *bigger = new_table(2 * (table->mask + 1), table);
    if (!bigger)
        return RC_ERROR_MEMORY;
    for (uint32_t id = 0; id < set->n_listed; id++)
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

static rc_code append(cost_set *set, rc_text text, cost_value value, uint64_t hash, cost_ref *ref)
{
    uint64_t place = (uint64_t)set->n_listed + (1u << SEGMENT_BITS);
    unsigned segment = 63 - leading_zeros(place) - SEGMENT_BITS;

    if (set->n_listed >= set->n_listed_max)
        return RC_ERROR_LIMIT;
    if (make_room(set))
        return RC_ERROR_MEMORY;
    if (!atomic_read(&set->segments[segment])) {
        entry *entries = calloc((size_t)1 << (segment + SEGMENT_BITS), sizeof *entries);
        if (!entries)
            return RC_ERROR_MEMORY;
        atomic_publish(&set->segments[segment], entries);
    }
    entry *e = find_entry(set, set->n_listed);
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
    *ref = listed_ref(set->n_listed);
    insert_slot(atomic_read(&set->table), hash, set->n_listed++);
    return RC_OK;
}

/* Adds a cost that is not plain. */
static rc_code add_listed(cost_set *set, rc_text text, cost_value value, cost_ref *ref)
{
    char bytes[COST_WORD_BYTES] = {0};
    int is_long = text.length > COST_WORD_BYTES;
    rc_code code = RC_OK;

    if (!is_long)
        memcpy(bytes, text.bytes, text.length);
    uint64_t low = load64(bytes), high = load64(bytes + 8);
    uint64_t hash = is_long ? hash_long(text) : hash_words(low, high);
    mtx_lock(&set->adding);
    *ref = is_long ? find_long(set, text, hash) : cost_set_find(set, low, high);
    if (*ref == COST_REF_NONE)
        code = append(set, text, value, hash, ref);
    mtx_unlock(&set->adding);
    return code;
}

static rc_code add_plain(cost_set *set, cost_ref plain)
{
    uint32_t place = cost_place(plain), in_page = place % (1u << COST_PAGE_BITS);
    rc_code code = RC_OK;

    mtx_lock(&set->adding);
    cost_page *page = atomic_read(&set->plain.pages[place >> COST_PAGE_BITS]);
    if (!page) {
        page = calloc(1, sizeof *page);
        if (page)
            atomic_publish(&set->plain.pages[place >> COST_PAGE_BITS], page);
        else
            code = RC_ERROR_MEMORY;
    }
    if (page) {
        uint64_t word = atomic_read(&page->words[in_page / 64]);
        atomic_publish(&page->words[in_page / 64], word | 1ull << in_page % 64);
    }
    mtx_unlock(&set->adding);
    return code;
}

const cost_pages *cost_set_plain(const cost_set *set)
{
    return &set->plain;
}

rc_code cost_set_add(cost_set *set, rc_text spelling, cost_value value, cost_ref *ref)
{
    char bytes[8] = {0};

    if (spelling.length > sizeof bytes)
        return add_listed(set, spelling, value, ref);
    memcpy(bytes, spelling.bytes, spelling.length);
    *ref = cost_ref_scan(load64(bytes), (unsigned)spelling.length);
    if (*ref == COST_REF_NONE)
        return add_listed(set, spelling, value, ref);
    return cost_pages_have(&set->plain, *ref) ? RC_OK : add_plain(set, *ref);
}

static cost_value value_of(const cost_set *set, cost_ref ref)
{
    if (!cost_ref_is_listed(ref))
        return cost_ref_value(ref);
    const entry *e = find_entry(set, ref >> 1);
    return (cost_value){e->digits, e->exponent};
}

int cost_set_compare(const cost_set *set, cost_ref a, cost_ref b)
{
    if (LIKELY(((a ^ b) & COST_REF_KIND_MASK) == 0 && !cost_ref_is_listed(a)))
        return (a > b) - (a < b);
    return cost_compare(value_of(set, a), value_of(set, b));
}

size_t cost_set_spell(const cost_set *set, cost_ref ref, char spelling[RC_COST_LENGTH_MAX])
{
    char bytes[COST_WORD_BYTES];

    if (!cost_ref_is_listed(ref))
        return cost_ref_spell(ref, spelling);
    const entry *e = find_entry(set, ref >> 1);
    store64(bytes, e->words[0]);
    store64(bytes + 8, e->words[1]);
    memcpy(spelling, e->length > COST_WORD_BYTES ? set->long_spellings + e->words[0] : bytes,
           e->length);
    return e->length;
}

/* ---- Numbers: plain costs in the order of their bits, then listed ones by spelling ---- */

static int precedes(const cost_set *set, cost_ref a, cost_ref b)
{
    char spelling_a[RC_COST_LENGTH_MAX], spelling_b[RC_COST_LENGTH_MAX];
    size_t length_a = cost_set_spell(set, a, spelling_a);
    size_t length_b = cost_set_spell(set, b, spelling_b);
    int order = memcmp(spelling_a, spelling_b, length_a < length_b ? length_a : length_b);

    return order != 0 ? order < 0 : length_a < length_b;
}

/* Merges the sorted halves of refs, which meet at n_first, by way of spare. */
static void merge_halves(const cost_set *set, cost_ref *refs, size_t n_first, size_t n,
                         cost_ref *spare)
{
    size_t a = 0, b = n_first, to = 0;

    memcpy(spare, refs, n * sizeof *refs);
    while (a < n_first && b < n)
        refs[to++] = precedes(set, spare[b], spare[a]) ? spare[b++] : spare[a++];
    while (a < n_first)
        refs[to++] = spare[a++];
    while (b < n)
        refs[to++] = spare[b++];
}

static void sort_refs(const cost_set *set, cost_ref *refs, size_t n, cost_ref *spare)
{
    if (n < 2)
        return;
    sort_refs(set, refs, n / 2, spare);
    sort_refs(set, refs + n / 2, n - n / 2, spare);
    if (precedes(set, refs[n / 2], refs[n / 2 - 1]))
        merge_halves(set, refs, n / 2, n, spare);
}

static uint32_t count_plain(const cost_set *set)
{
    uint32_t n = 0;

    for (size_t i = 0; i < COST_PAGES; i++) {
        const cost_page *page = atomic_read(&set->plain.pages[i]);
        for (unsigned w = 0; page && w < COST_PAGE_WORDS; w++)
            n += popcount(atomic_read(&page->words[w]));
    }
    return n;
}

/* Numbers the plain costs of a page from n on; returns the next number. */
static uint32_t number_page(cost_page *page, uint32_t first_place, cost_ref *refs, uint32_t n)
{
    for (uint32_t w = 0; w < COST_PAGE_WORDS; w++) {
        page->ranks[w] = n;
        for (uint64_t word = atomic_read(&page->words[w]); word; word &= word - 1) {
            uint32_t place = first_place + 64 * w + trailing_zeros(word);
            refs[n++] = cost_ref_plain(place % (1u << COST_DIGITS_BITS), place >> COST_DIGITS_BITS);
        }
    }
    return n;
}

cost_ref *cost_set_number_all(cost_set *set, uint32_t *n)
{
    uint32_t n_plain = count_plain(set), n_numbered = 0;
    *n = n_plain + set->n_listed;
    cost_ref *refs = malloc((*n + (size_t)1) * sizeof *refs);
    cost_ref *spare = malloc((set->n_listed + (size_t)1) * sizeof *spare);

    if (!refs || !spare) {
        free(refs);
        free(spare);
        return NULL;
    }
    for (uint32_t i = 0; i < COST_PAGES; i++) {
        cost_page *page = atomic_read(&set->plain.pages[i]);
        if (page)
            n_numbered = number_page(page, i << COST_PAGE_BITS, refs, n_numbered);
    }
    for (uint32_t id = 0; id < set->n_listed; id++)
        refs[n_plain + id] = listed_ref(id);
    sort_refs(set, refs + n_plain, set->n_listed, spare);
    for (uint32_t i = n_plain; i < *n; i++)
        find_entry(set, refs[i] >> 1)->number = i;
    free(spare);
    return refs;
}

uint32_t cost_set_number(const cost_set *set, cost_ref ref)
{
    if (cost_ref_is_listed(ref))
        return find_entry(set, ref >> 1)->number;
    uint32_t place = cost_place(ref), in_page = place % (1u << COST_PAGE_BITS);
    const cost_page *page = atomic_read(&set->plain.pages[place >> COST_PAGE_BITS]);
    uint64_t below = atomic_read(&page->words[in_page / 64]) & ((1ull << in_page % 64) - 1);
    return page->ranks[in_page / 64] + popcount(below);
}
