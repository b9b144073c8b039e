/* Counts the numbers that each row of a diff concerns: see row_counts.h.
 *
 * The prefixes at which a price changes make a trie of their own, from prefixes to rows. A number's
 * longest prefix in it is the one that its longest prefix in the two tables is left out in favour
 * of, or that very prefix. */
#include "compare/row_counts.h"

#include "answer/find.h"
#include "base/pipeline.h"
#include "trie/writer.h"

#include <stdlib.h>

/* There are no more rows than this: a route takes at least a byte of its trie. Where that is beyond
 * what a trie can tell apart, the writer runs out of bytes first. */
static uint32_t bound_rows(const price_walk *w)
{
    size_t n_bytes = w->tables[PRICE_OLD]->trie.n_bytes + w->tables[PRICE_NEW]->trie.n_bytes;

    return n_bytes < TRIE_VALUES_MAX ? (uint32_t)n_bytes : TRIE_VALUES_MAX - 1;
}

/* ---- Building: one thread walks, another writes the trie ---- */

enum {
    BATCH_ROUTES = 2048,
    N_BATCHES = 4 /* on the way from one to the other */
};

/* Routes of the trie. */
typedef struct batch {
    size_t n;
    prefix_key keys[BATCH_ROUTES];
    uint32_t rows[BATCH_ROUTES];
} batch;

typedef struct building {
    row_counts *counts;
    price_walk *walk;
    bool with_plus; /* the prefixes that are walked over */
    trie_writer *writer;
    rc_code code; /* the first failure */
} building;

/* Moves the walk on: over the prefixes without a '+', then over those with it. */
static bool walk_on(building *b)
{
    if (rc_price_walk_next(b->walk))
        return true;
    if (b->with_plus)
        return false;
    b->counts->n_rows_without_plus = b->counts->n_rows;
    b->with_plus = true;
    rc_price_walk_begin(b->walk, true);
    return rc_price_walk_next(b->walk);
}

static bool take_batch(void *context, void *slot)
{
    building *b = context;
    batch *taken = slot;

    for (taken->n = 0; taken->n < BATCH_ROUTES && walk_on(b); taken->n++) {
        bool is_row = rc_price_walk_change(b->walk) != PRICE_SAME;
        b->counts->n_rows += is_row;
        taken->keys[taken->n] = price_walk_key(b->walk);
        taken->rows[taken->n] = is_row ? b->counts->n_rows : 0;
    }
    return taken->n > 0;
}

static void leave_batch(void *context, void *slot)
{
    (void)context;
    (void)slot;
}

static pipeline_step write_batch(void *context, void *slot)
{
    building *b = context;
    const batch *taken = slot;

    for (size_t i = 0; i < taken->n && b->code == RC_OK; i++)
        b->code = rc_trie_writer_add(b->writer, taken->keys[i], taken->rows[i]);
    return b->code == RC_OK ? PIPELINE_GO_ON : PIPELINE_STOP;
}

static rc_code write_rows(building *b, unsigned n_threads)
{
    batch *batches = malloc(N_BATCHES * sizeof *batches);
    void *slots[N_BATCHES];

    if (!batches)
        return RC_ERROR_MEMORY;
    for (size_t i = 0; i < N_BATCHES; i++)
        slots[i] = &batches[i];
    rc_price_walk_begin(b->walk, false);
    rc_pipeline_run(&(pipeline){.context = b,
                                .take = take_batch,
                                .work = leave_batch,
                                .give = write_batch,
                                .slots = slots,
                                .n_slots = N_BATCHES,
                                .n_workers = n_threads > 1 ? 2 : 1});
    free(batches);
    return b->code;
}

rc_code rc_row_counts_init(row_counts *c, price_walk *w, unsigned n_threads)
{
    building b = {.counts = c, .walk = w};

    *c = (row_counts){0};
    b.writer = rc_trie_writer_new(bound_rows(w) + 1, TRIE_BYTES_MAX);
    rc_code code = b.writer ? write_rows(&b, n_threads) : RC_ERROR_MEMORY;
    if (code == RC_OK)
        code = rc_trie_writer_finish(b.writer, &c->rows);
    rc_trie_writer_free(b.writer);
    if (code == RC_OK)
        code = rc_trie_index(&c->rows);
    if (code != RC_OK)
        return code;
    c->counts = calloc((size_t)c->n_rows + 1, sizeof *c->counts);
    return c->counts ? RC_OK : RC_ERROR_MEMORY;
}

void rc_row_counts_free(row_counts *c)
{
    rc_trie_free(&c->rows);
    free(c->counts);
    *c = (row_counts){0};
}

/* ---- Counting ---- */

/* Counts the rows that a block of numbers has found: the writer of rc_answer_find. */
static bool count_found(void *context, const void *bytes, size_t n_bytes)
{
    row_counts *c = context;
    const uint32_t *rows = bytes;

    for (size_t i = 0; i < n_bytes / sizeof *rows; i++)
        if (rows[i] != TRIE_NO_VALUE)
            c->counts[rows[i]]++;
    return true;
}

rc_code rc_row_counts_read(row_counts *c, rc_reader numbers, const rc_table *like,
                           const rc_diff_options *options, rc_answer_stats *stats, rc_error *error)
{
    const rc_table table = {
        .trie = c->rows, .n_carriers = 1, .plus_optional = like->plus_optional, .idd = like->idd};
    const rc_answer_options answer_options = {.n_threads = options->n_threads,
                                              .on_fault = options->on_fault,
                                              .fault_context = options->fault_context};

    return rc_answer_find(&table, numbers, (rc_writer){c, count_found}, &answer_options,
                          options->number_column, stats, error);
}
