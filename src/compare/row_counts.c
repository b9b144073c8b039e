/* Counts the numbers that each row of a diff concerns: see row_counts.h.
 *
 * The prefixes at which a price changes make a trie of their own, from prefixes to rows. A number's
 * longest prefix in it is the one that its longest prefix in the two tables is left out in favour
 * of, or that very prefix. */
#include "compare/row_counts.h"

#include "answer/find.h"
#include "trie/writer.h"

#include <stdlib.h>

/* Adds the rows of the prefixes with a '+', or of those without. */
static rc_code add_rows(row_counts *c, price_walk *w, trie_writer *writer, bool with_plus)
{
    rc_code code = RC_OK;

    rc_price_walk_begin(w, with_plus);
    while (code == RC_OK && rc_price_walk_next(w)) {
        bool is_row = rc_price_walk_change(w) != PRICE_SAME;
        c->n_rows += is_row;
        code = rc_trie_writer_add(writer, price_walk_key(w), is_row ? c->n_rows : 0);
    }
    return code;
}

/* There are no more rows than this: a route takes at least a byte of its trie. Where that is beyond
 * what a trie can tell apart, the writer runs out of bytes first. */
static uint32_t bound_rows(const price_walk *w)
{
    size_t n_bytes = w->tables[PRICE_OLD]->trie.n_bytes + w->tables[PRICE_NEW]->trie.n_bytes;

    return n_bytes < TRIE_VALUES_MAX ? (uint32_t)n_bytes : TRIE_VALUES_MAX - 1;
}

rc_code rc_row_counts_init(row_counts *c, price_walk *w)
{
    *c = (row_counts){0};
    trie_writer *writer = rc_trie_writer_new(bound_rows(w) + 1, TRIE_BYTES_MAX);
    rc_code code = writer ? add_rows(c, w, writer, false) : RC_ERROR_MEMORY;

    c->n_rows_without_plus = c->n_rows;
    if (code == RC_OK)
        code = add_rows(c, w, writer, true);
    if (code == RC_OK)
        code = rc_trie_writer_finish(writer, &c->rows);
    rc_trie_writer_free(writer);
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

rc_code rc_row_counts_read(row_counts *c, rc_reader numbers, bool plus_optional,
                           const rc_diff_options *options, rc_answer_stats *stats, rc_error *error)
{
    const rc_table table = {.trie = c->rows, .n_carriers = 1, .plus_optional = plus_optional};
    const rc_answer_options answer_options = {.n_threads = options->n_threads,
                                              .on_fault = options->on_fault,
                                              .fault_context = options->fault_context};

    return rc_answer_find(&table, numbers, (rc_writer){c, count_found}, &answer_options,
                          options->number_column, stats, error);
}
