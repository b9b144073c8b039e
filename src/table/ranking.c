/* Finds the cheapest carriers of each number of a group: see ranking.h.
 *
 * For the cheapest carrier alone, one walk of the table's trie is enough. For more, the whole
 * group walks each carrier's trie in turn, and each offer found is inserted among the number's
 * cheapest so far. Offer numbers ascend with the cost, and of equal costs the earlier carrier has
 * the lower number, so comparing offer numbers is all it takes. The lengths of the matched
 * prefixes are found last, for the offers that are left. */
#include "table/ranking.h"

#include "trie/prefix.h"

#include <stdlib.h>
#include <string.h>

rc_code rc_ranking_init(ranking *r, const rc_table *table, size_t n_ranked, bool wants_prefixes)
{
    *r = (ranking){.table = table, .n_ranked = n_ranked, .wants_prefixes = wants_prefixes};
    r->offers = calloc(n_ranked, TRIE_GROUP * sizeof *r->offers);
    return r->offers ? RC_OK : RC_ERROR_MEMORY;
}

void rc_ranking_free(ranking *r)
{
    free(r->offers);
    r->offers = NULL;
}

void rc_ranking_insert(ranking *r, size_t i, ranked_offer offer)
{
    const size_t n_ranked = r->n_ranked;
    ranked_offer *offers = r->offers + i * n_ranked;
    size_t at = r->n[i];

    if (at == n_ranked && offers[at - 1].offer < offer.offer)
        return;
    if (at == n_ranked)
        at--; /* the dearest falls out */
    else
        r->n[i]++;
    for (; at > 0 && offers[at - 1].offer > offer.offer; at--)
        offers[at] = offers[at - 1];
    offers[at] = offer;
}

static void find_cheapest(ranking *r, const prefix_key *keys, size_t n_keys)
{
    uint32_t offers[TRIE_GROUP];

    rc_trie_find_group(&r->table->trie, keys, n_keys, offers);
    for (size_t i = 0; i < n_keys; i++)
        if (table_is_offer(r->table, offers[i]))
            rc_ranking_insert(r, i, (ranked_offer){.offer = offers[i]});
}

static void find_ranks(ranking *r, const prefix_key *keys, size_t n_keys)
{
    const rc_table *t = r->table;
    uint32_t costs[TRIE_GROUP];

    for (uint32_t carrier = 0; carrier < t->n_carriers; carrier++) {
        rc_trie_find_group(table_carrier_trie(t, carrier), keys, n_keys, costs);
        for (size_t i = 0; i < n_keys; i++) {
            uint32_t offer = TRIE_NO_VALUE;
            if (costs[i] != TRIE_NO_VALUE)
                offer = table_offer(t, carrier, costs[i]);
            if (table_is_offer(t, offer))
                rc_ranking_insert(r, i, (ranked_offer){.offer = offer});
        }
    }
}

/* Gathers a carrier's offers among those found, at most one a number. Returns how many. */
static size_t gather_offers(const ranking *r, uint32_t carrier, size_t n_keys,
                            ranked_offer *gathered[TRIE_GROUP])
{
    size_t n = 0;

    for (size_t i = 0; i < n_keys; i++) {
        ranked_offer *offers = r->offers + i * r->n_ranked;
        for (unsigned k = 0; k < r->n[i]; k++)
            if (table_offer_carrier(r->table, offers[k].offer) == carrier)
                gathered[n++] = &offers[k];
    }
    return n;
}

/* Finds the lengths of the matched prefixes, carrier by carrier. */
static void find_lengths(ranking *r, const prefix_key *keys, size_t n_keys)
{
    ranked_offer *gathered[TRIE_GROUP];
    prefix_key asked[TRIE_GROUP];
    unsigned lengths[TRIE_GROUP];

    for (uint32_t carrier = 0; carrier < r->table->n_carriers; carrier++) {
        size_t n = gather_offers(r, carrier, n_keys, gathered);
        for (size_t i = 0; i < n; i++)
            asked[i] = keys[(size_t)(gathered[i] - r->offers) / r->n_ranked];
        rc_trie_match_lengths(table_carrier_trie(r->table, carrier), asked, n, lengths);
        for (size_t i = 0; i < n; i++)
            gathered[i]->prefix_length = lengths[i];
    }
}

void rc_ranking_find(ranking *r, const prefix_key *keys, size_t n_keys)
{
    memset(r->n, 0, sizeof r->n);
    if (r->n_ranked == 1)
        find_cheapest(r, keys, n_keys);
    else
        find_ranks(r, keys, n_keys);
    if (r->wants_prefixes)
        find_lengths(r, keys, n_keys);
}
