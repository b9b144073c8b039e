/* Answers a block of items: see answer_block.h.
 *
 * Items are answered in groups: all are read, all are walked through the trie in step, all are
 * written. */
#include "answer/answer_block.h"

#include <stdlib.h>
#include <string.h>

enum { CACHED_OFFERS = 1024 /* the tails of so many stay in a core's nearest cache */ };

/* Short texts are copied by so many bytes, whatever their length. */
#define COPY_BYTES 16

_Static_assert(COPY_BYTES <= BLOCK_PADDING, "a short copy must stay within the padding");
_Static_assert(COPY_BYTES <= TEXT_PADDING, "a short copy must stay within the padding");

void rc_answer_block_free(answer_block *b)
{
    rc_block_free(&b->items.text);
    rc_ranking_free(&b->ranking);
    rc_charger_free(b->charger);
    free(b->out);
}

/* Makes room for n bytes more, and for a short copy's.  Returns false without memory. */
static bool reserve(answer_block *b, size_t n)
{
    if (n + COPY_BYTES <= b->out_capacity - b->n_out)
        return true;
    size_t capacity = b->out_capacity + b->out_capacity / 2 + n + COPY_BYTES;
    char *out = realloc(b->out, capacity);
    if (!out) {
        b->no_memory = true;
        return false;
    }
    b->out = out;
    b->out_capacity = capacity;
    return true;
}

/* Copies a text, and up to COPY_BYTES bytes in all. Returns the end. */
static HOT_INLINE char *copy_text(char *to, const char *bytes, size_t length)
{
    if (LIKELY(length <= COPY_BYTES))
        memcpy(to, bytes, COPY_BYTES);
    else
        memcpy(to, bytes, length);
    return to + length;
}

/* Appends text of any length that has no padding. */
static void append_text(answer_block *b, rc_text text)
{
    if (text.length > 0)
        memcpy(b->out + b->n_out, text.bytes, text.length);
    b->n_out += text.length;
}

/* Returns what belongs behind an item without an offer. */
static HOT_INLINE rc_text fixed_tail(const answer_block *b, number_kind kind)
{
    static const int tails[] = {[NUMBER_BLANK] = TAIL_BLANK,
                                [NUMBER_VALID] = TAIL_UNROUTED,
                                [NUMBER_INVALID] = TAIL_INVALID};

    return text_list_get(&b->tails->fixed, (size_t)tails[kind]);
}

/* Charges a call, if calls are charged.  Returns true if its number is valid; a charge above 10^30
 * is a fault and makes it invalid. */
static bool charge_item(answer_block *b, const group *g, size_t i)
{
    const ranking *r = &b->ranking;
    const item *call = &g->items[i];
    rc_answer_stats *stats = &b->items.stats;

    if (call->kind != NUMBER_VALID || !b->charger ||
        rc_charger_charge(b->charger, &r->offers[i * r->n_ranked], r->n[i], call->n_seconds) ==
            RC_OK)
        return call->kind == NUMBER_VALID;
    uint64_t line = rc_items_find_line(g, i);
    rc_error *fault = rc_items_insert_fault(&b->items, line);
    stats->n_numbers--;
    stats->n_plus_numbers -= key_has_plus(g->keys[i]) ? 1 : 0;
    if (fault) {
        rc_error_set(fault, RC_FAULT_NUMBER, "the charge is above 10^30");
        fault->line = line;
    }
    return false;
}

/* ---- The ways to write a group ---- */

/* Counts the numbers that have offers, and gives the others the slot behind the last offer's. */
static void find_slots(answer_block *b, const group *g, uint32_t *offers)
{
    const uint32_t n_offers = b->tails->table->offers.n;
    size_t n_routed = 0;

    for (size_t i = 0; i < g->n; i++) {
        n_routed += offers[i] < n_offers;
        if (UNLIKELY(g->keys[i] >> 60 == 1 && offers[i] >= n_offers)) /* begins with 0 */
            b->items.stats.unrouted_begin |= idd_begins(g->keys[i]);
        offers[i] = offers[i] < n_offers ? offers[i] : n_offers;
    }
    b->items.stats.n_routed += n_routed;
    if (n_offers > CACHED_OFFERS)
        spelt_prefetch(b->offers, offers, g->n);
}

/* Writes items whose offers have tails. */
static void write_spelt(answer_block *b, const group *g)
{
    const spelt_offers tails = *b->offers;
    uint32_t offers[TRIE_GROUP];

    rc_trie_find_group(&b->tails->table->trie, g->keys, g->n, offers);
    if (!reserve(b, g->n_bytes + g->n * b->tails->length_max))
        return;
    find_slots(b, g, offers);
    char *to = b->out + b->n_out;
    for (size_t i = 0; i < g->n; i++) {
        const item *it = &g->items[i];
        rc_text tail = LIKELY(it->kind == NUMBER_VALID) ? spelt_get(&tails, offers[i])
                                                        : fixed_tail(b, it->kind);
        to = copy_text(to, it->bytes, it->length);
        to = copy_text(to, tail.bytes, tail.length);
    }
    b->n_out = (size_t)(to - b->out);
}

/* Writes the offers of a number, which are spelt.  The text of an item that is invalid has the
 * delimiters and the line end of the ranks that are missing.  Returns the end. */
static HOT_INLINE char *write_ranked(const answer_block *b, const ranked_offer *offers, size_t n,
                                     char *to)
{
    rc_text missing = text_list_get(&b->tails->fixed, TAIL_INVALID);
    size_t n_delimiters = n * b->tails->n_fields;

    for (size_t rank = 0; rank < n; rank++) {
        rc_text tail = spelt_get(b->offers, offers[rank].offer);
        to = copy_text(to, tail.bytes, tail.length - 1); /* without its line end */
    }
    return copy_text(to, missing.bytes + n_delimiters, missing.length - n_delimiters);
}

/* Writes an item with the offers of a ranking, which are spelt or written field by field. */
static HOT_INLINE void write_item(answer_block *b, const group *g, size_t i, bool are_spelt)
{
    const ranking *r = &b->ranking;
    const item *it = &g->items[i];
    bool is_valid = are_spelt ? it->kind == NUMBER_VALID : charge_item(b, g, i);
    char *to = copy_text(b->out + b->n_out, it->bytes, it->length);

    if (!is_valid || r->n[i] == 0) {
        rc_text tail =
            fixed_tail(b, is_valid || it->kind == NUMBER_BLANK ? it->kind : NUMBER_INVALID);
        to = copy_text(to, tail.bytes, tail.length);
        b->items.stats.unrouted_begin |= idd_begins(g->keys[i]);
    } else {
        const amount *charges = b->charger ? b->charger->charges : NULL;
        to = are_spelt ? write_ranked(b, r->offers + i * r->n_ranked, r->n[i], to)
                       : to + rc_tails_spell_ranked(b->tails, r, i, g->keys[i], charges, to);
        b->items.stats.n_routed++;
    }
    b->n_out = (size_t)(to - b->out);
}

static HOT_INLINE void write_items(answer_block *b, const group *g, bool are_spelt)
{
    rc_ranking_find(&b->ranking, g->keys, g->n);
    for (size_t i = 0; i < g->n && reserve(b, g->items[i].length + b->tails->length_max); i++)
        write_item(b, g, i, are_spelt);
}

/* Writes items with several ranks of offers that are spelt. */
static void write_ranks(answer_block *b, const group *g)
{
    write_items(b, g, true);
}

/* Writes items field by field. */
static void write_fields(answer_block *b, const group *g)
{
    write_items(b, g, false);
}

/* Adds the calls to totals, in place of writing the items. */
static void add_items(answer_block *b, const group *g)
{
    const ranking *r = &b->ranking;

    rc_ranking_find(&b->ranking, g->keys, g->n);
    for (size_t i = 0; i < g->n && !b->no_memory; i++) {
        if (!charge_item(b, g, i))
            continue;
        const ranked_offer *offer = r->n[i] > 0 ? &r->offers[i * r->n_ranked] : NULL;
        b->items.stats.n_routed += offer != NULL;
        b->items.stats.unrouted_begin |= offer ? 0u : idd_begins(g->keys[i]);
        b->no_memory =
            rc_charger_add(b->charger, offer, g->keys[i], g->items[i].n_seconds) != RC_OK;
    }
}

/* Writes what the trie has found for each number, in place of the items. */
static void write_found(answer_block *b, const group *g)
{
    uint32_t found[TRIE_GROUP];

    rc_trie_find_group(&b->tails->table->trie, g->keys, g->n, found);
    if (!reserve(b, g->n * sizeof *found))
        return;
    for (size_t i = 0; i < g->n; i++) {
        bool is_number = g->items[i].kind == NUMBER_VALID;
        memcpy(b->out + b->n_out, &found[i], sizeof *found);
        b->n_out += is_number ? sizeof *found : 0;
        b->items.stats.n_routed += is_number && found[i] != TRIE_NO_VALUE;
        b->items.stats.unrouted_begin |= found[i] == TRIE_NO_VALUE ? idd_begins(g->keys[i]) : 0u;
    }
}

typedef void group_fn(answer_block *b, const group *g);

/* ---- Blocks ---- */

/* Puts '+' in the place of direct-dial prefixes.  Numbers that are too long for a key have it
 * already. */
static void replace_idd(answer_block *b, group *g)
{
    for (size_t i = 0; i < g->n; i++) {
        prefix_key key = idd_key(&b->items.idd, g->keys[i], 0);
        b->items.stats.n_plus_numbers += key != g->keys[i];
        g->keys[i] = key;
    }
}

/* Leaves the items' bytes out of what is written. */
static void omit_items(group *g)
{
    for (size_t i = 0; i < g->n; i++)
        g->items[i].length = 0;
    g->n_bytes = 0;
}

static void answer_group(answer_block *b, group *g, group_fn *write)
{
    const rc_table *table = b->tails->table;

    if (b->tails->form.answers_only)
        omit_items(g);
    if (b->items.idd.n > 0)
        replace_idd(b, g);
    for (size_t i = 0; i < g->n && table->plus_optional; i++)
        g->keys[i] = table_key(table, g->keys[i]);
    write(b, g);
}

/* Copies a piece of an item, and answers the item if it ends. */
static void answer_piece(answer_block *b, group_fn *write)
{
    const item_block *items = &b->items;
    rc_text header = text_list_get(&b->tails->fixed, TAIL_HEADER);

    if (!reserve(b, items->text.n_bytes + items->text.n_bytes / 4 + header.length))
        return; /* room for the usual block at once */
    if (!b->omits_items)
        append_text(b, (rc_text){items->text.bytes, items->n_piece});
    if (items->is_header && !b->omits_items) {
        append_text(b, header);
    } else if (items->piece_ends && !items->is_header) {
        group g = {.n = 1};
        g.items[0] = (item){.bytes = items->text.bytes,
                            .kind = items->piece_kind,
                            .n_seconds = items->piece_seconds};
        g.first_line = 1;
        g.keys[0] = items->piece_key;
        answer_group(b, &g, write);
    }
}

/* Chooses how groups are written, and makes room for that.  Without memory, returns NULL. */
static group_fn *choose_writer(answer_block *b)
{
    const answer_tails *tails = b->tails;

    if (tails->form.finds_only)
        return write_found;
    if (b->offers && tails->n_ranks == 1)
        return write_spelt;
    if (!b->ranking.offers &&
        rc_ranking_init(&b->ranking, tails->table, tails->n_ranked, tails->has_prefix))
        return NULL;
    if (!b->charging)
        return b->offers ? write_ranks : write_fields;
    if (!b->charger)
        b->charger = rc_charger_new(b->charging, tails);
    if (!b->charger)
        return NULL;
    return b->charging->summary != RC_FIELD_NONE ? add_items : write_fields;
}

void rc_answer_block_work(answer_block *b)
{
    const char *at = b->items.text.bytes + b->items.items_at;
    const char *end = b->items.text.bytes + b->items.text.n_bytes;
    group_fn *write = choose_writer(b);
    group g;

    b->n_out = 0;
    b->no_memory = !write;
    b->omits_items = write == write_found || write == add_items || b->tails->form.answers_only;
    if (write)
        answer_piece(b, write);
    while (at < end && !b->no_memory) {
        at = b->items.read_group(&b->items, at, &g);
        answer_group(b, &g, write);
    }
    if (write == add_items && !b->no_memory)
        b->no_memory = rc_charger_flush(b->charger) != RC_OK;
}
