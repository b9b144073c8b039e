/* Gathers the routes of lists and seals them into a table: the builder of routecost.h.
 *
 *     block -> rows -> sorted batch -> run      on all threads, a block each
 *     runs -> slices -> sorted batch -> trie    on all threads, the trie on one at a time
 *
 * A carrier at a time: before the next one is read, the routes of the one before have become its
 * trie.  Here lists are read; the rest is in builder_seal.c. */
#include "load/builder.h"

#include "base/array.h"
#include "base/pipeline.h"
#include "deck/load_options.h"
#include "io/peek.h"
#include "table/compiled_format.h"

#include <stdlib.h>

static void free_slots(rc_builder *b)
{
    for (unsigned i = 0; i < b->n_slots; i++) {
        rc_deck_block_free(&b->slots[i].block);
        rc_batch_free(&b->slots[i].rows);
        free(b->slots[i].lines);
        b->slots[i].lines = NULL;
        free(b->slots[i].runs);
    }
}

static rc_code init_slot(load_slot *slot, int with_lines)
{
    if (with_lines) {
        slot->lines = malloc((BATCH_ROUTES + 1) * sizeof *slot->lines);
        if (!slot->lines)
            return RC_ERROR_MEMORY;
    }
    return rc_batch_init(&slot->rows);
}

/* How many of the threads that may be used are.  Half of more than two: a worker's batch should
 * stay in its core's cache, and where there are fewer cores than threads, which cannot be known
 * here, they would push each other's out. */
static unsigned choose_workers(unsigned n_threads)
{
    unsigned n = n_threads > 4 ? n_threads / 2 : n_threads > 2 ? 2 : n_threads;
    return n < 1 ? 1 : n > WORKERS_MAX ? WORKERS_MAX : n;
}

rc_builder *rc_builder_new(const rc_load_options *options)
{
    rc_builder *b = calloc(1, sizeof *b);
    if (!b)
        return NULL;
    if (rc_load_options_copy(&b->options, &b->column_names, options))
        goto no_options;
    int with_lines = b->options.duplicates == RC_DUPLICATES_ERROR;
    b->n_workers = with_lines ? 1 /* the ledger is written in order */
                              : choose_workers(b->options.n_threads);
    b->n_slots = b->n_workers + (b->n_workers > 1); /* none waits while another's turn has come */
    for (unsigned i = 0; i < b->n_slots; i++) {
        b->batches[i] = &b->slots[i].rows;
        if (init_slot(&b->slots[i], with_lines))
            goto no_slots;
    }
    return b;
no_slots:
    free_slots(b);
    free(b->column_names);
no_options:
    free(b);
    return NULL;
}

void rc_builder_free(rc_builder *b)
{
    if (!b)
        return;
    rc_builder_close_carrier(b);
    for (size_t i = 0; i < b->n_carriers; i++)
        rc_carrier_free(&b->carriers[i]);
    free(b->carriers);
    rc_trie_free(&b->cheapest);
    free_slots(b);
    free(b->column_names);
    free(b);
}

rc_load_stats rc_builder_stats(const rc_builder *b)
{
    return b->stats;
}

/* ---- Reading ---- */

typedef struct loading {
    rc_builder *b;
    deck deck;
    uint64_t n_lines; /* before the block whose turn it is */
    uint64_t n_rows, n_routes, n_faults;
    int full; /* the runs should be merged before more blocks are read */
    rc_error error;
} loading;

static bool take_block(void *context, void *slot)
{
    loading *l = context;
    load_slot *s = slot;
    return rc_deck_take(&l->deck, &s->block);
}

/* Makes room for another run. */
static rc_code reserve_run(load_slot *s)
{
    run *runs = rc_array_grow(s->runs, &s->runs_capacity, s->n_runs + 1, sizeof *runs);
    if (!runs)
        return RC_ERROR_MEMORY;
    s->runs = runs;
    return RC_OK;
}

/* Makes a run of the rows of the slot's batch. */
static rc_code make_run(loading *l, load_slot *s)
{
    rc_builder *b = l->b;

    if (reserve_run(s))
        return RC_ERROR_MEMORY;
    if (s->lines) {
        for (size_t i = 0; i < s->rows.n; i++)
            s->lines[i] += l->n_lines; /* with one slot, all blocks before have been given */
        rc_code code = rc_duplicates_enter(&b->duplicates, s->rows.payloads, s->lines, s->rows.n);
        if (code)
            return code;
    }
    rc_batch_sort(&s->rows);
    rc_duplicates_resolve(&b->duplicates, &s->rows);
    s->runs[s->n_runs] = (run){0};
    return rc_run_append(&s->runs[s->n_runs++], &b->store.pool, &s->rows);
}

static void parse_block(void *context, void *slot)
{
    loading *l = context;
    load_slot *s = slot;

    s->code = RC_OK;
    s->n_runs = 0;
    while (s->code == RC_OK && rc_deck_parse(&l->deck, &s->block, &s->rows, s->lines))
        s->code = make_run(l, s);
}

static void report_faults(loading *l, const deck_block *parsed)
{
    const rc_load_options *o = &l->b->options;

    for (uint64_t i = 0; i < parsed->n_faults; i++, l->n_faults++) {
        if (i >= RC_FAULTS_SHOWN || l->n_faults >= RC_FAULTS_SHOWN) {
            l->n_faults += parsed->n_faults - i;
            break;
        }
        rc_error fault = parsed->faults[i];
        fault.line += l->n_lines;
        if (o->on_fault)
            o->on_fault(o->fault_context, &fault);
    }
}

static pipeline_step give_block(void *context, void *slot)
{
    loading *l = context;
    load_slot *s = slot;

    report_faults(l, &s->block);
    l->n_lines += s->block.n_lines;
    l->n_rows += s->block.n_rows;
    l->n_routes += s->block.n_routes;
    for (size_t i = 0; i < s->n_runs; i++) {
        if (s->code == RC_OK)
            s->code = rc_run_store_add(&l->b->store, &s->runs[i]);
        rc_run_free(&s->runs[i], &l->b->store.pool);
    }
    s->n_runs = 0;
    if (s->block.error.code)
        l->error = s->block.error;
    else if (s->code)
        rc_error_set(&l->error, s->code, "%s", rc_builder_describe(s->code));
    if (l->error.code)
        return PIPELINE_STOP;
    l->full = rc_run_store_is_full(&l->b->store);
    return l->full ? PIPELINE_FINISH : PIPELINE_GO_ON;
}

/* Reads blocks to the end of the list, merging runs whenever there are enough. */
static void read_blocks(loading *l)
{
    rc_builder *b = l->b;
    void *slots[SLOTS_MAX];

    for (unsigned i = 0; i < b->n_slots; i++)
        slots[i] = &b->slots[i];
    do {
        l->full = 0;
        rc_pipeline_run(&(pipeline){.context = l,
                                    .take = take_block,
                                    .work = parse_block,
                                    .give = give_block,
                                    .slots = slots,
                                    .n_slots = b->n_slots,
                                    .n_workers = b->n_workers});
        while (l->error.code == RC_OK && rc_run_store_is_full(&b->store)) {
            rc_code code = rc_run_store_merge(&b->store);
            if (code)
                rc_error_set(&l->error, code, "%s", rc_builder_describe(code));
        }
    } while (l->full && l->error.code == RC_OK);
}

/* What the reading of a whole list comes to. */
static void judge_list(loading *l)
{
    if (l->error.code == RC_OK && l->deck.error.code)
        l->error = l->deck.error;
    if (l->error.code)
        return;
    if (l->n_faults > 0 && !l->b->options.skip_bad_rows)
        rc_error_set(&l->error, RC_ERROR_LIST, "the list has malformed rows");
    else if (l->n_routes == 0)
        rc_error_set(&l->error, RC_ERROR_EMPTY,
                     l->n_rows > 0 ? "no routes: every row begins later than the date"
                                   : "no routes");
}

static void read_list(loading *l, rc_reader list)
{
    rc_builder *b = l->b;

    rc_deck_open(&l->deck, list, &b->options, b->costs, b->options.at ? &b->dates : NULL);
    read_blocks(l);
    rc_deck_close(&l->deck);
    judge_list(l);
    b->n_routes += l->n_routes;
    b->stats.n_rows += l->n_rows;
    b->stats.n_bad_rows += l->n_faults;
    b->stats.n_assumed_prefixes += l->deck.dialect.is_assumed[ROLE_PREFIX] != 0;
    b->stats.n_assumed_costs += l->deck.dialect.is_assumed[ROLE_COST] != 0;
    if (l->error.code) {
        b->has_failed = 1;
        rc_builder_note_failure(b, &l->error);
    }
}

/* Makes sure that there is a carrier for a list, and that it may have its name. */
static rc_code open_for_list(rc_builder *b, rc_error *error)
{
    rc_code code = RC_OK;

    if (!b->is_open && b->n_carriers > 0)
        return rc_error_set(error, RC_ERROR_NAME, "the list's carrier has not been named");
    if (!b->is_open)
        code = rc_builder_open_carrier(b, (rc_text){"", 0});
    if (code)
        return rc_error_set(error, code, "%s", rc_builder_describe(code));
    const carrier_routes *c = &b->carriers[b->n_carriers - 1];
    if (c->name_length == 0)
        return RC_OK;
    return rc_builder_judge_name(b, b->n_carriers - 1, (rc_text){c->name, c->name_length}, error);
}

rc_code rc_builder_read(rc_builder *b, rc_reader list, rc_error *error)
{
    peek p;
    loading l = {.b = b};
    rc_reader in = rc_peek_open(&p, list);

    if (rc_is_compiled_table(rc_peek_first(&p, COMPILED_MAGIC_BYTES)))
        rc_builder_read_table(b, in, &l.error);
    else if (rc_dialect_check_options(&b->options, &l.error) == RC_OK &&
             open_for_list(b, &l.error) == RC_OK)
        read_list(&l, in);
    if (l.error.code && error)
        *error = l.error;
    return l.error.code;
}
