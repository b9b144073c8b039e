/* Reports on the prefixes of a carrier: rc_table_report of routecost.h.
 *
 * A cursor reads the trie from front to back. A prefix comes before all longer ones that begin with
 * it, so the prefixes that the current one begins with are all that must be remembered. */
#include "route/cost.h"
#include "table/table.h"
#include "trie/cursor.h"

/* A prefix and its cost. */
typedef struct priced {
    prefix_key key;
    cost_value value;
    rc_text cost;
} priced;

typedef struct reporting {
    rc_report *report;
    priced path[KEY_SYMBOLS]; /* the prefixes that the current one begins with, and itself */
    unsigned n_path;
    priced cheapest, dearest, shortest, longest;
} reporting;

static bool begins_with(prefix_key key, prefix_key prefix)
{
    return ((key ^ prefix) & key_mask(key_length(prefix))) == 0;
}

/* Removes from the path what the prefix does not begin with. Returns the longest that is left, or
 * NULL. */
static const priced *find_shorter(reporting *r, prefix_key key)
{
    while (r->n_path > 0 && !begins_with(key, r->path[r->n_path - 1].key))
        r->n_path--;
    return r->n_path > 0 ? &r->path[r->n_path - 1] : NULL;
}

/* Counts a route that is not blocked. */
static void count_cost(reporting *r, const priced *route)
{
    bool is_first = r->cheapest.key == 0;

    r->report->n_zero_costs += route->value.digits == 0;
    if (is_first || cost_compare(route->value, r->cheapest.value) < 0)
        r->cheapest = *route;
    if (is_first || cost_compare(route->value, r->dearest.value) > 0)
        r->dearest = *route;
}

static void count_route(reporting *r, const priced *route)
{
    const priced *shorter = find_shorter(r, route->key);
    rc_report *report = r->report;
    bool is_first = report->n_prefixes++ == 0;

    report->n_redundant += shorter && cost_compare(shorter->value, route->value) == 0;
    if (cost_is_blocked(route->value))
        report->n_blocked++;
    else
        count_cost(r, route);
    if (is_first || key_length(route->key) < key_length(r->shortest.key))
        r->shortest = *route;
    if (is_first || key_length(route->key) > key_length(r->longest.key))
        r->longest = *route;
    r->path[r->n_path++] = *route;
}

static rc_route show_route(const priced *route)
{
    rc_route shown = {.cost = route->cost};

    if (route->key)
        rc_key_unpack(shown.prefix, route->key);
    return shown;
}

/* Returns the bytes that the carrier would take in a table of its own. */
static size_t count_bytes(const rc_table *t, size_t carrier)
{
    size_t n_costs = table_costs(t, (uint32_t)carrier);
    size_t n_name = rc_table_carrier_name(t, carrier).length + TEXT_PADDING + 2 * sizeof(size_t);
    size_t n_bytes = TEXT_PADDING + n_name;

    if (t->n_carriers == 1)
        return rc_table_size(t);
    for (uint32_t cost = 0; cost < n_costs; cost++)
        n_bytes += table_cost(t, carrier, cost).length;
    return rc_trie_size(table_carrier_trie(t, carrier)) + n_bytes + (n_costs + 1) * sizeof(size_t);
}

rc_code rc_table_report(const rc_table *table, size_t carrier, rc_report *report)
{
    reporting r = {.report = report};
    trie_cursor c;

    *report = (rc_report){0};
    if (!rc_table_keeps_carriers(table))
        return RC_ERROR_NOT_KEPT;
    for (rc_trie_cursor_open(&c, table_carrier_trie(table, carrier)); c.key != KEY_END;
         rc_trie_cursor_advance(&c)) {
        priced route = {
            .key = c.key, .cost = table_cost(table, carrier, c.value), .value = cost_blocked};
        if (route.cost.length > 0)
            rc_cost_parse(route.cost, &route.value);
        count_route(&r, &route);
    }
    report->table_bytes = count_bytes(table, carrier);
    report->cheapest = show_route(&r.cheapest);
    report->dearest = show_route(&r.dearest);
    report->shortest = show_route(&r.shortest);
    report->longest = show_route(&r.longest);
    return RC_OK;
}
