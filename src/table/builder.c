/* Gathers the routes of lists and seals them into a table: the builder of routecost.h.
 *
 *     block -> rows -> sorted batch -> run      on all threads, a block each
 *     runs -> slices -> sorted batch -> trie    on all threads, the trie on one at a time
 */
#include "base/error.h"
#include "base/pipeline.h"
#include "deck/deck.h"
#include "table/duplicates.h"
#include "table/run_store.h"
#include "table/table.h"
#include "table/trie_writer.h"

#include <stdlib.h>

enum {
    /* The trie's one writer and the one reader bound the gain from more. */
    WORKERS_MAX = 8,
    SLOTS_MAX = WORKERS_MAX + 1
};

/* What a block needs on its way to runs: 1.2 MiB. */
typedef struct load_slot {
    deck_block block;
    batch rows;
    uint64_t *lines; /* of the rows, under RC_DUPLICATES_ERROR only */
    run *runs;       /* one or a few; many where ranges stand for many routes */
    size_t n_runs, runs_capacity;
    rc_code code; /* what went wrong after parsing */
} load_slot;

struct rc_builder {
    rc_load_options options;
    rc_load_stats stats;
    cost_set *costs;
    dated_costs dates; /* in use with options.at only */
    duplicates duplicates;
    run_store store;
    unsigned n_workers, n_slots;
    load_slot slots[SLOTS_MAX];
    batch *batches[SLOTS_MAX]; /* those of the slots */
    uint64_t n_routes;         /* read so far */
    int has_plus;
};

static void free_slots(rc_builder *b)
{
    for (unsigned i = 0; i < b->n_slots; i++) {
        deck_block_free(&b->slots[i].block);
        batch_free(&b->slots[i].rows);
        free(b->slots[i].lines);
        b->slots[i].lines = NULL;
        free(b->slots[i].runs);
    }
}

static int init_slot(load_slot *slot, int with_lines)
{
    if (with_lines) {
        slot->lines = malloc((BATCH_ROUTES + 1) * sizeof *slot->lines);
        if (!slot->lines)
            return 1;
    }
    return batch_init(&slot->rows);
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
    if (options)
        b->options = *options;
    int with_lines = b->options.duplicates == RC_DUPLICATES_ERROR;
    b->n_workers = with_lines ? 1 /* the ledger is written in order */
                              : choose_workers(b->options.n_threads);
    b->n_slots = b->n_workers + (b->n_workers > 1); /* none waits while another's turn has come */
    for (unsigned i = 0; i < b->n_slots; i++) {
        b->batches[i] = &b->slots[i].rows;
        if (init_slot(&b->slots[i], with_lines))
            goto no_slots;
    }
    b->costs = cost_set_new(COST_REF_IDS_MAX);
    if (!b->costs)
        goto no_slots;
    if (dated_costs_init(&b->dates))
        goto no_dates;
    b->duplicates = (duplicates){.policy = b->options.duplicates,
                                 .costs = b->costs,
                                 .dates = b->options.at ? &b->dates : NULL};
    if (run_store_init(&b->store, b->batches, b->n_slots, b->n_workers, &b->duplicates))
        goto no_store;
    return b;
no_store:
    dated_costs_free(&b->dates);
no_dates:
    cost_set_free(b->costs);
no_slots:
    free_slots(b);
    free(b);
    return NULL;
}

void rc_builder_free(rc_builder *b)
{
    if (!b)
        return;
    for (unsigned i = 0; i < b->n_slots; i++)
        for (size_t k = 0; k < b->slots[i].n_runs; k++)
            run_free(&b->slots[i].runs[k], &b->store.pool); /* of blocks that were dropped */
    run_store_free(&b->store);
    duplicates_free(&b->duplicates);
    dated_costs_free(&b->dates);
    cost_set_free(b->costs);
    free_slots(b);
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

static int take_block(void *context, void *slot)
{
    loading *l = context;
    load_slot *s = slot;
    return deck_take(&l->deck, &s->block);
}

/* Makes room for another run. */
static rc_code reserve_run(load_slot *s)
{
    if (s->n_runs < s->runs_capacity)
        return RC_OK;
    size_t capacity = 2 * s->runs_capacity + 4;
    run *runs = realloc(s->runs, capacity * sizeof *runs);
    if (!runs)
        return RC_ERROR_MEMORY;
    s->runs = runs;
    s->runs_capacity = capacity;
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
        rc_code code = duplicates_enter(&b->duplicates, s->rows.payloads, s->lines, s->rows.n);
        if (code)
            return code;
    }
    batch_sort(&s->rows);
    duplicates_resolve(&b->duplicates, &s->rows);
    s->runs[s->n_runs] = (run){0};
    return run_append(&s->runs[s->n_runs++], &b->store.pool, &s->rows);
}

static void parse_block(void *context, void *slot)
{
    loading *l = context;
    load_slot *s = slot;

    s->code = RC_OK;
    s->n_runs = 0;
    while (s->code == RC_OK && deck_parse(&l->deck, &s->block, &s->rows, s->lines))
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

static const char *describe(rc_code code)
{
    return code == RC_ERROR_LIMIT ? "too many routes for one table" : "out of memory";
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
            s->code = run_store_add(&l->b->store, &s->runs[i]);
        run_free(&s->runs[i], &l->b->store.pool);
    }
    s->n_runs = 0;
    if (s->block.error.code)
        l->error = s->block.error;
    else if (s->code)
        error_set(&l->error, s->code, "%s", describe(s->code));
    if (l->error.code)
        return PIPELINE_STOP;
    l->full = run_store_is_full(&l->b->store);
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
        pipeline_run(&(pipeline){.context = l,
                                 .take = take_block,
                                 .work = parse_block,
                                 .give = give_block,
                                 .slots = slots,
                                 .n_slots = b->n_slots,
                                 .n_workers = b->n_workers});
        while (l->error.code == RC_OK && run_store_is_full(&b->store)) {
            rc_code code = run_store_merge(&b->store);
            if (code)
                error_set(&l->error, code, "%s", describe(code));
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
        error_set(&l->error, RC_ERROR_LIST, "the list has malformed rows");
    else if (l->n_routes == 0)
        error_set(&l->error, RC_ERROR_EMPTY,
                  l->n_rows > 0 ? "no routes: every row begins later than the date" : "no routes");
}

int rc_builder_read(rc_builder *b, rc_reader list, rc_error *error)
{
    loading l = {.b = b};

    if (dialect_check_options(&b->options, error))
        return RC_ERROR_OPTIONS;
    deck_open(&l.deck, list, &b->options, b->costs, b->options.at ? &b->dates : NULL);
    read_blocks(&l);
    deck_close(&l.deck);
    judge_list(&l);
    b->stats.n_rows += l.n_rows;
    b->n_routes += l.n_routes;
    b->stats.n_bad_rows += l.n_faults;
    if (l.error.code && error)
        *error = l.error;
    return (int)l.error.code;
}

/* ---- Sealing ---- */

typedef struct sealing {
    rc_builder *b;
    trie_writer *writer;
} sealing;

static rc_code write_rows(void *context, const batch *rows)
{
    sealing *s = context;

    for (size_t i = 0; i < rows->n; i++) {
        cost_ref cost = duplicates_settle(&s->b->duplicates, rows->keys[i], rows->payloads[i]);
        rc_code code =
            trie_writer_add(s->writer, rows->keys[i], cost_set_number(s->b->costs, cost));
        if (code)
            return code;
    }
    if (rows->n > 0)
        s->b->has_plus |= key_has_plus(rows->keys[rows->n - 1]); /* '+' sorts last */
    s->b->stats.n_prefixes += rows->n;
    return RC_OK;
}

static rc_code write_trie(rc_builder *b, uint32_t n_costs, trie *t)
{
    sealing s = {.b = b, .writer = trie_writer_new(n_costs, TRIE_BYTES_MAX)};
    rc_code code = s.writer ? RC_OK : RC_ERROR_MEMORY;

    if (code == RC_OK)
        code = run_store_drain(&b->store, write_rows, &s);
    if (code == RC_OK)
        code = trie_writer_finish(s.writer, t);
    trie_writer_free(s.writer);
    return code;
}

static rc_code fill_table(rc_builder *b, rc_table *t)
{
    uint32_t n_costs;
    cost_ref *refs = cost_set_number_all(b->costs, &n_costs);
    rc_code code = refs ? table_take_costs(t, b->costs, refs, n_costs) : RC_ERROR_MEMORY;

    free(refs);
    if (code == RC_OK && n_costs > TRIE_COSTS_MAX)
        code = RC_ERROR_LIMIT;
    if (code == RC_OK)
        code = write_trie(b, n_costs, &t->trie);
    if (code == RC_OK)
        code = trie_index(&t->trie);
    t->has_plus = b->has_plus;
    t->plus_optional = b->options.plus_optional;
    return code;
}

/* Hands the first duplicate rows over, where they are faults. */
static void report_duplicates(rc_builder *b)
{
    const duplicates *d = &b->duplicates;

    duplicates_find_faults(&b->duplicates);
    for (uint64_t i = 0; i < d->n_faults && i < RC_FAULTS_SHOWN; i++) {
        char symbols[KEY_SYMBOLS], quoted[RC_QUOTE_BYTES];
        rc_error fault;
        size_t length = key_unpack(symbols, d->faults[i].key);
        error_set(&fault, RC_FAULT_ROW, "prefix %s is already on line %llu",
                  rc_quote(quoted, (rc_text){symbols, length}),
                  (unsigned long long)d->faults[i].earlier_line);
        fault.line = d->faults[i].line;
        if (b->options.on_fault)
            b->options.on_fault(b->options.fault_context, &fault);
    }
    b->stats.n_bad_rows += d->n_faults;
}

int rc_builder_seal(rc_builder *b, rc_table **table, rc_error *error)
{
    *table = NULL;
    if (b->n_routes == 0)
        return (int)error_set(error, RC_ERROR_EMPTY, "no routes");
    for (unsigned i = 0; i < b->n_slots; i++)
        deck_block_free(&b->slots[i].block);
    rc_table *t = calloc(1, sizeof *t);
    rc_code code = t ? fill_table(b, t) : RC_ERROR_MEMORY;
    if (code) {
        rc_table_free(t);
        return (int)error_set(error, code, "%s", describe(code));
    }
    report_duplicates(b);
    if (b->duplicates.n_faults > 0 && !b->options.skip_bad_rows) {
        rc_table_free(t);
        return (int)error_set(error, RC_ERROR_LIST, "the list has duplicate prefixes");
    }
    b->stats.table_bytes = trie_size(&t->trie) + (t->n_costs + (size_t)1) * sizeof(size_t) +
                           t->tail_starts[t->n_costs];
    *table = t;
    return RC_OK;
}
