/* Finds the cheapest carriers of a group of numbers: see ranking.h.
 *
 * The cheapest alone is found in the table's trie.  For more, each carrier's trie is walked by
 * the whole group, and its offers are sorted in among those found before; of equal costs
 * the earlier carrier's has the lower number.  Only for the offers that stay it is worked out
 * how long their prefixes are. */
#include "table/ranking.h"

#include "trie/prefix.h"

#include <stdlib.h>
#include <string.h>

int rc_ranking_init(ranking *r, const answer_tails *tails)
{
    r->offers = calloc(tails->n_ranked, TRIE_GROUP * sizeof *r->offers);
    return !r->offers;
}

void rc_ranking_free(ranking *r)
{
    free(r->offers);
    r->offers = NULL;
}

/* Sorts an offer in among number i's, if it is among the cheapest. */
static void insert_offer(ranking *r, size_t n_ranked, size_t i, uint32_t offer)
{
    ranked_offer *offers = r->offers + i * n_ranked;
    size_t at = r->n[i];

    if (at == n_ranked && offers[at - 1].offer < offer)
        return;
    if (at == n_ranked)
        at--; /* the dearest falls out */
    else
        r->n[i]++;
    for (; at > 0 && offers[at - 1].offer > offer; at--)
        offers[at] = offers[at - 1];
    offers[at].offer = offer;
}

static void find_cheapest(ranking *r, const answer_tails *tails, const prefix_key *keys,
                          size_t n_keys)
{
    uint32_t offers[TRIE_GROUP];

    rc_trie_find_group(&tails->table->trie, keys, n_keys, offers);
    for (size_t i = 0; i < n_keys; i++)
        if (offers[i] != TRIE_NO_COST)
            insert_offer(r, tails->n_ranked, i, offers[i]);
}

static void find_ranks(ranking *r, const answer_tails *tails, const prefix_key *keys, size_t n_keys)
{
    const rc_table *t = tails->table;
    uint32_t costs[TRIE_GROUP];

    for (uint32_t carrier = 0; carrier < t->n_carriers; carrier++) {
        rc_trie_find_group(table_carrier_trie(t, carrier), keys, n_keys, costs);
        for (size_t i = 0; i < n_keys; i++)
            if (costs[i] != TRIE_NO_COST)
                insert_offer(r, tails->n_ranked, i, table_offer(t, carrier, costs[i]));
    }
}

/* Gathers what a carrier has among the offers, at most once a number; returns how many. */
static size_t gather_offers(const ranking *r, const answer_tails *tails, uint32_t carrier,
                            size_t n_keys, ranked_offer *gathered[TRIE_GROUP])
{
    size_t n = 0;

    for (size_t i = 0; i < n_keys; i++) {
        ranked_offer *offers = r->offers + i * tails->n_ranked;
        for (unsigned k = 0; k < r->n[i]; k++)
            if (table_offer_carrier(tails->table, offers[k].offer) == carrier)
                gathered[n++] = &offers[k];
    }
    return n;
}

/* Finds how long the matched prefixes are, of one carrier's at a time. */
static void find_lengths(ranking *r, const answer_tails *tails, const prefix_key *keys,
                         size_t n_keys)
{
    ranked_offer *gathered[TRIE_GROUP];
    prefix_key asked[TRIE_GROUP];
    unsigned lengths[TRIE_GROUP];

    for (uint32_t carrier = 0; carrier < tails->table->n_carriers; carrier++) {
        size_t n = gather_offers(r, tails, carrier, n_keys, gathered);
        for (size_t i = 0; i < n; i++)
            asked[i] = keys[(size_t)(gathered[i] - r->offers) / tails->n_ranked];
        rc_trie_match_lengths(table_carrier_trie(tails->table, carrier), asked, n, lengths);
        for (size_t i = 0; i < n; i++)
            gathered[i]->prefix_length = lengths[i];
    }
}

void rc_ranking_find(ranking *r, const answer_tails *tails, const prefix_key *keys, size_t n_keys)
{
    memset(r->n, 0, sizeof r->n);
    if (tails->n_ranked == 1)
        find_cheapest(r, tails, keys, n_keys);
    else
        find_ranks(r, tails, keys, n_keys);
    if (tails->has_prefix)
        find_lengths(r, tails, keys, n_keys);
}

static char *spell_text(char *to, rc_text text)
{
    memcpy(to, text.bytes, text.length);
    return to + text.length;
}

static char *spell_field(const answer_tails *tails, rc_field field, const ranked_offer *o,
                         prefix_key key, char *to)
{
    const rc_table *t = tails->table;

    switch (field) {
    case RC_FIELD_NONE:
        break;
    case RC_FIELD_COST:
        return spell_text(to, table_spelling(t, o->offer));
    case RC_FIELD_PREFIX:
        return to + rc_key_unpack(to, key & key_mask(o->prefix_length));
    case RC_FIELD_CARRIER:
        return spell_text(to, text_list_get(&tails->names, table_offer_carrier(t, o->offer)));
    }
    return to;
}

size_t rc_ranking_spell(const ranking *r, const answer_tails *tails, size_t i, prefix_key key,
                        char *to)
{
    const ranked_offer *offers = r->offers + i * tails->n_ranked;
    char *start = to;

    for (size_t rank = 0; rank < tails->n_ranks; rank++)
        for (unsigned f = 0; f < tails->n_fields; f++) {
            *to++ = tails->delimiter;
            if (rank < r->n[i])
                to = spell_field(tails, tails->fields[f], &offers[rank], key, to);
        }
    *to++ = '\n';
    return (size_t)(to - start);
}
