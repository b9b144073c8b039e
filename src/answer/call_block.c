/* Reads the call records of a block: see call_block.h. */
#include "answer/call_block.h"

#include "csv/find.h"

/* Adds the fault of the record at hand, whose first line is the next one. */
static void add_fault(answer_block *b, const call *c)
{
    uint64_t n_faults = b->stats.n_invalid++;

    if (n_faults >= RC_FAULTS_SHOWN)
        return;
    rc_call_describe(c, &b->faults[n_faults]);
    b->faults[n_faults].line = b->n_lines + 1;
}

prefix_key rc_call_count(answer_block *b, const call *c)
{
    number_kind kind = rc_call_kind(c);

    if (kind == NUMBER_INVALID)
        add_fault(b, c);
    b->n_lines += c->reader.n_lines + 1;
    if (kind != NUMBER_VALID)
        return 0;
    b->stats.n_numbers++;
    b->stats.n_plus_numbers += key_has_plus(c->number.key) ? 1 : 0;
    return c->number.key;
}

/* Reads a record of any shape.  Returns its bytes. */
static size_t read_carefully(answer_block *b, rc_text text, line *l, prefix_key *key)
{
    call c = call_begin(&b->format);
    size_t n_bytes = rc_call_feed(&c, text.bytes, text.length, true);

    *key = rc_call_count(b, &c);
    *l = (line){text.bytes, n_bytes - c.reader.n_end, rc_call_kind(&c)};
    return n_bytes;
}

/* Reads a record whose number, of 1..15 digits, maybe behind a '+', is plain.  Returns its bytes,
 * or 0 to decline. */
static size_t read_plain(answer_block *b, rc_text text, line *l, prefix_key *key)
{
    found_record found;
    unsigned n_plus;
    field wanted;

    if (!rc_csv_find_call(text, b->format.delimiter, b->format.column - 1, &wanted, &found))
        return 0;
    size_t n_digits = key_scan(wanted.text.bytes, key, &n_plus);
    if (n_digits - 1 >= RC_PREFIX_DIGITS_MAX || n_digits + n_plus != wanted.text.length)
        return 0;
    *l = (line){text.bytes, found.n_text, NUMBER_VALID};
    b->stats.n_numbers++;
    b->stats.n_plus_numbers += n_plus;
    b->n_lines += found.n_lines + 1;
    return found.n_bytes;
}

const char *rc_call_read_group(answer_block *b, const answer_tails *tails, const char *at, group *g)
{
    const char *start = at, *end = b->text.bytes + b->text.n_bytes;

    for (g->n = 0; g->n < TRIE_GROUP && at < end; g->n++) {
        rc_text text = {at, (size_t)(end - at)};
        prefix_key key;
        size_t n_bytes = read_plain(b, text, &g->lines[g->n], &key);
        at += LIKELY(n_bytes > 0) ? n_bytes : read_carefully(b, text, &g->lines[g->n], &key);
        g->keys[g->n] = table_key(tails->table, key);
    }
    g->n_bytes = (size_t)(at - start);
    return at;
}
