/* What those share that go through the records of a block: deck_parse.c and deck_search.c. */
#ifndef DECK_DECK_RECORD_H
#define DECK_DECK_RECORD_H

#include "base/error.h"
#include "deck/deck.h"

static inline void deck_add_fault(deck_block *b, rc_error *fault)
{
    fault->line = b->n_lines + 1;
    if (b->n_faults < RC_FAULTS_SHOWN)
        b->faults[b->n_faults] = *fault;
    b->n_faults++;
}

/* Adds the fault of a row that is too long. */
static inline void deck_note_long_row(deck_block *b)
{
    rc_error fault;

    rc_error_set(&fault, RC_FAULT_ROW, "the row is longer than %d bytes", RC_ROW_BYTES_MAX);
    deck_add_fault(b, &fault);
}

/* The bytes of a record without its line end. */
static inline size_t deck_record_bytes(const record *r, const char *at)
{
    size_t n = r->n_bytes - (r->has_end ? 1 : 0);
    return n > 0 && at[n - 1] == '\r' ? n - 1 : n;
}

static inline void deck_read_record(deck_block *b, rc_text text, record *r)
{
    if (b->dialect.is_settled)
        rc_record_read(text, &b->dialect.layout, b->multiline, r);
    else
        rc_dialect_read(&b->dialect, text, b->multiline, r);
    /* The block was cut where what stood behind was known too: a quote that does not end within
     * the block was not closed in time, and its record is its first line.  As is one that seems
     * to end further down: whether that is in this block should make no difference. */
    if ((r->kind == RECORD_OPEN && b->multiline) || r->is_cut)
        rc_record_read(text, &b->dialect.layout, 0, r);
}

/* Reads a field that is a prefix and nothing else.  Returns 0 if it is not. */
static HOT_INLINE int deck_scan_prefix(rc_text text, prefix_key *key)
{
    unsigned n_plus, n_digits = key_scan(text.bytes, key, &n_plus);
    return is_prefix_length(n_digits) && n_plus + n_digits == text.length;
}

#endif
