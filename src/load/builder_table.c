/* Adds the carriers of a compiled table to a builder's: see builder.h. */
#include "load/builder.h"

#include <stdlib.h>

/* Drops the carrier at hand, for which nothing has been read. */
static void drop_open(rc_builder *b)
{
    if (!b->is_open)
        return;
    rc_builder_close_carrier(b);
    rc_carrier_free(&b->carriers[--b->n_carriers]);
}

static rc_text name_of(const carrier_routes *c)
{
    return (rc_text){c->name, c->name_length};
}

/* Makes sure that the table's carriers and the builder's go together by their names. */
static rc_code judge_names(const rc_builder *b, const compiled_table *m, rc_error *error)
{
    size_t n = b->n_carriers + m->n_carriers;
    rc_text *names = malloc(n * sizeof *names);

    if (!names)
        return rc_error_set(error, RC_ERROR_MEMORY, "out of memory");
    for (size_t i = 0; i < b->n_carriers; i++)
        names[i] = name_of(&b->carriers[i]);
    for (uint32_t i = 0; i < m->n_carriers; i++)
        names[b->n_carriers + i] = name_of(&m->carriers[i]);
    rc_code code = rc_carrier_check_names(names, b->n_carriers, n, error);
    free(names);
    return code;
}

/* Moves the table's carriers behind the builder's. */
static rc_code take_carriers(rc_builder *b, compiled_table *m, rc_error *error)
{
    rc_code code = judge_names(b, m, error);

    if (code)
        return code;
    for (uint32_t i = 0; i < m->n_carriers; i++) {
        carrier_routes *c = &m->carriers[i];
        if (rc_builder_reserve_carrier(b))
            return rc_error_set(error, RC_ERROR_MEMORY, "out of memory");
        b->carriers[b->n_carriers++] = *c;
        *c = (carrier_routes){0};
    }
    return RC_OK;
}

/* Keeps the table's cheapest trie, as long as the table is all that there is. */
static void take_cheapest(rc_builder *b, compiled_table *m, int is_first)
{
    rc_trie_free(&b->cheapest);
    b->n_with_cheapest = 0;
    if (!is_first)
        return;
    b->n_with_cheapest = m->n_carriers;
    b->cheapest = m->cheapest;
    m->cheapest = (trie){0};
}

rc_code rc_builder_read_table(rc_builder *b, rc_reader in, rc_error *error)
{
    compiled_table m;
    rc_code code;

    if (b->is_open && b->n_routes > 0)
        return rc_error_set(error, RC_ERROR_TABLE, "a compiled table cannot be joined to a list");
    drop_open(b);
    code = rc_compiled_read(&m, in, error);
    if (code)
        return code;
    int is_first = b->n_carriers == 0;
    code = rc_compiled_check_plus(&m, is_first, &b->options.plus_optional, error);
    if (code == RC_OK)
        code = take_carriers(b, &m, error);
    if (code == RC_OK) {
        take_cheapest(b, &m, is_first);
        b->stats.n_prefixes += m.n_prefixes;
        b->stats.n_tables++;
    }
    rc_compiled_free(&m);
    return code;
}
