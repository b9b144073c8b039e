/* Cuts a stream into blocks of items and reads their numbers.
 *
 * An item gets one row of output: it is a line, or a call record.  Whoever answers blocks knows
 * nothing of which kind their items are. */
#ifndef ANSWER_ITEMS_H
#define ANSWER_ITEMS_H

#include "answer/number.h"
#include "io/input.h"
#include "trie/trie.h"

enum { ITEM_BLOCK_BYTES = 256 * 1024 };

typedef struct item {
    const char *bytes; /* BLOCK_PADDING bytes can be read behind */
    size_t length;     /* without its line end */
    number_kind kind;
    uint64_t n_seconds; /* of a call with a duration, else 0 */
} item;

/* Items whose numbers are looked up in step. */
typedef struct group {
    size_t n;
    size_t n_bytes;      /* of all items, their line ends included */
    uint64_t first_line; /* of call records: the first one's, counted as in faults */
    item items[TRIE_GROUP];
    prefix_key keys[TRIE_GROUP]; /* 0 where there is no number */
} group;

/* A block of whole items.  A piece of an item may stand before them: of one too long for a block,
 * or a header.  It is copied as it is.  The last piece of a long item tells the item's number. */
typedef struct item_block {
    block text;
    size_t n_piece;         /* bytes to copy as they are */
    bool piece_ends;        /* the item ends with them */
    bool is_header;         /* the piece is a header */
    number_kind piece_kind; /* of the item that ends */
    prefix_key piece_key;
    uint64_t piece_seconds;
    size_t items_at; /* where the whole items begin */

    char delimiter; /* of call records, and of the rows of output; ',' unless the source sets it */
    size_t column;  /* of call records: the number's, 1-based */
    size_t duration_column; /* of call records: the duration's, 1-based; 0: none */
    const char *(*read_group)(struct item_block *b, const char *at, group *g);
    idd_list idd; /* of the table: '+' takes their place in numbers; long ones are read by it */

    uint64_t n_lines; /* of the items read so far */
    rc_answer_stats stats;
    rc_error faults[RC_FAULTS_SHOWN]; /* the first ones; lines count from the block's start, 1 */
} item_block;

typedef struct item_source item_source;

/* What lines and call records do each in their own way. */
typedef struct item_type {
    /* Looks at the start of a block, as far as the first one's differs.  Sets *is_cut if the block
     * is ready.  Returns false when nothing more is to be taken.  May be NULL. */
    bool (*begin)(item_source *s, item_block *b, bool *is_cut);
    /* Returns the bytes of the whole items that text starts with. */
    size_t (*count_whole)(const item_source *s, rc_text text);
    /* Begins an item that is too long for a block. */
    void (*begin_long)(item_source *s);
    /* Reads the piece of the long item from `from` on, and sets what concerns it in the block. */
    void (*feed_long)(item_source *s, item_block *b, size_t from);
    /* Reads a group's items from `at` on, and counts them.  Returns what stands behind them.  Any
     * thread may call it. */
    const char *(*read_group)(item_block *b, const char *at, group *g);
} item_type;

/* All zero but for type and in, it is at the start of its stream. */
struct item_source {
    const item_type *type;
    input in;
    idd_list idd;   /* of the table */
    bool has_begun; /* the first block was filled */
    bool in_long;   /* the item that the next block starts with has begun before */
    rc_error error; /* what ended the reading early beside failures of in; else code RC_OK */
};

/* Takes the next block, with the piece's item counted.  Returns false at the end or after a
 * failure. */
bool rc_items_take(item_source *s, item_block *b);

/* Returns true if the bytes that were read are the stream's last. */
static inline bool items_are_last(const item_source *s)
{
    return s->in.ended && !s->in.failed;
}

/* Counts a valid number. */
static inline void item_count_number(item_block *b, prefix_key key)
{
    b->stats.n_numbers++;
    b->stats.n_plus_numbers += key_has_plus(key) ? 1 : 0;
}

/* Counts a fault of the next line.  Returns where to describe it, but for its line, which is
 * item_fault_line(b); NULL if enough are described. */
rc_error *rc_items_add_fault(item_block *b);

/* The same for a fault of an item that was read before.  Faults stay in the order of their
 * lines. */
rc_error *rc_items_insert_fault(item_block *b, uint64_t line);

/* Returns the line on which item i of a group of call records begins, counted as in faults. */
uint64_t rc_items_find_line(const group *g, size_t i);

static inline uint64_t item_fault_line(const item_block *b)
{
    return b->n_lines + 1;
}

#endif
