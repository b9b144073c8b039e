/* The costs of a table, each spelling once: see cost_set.h.
 *
 * Plain costs are bits in pages, each of which is made for the first cost that needs it. The others
 * are in a list. */
#include "route/cost_set.h"

#include "route/spelling_list.h"

#include <stdlib.h>
#include <string.h>

struct cost_set {
    mtx_t adding; /* guards the making of pages and the setting of bits */
    cost_pages plain;
    uint64_t is_made[COST_PAGES / 64]; /* a bit for each page: few of them are made */
    spelling_list list;
    uint32_t *list_numbers; /* of the listed costs, by id, once all are numbered */
};

cost_set *rc_cost_set_new(uint32_t n_listed_max)
{
    cost_set *set = calloc(1, sizeof *set);
    if (!set)
        return NULL;
    if (rc_spelling_list_init(&set->list, n_listed_max))
        goto no_list;
    if (mtx_init(&set->adding, mtx_plain) != thrd_success)
        goto no_lock;
    return set;
no_lock:
    rc_spelling_list_free(&set->list);
no_list:
    free(set);
    return NULL;
}

/* Returns the page at place i or the next one behind it that is made, and sets *place to where it
 * is; or NULL. */
static cost_page *next_page(const cost_set *set, uint32_t i, uint32_t *place)
{
    for (; i < COST_PAGES; i = (i / 64 + 1) * 64) {
        uint64_t word = set->is_made[i / 64] >> i % 64;
        if (word == 0)
            continue;
        *place = i + trailing_zeros(word);
        return atomic_read(&set->plain.pages[*place]);
    }
    return NULL;
}

void rc_cost_set_free(cost_set *set)
{
    uint32_t place;

    if (!set)
        return;
    for (cost_page *p = next_page(set, 0, &place); p; p = next_page(set, place + 1, &place))
        free(p);
    mtx_destroy(&set->adding);
    rc_spelling_list_free(&set->list);
    free(set->list_numbers);
    free(set);
}

static cost_ref listed_ref(uint32_t id)
{
    return id == SPELLING_NONE ? COST_REF_NONE : id << 1 | COST_REF_LISTED;
}

cost_ref rc_cost_set_find(const cost_set *set, uint64_t low, uint64_t high)
{
    return listed_ref(rc_spelling_list_find(&set->list, low, high));
}

static rc_code add_listed(cost_set *set, rc_text text, cost_value value, cost_ref *ref)
{
    uint32_t id = SPELLING_NONE;
    rc_code code = rc_spelling_list_add(&set->list, text, value, &id);

    *ref = listed_ref(id);
    return code;
}

static void add_page(cost_set *set, uint32_t place, cost_page *page)
{
    set->is_made[place / 64] |= 1ull << place % 64;
    atomic_publish(&set->plain.pages[place], page);
}

rc_code rc_cost_set_add_plain(cost_set *set, cost_ref plain)
{
    uint32_t place = cost_place(plain), in_page = place % (1u << COST_PAGE_BITS);
    rc_code code = RC_OK;

    mtx_lock(&set->adding);
    cost_page *page = atomic_read(&set->plain.pages[place >> COST_PAGE_BITS]);
    if (!page) {
        page = calloc(1, sizeof *page);
        if (page)
            add_page(set, place >> COST_PAGE_BITS, page);
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

const cost_pages *rc_cost_set_plain(const cost_set *set)
{
    return &set->plain;
}

rc_code rc_cost_set_add(cost_set *set, rc_text spelling, cost_value value, cost_ref *ref)
{
    char bytes[8] = {0};

    if (spelling.length > sizeof bytes)
        return add_listed(set, spelling, value, ref);
    if (spelling.length > 0)
        memcpy(bytes, spelling.bytes, spelling.length);
    *ref = spelling.length > 0 ? cost_ref_scan(load64(bytes), (unsigned)spelling.length)
                               : COST_REF_BLOCKED;
    if (*ref == COST_REF_NONE)
        return add_listed(set, spelling, value, ref);
    return cost_pages_have(&set->plain, *ref) ? RC_OK : rc_cost_set_add_plain(set, *ref);
}

cost_value rc_cost_set_value(const cost_set *set, cost_ref ref)
{
    if (ref == COST_REF_BLOCKED)
        return cost_blocked;
    return cost_ref_is_listed(ref) ? rc_spelling_list_value(&set->list, ref >> 1)
                                   : rc_cost_ref_value(ref);
}

int rc_cost_set_compare(const cost_set *set, cost_ref a, cost_ref b)
{
    if (LIKELY(((a ^ b) & COST_REF_KIND_MASK) == 0 && !cost_ref_is_listed(a)))
        return (a > b) - (a < b);
    return cost_compare(rc_cost_set_value(set, a), rc_cost_set_value(set, b));
}

size_t rc_cost_set_spell(const cost_set *set, cost_ref ref, char spelling[RC_COST_LENGTH_MAX])
{
    if (ref == COST_REF_BLOCKED)
        return 0;
    if (!cost_ref_is_listed(ref))
        return rc_cost_ref_spell(ref, spelling);
    char words[SPELLING_WORD_BYTES];
    rc_text listed = rc_spelling_list_get(&set->list, ref >> 1, words);
    memcpy(spelling, listed.bytes, listed.length);
    return listed.length;
}

/* ---- Numbers: plain costs in the order of their bits, then listed ones by spelling, then blocked
 *
 * COST_REF_BLOCKED is the last bit of the last page, which has no other. ---- */

static uint32_t count_plain(const cost_set *set)
{
    uint32_t n = 0, place;

    for (cost_page *p = next_page(set, 0, &place); p; p = next_page(set, place + 1, &place))
        for (unsigned w = 0; w < COST_PAGE_WORDS; w++)
            n += popcount(atomic_read(&p->words[w]));
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

/* Numbers the listed costs from n on. */
static void number_list(cost_set *set, const uint32_t *ids, cost_ref *refs, uint32_t n)
{
    for (uint32_t i = 0; i < rc_spelling_list_size(&set->list); i++, n++) {
        refs[n] = listed_ref(ids[i]);
        set->list_numbers[ids[i]] = n;
    }
}

cost_ref *rc_cost_set_number_all(cost_set *set, uint32_t *n)
{
    uint32_t n_plain = count_plain(set), n_listed = rc_spelling_list_size(&set->list),
             n_numbered = 0, place;
    uint32_t *ids = rc_spelling_list_sort(&set->list);
    cost_ref *refs = malloc((n_plain + (size_t)n_listed + 1) * sizeof *refs);

    free(set->list_numbers);
    set->list_numbers = malloc((n_listed + (size_t)1) * sizeof *set->list_numbers);
    if (!ids || !refs || !set->list_numbers) {
        free(refs);
        free(ids);
        return NULL;
    }
    cost_page *page = next_page(set, 0, &place);
    for (; page && place < COST_PAGES - 1; page = next_page(set, place + 1, &place))
        n_numbered = number_page(page, place << COST_PAGE_BITS, refs, n_numbered);
    number_list(set, ids, refs, n_numbered);
    if (page)
        number_page(page, place << COST_PAGE_BITS, refs, n_numbered + n_listed);
    free(ids);
    *n = n_plain + n_listed;
    return refs;
}

uint32_t rc_cost_set_number(const cost_set *set, cost_ref ref)
{
    if (cost_ref_is_listed(ref))
        return set->list_numbers[ref >> 1];
    uint32_t place = cost_place(ref), in_page = place % (1u << COST_PAGE_BITS);
    const cost_page *page = atomic_read(&set->plain.pages[place >> COST_PAGE_BITS]);
    uint64_t below = atomic_read(&page->words[in_page / 64]) & ((1ull << in_page % 64) - 1);
    return page->ranks[in_page / 64] + popcount(below);
}
