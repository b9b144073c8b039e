/* The texts that routes carry: see carried_set.h. */
#include "route/carried_set.h"

#include "base/portable.h"

#include <stdlib.h>
#include <string.h>

enum {
    ID_BYTES = 4,
    IDS_MAX = INT32_MAX /* so that a hash table of them can be made */
};

static const cost_value no_value = {0, 0};

rc_code rc_carried_set_init(carried_set *set, unsigned n_texts)
{
    char none[CARRIED_TEXTS_MAX * ID_BYTES] = {0};
    uint32_t id;

    set->n_texts = n_texts;
    if (rc_spelling_list_init(&set->texts, IDS_MAX))
        return RC_ERROR_MEMORY;
    if (rc_spelling_list_init(&set->groups, IDS_MAX)) {
        rc_spelling_list_free(&set->texts);
        return RC_ERROR_MEMORY;
    }
    if (rc_spelling_list_add(&set->texts, (rc_text){"", 0}, no_value, &id) == RC_OK &&
        rc_spelling_list_add(&set->groups, (rc_text){none, n_texts * ID_BYTES}, no_value, &id) ==
            RC_OK)
        return RC_OK;
    rc_carried_set_free(set);
    return RC_ERROR_MEMORY;
}

void rc_carried_set_free(carried_set *set)
{
    rc_spelling_list_free(&set->texts);
    rc_spelling_list_free(&set->groups);
}

/* ---- Adding ---- */

/* Adds bytes; those that are there are found without a lock. */
static rc_code add(spelling_list *list, rc_text bytes, uint32_t *id)
{
    *id = rc_spelling_list_find_text(list, bytes);
    return *id == SPELLING_NONE ? rc_spelling_list_add(list, bytes, no_value, id) : RC_OK;
}

rc_code rc_carried_set_add(carried_set *set, const rc_text *texts, uint32_t *group)
{
    char ids[CARRIED_TEXTS_MAX * ID_BYTES];
    rc_code code = RC_OK;

    for (unsigned i = 0; i < set->n_texts && code == RC_OK; i++) {
        uint32_t id;
        code = add(&set->texts, texts[i], &id);
        store_bytes(ids + i * ID_BYTES, id, ID_BYTES);
        *group = id;
    }
    if (code || set->n_texts == 1)
        return code;
    return add(&set->groups, (rc_text){ids, set->n_texts * ID_BYTES}, group);
}

bool rc_carried_set_find(const carried_set *set, const rc_text *texts, uint32_t *group)
{
    char ids[CARRIED_TEXTS_MAX * ID_BYTES];

    for (unsigned i = 0; i < set->n_texts; i++) {
        uint32_t id = rc_spelling_list_find_text(&set->texts, texts[i]);
        if (id == SPELLING_NONE)
            return false;
        store_bytes(ids + i * ID_BYTES, id, ID_BYTES);
        *group = id;
    }
    if (set->n_texts == 1)
        return true;
    *group = rc_spelling_list_find_text(&set->groups, (rc_text){ids, set->n_texts * ID_BYTES});
    return *group != SPELLING_NONE;
}

/* ---- Numbers ---- */

/* Lists the texts in their order. Returns their numbers by their ids, or NULL without memory. */
static uint32_t *number_texts(const carried_set *set, text_list *texts)
{
    uint32_t n = rc_spelling_list_size(&set->texts), *sorted = rc_spelling_list_sort(&set->texts);
    uint32_t *numbers = malloc(n * sizeof *numbers);
    char words[SPELLING_WORD_BYTES];

    for (uint32_t i = 0; i < n && sorted && numbers; i++) {
        numbers[sorted[i]] = i;
        rc_text_list_add(texts, rc_spelling_list_get(&set->texts, sorted[i], words));
        rc_text_list_end(texts);
    }
    if (!sorted || texts->no_memory) {
        free(numbers);
        numbers = NULL;
    }
    free(sorted);
    return numbers;
}

static uint32_t count_groups(const carried_set *set)
{
    return rc_spelling_list_size(set->n_texts == 1 ? &set->texts : &set->groups);
}

/* Sets groups to the numbers of the groups' texts. */
static void number_groups(const carried_set *set, const uint32_t *text_numbers, uint32_t *groups)
{
    uint32_t n = count_groups(set);
    char words[SPELLING_WORD_BYTES];

    if (set->n_texts == 1) {
        memcpy(groups, text_numbers, n * sizeof *groups);
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        rc_text ids = rc_spelling_list_get(&set->groups, i, words);
        for (unsigned k = 0; k < set->n_texts; k++)
            *groups++ = text_numbers[load32(ids.bytes + k * ID_BYTES)];
    }
}

/* Sorts n groups by the text that each has at a place. Groups with the same text keep their order.
 * starts has room for a number more than there are texts. */
static void sort_by_place(const carried_numbers *numbers, unsigned place, const uint32_t *from,
                          uint32_t n, uint32_t *starts, uint32_t *to)
{
    const uint32_t *texts = numbers->groups + place;

    memset(starts, 0, (numbers->texts.n + 1) * sizeof *starts);
    for (uint32_t i = 0; i < n; i++)
        starts[texts[(size_t)i * numbers->n_texts] + 1]++;
    for (size_t i = 1; i < numbers->texts.n; i++)
        starts[i] += starts[i - 1];
    for (uint32_t i = 0; i < n; i++)
        to[starts[texts[(size_t)from[i] * numbers->n_texts]]++] = from[i];
}

/* Ranks n groups by their texts: sorts them by the last text first. RC_OK or RC_ERROR_MEMORY. */
static rc_code rank_groups(carried_numbers *numbers, uint32_t n)
{
    uint32_t *sorted = calloc(n, sizeof *sorted), *next = calloc(n, sizeof *next);
    uint32_t *starts = malloc((numbers->texts.n + 1) * sizeof *starts);
    bool has_memory = sorted && next && starts;

    for (uint32_t i = 0; i < n && has_memory; i++)
        sorted[i] = i;
    for (unsigned place = numbers->n_texts; place-- > 0 && has_memory;) {
        sort_by_place(numbers, place, sorted, n, starts, next);
        uint32_t *before = sorted;
        sorted = next;
        next = before;
    }
    for (uint32_t i = 0; i < n && has_memory; i++)
        numbers->group_ranks[sorted[i]] = i;
    free(sorted);
    free(next);
    free(starts);
    return has_memory ? RC_OK : RC_ERROR_MEMORY;
}

rc_code rc_carried_set_number(const carried_set *set, carried_numbers *numbers)
{
    uint32_t n_groups = count_groups(set);

    *numbers = (carried_numbers){.n_texts = set->n_texts};
    uint32_t *text_numbers = number_texts(set, &numbers->texts);
    numbers->groups = malloc((size_t)n_groups * set->n_texts * sizeof *numbers->groups);
    numbers->group_ranks = malloc(n_groups * sizeof *numbers->group_ranks);
    rc_code code = RC_ERROR_MEMORY;
    if (text_numbers && numbers->groups && numbers->group_ranks) {
        number_groups(set, text_numbers, numbers->groups);
        code = rank_groups(numbers, n_groups);
    }
    free(text_numbers);
    if (code)
        rc_carried_numbers_free(numbers);
    return code;
}

void rc_carried_numbers_free(carried_numbers *numbers)
{
    rc_text_list_free(&numbers->texts);
    free(numbers->groups);
    free(numbers->group_ranks);
    *numbers = (carried_numbers){.groups = NULL};
}
