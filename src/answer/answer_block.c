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

/* Plain lines are no longer, their line ends included. */
#define LINE_SCAN_BYTES 32

_Static_assert(COPY_BYTES <= BLOCK_PADDING, "a short copy must stay within the padding");
_Static_assert(LINE_SCAN_BYTES <= BLOCK_PADDING, "a line is scanned within the padding");
_Static_assert(COPY_BYTES <= TAIL_PADDING, "a short copy must stay within the padding");

void answer_block_free(answer_block *b)
{
    block_free(&b->text);
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
    error_set(&b->faults[n_faults], RC_FAULT_NUMBER, "%s is not a number", quoted);
    b->faults[n_faults].line = b->n_lines + 1;
}

/* Counts a number that was read carefully; returns its key, 0 if there is none. */
static prefix_key count_number(answer_block *b, const number *n)
{
    switch (number_judge(n)) {
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
    number_feed(&n, at, l->length);
    l->kind = number_judge(&n);
    *key = count_number(b, &n);
    return feed ? feed + 1 : end;
}

/* Reads the line at hand if it is plain: 1..15 digits, maybe behind a '+', up to the line end.
 * Returns its bytes, or 0 for what must be read carefully.
 *
 * The line end is looked for by itself: so the next line can be begun while this one is still
 * being worked on. */
static HOT_INLINE size_t scan_line(const char *at, line *l, prefix_key *key)
{
    unsigned line_ends = mark_equal16(at, '\n') | mark_equal16(at + 16, '\n') << 16, n_plus;
    size_t n_line = trailing_zeros(line_ends | 1ull << LINE_SCAN_BYTES);
    size_t n_text = n_line - (at[n_line > 0 ? n_line - 1 : 0] == '\r');
    size_t n_digits = key_scan(at, key, &n_plus);

    *l = (line){at, n_text, NUMBER_VALID};
    return n_digits - 1 < RC_PREFIX_DIGITS_MAX && n_digits + n_plus == n_text ? n_line + 1 : 0;
}

/* Reads the lines of a group.  Returns what stands behind them. */
static const char *read_group(answer_block *b, const answer_tails *tails, const char *at, group *g)
{
    const char *start = at, *end = b->text.bytes + b->text.n_bytes;

    for (g->n = 0; g->n < TRIE_GROUP && at < end; g->n++) {
        prefix_key key;
        size_t n_bytes = scan_line(at, &g->lines[g->n], &key);

        if (LIKELY(n_bytes > 0)) {
            b->stats.n_numbers++;
            b->stats.n_plus_numbers += key >= KEY_PLUS;
            at += n_bytes;
        } else {
            at = read_carefully(b, at, end, &g->lines[g->n], &key);
        }
        g->keys[g->n] = table_key(tails->table, key);
        b->n_lines++;
    }
    g->n_bytes = (size_t)(at - start);
    return at;
}

/* ---- Writing ---- */

static HOT_INLINE void append_tail(answer_block *b, const answer_tails *tails, number_kind kind,
                                   uint32_t cost)
{
    static const char blank[COPY_BYTES] = "\n", invalid[COPY_BYTES] = ",\n";

    if (UNLIKELY(kind != NUMBER_VALID)) {
        append(b, kind == NUMBER_BLANK ? blank : invalid, kind == NUMBER_BLANK ? 1 : 2);
        return;
    }
    int is_routed = cost != TRIE_NO_COST;
    rc_text tail = table_tail(tails->table, is_routed ? cost : 0);
    tail.bytes = is_routed ? tail.bytes : tails->no_route;
    tail.length = is_routed ? tail.length : tails->no_route_length;
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

/* Appends a tail that begins with the file's delimiter. */
static void append_call_tail(answer_block *b, const answer_tails *tails, number_kind kind,
                             uint32_t cost)
{
    size_t tail_at = b->n_out;

    append_tail(b, tails, kind, cost);
    if (kind != NUMBER_BLANK)
        b->out[tail_at] = b->format.delimiter;
}

static void write_calls(answer_block *b, const answer_tails *tails, const group *g)
{
    if (!reserve(b, g->n_bytes + g->n * tails->length_max))
        return;
    for (size_t i = 0; i < g->n; i++) {
        append(b, g->lines[i].bytes, g->lines[i].length);
        append_call_tail(b, tails, g->lines[i].kind, g->costs[i]);
    }
}

/* Answers the long line, or record, whose last piece has been copied. */
static void answer_piece(answer_block *b, const answer_tails *tails)
{
    int is_call = b->format.column > 0;
    number_kind kind =
        is_call ? call_judge(&b->long_call, &b->format) : number_judge(&b->long_number);
    prefix_key key = is_call ? call_count(b, &b->long_call) : count_number(b, &b->long_number);
    uint32_t cost;

    key = table_key(tails->table, key);
    trie_find_group(&tails->table->trie, &key, 1, &cost);
    if (is_call) {
        append_call_tail(b, tails, kind, cost);
    } else {
        append_tail(b, tails, kind, cost);
        b->n_lines++;
    }
}

/* Copies a piece of a long line, or a header, and what belongs behind it. */
static void write_piece(answer_block *b, const answer_tails *tails)
{
    if (!reserve(b,
                 b->text.n_bytes + b->text.n_bytes / 4 + tails->length_max + b->piece_tail.length))
        return; /* room for the usual block at once */
    if (b->n_piece > 0)
        memcpy(b->out + b->n_out, b->text.bytes, b->n_piece);
    b->n_out += b->n_piece;
    if (b->piece_tail.length > 0)
        memcpy(b->out + b->n_out, b->piece_tail.bytes, b->piece_tail.length);
    b->n_out += b->piece_tail.length;
    b->n_lines += b->n_piece_lines;
    if (b->piece_ends)
        answer_piece(b, tails);
}

void answer_block_work(answer_block *b, const answer_tails *tails)
{
    const char *at = b->text.bytes + b->lines_at, *end = b->text.bytes + b->text.n_bytes;
    int is_calls = b->format.column > 0;
    group g;

    b->n_out = 0;
    b->n_lines = 0;
    b->stats = (rc_answer_stats){0};
    b->no_memory = 0;
    write_piece(b, tails);
    while (at < end && !b->no_memory) {
        at = is_calls ? call_read_group(b, tails, at, &g) : read_group(b, tails, at, &g);
        trie_find_group(&tails->table->trie, g.keys, g.n, g.costs);
        if (is_calls)
            write_calls(b, tails, &g);
        else
            write_group(b, tails, &g);
    }
}
