/* The carriers of a builder whose routes are complete: see carriers.h. */
#include "load/carriers.h"

#include "base/array.h"
#include "base/error.h"
#include "load/load_table.h"

#include <stdlib.h>

void rc_carriers_free(carriers *all)
{
    for (size_t i = 0; i < all->n; i++)
        rc_carrier_free(&all->items[i]);
    free(all->items);
    rc_name_set_free(&all->names);
    rc_trie_free(&all->cheapest);
}

rc_code rc_carriers_add(carriers *all, carrier_routes *c)
{
    carrier_routes *items = rc_array_grow(all->items, &all->capacity, all->n + 1, sizeof *items);

    if (!items)
        return RC_ERROR_MEMORY;
    all->items = items;
    if (rc_name_set_add(&all->names, (rc_text){c->name, c->name_length}))
        return RC_ERROR_MEMORY;
    rc_trie_free(&all->cheapest);
    all->cheapest = (trie){0};
    items[all->n++] = *c;
    *c = (carrier_routes){0};
    return RC_OK;
}

rc_code rc_carriers_check_name(const carriers *all, rc_text name, rc_error *error)
{
    rc_code code = rc_carrier_check_name(name, error);

    if (code == RC_OK && rc_name_set_has(&all->names, name))
        code = rc_carrier_refuse_duplicate(name, error);
    return code;
}

rc_code rc_carriers_read_table(carriers *all, rc_reader in, rc_load_options *options,
                               rc_load_stats *stats, rc_error *error)
{
    bool is_first = all->n == 0;
    compiled_table m;
    rc_code code = rc_load_table(&m, in, &all->names, options, all->idd_text, error);

    if (code)
        return code;
    for (uint32_t i = 0; i < m.n_carriers && code == RC_OK; i++)
        code = rc_carriers_add(all, &m.carriers[i]);
    if (code == RC_OK) {
        if (is_first) {
            all->cheapest = m.cheapest;
            m.cheapest = (trie){0};
        }
        stats->n_prefixes += m.n_prefixes;
        stats->n_tables++;
    }
    rc_compiled_free(&m);
    return code ? rc_error_set(error, code, "out of memory") : RC_OK;
}

rc_code rc_carriers_make_table(carriers *all, const rc_load_options *options, rc_table **table)
{
    rc_table *t = calloc(1, sizeof *t);

    if (!t)
        return RC_ERROR_MEMORY;
    t->plus_optional = options->plus_optional;
    rc_idd_parse(&t->idd, options->idd); /* a list or a table has been read with it */
    rc_idd_write(&t->idd, t->idd_text);
    t->trie = all->cheapest;
    all->cheapest = (trie){0};
    rc_code code = rc_table_fill(t, all->items, all->n, options->keep_carriers,
                                 options->n_threads > 1 ? options->n_threads : 1);
    if (code)
        rc_table_free(t);
    else
        *table = t;
    return code;
}
