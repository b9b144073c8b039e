/* A sealed table: see table.h. */
#include "table/table.h"

#include "table/cheapest.h"
#include "trie/list_bytes.h"

#include <stdlib.h>
#include <string.h>

static rc_code copy_names(rc_table *t, const carrier_routes *carriers)
{
    for (size_t i = 0; i < t->n_carriers; i++) {
        rc_text_list_add(&t->names, (rc_text){carriers[i].name, carriers[i].name_length});
        rc_text_list_end(&t->names);
    }
    rc_text_list_shrink(&t->names);
    return t->names.no_memory ? RC_ERROR_MEMORY : RC_OK;
}

/* Takes over what routes carry, if any do. */
static rc_code take_carried(rc_table *t, carrier_routes *carriers)
{
    size_t n_texts = 0;

    for (uint32_t i = 0; i < t->n_carriers; i++)
        n_texts += carriers[i].carried.n_texts;
    if (n_texts == 0)
        return RC_OK;
    t->carried = calloc(t->n_carriers, sizeof *t->carried);
    if (!t->carried)
        return RC_ERROR_MEMORY;
    for (uint32_t i = 0; i < t->n_carriers; i++) {
        t->carried[i] = carriers[i].carried;
        carriers[i].carried = (carried){.n_texts = 0};
        rc_text_list_shrink(&t->carried[i].columns);
        rc_text_list_shrink(&t->carried[i].texts);
    }
    return RC_OK;
}

static rc_code find_pluses(rc_table *t, const carrier_routes *carriers)
{
    t->pluses = malloc(t->n_carriers);
    if (!t->pluses)
        return RC_ERROR_MEMORY;
    for (uint32_t i = 0; i < t->n_carriers; i++)
        t->pluses[i] = (unsigned char)trie_plus(&carriers[i].trie);
    return RC_OK;
}

static void move_trie(trie *to, carrier_routes *from)
{
    *to = from->trie;
    from->trie = (trie){0};
}

/* Keeps the carriers' tries and makes their indices. */
static rc_code keep_tries(rc_table *t, carrier_routes *carriers)
{
    rc_code code = RC_OK;

    t->tries = calloc(t->n_carriers, sizeof *t->tries);
    if (!t->tries)
        return RC_ERROR_MEMORY;
    for (uint32_t i = 0; i < t->n_carriers && code == RC_OK; i++) {
        move_trie(&t->tries[i], &carriers[i]);
        code = rc_trie_index(&t->tries[i]);
    }
    return code;
}

/* Makes one trie of several carriers' tries, and keeps or frees theirs. A trie that is known is
 * checked where it could contradict them. */
static rc_code join_tries(rc_table *t, carrier_routes *carriers, bool keep_carriers,
                          unsigned n_threads)
{
    rc_code code = find_pluses(t, carriers);

    if (code == RC_OK && !t->trie.bytes)
        code = rc_cheapest_write(&t->offers, carriers, t->n_carriers, n_threads, &t->trie);
    else if (code == RC_OK && keep_carriers)
        code = rc_cheapest_check(&t->offers, carriers, t->n_carriers, n_threads, &t->trie);
    if (code == RC_OK && keep_carriers)
        return keep_tries(t, carriers);
    for (uint32_t i = 0; i < t->n_carriers; i++)
        rc_trie_free(&carriers[i].trie);
    return code;
}

rc_code rc_table_fill(rc_table *t, carrier_routes *carriers, size_t n_carriers, bool keep_carriers,
                      unsigned n_threads)
{
    rc_code code = rc_offers_number(&t->offers, carriers, n_carriers);

    if (code)
        return code;
    t->n_carriers = (uint32_t)n_carriers;
    code = copy_names(t, carriers);
    if (code == RC_OK)
        code = take_carried(t, carriers);
    if (code == RC_OK && n_carriers > 1)
        code = join_tries(t, carriers, keep_carriers, n_threads);
    else if (code == RC_OK)
        move_trie(&t->trie, carriers);
    return code ? code : rc_trie_index(&t->trie);
}

/* Returns what the spellings take, and the numbers that lead to them. */
static size_t count_costs(const rc_table *t)
{
    const offer_list *o = &t->offers;
    size_t n_bytes = rc_text_list_size(&o->spellings);

    if (!o->carriers)
        return n_bytes;
    return n_bytes + o->n * (sizeof *o->carriers + (o->values ? sizeof *o->values : 0)) +
           (t->n_carriers + (size_t)1) * sizeof *o->first_costs +
           o->first_costs[t->n_carriers] * sizeof *o->of_costs;
}

/* Returns the bytes of the names, and of what is known of each carrier. */
static size_t count_names(const rc_table *t)
{
    return rc_text_list_size(&t->names) + (t->pluses ? t->n_carriers * sizeof *t->pluses : 0);
}

static size_t count_carried(const rc_table *t)
{
    size_t n_bytes = 0;

    for (uint32_t i = 0; i < t->n_carriers && t->carried; i++)
        n_bytes += rc_carried_size(&t->carried[i], table_costs(t, i));
    return n_bytes;
}

size_t rc_table_size(const rc_table *t)
{
    size_t n_bytes = rc_trie_size(&t->trie) + count_costs(t) + count_names(t) + count_carried(t);

    for (uint32_t i = 0; i < t->n_carriers && t->tries; i++)
        n_bytes += rc_trie_size(&t->tries[i]);
    return n_bytes;
}

static void add_trie(const trie *t, rc_table_sizes *sizes)
{
    size_t n_index = rc_trie_index_size(t), n_lists = rc_trie_list_bytes(t);

    sizes->index += n_index;
    sizes->lists += n_lists;
    sizes->nodes += rc_trie_size(t) - n_index - n_lists;
}

void rc_table_measure(const rc_table *table, rc_table_sizes *sizes)
{
    *sizes = (rc_table_sizes){
        .costs = count_costs(table), .names = count_names(table), .carried = count_carried(table)};
    add_trie(&table->trie, sizes);
    for (uint32_t i = 0; i < table->n_carriers && table->tries; i++)
        add_trie(&table->tries[i], sizes);
}

void rc_table_free(rc_table *table)
{
    if (!table)
        return;
    for (uint32_t i = 0; i < table->n_carriers && table->tries; i++)
        rc_trie_free(&table->tries[i]);
    for (uint32_t i = 0; i < table->n_carriers && table->carried; i++)
        rc_carried_free(&table->carried[i]);
    free(table->carried);
    free(table->tries);
    free(table->pluses);
    rc_text_list_free(&table->names);
    rc_offers_free(&table->offers);
    rc_trie_free(&table->trie);
    free(table);
}

unsigned rc_table_plus(const rc_table *table, size_t carrier)
{
    return table->pluses ? table->pluses[carrier] : trie_plus(&table->trie);
}

bool rc_table_ignores_plus(const rc_table *table)
{
    return table->plus_optional;
}

rc_text rc_table_idd(const rc_table *table)
{
    return (rc_text){table->idd_text, strlen(table->idd_text)};
}

size_t rc_table_carriers(const rc_table *table)
{
    return table->n_carriers;
}

rc_text rc_table_carrier_name(const rc_table *table, size_t carrier)
{
    return text_list_get(&table->names, carrier);
}

bool rc_table_keeps_carriers(const rc_table *table)
{
    return table->n_carriers == 1 || table->tries;
}
