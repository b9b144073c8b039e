/* Texts by number, one behind the other in one array. */
#ifndef BASE_TEXT_LIST_H
#define BASE_TEXT_LIST_H

#include "routecost.h"

enum {
    TEXT_PADDING = 16 /* bytes behind the last text, so that any may be copied by words */
};

/* All zero is an empty list. */
typedef struct text_list {
    char *bytes;
    size_t n_bytes, capacity; /* n_bytes without the padding, capacity with it */
    size_t *starts;           /* n + 1, once there is one */
    size_t n, starts_capacity;
    size_t length_max;
    int no_memory; /* an allocation failed; then nothing is added any more */
} text_list;

/* Adds bytes to the text that rc_text_list_end will end. */
void rc_text_list_add(text_list *list, rc_text text);
void rc_text_list_end(text_list *list);

void rc_text_list_free(text_list *list);

/* Memory held, in bytes. */
size_t rc_text_list_size(const text_list *list);

static inline rc_text text_list_get(const text_list *list, size_t n)
{
    size_t start = list->starts[n];
    return (rc_text){list->bytes + start, list->starts[n + 1] - start};
}

#endif
