/* Explains by a compiled table: see explain.h. */
#include "answer/explain.h"

#include "base/error.h"
#include "table/compiled.h"
#include "trie/prefix.h"

#include <stdlib.h>

/* Logs those routes of a trie that the number begins with: the longest, then the longest of what
 * is shorter than that, and so on. */
static rc_code search_trie(rc_explainer *e, const carrier_routes *c)
{
    rc_code code = RC_OK;
    uint32_t cost;
    unsigned length;

    for (prefix_key key = rc_explain_key(e); code == RC_OK; key &= key_mask(length - 1)) {
        rc_trie_match_lengths(&c->trie, &key, 1, &length);
        rc_trie_find_group(&c->trie, &key, 1, &cost);
        if (length == 0)
            break;
        deck_route route = {.key = key & key_mask(length),
                            .cost = text_list_get(&c->spellings, cost)};
        rc_cost_parse(route.cost, &route.value);
        code = rc_explain_take_route(e, &route);
    }
    return code;
}

static rc_code take_carrier(rc_explainer *e, carrier_routes *c, rc_error *error)
{
    rc_code code = rc_explain_add_carrier(e, (rc_text){c->name, c->name_length}, error);

    if (code)
        return code;
    e->carriers[e->n_carriers - 1].plus = trie_plus(&c->trie);
    if (rc_trie_index(&c->trie) || search_trie(e, c))
        return rc_error_set(error, RC_ERROR_MEMORY, "out of memory");
    rc_explain_end_carrier(e);
    return RC_OK;
}

/* Makes sure that the table's carriers and those before go together by their names. */
static rc_code judge_names(const rc_explainer *e, const compiled_table *m, rc_error *error)
{
    size_t n = e->n_carriers + m->n_carriers;
    rc_text *names = malloc(n * sizeof *names);

    if (!names)
        return rc_error_set(error, RC_ERROR_MEMORY, "out of memory");
    for (size_t i = 0; i < e->n_carriers; i++)
        names[i] = rc_explainer_carrier_name(e, i);
    for (uint32_t i = 0; i < m->n_carriers; i++)
        names[e->n_carriers + i] = (rc_text){m->carriers[i].name, m->carriers[i].name_length};
    rc_code code = rc_carrier_check_names(names, e->n_carriers, n, error);
    free(names);
    return code;
}

rc_code rc_explain_read_table(rc_explainer *e, rc_reader in, rc_error *error)
{
    compiled_table m;
    rc_error failure;
    rc_code code = rc_compiled_read(&m, in, &failure);

    if (code && error)
        *error = failure;
    if (code)
        return code;
    code = rc_compiled_check_plus(&m, e->n_carriers == 0, &e->options.plus_optional, error);
    if (code == RC_OK)
        code = judge_names(e, &m, error);
    for (uint32_t i = 0; i < m.n_carriers && code == RC_OK; i++)
        code = take_carrier(e, &m.carriers[i], error);
    if (code == RC_OK) {
        e->stats.n_prefixes += m.n_prefixes;
        e->stats.n_tables++;
    }
    rc_compiled_free(&m);
    return code;
}
