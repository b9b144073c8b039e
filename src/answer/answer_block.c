/* Answers a block of lines: see answer_block.h.
 *
 * Lines are answered in groups: all are read, all are walked through the trie in step, all
 * are written.  A plain line, digits up to a line feed, is read by words; any other line is
 * read carefully. */
#include "answer/answer_block.h"

#include "answer/call_block.h"

#include <stdlib.h>
#include <string.h>

/* Short texts are copied by so many bytes, whatever their length. */
#define COPY_BYTES 16

/* Plain lines are no longer, without their line ends. */
#define LINE_SCAN_BYTES 16

_Static_assert(COPY_BYTES <= BLOCK_PADDING, "a short copy must stay within the padding");
_Static_assert(LINE_SCAN_BYTES + 2 <= BLOCK_PADDING, "a line is scanned within the padding");
_Static_assert(COPY_BYTES <= TEXT_PADDING, "a short copy must stay within the padding");

void rc_answer_block_free(answer_block *b)
{
    rc_block_free(&b->text);
    rc_ranking_free(&b->ranking);
    free(b->out);
    b->out = NULL;
    b->out_capacity = 0;
}

/* Makes room for n bytes more, and for a short copy's. Returns 0 without memory. */
static int reserve(answer_block *b, size_t n)
{
    if (n + COPY_BYTES <= b->out_capacity - b->n_out)
        return 1;
    size_t capacity = b->out_capacity + b->out_capacity / 2 + n + COPY_BYTES;
    char *out = realloc(b->out, capacity);
    if (!out) {
        b->no_memory = 1;
        return 0;
    }
    b->out = out;
    b->out_capacity = capacity;
    return 1;
}

static HOT_INLINE void append(answer_block *b, const char *bytes, size_t length)
{
    char *to = b->out + b->n_out;
    if (LIKELY(length <= COPY_BYTES))
        memcpy(to, bytes, COPY_BYTES);
    else
        memcpy(to, bytes, length);
    b->n_out += length;
}

/* ---- Reading ---- */

static void note_fault(answer_block *b, const number *n)
{
    char quoted[RC_QUOTE_BYTES];
    uint64_t n_faults = b->stats.n_invalid++;

    if (n_faults >= RC_FAULTS_SHOWN)
        return;
    rc_quote(quoted, (rc_text){n->excerpt, n->n_bytes});
    rc_error_set(&b->faults[n_faults], RC_FAULT_NUMBER, "%s is not a number", quoted);
    b->faults[n_faults].line = b->n_lines + 1;
}

/* Counts a number that was read carefully; returns its key, 0 if there is none. */
static prefix_key count_number(answer_block *b, const number *n)
{
    switch (rc_number_kind(n)) {
    case NUMBER_BLANK:
        break;
    case NUMBER_INVALID:
        note_fault(b, n);
        break;
    case NUMBER_VALID:
        b->stats.n_numbers++;
        b->stats.n_plus_numbers += key_has_plus(n->key) ? 1 : 0;
        return n->key;
    }
    return 0;
}

/* Reads a line of any shape.  Returns what stands behind it. */
static const char *read_carefully(answer_block *b, const char *at, const char *end, line *l,
                                  prefix_key *key)
{
    number n = {0};
    const char *feed = memchr(at, '\n', (size_t)(end - at));

    l->bytes = at;
    l->length = (size_t)((feed ? feed : end) - at);
    if (l->length > 0 && at[l->length - 1] == '\r')
        l->length--;
    rc_number_feed(&n, at, l->length);
    l->kind = rc_number_kind(&n);
    *key = count_number(b, &n);
    return feed ? feed + 1 : end;
}

/* Reads the line at hand if it is plain: a '+' or not, digits up to RC_PREFIX_DIGITS_MAX, the line
 * end.  Returns its bytes, or 0 for what must be read carefully. */
static HOT_INLINE size_t scan_line(const char *at, line *l, prefix_key *key)
{
    unsigned n_plus = *at == '+';
    size_t n_text = trailing_zeros((mark_nondigits16(at) & ~n_plus) | 1u << LINE_SCAN_BYTES);
    size_t n_digits = n_text - n_plus, n_line = n_text + (at[n_text] == '\r') + 1;

    *key = key_of_digits(at + n_plus, (unsigned)n_digits, n_plus);
    *l = (line){at, n_text, NUMBER_VALID};
    return is_prefix_length(n_digits) && at[n_line - 1] == '\n' ? n_line : 0;
}

/* Reads the lines of a group.  Returns what stands behind them. */
static const char *read_group(answer_block *b, const answer_tails *tails, const char *at, group *g)
{
    const char *start = at, *end = b->text.bytes + b->text.n_bytes;
    uint64_t n_before = b->n_lines, n_plain = 0, n_plus = 0;
    size_t n = 0;

    for (; n < TRIE_GROUP && at < end; n++) {
        prefix_key key;
        size_t n_bytes = scan_line(at, &g->lines[n], &key);

        if (LIKELY(n_bytes > 0)) {
            n_plain++;
            n_plus += key >= KEY_PLUS;
            at += n_bytes;
        } else {
            b->n_lines = n_before + n;
            at = read_carefully(b, at, end, &g->lines[n], &key);
        }
        g->keys[n] = table_key(tails->table, key);
    }
    b->n_lines = n_before + n;
    b->stats.n_numbers += n_plain;
    b->stats.n_plus_numbers += n_plus;
    g->n = n;
    g->n_bytes = (size_t)(at - start);
    return at;
}

/* ---- Writing ---- */

/* Appends to a number the tail of its offer, or one of those that have none. */
static HOT_INLINE void append_tail(answer_block *b, const answer_tails *tails, number_kind kind,
                                   uint32_t offer)
{
    static const char blank[COPY_BYTES] = "\n";

    if (UNLIKELY(kind != NUMBER_VALID)) {
        rc_text invalid = text_list_get(&tails->fixed, TAIL_INVALID);
        append(b, kind == NUMBER_BLANK ? blank : invalid.bytes,
               kind == NUMBER_BLANK ? 1 : invalid.length);
        return;
    }
    int is_routed = offer != TRIE_NO_VALUE;
    const text_list *list = is_routed ? &tails->offers : &tails->fixed;
    rc_text tail = text_list_get(list, is_routed ? offer : TAIL_UNROUTED);
    append(b, tail.bytes, tail.length);
    b->stats.n_routed += is_routed ? 1 : 0;
}

static void write_group(answer_block *b, const answer_tails *tails, const group *g)
{
    if (!reserve(b, g->n_bytes + g->n * tails->length_max))
        return;
    for (size_t i = 0; i < g->n; i++) {
        append(b, g->lines[i].bytes, g->lines[i].length);
        append_tail(b, tails, g->lines[i].kind, g->costs[i]);
    }
}

/* Appends to line i of a group what the ranking has found for it.  There is room. */
static void append_ranked(answer_block *b, const answer_tails *tails, number_kind kind, size_t i,
                          prefix_key key)
{
    if (kind != NUMBER_VALID || b->ranking.n[i] == 0) {
        append_tail(b, tails, kind, TRIE_NO_VALUE);
        return;
    }
    b->n_out += rc_tails_spell_ranked(tails, &b->ranking, i, key, b->out + b->n_out);
    b->stats.n_routed++;
}

/* As write_group, where prefixes or several carriers are wanted. */
static void write_ranked(answer_block *b, const answer_tails *tails, const group *g)
{
    rc_ranking_find(&b->ranking, g->keys, g->n);
    for (size_t i = 0; i < g->n; i++) {
        if (!reserve(b, g->lines[i].length + tails->length_max))
            return;
        append(b, g->lines[i].bytes, g->lines[i].length);
        append_ranked(b, tails, g->lines[i].kind, i, g->keys[i]);
    }
}

/* Hands over what the trie has found for each number, in place of the lines. */
static void write_found(answer_block *b, const line *lines, const uint32_t *found, size_t n)
{
    if (!reserve(b, n * sizeof *found))
        return;
    for (size_t i = 0; i < n; i++) {
        bool is_number = lines[i].kind == NUMBER_VALID;
        memcpy(b->out + b->n_out, &found[i], sizeof *found);
        b->n_out += is_number ? sizeof *found : 0;
        b->stats.n_routed += is_number && found[i] != TRIE_NO_VALUE;
    }
}

/* Appends to what a long line's or record's pieces have made.  There is room. */
static void append_to_piece(answer_block *b, const answer_tails *tails, number_kind kind,
                            prefix_key key)
{
    uint32_t offer;

    if (tails->is_ranked) {
        rc_ranking_find(&b->ranking, &key, 1);
        append_ranked(b, tails, kind, 0, key);
    } else {
        rc_trie_find_group(&tails->table->trie, &key, 1, &offer);
        if (tails->finds_only)
            write_found(b, &(line){.kind = kind}, &offer, 1);
        else
            append_tail(b, tails, kind, offer);
    }
}

/* Answers the long line, or record, whose last piece has been copied. */
static void answer_piece(answer_block *b, const answer_tails *tails)
{
    int is_call = b->format.column > 0;
    number_kind kind = is_call ? rc_call_kind(&b->long_call) : rc_number_kind(&b->long_number);
    prefix_key key = is_call ? rc_call_count(b, &b->long_call) : count_number(b, &b->long_number);

    append_to_piece(b, tails, kind, table_key(tails->table, key));
    b->n_lines += is_call ? 0 : 1;
}

static void copy_piece(answer_block *b)
{
    if (b->n_piece > 0)
        memcpy(b->out + b->n_out, b->text.bytes, b->n_piece);
    b->n_out += b->n_piece;
    if (b->piece_tail.length > 0)
        memcpy(b->out + b->n_out, b->piece_tail.bytes, b->piece_tail.length);
    b->n_out += b->piece_tail.length;
}

/* Copies a piece of a long line, or a header, and what belongs behind it. */
static void write_piece(answer_block *b, const answer_tails *tails)
{
    if (!reserve(b,
                 b->text.n_bytes + b->text.n_bytes / 4 + tails->length_max + b->piece_tail.length))
        return; /* room for the usual block at once */
    if (!tails->finds_only)
        copy_piece(b);
    b->n_lines += b->n_piece_lines;
    if (b->piece_ends)
        answer_piece(b, tails);
}

void rc_answer_block_work(answer_block *b)
{
    const answer_tails *tails = b->tails;
    const char *at = b->text.bytes + b->lines_at, *end = b->text.bytes + b->text.n_bytes;
    int is_calls = b->format.column > 0;
    group g;

    b->n_out = 0;
    b->n_lines = 0;
    b->stats = (rc_answer_stats){0};
    b->no_memory =
        tails->is_ranked && !b->ranking.offers &&
        rc_ranking_init(&b->ranking, tails->table, tails->n_ranked, tails->has_prefix) != RC_OK;
    if (!b->no_memory)
        write_piece(b, tails);
    while (at < end && !b->no_memory) {
        at = is_calls ? rc_call_read_group(b, tails, at, &g) : read_group(b, tails, at, &g);
        if (tails->is_ranked) {
            write_ranked(b, tails, &g);
            continue;
        }
        rc_trie_find_group(&tails->table->trie, g.keys, g.n, g.costs);
        if (tails->finds_only)
            write_found(b, g.lines, g.costs, g.n);
        else
            write_group(b, tails, &g);
    }
}
