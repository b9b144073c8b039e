/* Explains what a number costs: the explainer of routecost.h. */
#include "answer/explain_list.h"
#include "answer/number.h"
#include "base/error.h"
#include "deck/dialect.h"
#include "deck/load_options.h"
#include "io/peek.h"
#include "load/load_table.h"
#include "table/begins.h"
#include "table/compiled_format.h"
#include "trie/prefix.h"

#include <stdlib.h>
#include <string.h>

/* Sets how the number matches, which the first table can decide. */
static void set_symbols(rc_explainer *e)
{
    rc_idd_parse(&e->idd, e->options.idd); /* the options have been checked */
    rc_key_unpack(e->symbols, rc_explained_key(e));
}

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
    if (rc_load_options_copy(&e->options, &e->option_texts, options)) {
        rc_error_set(error, RC_ERROR_MEMORY, "out of memory");
        free(e);
        return NULL;
    }
    e->number = read.key;
    e->more = read.more;
    set_symbols(e);
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
    rc_name_set_free(&e->names);
    free(e->option_texts);
    free(e);
}

rc_code rc_explainer_set_list_options(rc_explainer *e, const rc_load_options *options,
                                      rc_error *error)
{
    rc_code code = rc_dialect_check_options(options, error);

    if (code == RC_OK && rc_load_options_replace(&e->options, &e->option_texts, options) != RC_OK)
        code = rc_error_set(error, RC_ERROR_MEMORY, "out of memory");
    return code;
}

/* ---- Carriers ---- */

static rc_code read_carrier(rc_explainer *e, rc_text name, rc_reader in, rc_error *failure)
{
    if (rc_name_set_has(&e->names, name))
        return rc_carrier_refuse_duplicate(name, failure);
    if (rc_explained_add_carrier(e, name))
        return rc_error_set(failure, RC_ERROR_MEMORY, "out of memory");
    return rc_explain_list(e, in, failure);
}

/* ---- Compiled tables ---- */

/* Adds those routes of a trie that the number begins with: the longest, then the longest of those
 * shorter than that, and so on. */
static rc_code search_trie(rc_explainer *e, const carrier_routes *c)
{
    rc_code code = RC_OK;
    uint32_t cost;
    unsigned length;

    for (prefix_key key = rc_explained_key(e); code == RC_OK; key &= key_mask(length - 1)) {
        rc_trie_match_lengths(&c->trie, &key, 1, &length);
        rc_trie_find_group(&c->trie, &key, 1, &cost);
        if (length == 0)
            break;
        rc_text spelling = text_list_get(&c->spellings, cost);
        match_row row = {.holds = true, .cost_length = (unsigned)spelling.length};
        row.value = cost_blocked;
        if (spelling.length > 0) {
            memcpy(row.cost, spelling.bytes, spelling.length);
            rc_cost_parse(spelling, &row.value);
        }
        call_terms terms;
        if (spelling.length > 0 && c->carried.has_terms &&
            rc_terms_parse(carried_terms(&c->carried, cost), &terms))
            rc_match_row_set_terms(&row, &terms);
        code = rc_explained_add_row(e, key & key_mask(length), &row);
    }
    return code;
}

static rc_code add_carrier(rc_explainer *e, carrier_routes *c)
{
    rc_code code = rc_explained_add_carrier(e, (rc_text){c->name, c->name_length});

    if (code)
        return code;
    e->carriers[e->n_carriers - 1].plus = trie_plus(&c->trie);
    e->begins |= rc_trie_begins(&c->trie);
    code = rc_trie_index(&c->trie);
    if (code == RC_OK)
        code = search_trie(e, c);
    if (code == RC_OK)
        rc_explained_end_carrier(e);
    return code;
}

static rc_code read_table(rc_explainer *e, rc_reader in, rc_error *failure)
{
    compiled_table m;
    rc_code code = rc_load_table(&m, in, &e->names, &e->options, e->idd_text, failure);

    if (code)
        return code;
    set_symbols(e);
    for (uint32_t i = 0; i < m.n_carriers && code == RC_OK; i++)
        code = add_carrier(e, &m.carriers[i]);
    if (code == RC_OK) {
        e->stats.n_prefixes += m.n_prefixes;
        e->stats.n_tables++;
    }
    rc_compiled_free(&m);
    return code ? rc_error_set(failure, RC_ERROR_MEMORY, "out of memory") : RC_OK;
}

rc_code rc_explainer_read(rc_explainer *e, rc_text carrier, rc_reader list, rc_error *error)
{
    peek p;
    rc_reader in = rc_peek_open(&p, list);
    rc_error failure = {.code = RC_OK};
    rc_code code = rc_carrier_check_name(carrier, &failure);

    if (code == RC_OK && rc_is_compiled_table(rc_peek_first(&p, COMPILED_MAGIC_BYTES)))
        code = read_table(e, in, &failure);
    else if (code == RC_OK)
        code = read_carrier(e, carrier, in, &failure);
    e->n_sources++;
    if (code && error)
        *error = failure;
    return code;
}

rc_load_stats rc_explainer_stats(const rc_explainer *e)
{
    return e->stats;
}
