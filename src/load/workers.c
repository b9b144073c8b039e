/* The threads that turn the rows of a list into sorted runs: see workers.h. */
#include "load/workers.h"

#include "base/array.h"
#include "base/pipeline.h"

#include <stdlib.h>

static rc_code init_slot(load_slot *slot, bool with_lines)
{
    if (with_lines) {
        slot->lines = malloc(BATCH_ROUTES * sizeof *slot->lines);
        if (!slot->lines)
            return RC_ERROR_MEMORY;
    }
    return rc_batch_init(&slot->rows);
}

rc_code rc_workers_init(workers *w, const rc_load_options *o)
{
    bool with_lines = o->duplicates == RC_DUPLICATES_ERROR;
    unsigned n = o->n_threads < 1 || with_lines ? 1 : o->n_threads;

    w->n = n < RC_LOAD_THREADS_MAX ? n : RC_LOAD_THREADS_MAX;
    w->n_slots = w->n + (w->n > 1); /* one more: no worker waits for the turn of its block */
    for (unsigned i = 0; i < w->n_slots; i++) {
        w->batches[i] = &w->slots[i].rows;
        if (init_slot(&w->slots[i], with_lines)) {
            rc_workers_free(w);
            return RC_ERROR_MEMORY;
        }
    }
    return RC_OK;
}

void rc_workers_free(workers *w)
{
    for (unsigned i = 0; i < w->n_slots; i++) {
        load_slot *s = &w->slots[i];
        rc_block_free(&s->block.text);
        rc_batch_free(&s->rows);
        free(s->lines);
        free(s->runs);
        *s = (load_slot){0};
    }
    w->n = w->n_slots = 0;
}

/* ---- Reading ---- */

typedef struct reading {
    list_reader *l;
    gathering *g;
    bool is_full; /* the runs should be merged before more blocks are read */
} reading;

static bool take_block(void *context, void *slot)
{
    reading *r = context;
    load_slot *s = slot;
    return rc_deck_take(&r->l->deck, &s->block);
}

static bool is_last_block(const void *context)
{
    const reading *r = context;
    return rc_deck_is_at_end(&r->l->deck);
}

static rc_code add_run(load_slot *s, chunk_pool *pool)
{
    run *runs = rc_array_grow(s->runs, &s->runs_capacity, s->n_runs + 1, sizeof *runs);

    if (!runs)
        return RC_ERROR_MEMORY;
    s->runs = runs;
    s->runs[s->n_runs] = (run){0};
    return rc_run_append(&s->runs[s->n_runs++], pool, &s->rows);
}

/* Makes a run of the rows of the slot's batch. */
static rc_code make_run(reading *r, load_slot *s)
{
    gathering *g = r->g;

    if (s->lines) {
        for (size_t i = 0; i < s->rows.n; i++)
            s->lines[i] += r->l->n_lines; /* with one slot, all blocks before have been counted */
        rc_code code = rc_duplicates_enter(&g->duplicates, s->rows.payloads, s->lines, s->rows.n);
        if (code)
            return code;
    }
    rc_duplicates_sort(&g->duplicates, &s->rows);
    return add_run(s, &g->store.pool);
}

/* Parses rows into the slot's batch. */
static bool parse_rows(reading *r, load_slot *s)
{
    routes to = {.n_max = BATCH_ROUTES,
                 .keys = s->rows.keys,
                 .payloads = s->rows.payloads,
                 .lines = s->lines};
    bool is_there = rc_deck_parse(&r->l->deck.dialect, &r->g->payloads, &s->block, &to);

    s->rows.n = to.n;
    return is_there;
}

static void work_on_block(void *context, void *slot)
{
    reading *r = context;
    load_slot *s = slot;
    rc_code code = RC_OK;

    s->n_runs = 0;
    while (code == RC_OK && parse_rows(r, s))
        code = make_run(r, s);
    if (code)
        rc_list_fail(&s->block.error, code);
}

/* Hands the runs of a block over to the store. */
static void store_runs(reading *r, load_slot *s)
{
    run_store *store = &r->g->store;

    for (size_t i = 0; i < s->n_runs; i++) {
        rc_code code = RC_OK;
        if (s->block.error.code == RC_OK)
            code = rc_run_store_add(store, &s->runs[i]);
        if (code)
            rc_list_fail(&s->block.error, code);
        rc_run_free(&s->runs[i], &store->pool);
    }
    s->n_runs = 0;
}

static pipeline_step give_block(void *context, void *slot)
{
    reading *r = context;
    load_slot *s = slot;

    store_runs(r, s);
    rc_list_count(r->l, &s->block);
    if (r->l->error.code)
        return PIPELINE_STOP;
    r->is_full = rc_run_store_is_full(&r->g->store);
    return r->is_full ? PIPELINE_FINISH : PIPELINE_GO_ON;
}

static void merge_runs(reading *r)
{
    rc_code code = RC_OK;

    while (code == RC_OK && rc_run_store_is_full(&r->g->store))
        code = rc_run_store_merge(&r->g->store);
    if (code)
        rc_list_fail(&r->l->error, code);
}

/* Frees what blocks hold, those too that were dropped. */
static void free_blocks(workers *w, chunk_pool *pool)
{
    for (unsigned i = 0; i < w->n_slots; i++) {
        load_slot *s = &w->slots[i];
        for (size_t k = 0; k < s->n_runs; k++)
            rc_run_free(&s->runs[k], pool);
        s->n_runs = 0;
        rc_block_free(&s->block.text);
    }
}

void rc_workers_read(workers *w, list_reader *l, gathering *g)
{
    reading r = {.l = l, .g = g};
    void *slots[SLOTS_MAX];

    for (unsigned i = 0; i < w->n_slots; i++)
        slots[i] = &w->slots[i];
    do {
        r.is_full = false;
        rc_pipeline_run(&(pipeline){.context = &r,
                                    .take = take_block,
                                    .work = work_on_block,
                                    .give = give_block,
                                    .is_last = is_last_block,
                                    .slots = slots,
                                    .n_slots = w->n_slots,
                                    .n_workers = w->n});
        if (l->error.code == RC_OK)
            merge_runs(&r);
    } while (r.is_full && l->error.code == RC_OK);
    free_blocks(w, &g->store.pool);
}
