/* The routes of the carrier at hand: see gathering.h. */
#include "load/gathering.h"

#include "deck/carry.h"
#include "load/make_trie.h"

#include <stdlib.h>
#include <string.h>

rc_code rc_gathering_open(gathering *g, rc_text name, const rc_load_options *options,
                          batch *const *batches, unsigned n_batches, unsigned n_workers)
{
    *g = (gathering){0};
    if (rc_carrier_init(&g->carrier, name))
        return RC_ERROR_MEMORY;
    for (size_t i = 0; i < options->n_carried_columns; i++) {
        rc_text_list_add(&g->carrier.carried.columns, options->carried_columns[i].name);
        rc_text_list_end(&g->carrier.carried.columns);
    }
    if (g->carrier.carried.columns.no_memory ||
        rc_payloads_init(&g->payloads, options->at != 0, rc_row_texts(options)))
        goto no_payloads;
    g->duplicates = (duplicates){.policy = options->duplicates,
                                 .costs = g->payloads.costs,
                                 .bundles = g->payloads.has_bundles ? &g->payloads.bundles : NULL,
                                 .compares = options->compare_duplicates};
    if (rc_run_store_init(&g->store, batches, n_batches, n_workers, &g->duplicates))
        goto no_store;
    g->is_open = true;
    return RC_OK;
no_store:
    rc_payloads_free(&g->payloads);
no_payloads:
    rc_carrier_free(&g->carrier);
    return RC_ERROR_MEMORY;
}

void rc_gathering_close(gathering *g)
{
    if (!g->is_open)
        return;
    rc_run_store_free(&g->store);
    rc_duplicates_free(&g->duplicates);
    rc_payloads_free(&g->payloads);
    rc_carrier_free(&g->carrier);
    *g = (gathering){0};
}

/* ---- Sealing ---- */

/* Makes the trie of the routes; see make_trie.h. */
static rc_code make_trie(gathering *g, const route_values *values, uint32_t n_values)
{
    return rc_make_trie(&g->store, &g->payloads, values, n_values, &g->carrier.trie,
                        &g->n_prefixes);
}

/* Writes the trie of routes that carry texts, and keeps the texts. */
static rc_code write_with_texts(gathering *g)
{
    const payloads *p = &g->payloads;
    carried_numbers numbers;
    route_values values;

    if (rc_carried_set_number(&p->texts, &numbers))
        return RC_ERROR_MEMORY;
    rc_code code = rc_values_number(&values, &p->bundles, p->costs, numbers.group_ranks);
    if (code == RC_OK) {
        code = make_trie(g, &values, values.n);
        if (code == RC_OK)
            code = rc_carrier_set_values(&g->carrier, p->costs, &values);
        if (code == RC_OK)
            code = rc_carrier_set_carried(&g->carrier, &values, &numbers);
        rc_values_free(&values);
    }
    rc_carried_numbers_free(&numbers);
    return code;
}

rc_code rc_gathering_write(gathering *g)
{
    uint32_t n_costs;

    if (g->n_routes == 0)
        return RC_ERROR_EMPTY;
    cost_ref *refs = rc_cost_set_number_all(g->payloads.costs, &n_costs);
    rc_code code = RC_ERROR_MEMORY;

    if (refs && g->payloads.has_texts) {
        code = write_with_texts(g);
    } else if (refs) {
        code = make_trie(g, NULL, n_costs);
        if (code == RC_OK)
            code = rc_carrier_set_costs(&g->carrier, g->payloads.costs, refs, n_costs);
    }
    free(refs);
    return code;
}

/* Reports the first duplicates, where they are faults. */
static void report_duplicates(gathering *g, const rc_load_options *o)
{
    const duplicates *d = &g->duplicates;

    rc_duplicates_find_faults(&g->duplicates);
    for (uint64_t i = 0; i < d->n_faults && i < RC_FAULTS_SHOWN && o->on_fault; i++) {
        char symbols[KEY_SYMBOLS];
        rc_text prefix = {symbols, rc_key_unpack(symbols, d->faults[i].key)};
        rc_error fault;
        rc_list_set_duplicate(&fault, prefix, d->faults[i].line, d->faults[i].earlier_line);
        o->on_fault(o->fault_context, &fault);
    }
}

rc_code rc_gathering_finish(gathering *g, rc_code code, const rc_load_options *options,
                            rc_load_stats *stats, rc_error *error)
{
    if (code == RC_ERROR_EMPTY)
        return rc_error_set(error, code, "no routes");
    stats->n_prefixes += g->n_prefixes;
    if (code)
        return rc_list_fail(error, code);
    stats->n_duplicates += g->n_routes - g->n_prefixes;
    stats->n_disagreeing += g->duplicates.n_disagreeing;
    report_duplicates(g, options);
    stats->n_bad_rows += g->duplicates.n_faults;
    if (g->duplicates.n_faults > 0 && !options->skip_bad_rows)
        return rc_error_set(error, RC_ERROR_LIST, "the list has duplicate prefixes");
    return RC_OK;
}
