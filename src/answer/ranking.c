/* Finds the cheapest carriers of a group of numbers: see ranking.h.
 *
 * The cheapest alone is found in the table's trie.  For more, each carrier's trie is walked by
 * the whole group, and its offers are sorted in among those found before; of equal costs
 * the earlier carrier's has the lower number. */
#include "answer/ranking.h"

#include "table/trie_prefix.h"

#include <stdlib.h>
#include <string.h>

int ranking_init(ranking *r, const answer_tails *tails)
{
    r->offers = calloc(tails->n_ranked, TRIE_GROUP * sizeof *r->offers);
    return !r->offers;
}

void ranking_free(ranking *r)
{
    free(r->offers);
    r->offers = NULL;
}

/* Sorts an offer in among number i's, if it is among the cheapest. */
static void insert_offer(ranking *r, size_t n_ranked, size_t i, uint32_t offer)
{
    uint32_t *offers = r->offers + i * n_ranked;
    size_t at = r->n[i];

    if (at == n_ranked && offers[at - 1] < offer)
        return;
    if (at == n_ranked)
        at--; /* the dearest falls out */
    else
        r->n[i]++;
    for (; at > 0 && offers[at - 1] > offer; at--)
        offers[at] = offers[at - 1];
    offers[at] = offer;
}

static void find_cheapest(ranking *r, const answer_tails *tails, const prefix_key *keys,
                          size_t n_keys)
{
    uint32_t offers[TRIE_GROUP];

    trie_find_group(&tails->table->trie, keys, n_keys, offers);
    for (size_t i = 0; i < n_keys; i++)
        if (offers[i] != TRIE_NO_COST)
            insert_offer(r, tails->n_ranked, i, offers[i]);
}

void ranking_find(ranking *r, const answer_tails *tails, const prefix_key *keys, size_t n_keys)
{
    const rc_table *t = tails->table;
    uint32_t costs[TRIE_GROUP];

    memset(r->n, 0, sizeof r->n);
    if (tails->n_ranked == 1) {
        find_cheapest(r, tails, keys, n_keys);
        return;
    }
    for (uint32_t carrier = 0; carrier < t->n_carriers; carrier++) {
        trie_find_group(table_carrier_trie(t, carrier), keys, n_keys, costs);
        for (size_t i = 0; i < n_keys; i++)
            if (costs[i] != TRIE_NO_COST)
                insert_offer(r, tails->n_ranked, i, table_offer(t, carrier, costs[i]));
    }
}

static char *spell_text(char *to, rc_text text)
{
    memcpy(to, text.bytes, text.length);
    return to + text.length;
}

static char *spell_field(const answer_tails *tails, rc_field field, uint32_t offer, prefix_key key,
                         char *to)
{
    const rc_table *t = tails->table;
    uint32_t carrier = table_offer_carrier(t, offer);
    unsigned n_symbols;

    switch (field) {
    case RC_FIELD_NONE:
        break;
    case RC_FIELD_COST:
        return spell_text(to, table_spelling(t, offer));
    case RC_FIELD_PREFIX:
        n_symbols = trie_match_length(table_carrier_trie(t, carrier), key);
        return to + key_unpack(to, key & key_mask(n_symbols));
    case RC_FIELD_CARRIER:
        return spell_text(to, text_list_get(&tails->names, carrier));
    }
    return to;
}

size_t ranking_spell(const ranking *r, const answer_tails *tails, size_t i, prefix_key key,
                     char *to)
{
    const uint32_t *offers = r->offers + i * tails->n_ranked;
    char *start = to;

    for (size_t rank = 0; rank < tails->n_ranks; rank++)
        for (unsigned f = 0; f < tails->n_fields; f++) {
            *to++ = ',';
            if (rank < r->n[i])
                to = spell_field(tails, tails->fields[f], offers[rank], key, to);
        }
    *to++ = '\n';
    return (size_t)(to - start);
}
