/* Finds the cheapest carrier for every prefix of any carrier: see cheapest.h.
 *
 * A number's longest prefix of all carriers together decides what each carrier offers for it
 * (trie/union.h). So one trie from these prefixes to the cheapest offers answers for all carriers.
 * For example
 *
 *     red     44 0.02, 4420 0.05        blue    442 0.03, 4420 0.04
 *     all     44 red 0.02, 442 (red 0.02 still), 4420 blue 0.04
 *
 * 442 is left out, since the next shorter prefix in the trie gives the same answer. */
#include "table/cheapest.h"

#include "trie/union.h"
#include "trie/writer.h"

/* Writes the prefixes with '+', or those without. The least offer is the cheapest. */
static rc_code write_prefixes(trie_union *u, bool with_plus, trie_writer *writer)
{
    rc_code code = RC_OK;

    rc_trie_union_begin(u, with_plus);
    while (code == RC_OK && rc_trie_union_next(u)) {
        uint32_t cheapest = union_least(u, u->level);
        if (cheapest != union_least(u, u->level - 1))
            code = rc_trie_writer_add(writer, u->key, cheapest);
    }
    return code;
}

rc_code rc_cheapest_write(const offer_list *o, const carrier_routes *carriers, size_t n_carriers,
                          trie *cheapest)
{
    trie_union u;
    trie_writer *writer = rc_trie_writer_new(o->n, TRIE_BYTES_MAX);
    rc_code code = rc_trie_union_init(&u, n_carriers, false);

    if (code == RC_OK && !writer)
        code = RC_ERROR_MEMORY;
    for (size_t i = 0; code == RC_OK && i < n_carriers; i++)
        u.sources[i] = (union_source){&carriers[i].trie, offers_of_carrier(o, i)};
    if (code == RC_OK)
        code = write_prefixes(&u, false, writer);
    if (code == RC_OK)
        code = write_prefixes(&u, true, writer);
    if (code == RC_OK)
        code = rc_trie_writer_finish(writer, cheapest);
    rc_trie_union_free(&u);
    rc_trie_writer_free(writer);
    return code;
}
