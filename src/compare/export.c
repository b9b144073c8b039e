/* Writes one list of all carriers: rc_export of routecost_compare.h.
 *
 * The carriers' tries are walked side by side. What is appended to a prefix is what rc_answer would
 * append to it as a number; each level of the walk keeps it, so that pruning can compare. */
#include "answer/tails.h"
#include "io/output.h"
#include "routecost_compare.h"
#include "table/ranking.h"
#include "trie/union.h"

#include <stdlib.h>
#include <string.h>

typedef struct exporting {
    const rc_table *table;
    bool prune;
    trie_union tries;
    answer_tails tails;
    ranking ranked; /* of the current prefix, as number 0 of a group */
    char *bytes;    /* of the levels' tails, length_max each */
    size_t lengths[UNION_LEVELS_MAX];
    output out;
    uint64_t n_rows;
} exporting;

static char *tail_of(const exporting *e, unsigned level)
{
    return e->bytes + level * e->tails.length_max;
}

static void keep_tail(exporting *e, unsigned level, rc_text tail)
{
    memcpy(tail_of(e, level), tail.bytes, tail.length);
    e->lengths[level] = tail.length;
}

/* Ranks what the carriers offer for the current prefix. */
static void rank_offers(exporting *e)
{
    const uint32_t *offers = union_values(&e->tries, e->tries.level);
    const unsigned char *lengths = union_lengths(&e->tries, e->tries.level);

    e->ranked.n[0] = 0;
    for (size_t i = 0; i < e->tries.n_sources; i++)
        if (table_is_offer(e->table, offers[i]))
            rc_ranking_insert(&e->ranked, 0, (ranked_offer){offers[i], lengths[i]});
}

/* Enters what is appended to the current prefix. */
static void enter_tail(exporting *e)
{
    unsigned level = e->tries.level;

    rank_offers(e);
    if (e->ranked.n[0] == 0)
        keep_tail(e, level, text_list_get(&e->tails.fixed, TAIL_UNROUTED));
    else
        e->lengths[level] =
            rc_tails_spell_ranked(&e->tails, &e->ranked, 0, e->tries.key, NULL, tail_of(e, level));
}

/* Whether the current prefix gets what the longest shorter one gets; nothing, if there is none. */
static bool is_redundant(const exporting *e)
{
    unsigned level = e->tries.level;

    if (level == 1)
        return e->ranked.n[0] == 0;
    return e->lengths[level] == e->lengths[level - 1] &&
           memcmp(tail_of(e, level), tail_of(e, level - 1), e->lengths[level]) == 0;
}

static void write_row(exporting *e)
{
    unsigned level = e->tries.level;
    char *to = rc_output_begin(&e->out, KEY_SYMBOLS + e->lengths[level]);

    if (!to)
        return;
    to += rc_key_unpack(to, e->tries.key);
    memcpy(to, tail_of(e, level), e->lengths[level]);
    output_end(&e->out, to + e->lengths[level]);
    e->n_rows++;
}

/* Writes the rows of the prefixes with a '+', or of those without. */
static void write_rows(exporting *e, bool with_plus)
{
    rc_trie_union_begin(&e->tries, with_plus);
    while (!e->out.error.code && rc_trie_union_next(&e->tries)) {
        enter_tail(e);
        if (!e->prune || !is_redundant(e))
            write_row(e);
    }
}

static rc_code write_list(exporting *e, rc_error *error)
{
    rc_output_add(&e->out, (rc_text){"prefix", strlen("prefix")});
    rc_output_add(&e->out, text_list_get(&e->tails.fixed, TAIL_HEADER));
    write_rows(e, true);
    write_rows(e, false);
    rc_code code = rc_output_finish(&e->out);
    if (code != RC_OK && error)
        *error = e->out.error;
    return code;
}

/* Prepares the walk and what is appended. RC_OK, RC_ERROR_MEMORY or RC_ERROR_NOT_KEPT. */
static rc_code open_export(exporting *e, const rc_export_options *options, rc_error *error)
{
    const rc_table *t = e->table;
    rc_answer_options o = {.no_route = {"blocked", strlen("blocked")}, .rank = options->rank};

    memcpy(o.fields, options->fields, sizeof o.fields);
    o.columns = options->columns;
    o.n_columns = options->n_columns;
    if (!rc_table_keeps_carriers(t))
        return rc_error_set(error, RC_ERROR_NOT_KEPT, "the table has not kept its carriers");
    rc_code code = rc_tails_init(&e->tails, t, &o, &(tail_form){.delimiter = ','}, error);
    if (code != RC_OK)
        return code;
    e->bytes = malloc(UNION_LEVELS_MAX * e->tails.length_max);
    if (!e->bytes || rc_ranking_init(&e->ranked, t, e->tails.n_ranked, false) ||
        rc_trie_union_init(&e->tries, t->n_carriers, UNION_LENGTHS))
        return rc_error_set(error, RC_ERROR_MEMORY, "out of memory");
    for (size_t i = 0; i < t->n_carriers; i++)
        e->tries.sources[i] = (union_source){table_carrier_trie(t, i), table_carrier_offers(t, i)};
    return RC_OK;
}

rc_code rc_export(const rc_table *table, rc_writer out, const rc_export_options *options,
                  uint64_t *n_rows, rc_error *error)
{
    static const rc_export_options defaults;
    exporting e = {.table = table, .prune = options && options->prune};
    rc_code code = rc_output_open(&e.out, out);

    if (code != RC_OK)
        rc_error_set(error, code, "out of memory");
    else
        code = open_export(&e, options ? options : &defaults, error);
    if (code == RC_OK)
        code = write_list(&e, error);
    rc_trie_union_free(&e.tries);
    rc_ranking_free(&e.ranked);
    free(e.bytes);
    rc_tails_free(&e.tails);
    rc_output_free(&e.out);
    if (n_rows)
        *n_rows = e.n_rows;
    return code;
}
