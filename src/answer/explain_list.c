/* Reads a list for an explainer: see explain_list.h. */
#include "answer/explain_list.h"

#include "base/error.h"
#include "load/list.h"

#include <string.h>

typedef struct reading {
    rc_explainer *e;
    list_reader list;
} reading;

static rc_code add_route(void *context, const found_route *route)
{
    reading *r = context;
    rc_text cost = route->row->cost.text;
    match_row row = {.line = r->list.n_lines + route->line,
                     .value = route->row->cost.value,
                     .date = route->row->date,
                     .holds = route->holds,
                     .is_later = route->row->date > r->e->options.at,
                     .cost_length = (unsigned)cost.length};

    if (cost.length > 0)
        memcpy(row.cost, cost.bytes, cost.length);
    if (route->row->cost.own.bytes) {
        row.own_length = (unsigned)route->row->cost.own.length;
        memcpy(row.own, route->row->cost.own.bytes, row.own_length);
    }
    rc_match_row_set_terms(&row, &route->row->terms);
    return rc_explained_add_row(r->e, route->key, &row);
}

/* Reads blocks to the end of the list.  Returns how the prefixes of its rows begin. */
static unsigned read_blocks(reading *r)
{
    list_reader *l = &r->list;
    route_search search = {.number = rc_explained_key(r->e), .take = add_route, .context = r};
    deck_block b = {0};

    while (l->error.code == RC_OK && rc_deck_take(&l->deck, &b)) {
        rc_deck_search(&l->deck.dialect, &b, &search);
        rc_list_count(l, &b);
    }
    rc_block_free(&b.text);
    r->e->begins |= search.begins;
    return search.plus;
}

/* ---- Duplicates that are faults ---- */

/* The row that came next after another, of all that repeat a prefix; NULL after the last that is
 * known.  *of is set to its log. */
static const match_repeat *next_repeated(const explained_carrier *c, const match_repeat *after,
                                         const match_log **of)
{
    const match_repeat *next = NULL;

    for (unsigned n = 0; n < c->n_logs; n++)
        for (uint64_t i = 0; i < c->logs[n].n_repeated && i < RC_FAULTS_SHOWN; i++) {
            const match_repeat *row = &c->logs[n].repeated[i];
            if ((!after || row->order > after->order) && (!next || row->order < next->order)) {
                next = row;
                *of = &c->logs[n];
            }
        }
    return next;
}

/* Makes faults of the duplicates that match the number.  Returns how many there are. */
static uint64_t report_duplicates(rc_explainer *e, list_reader *l)
{
    const explained_carrier *c = &e->carriers[e->n_carriers - 1];
    const match_log *of = NULL;
    const match_repeat *row = NULL;
    uint64_t n_repeated = 0;

    for (int i = 0; i < RC_FAULTS_SHOWN && (row = next_repeated(c, row, &of)) != NULL; i++) {
        rc_error fault;
        rc_list_set_duplicate(&fault, rc_explained_prefix(e, (unsigned)(of - c->logs) + 1),
                              row->line, of->rows[of->best].line);
        rc_list_report(l, &fault);
    }
    for (unsigned n = 0; n < c->n_logs; n++)
        n_repeated += c->logs[n].n_repeated;
    return n_repeated;
}

/* Looks for duplicates in a list that can be used otherwise. */
static void check_duplicates(rc_explainer *e, list_reader *l)
{
    uint64_t n = e->options.duplicates == RC_DUPLICATES_ERROR ? report_duplicates(e, l) : 0;

    e->stats.n_bad_rows += n;
    if (n > 0 && !e->options.skip_bad_rows)
        rc_error_set(&l->error, RC_ERROR_LIST, "the list has duplicate prefixes");
}

rc_code rc_explain_list(rc_explainer *e, rc_reader in, rc_error *failure)
{
    reading r = {.e = e};
    list_reader *l = &r.list;

    rc_list_open(l, in, &e->options);
    e->carriers[e->n_carriers - 1].plus = read_blocks(&r);
    rc_list_close(l, &e->stats);
    if (l->error.code == RC_OK)
        check_duplicates(e, l);
    rc_explained_end_carrier(e);
    *failure = l->error;
    return failure->code;
}
