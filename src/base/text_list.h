/* A list of texts, one behind the other in one array. */
#ifndef BASE_TEXT_LIST_H
#define BASE_TEXT_LIST_H

#include "routecost.h"

enum {
    TEXT_PADDING = 16 /* bytes behind the last text, so that a copy may read by words */
};

/* All zero is an empty list. */
typedef struct text_list {
    char *bytes;
    size_t n_bytes, capacity; /* n_bytes without the padding, capacity with it */
    size_t *starts;           /* n + 1, after the first text */
    size_t n, starts_capacity;
    size_t length_max;
    bool no_memory; /* an allocation has failed; nothing is added any more */
} text_list;

/* Appends bytes to the text that rc_text_list_end will complete. Sets no_memory on failure. */
void rc_text_list_add(text_list *list, rc_text text);

/* Completes a text. Sets no_memory on failure. */
void rc_text_list_end(text_list *list);

void rc_text_list_free(text_list *list);

/* Gives back the memory that is kept for further texts. Never fails. */
void rc_text_list_shrink(text_list *list);

/* Returns the memory in use, in bytes: what is held after shrinking. */
size_t rc_text_list_size(const text_list *list);

/* Returns text n. */
static inline rc_text text_list_get(const text_list *list, size_t n)
{
    size_t start = list->starts[n];
    return (rc_text){list->bytes + start, list->starts[n + 1] - start};
}

#endif
