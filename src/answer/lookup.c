/* Looks numbers up one by one and in groups: the lookups of routecost.h. */
#include "answer/number.h"
#include "table/table.h"
#include "trie/prefix.h"

static rc_lookup answer(const rc_table *table, const number *n, uint32_t offer)
{
    static const char empty[] = "";

    if (rc_number_kind(n) != NUMBER_VALID)
        return (rc_lookup){RC_INVALID_NUMBER, {empty, 0}, 0};
    if (!table_is_offer(table, offer))
        return (rc_lookup){RC_UNROUTED, {empty, 0}, 0};
    return (rc_lookup){RC_ROUTED, table_spelling(table, offer), table_offer_carrier(table, offer)};
}

void rc_table_lookup_group(const rc_table *table, const rc_text *numbers, size_t n_numbers,
                           rc_lookup *answers)
{
    number read[TRIE_GROUP];
    prefix_key keys[TRIE_GROUP];
    uint32_t offers[TRIE_GROUP];

    for (size_t done = 0, n; done < n_numbers; done += n) {
        n = n_numbers - done < TRIE_GROUP ? n_numbers - done : TRIE_GROUP;
        for (size_t i = 0; i < n; i++) {
            read[i] = (number){0};
            rc_number_feed(&read[i], numbers[done + i].bytes, numbers[done + i].length);
            keys[i] = table_key(table, number_key(&read[i], &table->idd));
        }
        rc_trie_find_group(&table->trie, keys, n, offers);
        for (size_t i = 0; i < n; i++)
            answers[done + i] = answer(table, &read[i], offers[i]);
    }
}

rc_lookup rc_table_lookup(const rc_table *table, rc_text text)
{
    rc_lookup value;
    rc_table_lookup_group(table, &text, 1, &value);
    return value;
}

/* Sorts an offer in among *n others, of which the n_max cheapest stay. */
static void insert_offer(rc_offer *offers, size_t *n, size_t n_max, rc_offer offer)
{
    size_t at = *n;

    if (at == n_max && (at == 0 || offers[at - 1].order < offer.order))
        return;
    if (at == n_max)
        at--; /* the dearest falls out */
    else
        ++*n;
    for (; at > 0 && offers[at - 1].order > offer.order; at--)
        offers[at] = offers[at - 1];
    offers[at] = offer;
}

/* Returns the first n symbols that are looked up, where they stand in the text of a number.  A
 * direct-dial prefix stands there for '+'. */
static rc_text find_symbols(const rc_table *table, rc_text text, const number *n,
                            unsigned n_symbols)
{
    unsigned n_dialled = idd_length(&table->idd, n->key);
    size_t at = 0, n_front = n_dialled > 0 ? n_dialled : key_has_plus(n->key);

    while (text.bytes[at] == ' ' || text.bytes[at] == '\t')
        at++;
    if (table->plus_optional)
        return (rc_text){text.bytes + at + n_front, n_symbols};
    return (rc_text){text.bytes + at, n_symbols + (n_dialled > 0 ? n_dialled - 1 : 0)};
}

rc_code rc_table_rank(const rc_table *table, rc_text text, rc_offer *offers, size_t n_max,
                      size_t *n_offers)
{
    number read = {0};

    *n_offers = 0;
    if (!rc_table_keeps_carriers(table))
        return RC_ERROR_NOT_KEPT;
    rc_number_feed(&read, text.bytes, text.length);
    if (rc_number_kind(&read) != NUMBER_VALID)
        return RC_FAULT_NUMBER;
    prefix_key key = table_key(table, number_key(&read, &table->idd));
    for (uint32_t carrier = 0; carrier < table->n_carriers; carrier++) {
        uint32_t cost;
        rc_trie_find_group(table_carrier_trie(table, carrier), &key, 1, &cost);
        if (cost == TRIE_NO_VALUE)
            continue;
        uint32_t offer = table_offer(table, carrier, cost);
        if (!table_is_offer(table, offer))
            continue;
        insert_offer(
            offers, n_offers, n_max,
            (rc_offer){.carrier = carrier, .cost = table_spelling(table, offer), .order = offer});
    }
    for (size_t i = 0; i < *n_offers; i++) {
        unsigned length;
        rc_trie_match_lengths(table_carrier_trie(table, offers[i].carrier), &key, 1, &length);
        offers[i].prefix = find_symbols(table, text, &read, length);
    }
    return RC_OK;
}
