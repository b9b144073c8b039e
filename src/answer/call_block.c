/* Reads the call records of a block: see call_block.h.
 *
 * A record is gone over in strides, and byte by byte only if that does not do. */
#include "answer/call_block.h"

#include "answer/call_scan.h"

#include <string.h>

/* Notes the fault of the record at hand, whose first line is the next one. */
static void note_fault(answer_block *b, const call *c)
{
    uint64_t n_faults = b->stats.n_invalid++;

    if (n_faults >= RC_FAULTS_SHOWN)
        return;
    rc_call_describe(c, &b->format, &b->faults[n_faults]);
    b->faults[n_faults].line = b->n_lines + 1;
}

prefix_key rc_call_count(answer_block *b, const call *c)
{
    number_kind kind = rc_call_judge(c, &b->format);

    if (kind == NUMBER_INVALID)
        note_fault(b, c);
    b->n_lines += c->n_lines + 1;
    if (kind != NUMBER_VALID)
        return 0;
    b->stats.n_numbers++;
    b->stats.n_plus_numbers += key_has_plus(c->number.key) ? 1 : 0;
    return c->number.key;
}

/* Reads a record of any shape.  Returns its bytes. */
static size_t read_carefully(answer_block *b, rc_text text, line *l, prefix_key *key)
{
    call c = {.state = CALL_AT_START};
    size_t n_bytes = rc_call_feed(&c, &b->format, text.bytes, text.length, 1);

    *key = rc_call_count(b, &c);
    *l = (line){text.bytes, n_bytes - c.n_end, rc_call_judge(&c, &b->format)};
    return n_bytes;
}

/* Reads the field of a record that is well-formed.  Returns 0 for what must be read carefully: a
 * doubled quote, or nothing, as the record may be blank. */
static int read_field(answer_block *b, const call_place *place, line *l, prefix_key *key)
{
    call c = {.state = CALL_ENDED,
              .is_blank_no_more = 1,
              .column = b->format.column - 1,
              .n_lines = place->n_lines};

    rc_number_feed(&c.number, place->number.bytes, place->number.length);
    if (rc_number_judge(&c.number) == NUMBER_BLANK ||
        memchr(place->number.bytes, '"', place->number.length))
        return 0;
    *key = rc_call_count(b, &c);
    l->kind = rc_call_judge(&c, &b->format);
    return 1;
}

/* Reads a number of 1..15 digits, maybe behind a '+'.  Returns 0 for any other field. */
static int read_plain(answer_block *b, const call_place *place, prefix_key *key)
{
    unsigned n_plus;
    size_t n_digits = key_scan(place->number.bytes, key, &n_plus);

    if (!is_prefix_length(n_digits) || n_digits + n_plus != place->number.length)
        return 0;
    b->stats.n_numbers++;
    b->stats.n_plus_numbers += n_plus;
    b->n_lines += place->n_lines + 1;
    return 1;
}

/* Reads a record.  Returns its bytes. */
static size_t read_call(answer_block *b, rc_text text, line *l, prefix_key *key)
{
    call_place place;

    if (!rc_call_scan(text, &b->format, &place))
        return read_carefully(b, text, l, key);
    *l = (line){text.bytes, place.n_text, NUMBER_VALID};
    if (LIKELY(read_plain(b, &place, key)) || read_field(b, &place, l, key))
        return place.n_bytes;
    return read_carefully(b, text, l, key);
}

const char *rc_call_read_group(answer_block *b, const answer_tails *tails, const char *at, group *g)
{
    const char *start = at, *end = b->text.bytes + b->text.n_bytes;

    for (g->n = 0; g->n < TRIE_GROUP && at < end; g->n++) {
        rc_text text = {at, (size_t)(end - at)};
        prefix_key key;
        at += read_call(b, text, &g->lines[g->n], &key);
        g->keys[g->n] = table_key(tails->table, key);
    }
    g->n_bytes = (size_t)(at - start);
    return at;
}
