/* Cuts a stream into blocks of items: see items.h.
 *
 *     fill -> piece of a long item -> start of the stream -> cut behind the last whole item
 */
#include "answer/items.h"

static bool cut_input(item_source *s, item_block *b, size_t n_used)
{
    return rc_input_cut(&s->in, &b->text, n_used) == RC_OK;
}

/* Takes the piece at the start of the block; it ends with the item or with the block. */
static bool take_piece(item_source *s, item_block *b, size_t piece_at)
{
    s->type->feed_long(s, b, piece_at);
    s->in_long = !b->piece_ends;
    return b->piece_ends || cut_input(s, b, b->items_at);
}

/* Ends the block behind its last whole item; without one, begins a long item.  An item that a
 * failure of the reader has cut short is dropped: its number would be another one. */
static bool cut_items(item_source *s, item_block *b)
{
    rc_text text = {b->text.bytes + b->items_at, b->text.n_bytes - b->items_at};

    if (items_are_last(s))
        return true;
    size_t n_whole = s->type->count_whole(s, text);
    if (n_whole > 0 || b->piece_ends || s->in.failed)
        return cut_input(s, b, b->items_at + n_whole);
    s->type->begin_long(s);
    return take_piece(s, b, b->items_at);
}

static void reset_block(item_block *b)
{
    b->n_piece = b->items_at = 0;
    b->piece_ends = b->is_header = false;
    b->delimiter = ',';
    b->n_lines = 0;
    b->stats = (rc_answer_stats){.n_numbers = 0};
}

bool rc_items_take(item_source *s, item_block *b)
{
    bool is_cut = false;

    if (s->in.failed || s->error.code)
        return false;
    reset_block(b);
    b->read_group = s->type->read_group;
    b->idd = s->idd;
    if (rc_block_reserve(&b->text, ITEM_BLOCK_BYTES)) {
        s->in.no_memory = true;
        return false;
    }
    if (rc_input_fill(&s->in, &b->text) || (b->text.n_bytes == 0 && (!s->in_long || s->in.failed)))
        return false;
    if (s->in_long && !take_piece(s, b, 0))
        return false;
    if (s->in_long)
        return true;
    if (!s->has_begun)
        b->n_piece = b->items_at = rc_block_mark(&b->text);
    s->has_begun = true;
    if (s->type->begin && !s->type->begin(s, b, &is_cut))
        return false;
    return is_cut || cut_items(s, b);
}

rc_error *rc_items_add_fault(item_block *b)
{
    uint64_t n_faults = b->stats.n_invalid++;

    return n_faults < RC_FAULTS_SHOWN ? &b->faults[n_faults] : NULL;
}

rc_error *rc_items_insert_fault(item_block *b, uint64_t line)
{
    uint64_t n_faults = b->stats.n_invalid++;
    size_t at = n_faults < RC_FAULTS_SHOWN ? (size_t)n_faults : RC_FAULTS_SHOWN;

    if (at == RC_FAULTS_SHOWN && b->faults[at - 1].line <= line)
        return NULL;
    if (at == RC_FAULTS_SHOWN)
        at--; /* the last falls out */
    for (; at > 0 && b->faults[at - 1].line > line; at--)
        b->faults[at] = b->faults[at - 1];
    return &b->faults[at];
}

uint64_t rc_items_find_line(const group *g, size_t i)
{
    uint64_t line = g->first_line;

    for (const char *at = g->items[0].bytes; at < g->items[i].bytes; at++)
        line += *at == '\n';
    return line;
}
