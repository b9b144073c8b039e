/* What a carrier's routes carry beside their costs: texts of columns, and terms of calls. */
#ifndef TABLE_CARRIED_H
#define TABLE_CARRIED_H

#include "base/text_list.h"

/* All zero: nothing. */
typedef struct carried {
    text_list columns; /* names of the columns whose texts are kept */
    bool has_terms;    /* terms of calls (route/terms.h) stand behind the columns' texts */
    text_list texts;   /* each once, ascending in byte order; text 0 is empty */
    uint32_t *numbers; /* n_texts of each value of the carrier's trie; owned */
    unsigned n_texts;  /* columns, and one more with terms */
} carried;

/* Returns the n-th text of a value. */
static inline rc_text carried_text(const carried *c, uint32_t value, unsigned n)
{
    return text_list_get(&c->texts, c->numbers[(size_t)value * c->n_texts + n]);
}

/* Returns the terms of a value; empty without terms. */
static inline rc_text carried_terms(const carried *c, uint32_t value)
{
    return c->has_terms ? carried_text(c, value, c->n_texts - 1) : (rc_text){"", 0};
}

/* Returns the column of a name, compared as names of columns are; n_texts if there is none. */
unsigned rc_carried_find(const carried *c, rc_text name);

/* Returns the memory in use, in bytes; n_values are those of the trie. */
size_t rc_carried_size(const carried *c, uint32_t n_values);

void rc_carried_free(carried *c);

#endif
