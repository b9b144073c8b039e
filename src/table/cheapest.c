/* Works out which carrier is the cheapest: see cheapest.h.
 *
 * If p is the longest prefix of all carriers' together that a number begins with, then each
 * carrier's own longest match of the number is its longest match of p: nothing between p and
 * the number is a prefix of anybody.  So one trie that tells the winner for each p answers for
 * all carriers.  For example
 *
 *     red     44 0.02, 4420 0.05        blue    442 0.03, 4420 0.04
 *     all     44 red 0.02, 442 (red 0.02 still), 4420 blue 0.04
 *
 * and 442 is left out, since the next shorter prefix that is there says the same.
 *
 * Cursors read the carriers' tries side by side, in the order of the keys.  The prefixes that
 * begin the one at hand form a path of at most KEY_SYMBOLS; each has a row of the offers that
 * hold there, one a carrier, and a prefix's row is that above it but for those that have the
 * prefix itself.  The lowest number in the row wins. */
#include "table/cheapest.h"

#include "trie/cursor.h"
#include "trie/writer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS_MAX = KEY_SYMBOLS + 1 /* what holds without any prefix, and prefixes below */ };

typedef struct level {
    prefix_key key, mask; /* the prefix and ones over it */
    uint32_t best;        /* the lowest offer of the level's row, or TRIE_NO_VALUE */
} level;

typedef struct comparison {
    const rc_table *t;
    size_t n_carriers;
    trie_cursor *cursors;
    prefix_key *keys; /* of the cursors */
    uint32_t *rows;   /* LEVELS_MAX rows of n_carriers offers, or TRIE_NO_VALUE */
    level levels[LEVELS_MAX];
    unsigned n_levels;
    trie_writer *writer;
} comparison;

/* The key of the next prefix, KEY_END behind the last. */
static prefix_key next_key(const comparison *c)
{
    prefix_key least = c->keys[0];

    for (size_t i = 1; i < c->n_carriers; i++)
        least = c->keys[i] < least ? c->keys[i] : least;
    return least;
}

/* Leaves the levels that do not begin key, and adds its own, as the one above it. */
static uint32_t *open_level(comparison *c, prefix_key key)
{
    while (((c->levels[c->n_levels - 1].key ^ key) & c->levels[c->n_levels - 1].mask) != 0)
        c->n_levels--;
    assert(c->n_levels < LEVELS_MAX);
    uint32_t *row = c->rows + c->n_levels * c->n_carriers;
    memcpy(row, row - c->n_carriers, c->n_carriers * sizeof *row);
    c->levels[c->n_levels++] = (level){.key = key, .mask = key_mask(key_length(key))};
    return row;
}

/* Enters the offers of those that have the prefix; returns the lowest of the row. */
static uint32_t enter_offers(comparison *c, prefix_key key, uint32_t *row)
{
    uint32_t best = TRIE_NO_VALUE;

    for (size_t i = 0; i < c->n_carriers; i++) {
        if (c->keys[i] == key) {
            row[i] = table_offer(c->t, i, c->cursors[i].value);
            rc_trie_cursor_advance(&c->cursors[i]);
            c->keys[i] = c->cursors[i].key;
        }
        best = row[i] < best ? row[i] : best;
    }
    return best;
}

static rc_code write_prefixes(comparison *c)
{
    rc_code code = RC_OK;

    for (prefix_key key; code == RC_OK && (key = next_key(c)) != KEY_END;) {
        uint32_t *row = open_level(c, key);
        uint32_t best = enter_offers(c, key, row);
        c->levels[c->n_levels - 1].best = best;
        if (best != c->levels[c->n_levels - 2].best)
            code = rc_trie_writer_add(c->writer, key, best);
    }
    return code;
}

static void open_cursors(comparison *c, const carrier_routes *carriers)
{
    for (size_t i = 0; i < c->n_carriers; i++) {
        rc_trie_cursor_open(&c->cursors[i], &carriers[i].trie);
        c->keys[i] = c->cursors[i].key;
        c->rows[i] = TRIE_NO_VALUE;
    }
    c->levels[0] = (level){.best = TRIE_NO_VALUE};
    c->n_levels = 1;
}

rc_code rc_cheapest_write(const rc_table *t, const carrier_routes *carriers, trie *cheapest)
{
    comparison c = {.t = t, .n_carriers = t->n_carriers};
    rc_code code = RC_ERROR_MEMORY;

    c.cursors = calloc(c.n_carriers, sizeof *c.cursors);
    c.keys = calloc(c.n_carriers, sizeof *c.keys);
    c.rows = calloc(c.n_carriers, LEVELS_MAX * sizeof *c.rows);
    c.writer = rc_trie_writer_new(t->n_offers, TRIE_BYTES_MAX);
    if (c.cursors && c.keys && c.rows && c.writer) {
        open_cursors(&c, carriers);
        code = write_prefixes(&c);
    }
    if (code == RC_OK)
        code = rc_trie_writer_finish(c.writer, cheapest);
    rc_trie_writer_free(c.writer);
    free(c.rows);
    free(c.keys);
    free(c.cursors);
    return code;
}
