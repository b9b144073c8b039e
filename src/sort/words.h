/* Sorts a batch faster where a route fits one word. */
#ifndef SORT_WORDS_H
#define SORT_WORDS_H

#include "sort/batch.h"

/* Sorts by key and leaves one route a key, that of the least payload, if a word has room for the
 * bits in which the keys differ and those in which the payloads do; differing has these bits.
 * Returns false if it has not, or if the batch is small or in order already; then the batch is as
 * it was. */
bool rc_words_sort_least(batch *b, batch_differences differing);

#endif
