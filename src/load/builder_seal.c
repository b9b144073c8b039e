/* Begins and ends the carriers of a builder, and makes the table of them: see builder.h. */
#include "load/builder.h"

#include "base/array.h"
#include "table/table.h"
#include "trie/writer.h"

#include <stdlib.h>
#include <string.h>

const char *rc_builder_describe(rc_code code)
{
    return code == RC_ERROR_LIMIT ? "too many routes for one table" : "out of memory";
}

void rc_builder_note_failure(rc_builder *b, const rc_error *failure)
{
    if (b->failure.code == RC_OK)
        b->failure = *failure;
}

/* ---- Beginning a carrier ---- */

rc_code rc_builder_reserve_carrier(rc_builder *b)
{
    carrier_routes *carriers =
        rc_array_grow(b->carriers, &b->carriers_capacity, b->n_carriers + 1, sizeof *carriers);
    if (!carriers)
        return RC_ERROR_MEMORY;
    b->carriers = carriers;
    return RC_OK;
}

/* Makes what a carrier's lists go to. */
static rc_code open_store(rc_builder *b)
{
    b->costs = rc_cost_set_new(COST_REF_IDS_MAX);
    if (!b->costs)
        goto no_costs;
    if (b->options.at && rc_dated_costs_init(&b->dates))
        goto no_dates;
    b->duplicates = (duplicates){.policy = b->options.duplicates,
                                 .costs = b->costs,
                                 .dates = b->options.at ? &b->dates : NULL,
                                 .compares = b->options.compare_duplicates};
    if (rc_run_store_init(&b->store, b->batches, b->n_slots, b->n_workers, &b->duplicates))
        goto no_store;
    return RC_OK;
no_store:
    if (b->options.at)
        rc_dated_costs_free(&b->dates);
no_dates:
    rc_cost_set_free(b->costs);
no_costs:
    return RC_ERROR_MEMORY;
}

rc_code rc_builder_open_carrier(rc_builder *b, rc_text name)
{
    rc_code code = rc_builder_reserve_carrier(b);

    if (code == RC_OK)
        code = rc_carrier_init(&b->carriers[b->n_carriers], name);
    if (code)
        return code;
    code = open_store(b);
    if (code) {
        rc_carrier_free(&b->carriers[b->n_carriers]);
        return code;
    }
    b->n_carriers++;
    b->n_routes = 0;
    b->has_failed = 0;
    b->is_open = 1;
    return RC_OK;
}

static int is_taken(const rc_builder *b, size_t n_others, rc_text name)
{
    for (size_t i = 0; i < n_others; i++)
        if (b->carriers[i].name_length == name.length &&
            memcmp(b->carriers[i].name, name.bytes, name.length) == 0)
            return 1;
    return 0;
}

rc_code rc_builder_judge_name(const rc_builder *b, size_t n_others, rc_text name, rc_error *error)
{
    rc_code code = rc_carrier_check_name(name, error);

    if (code == RC_OK && is_taken(b, n_others, name))
        code = rc_carrier_refuse_duplicate(name, error);
    return code;
}

rc_code rc_builder_begin_carrier(rc_builder *b, rc_text name, rc_error *error)
{
    /* Whether others have the name is asked when a list comes: a table brings its own names. */
    rc_code code = rc_builder_judge_name(b, 0, name, error);

    rc_error failure;

    if (code)
        return code;
    code = rc_builder_end_carrier(b, &failure);
    if (code == RC_ERROR_MEMORY || code == RC_ERROR_LIMIT) {
        if (error)
            *error = failure;
        return code;
    }
    /* Another failure is kept for rc_builder_seal; the next carrier is read all the same. */
    code = rc_builder_open_carrier(b, name);
    return code ? rc_error_set(error, code, "%s", rc_builder_describe(code)) : RC_OK;
}

/* ---- Ending a carrier ---- */

void rc_builder_close_carrier(rc_builder *b)
{
    if (!b->is_open)
        return;
    for (unsigned i = 0; i < b->n_slots; i++) {
        for (size_t k = 0; k < b->slots[i].n_runs; k++)
            rc_run_free(&b->slots[i].runs[k], &b->store.pool); /* of blocks that were dropped */
        b->slots[i].n_runs = 0;
        rc_deck_block_free(&b->slots[i].block);
    }
    rc_run_store_free(&b->store);
    rc_duplicates_free(&b->duplicates);
    if (b->options.at)
        rc_dated_costs_free(&b->dates);
    rc_cost_set_free(b->costs);
    b->costs = NULL;
    b->is_open = 0;
}

typedef struct sealing {
    rc_builder *b;
    trie_writer *writer;
} sealing;

static rc_code write_rows(void *context, const batch *rows)
{
    sealing *s = context;

    for (size_t i = 0; i < rows->n; i++) {
        uint32_t cost = rc_cost_set_number(s->b->costs, rows->payloads[i]);
        rc_code code = rc_trie_writer_add(s->writer, rows->keys[i], cost);
        if (code)
            return code;
    }
    s->b->stats.n_prefixes += rows->n;
    return RC_OK;
}

static rc_code write_trie(rc_builder *b, uint32_t n_costs, trie *t)
{
    sealing s = {.b = b, .writer = rc_trie_writer_new(n_costs, TRIE_BYTES_MAX)};
    rc_code code = s.writer ? RC_OK : RC_ERROR_MEMORY;

    if (code == RC_OK)
        code = rc_run_store_drain(&b->store, write_rows, &s);
    if (code == RC_OK)
        code = rc_trie_writer_finish(s.writer, t);
    rc_trie_writer_free(s.writer);
    return code;
}

/* Makes the trie of the carrier at hand. */
static rc_code seal_carrier(rc_builder *b)
{
    carrier_routes *c = &b->carriers[b->n_carriers - 1];

    for (unsigned i = 0; i < b->n_slots; i++)
        rc_deck_block_free(&b->slots[i].block);
    uint32_t n_costs;
    cost_ref *refs = rc_cost_set_number_all(b->costs, &n_costs);
    rc_code code = !refs                       ? RC_ERROR_MEMORY
                   : n_costs > TRIE_VALUES_MAX ? RC_ERROR_LIMIT
                                               : write_trie(b, n_costs, &c->trie);
    if (code == RC_OK)
        code = rc_carrier_set_costs(c, b->costs, refs, n_costs);
    free(refs);
    return code;
}

/* Hands the first duplicate rows over, where they are faults. */
static void report_duplicates(rc_builder *b)
{
    const duplicates *d = &b->duplicates;

    rc_duplicates_find_faults(&b->duplicates);
    for (uint64_t i = 0; i < d->n_faults && i < RC_FAULTS_SHOWN; i++) {
        char symbols[KEY_SYMBOLS], quoted[RC_QUOTE_BYTES];
        rc_error fault;
        size_t length = rc_key_unpack(symbols, d->faults[i].key);
        rc_error_set(&fault, RC_FAULT_ROW, "prefix %s is already on line %llu",
                     rc_quote(quoted, (rc_text){symbols, length}),
                     (unsigned long long)d->faults[i].earlier_line);
        fault.line = d->faults[i].line;
        if (b->options.on_fault)
            b->options.on_fault(b->options.fault_context, &fault);
    }
    b->stats.n_bad_rows += d->n_faults;
}

/* Seals the carrier at hand, none of whose lists has failed; fills in what went wrong. */
static void end_carrier(rc_builder *b, rc_error *failure)
{
    int is_wanted = b->failure.code == RC_OK || b->options.duplicates == RC_DUPLICATES_ERROR;
    uint64_t n_before = b->stats.n_prefixes;
    rc_code code = b->n_routes == 0 ? RC_ERROR_EMPTY : is_wanted ? seal_carrier(b) : RC_OK;

    if (code) {
        rc_error_set(failure, code, "%s",
                     code == RC_ERROR_EMPTY ? "no routes" : rc_builder_describe(code));
        return;
    }
    if (is_wanted)
        b->stats.n_duplicates += b->n_routes - (b->stats.n_prefixes - n_before);
    b->stats.n_disagreeing += b->duplicates.n_disagreeing;
    report_duplicates(b);
    if (b->duplicates.n_faults > 0 && !b->options.skip_bad_rows)
        rc_error_set(failure, RC_ERROR_LIST, "the list has duplicate prefixes");
}

rc_code rc_builder_end_carrier(rc_builder *b, rc_error *error)
{
    rc_error failure = {.code = RC_OK};

    if (b->is_open && !b->has_failed)
        end_carrier(b, &failure);
    rc_builder_close_carrier(b);
    if (failure.code)
        rc_builder_note_failure(b, &failure);
    if (failure.code && error)
        *error = failure;
    return failure.code;
}

/* ---- The table ---- */

/* Makes the table of the carriers, all of which have ended. */
static rc_code make_table(rc_builder *b, rc_table **table)
{
    rc_table *t = calloc(1, sizeof *t);
    rc_code code = RC_ERROR_MEMORY;

    for (unsigned i = 0; i < b->n_slots; i++)
        rc_batch_free(&b->slots[i].rows);
    if (t) {
        t->plus_optional = b->options.plus_optional;
        if (b->n_with_cheapest == b->n_carriers)
            t->trie = b->cheapest;
        else
            rc_trie_free(&b->cheapest);
        b->cheapest = (trie){0};
        code = rc_table_fill(t, b->carriers, b->n_carriers, b->options.keep_carriers);
    }
    if (code) {
        rc_table_free(t);
        return code;
    }
    b->stats.table_bytes = rc_table_size(t);
    *table = t;
    return RC_OK;
}

rc_code rc_builder_seal(rc_builder *b, rc_table **table, rc_error *error)
{
    *table = NULL;
    rc_builder_end_carrier(b, NULL);
    if (b->failure.code == RC_OK && b->n_carriers == 0)
        rc_error_set(&b->failure, RC_ERROR_EMPTY, "no routes");
    if (b->failure.code == RC_OK) {
        rc_code code = make_table(b, table);
        if (code)
            rc_error_set(&b->failure, code, "%s", rc_builder_describe(code));
    }
    if (b->failure.code && error)
        *error = b->failure;
    return b->failure.code;
}
