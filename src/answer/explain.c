/* Explains what a number costs: the explainer of routecost.h.
 *
 *     list -> blocks -> routes that the number begins with -> a log for each length of prefix
 *
 * There is one prefix of each length that a number begins with, so that 16 logs of bounded size
 * are all that a carrier takes. */
#include "answer/explain.h"

#include "answer/number.h"
#include "base/error.h"
#include "deck/load_options.h"
#include "io/peek.h"
#include "table/carrier.h"
#include "table/compiled.h"
#include "table/compiled_format.h"

#include <stdlib.h>
#include <string.h>

rc_explainer *rc_explainer_new(const rc_load_options *options, rc_text text, rc_error *error)
{
    char quoted[RC_QUOTE_BYTES];
    number read = {0};

    rc_number_feed(&read, text.bytes, text.length);
    if (rc_number_kind(&read) != NUMBER_VALID) {
        rc_error_set(error, RC_FAULT_NUMBER, "%s is not a number", rc_quote(quoted, text));
        return NULL;
    }
    if (options && rc_dialect_check_options(options, error))
        return NULL;
    rc_explainer *e = calloc(1, sizeof *e);
    if (!e) {
        rc_error_set(error, RC_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    if (rc_load_options_copy(&e->options, &e->column_names, options)) {
        rc_error_set(error, RC_ERROR_MEMORY, "out of memory");
        free(e);
        return NULL;
    }
    e->number = read.key;
    rc_key_unpack(e->symbols, read.key);
    return e;
}

void rc_explainer_free(rc_explainer *e)
{
    if (!e)
        return;
    for (size_t i = 0; i < e->n_carriers; i++) {
        for (unsigned n = 0; n < e->carriers[i].n_logs; n++)
            rc_match_log_free(&e->carriers[i].logs[n]);
        free(e->carriers[i].logs);
        free(e->carriers[i].name);
    }
    free(e->carriers);
    free(e->column_names);
    free(e);
}

/* ---- Carriers ---- */

static int is_taken(const rc_explainer *e, rc_text name)
{
    for (size_t i = 0; i < e->n_carriers; i++)
        if (e->carriers[i].name_length == name.length &&
            memcmp(e->carriers[i].name, name.bytes, name.length) == 0)
            return 1;
    return 0;
}

static rc_code refuse_memory(rc_error *error)
{
    return rc_error_set(error, RC_ERROR_MEMORY, "out of memory");
}

static rc_code reserve_carrier(rc_explainer *e)
{
    if (e->n_carriers < e->capacity)
        return RC_OK;
    size_t capacity = 2 * e->capacity + 1;
    explained_carrier *carriers = realloc(e->carriers, capacity * sizeof *carriers);
    if (!carriers)
        return RC_ERROR_MEMORY;
    e->carriers = carriers;
    e->capacity = capacity;
    return RC_OK;
}

rc_code rc_explain_add_carrier(rc_explainer *e, rc_text name, rc_error *error)
{
    if (reserve_carrier(e))
        return refuse_memory(error);
    explained_carrier *c = &e->carriers[e->n_carriers];
    *c = (explained_carrier){
        .name_length = name.length, .source = e->n_sources, .policy = e->options.duplicates};
    c->name = malloc(name.length + 1);
    if (!c->name)
        return refuse_memory(error);
    if (name.length > 0)
        memcpy(c->name, name.bytes, name.length);
    e->n_carriers++;
    return RC_OK;
}

prefix_key rc_explain_key(const rc_explainer *e)
{
    return e->options.plus_optional && key_has_plus(e->number) ? e->number << SYMBOL_BITS
                                                               : e->number;
}

static rc_code open_logs(explained_carrier *c)
{
    if (c->logs)
        return RC_OK;
    c->logs = calloc(KEY_SYMBOLS, sizeof *c->logs);
    if (!c->logs)
        return RC_ERROR_MEMORY;
    c->n_logs = KEY_SYMBOLS;
    return RC_OK;
}

rc_code rc_explain_take_route(void *context, const deck_route *route)
{
    rc_explainer *e = context;
    explained_carrier *c = &e->carriers[e->n_carriers - 1];

    if (open_logs(c))
        return RC_ERROR_MEMORY;
    return rc_match_log_add(&c->logs[key_length(route->key) - 1], c->policy, route, e->n_matches++);
}

void rc_explain_end_carrier(rc_explainer *e)
{
    const match_log *own = rc_explain_longest(&e->carriers[e->n_carriers - 1]);
    const match_log *other = e->has_cheapest ? rc_explain_longest(&e->carriers[e->cheapest]) : NULL;

    if (!own || (other && rc_match_log_compare(own, other) >= 0))
        return;
    e->has_cheapest = 1;
    e->cheapest = e->n_carriers - 1;
}

/* ---- Lists ---- */

typedef struct reading {
    rc_explainer *e;
    deck deck;
    deck_block block;
    uint64_t n_lines; /* before the block */
    uint64_t n_rows, n_routes, n_faults;
} reading;

static void report_fault(reading *r, rc_error *fault)
{
    const rc_load_options *o = &r->e->options;

    if (r->n_faults < RC_FAULTS_SHOWN && o->on_fault)
        o->on_fault(o->fault_context, fault);
    r->n_faults++;
}

/* Counts what the block had, and tells its faults. */
static void note_block(reading *r)
{
    deck_block *b = &r->block;

    for (uint64_t i = 0; i < b->n_faults && i < RC_FAULTS_SHOWN; i++) {
        b->faults[i].line += r->n_lines;
        report_fault(r, &b->faults[i]);
    }
    r->n_faults += b->n_faults > RC_FAULTS_SHOWN ? b->n_faults - RC_FAULTS_SHOWN : 0;
    r->n_lines += b->n_lines;
    r->n_rows += b->n_rows;
    r->n_routes += b->n_routes;
}

/* As take_route, for a row whose line counts from its block. */
static rc_code take_row(void *context, const deck_route *route)
{
    reading *r = context;
    deck_route counted = *route;

    counted.line += r->n_lines;
    return rc_explain_take_route(r->e, &counted);
}

/* The row that came next behind another, of all that are duplicates of one that stays; NULL
 * behind the last that is known.  of is the log it is in. */
static const match_repeat *next_repeated(const explained_carrier *c, const match_repeat *behind,
                                         const match_log **of)
{
    const match_repeat *next = NULL;

    for (unsigned n = 0; n < c->n_logs; n++)
        for (uint64_t i = 0; i < c->logs[n].n_repeated && i < RC_FAULTS_SHOWN; i++) {
            const match_repeat *row = &c->logs[n].repeated[i];
            if ((!behind || row->order > behind->order) && (!next || row->order < next->order)) {
                next = row;
                *of = &c->logs[n];
            }
        }
    return next;
}

/* Makes faults of the duplicates that match the number. */
static void report_duplicates(reading *r)
{
    const explained_carrier *c = &r->e->carriers[r->e->n_carriers - 1];
    const match_log *of = NULL;
    const match_repeat *row = NULL;
    uint64_t n_repeated = 0, n_told = 0;
    char quoted[RC_QUOTE_BYTES];

    while (n_told < RC_FAULTS_SHOWN && (row = next_repeated(c, row, &of)) != NULL) {
        rc_error fault;
        rc_text prefix = rc_explain_prefix(r->e, (unsigned)(of - c->logs) + 1);
        rc_error_set(&fault, RC_FAULT_ROW, "prefix %s is already on line %llu",
                     rc_quote(quoted, prefix), (unsigned long long)of->rows[of->best].line);
        fault.line = row->line;
        report_fault(r, &fault);
        n_told++;
    }
    for (unsigned n = 0; n < c->n_logs; n++)
        n_repeated += c->logs[n].n_repeated;
    r->n_faults += n_repeated - n_told;
}

static rc_code judge_list(reading *r, rc_error *error)
{
    const rc_load_options *o = &r->e->options;
    uint64_t n_malformed = r->n_faults;

    if (r->n_faults > 0 && !o->skip_bad_rows)
        return rc_error_set(error, RC_ERROR_LIST, "the list has malformed rows");
    if (r->n_routes == 0)
        return rc_error_set(error, RC_ERROR_EMPTY,
                            r->n_rows > 0 ? "no routes: every row begins later than the date"
                                          : "no routes");
    if (o->duplicates == RC_DUPLICATES_ERROR)
        report_duplicates(r);
    if (r->n_faults > n_malformed && !o->skip_bad_rows)
        return rc_error_set(error, RC_ERROR_LIST, "the list has duplicate prefixes");
    return RC_OK;
}

static rc_code read_list(rc_explainer *e, rc_reader list, rc_error *error)
{
    reading r = {.e = e};
    deck_search search = {.number = rc_explain_key(e), .take = take_row, .context = &r};
    rc_code code;

    rc_deck_open(&r.deck, list, &e->options, NULL, NULL);
    while (r.block.error.code == RC_OK && rc_deck_take(&r.deck, &r.block)) {
        rc_deck_search_block(&search, &r.block);
        note_block(&r);
    }
    rc_error failure = r.block.error.code ? r.block.error : r.deck.error;
    rc_deck_close(&r.deck);
    rc_deck_block_free(&r.block);
    if (failure.code && error)
        *error = failure;
    code = failure.code ? failure.code : judge_list(&r, error);
    e->carriers[e->n_carriers - 1].plus = search.plus;
    e->stats.n_rows += r.n_rows;
    e->stats.n_bad_rows += r.n_faults;
    e->stats.n_assumed_prefixes += r.deck.dialect.is_assumed[ROLE_PREFIX] != 0;
    e->stats.n_assumed_costs += r.deck.dialect.is_assumed[ROLE_COST] != 0;
    return code;
}

static rc_code read_carrier(rc_explainer *e, rc_text name, rc_reader list, rc_error *error)
{
    rc_code code = is_taken(e, name) ? rc_carrier_refuse_duplicate(name, error)
                                     : rc_explain_add_carrier(e, name, error);

    if (code)
        return code;
    code = read_list(e, list, error);
    rc_explain_end_carrier(e);
    return code;
}

rc_code rc_explainer_read(rc_explainer *e, rc_text carrier, rc_reader list, rc_error *error)
{
    peek p;
    rc_reader in = rc_peek_open(&p, list);
    rc_code code = rc_carrier_check_name(carrier, error);

    if (code == RC_OK && rc_is_compiled_table(rc_peek_first(&p, COMPILED_MAGIC_BYTES)))
        code = rc_explain_read_table(e, in, error);
    else if (code == RC_OK)
        code = read_carrier(e, carrier, in, error);
    e->n_sources++;
    return code;
}

rc_load_stats rc_explainer_stats(const rc_explainer *e)
{
    return e->stats;
}
