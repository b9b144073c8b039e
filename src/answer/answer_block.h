/* Answers a block of items: numbers in, numbers and costs out. */
#ifndef ANSWER_ANSWER_BLOCK_H
#define ANSWER_ANSWER_BLOCK_H

#include "answer/charger.h"
#include "answer/items.h"
#include "answer/spelt.h"

typedef struct answer_block {
    item_block items;
    const answer_tails *tails;  /* what belongs behind its numbers */
    const spelt_offers *offers; /* the offers' tails; NULL: they are not spelt */

    char *out;
    size_t n_out, out_capacity;
    bool omits_items;         /* what is written, if anything, takes the place of the items */
    ranking ranking;          /* has room once a block needs one */
    const charging *charging; /* NULL: calls are not charged */
    charger *charger;         /* once calls are charged; owned */
    bool no_memory;           /* out could not be enlarged */
} answer_block;

/* Frees what the block holds.  It is not used again. */
void rc_answer_block_free(answer_block *b);

/* Fills out, and counts the items in the block's counts. */
void rc_answer_block_work(answer_block *b);

#endif
