/* A carrier whose lists have been read: see carrier.h. */
#include "table/carrier.h"

#include "base/error.h"
#include "base/terminal.h"

#include <stdlib.h>
#include <string.h>

/* Returns true if a terminal that shows the text would obey a part of it. */
static bool holds_control(rc_text text)
{
    uint32_t code;

    for (size_t i = 0; i < text.length;) {
        i += terminal_read(text.bytes + i, text.length - i, &code);
        if (terminal_obeys(code))
            return true;
    }
    return false;
}

rc_code rc_carrier_check_name(rc_text name, rc_error *error)
{
    char quoted[RC_QUOTE_BYTES];

    if (name.length == 0)
        return rc_error_set(error, RC_ERROR_NAME, "a carrier's name is empty");
    if (holds_control(name))
        return rc_error_set(error, RC_ERROR_NAME, "carrier name %s holds a control character",
                            rc_quote(quoted, name));
    return RC_OK;
}

rc_code rc_carrier_refuse_duplicate(rc_text name, rc_error *error)
{
    char quoted[RC_QUOTE_BYTES];

    return rc_error_set(error, RC_ERROR_NAME, "two carriers are named %s", rc_quote(quoted, name));
}

static int compare_names(const void *a, const void *b)
{
    const rc_text *x = a, *y = b;
    size_t n = x->length < y->length ? x->length : y->length;
    int order = n > 0 ? memcmp(x->bytes, y->bytes, n) : 0;

    return order ? order : (x->length > y->length) - (x->length < y->length);
}

/* Sorts the names: to compare each with each of a million would take hours. */
rc_code rc_carrier_check_names(rc_text *names, size_t n_before, size_t n, rc_error *error)
{
    rc_code code = RC_OK;

    for (size_t i = n_before; i < n && code == RC_OK; i++)
        if (names[i].length > 0)
            code = rc_carrier_check_name(names[i], error);
    if (code)
        return code;
    qsort(names, n, sizeof *names, compare_names);
    for (size_t i = 1; i < n; i++)
        if (compare_names(&names[i - 1], &names[i]) == 0)
            return rc_carrier_refuse_duplicate(names[i], error);
    return RC_OK;
}

rc_code rc_carrier_init(carrier_routes *c, rc_text name)
{
    *c = (carrier_routes){.name_length = name.length};
    c->name = malloc(name.length + 1);
    if (!c->name)
        return RC_ERROR_MEMORY;
    if (name.length > 0)
        memcpy(c->name, name.bytes, name.length);
    return RC_OK;
}

void rc_carrier_free(carrier_routes *c)
{
    free(c->name);
    rc_text_list_free(&c->spellings);
    rc_carried_free(&c->carried);
    rc_trie_free(&c->trie);
    *c = (carrier_routes){0};
}

static void add_spelling(carrier_routes *c, const cost_set *costs, cost_ref cost)
{
    char spelling[RC_COST_LENGTH_MAX];
    size_t length = rc_cost_set_spell(costs, cost, spelling);

    rc_text_list_add(&c->spellings, (rc_text){spelling, length});
    rc_text_list_end(&c->spellings);
}

rc_code rc_carrier_set_costs(carrier_routes *c, const cost_set *costs, const cost_ref *refs,
                             uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        add_spelling(c, costs, refs[i]);
    return c->spellings.no_memory ? RC_ERROR_MEMORY : RC_OK;
}

rc_code rc_carrier_set_values(carrier_routes *c, const cost_set *costs, const route_values *values)
{
    for (uint32_t i = 0; i < values->n; i++)
        add_spelling(c, costs, values->values[i].cost);
    return c->spellings.no_memory ? RC_ERROR_MEMORY : RC_OK;
}

rc_code rc_carrier_set_carried(carrier_routes *c, const route_values *values,
                               carried_numbers *numbers)
{
    carried *to = &c->carried;
    const unsigned n_texts = to->n_texts = numbers->n_texts;

    to->has_terms = n_texts > to->columns.n;
    to->texts = numbers->texts;
    numbers->texts = (text_list){0};
    to->numbers = malloc(((size_t)values->n * n_texts + 1) * sizeof *to->numbers);
    if (!to->numbers)
        return RC_ERROR_MEMORY;
    for (uint32_t i = 0; i < values->n; i++)
        memcpy(to->numbers + (size_t)i * n_texts,
               numbers->groups + (size_t)values->values[i].texts * n_texts,
               n_texts * sizeof *to->numbers);
    return RC_OK;
}
