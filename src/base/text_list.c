/* A list of texts: see text_list.h. */
#include "base/text_list.h"

#include "base/array.h"

#include <stdlib.h>
#include <string.h>

/* Makes room for n bytes more. */
static void reserve_bytes(text_list *list, size_t n)
{
    if (list->bytes && n <= list->capacity - list->n_bytes - TEXT_PADDING)
        return;
    char *bytes = n <= SIZE_MAX / 4 ? rc_array_grow(list->bytes, &list->capacity,
                                                    list->n_bytes + n + TEXT_PADDING, 1)
                                    : NULL;
    if (!bytes) {
        list->no_memory = true;
        return;
    }
    memset(bytes + list->n_bytes, 0, list->capacity - list->n_bytes);
    list->bytes = bytes;
}

/* Makes room for one more start and the end behind it. */
static void reserve_starts(text_list *list)
{
    size_t *starts =
        rc_array_grow(list->starts, &list->starts_capacity, list->n + 2, sizeof *starts);
    if (starts)
        list->starts = starts;
    else
        list->no_memory = true;
}

void rc_text_list_add(text_list *list, rc_text text)
{
    if (!list->no_memory)
        reserve_bytes(list, text.length);
    if (list->no_memory || text.length == 0)
        return;
    memcpy(list->bytes + list->n_bytes, text.bytes, text.length);
    list->n_bytes += text.length;
}

void rc_text_list_end(text_list *list)
{
    rc_text_list_add(list, (rc_text){"", 0}); /* even empty texts need an array */
    if (!list->no_memory)
        reserve_starts(list);
    if (list->no_memory)
        return;
    size_t start = list->n > 0 ? list->starts[list->n] : 0, length = list->n_bytes - start;
    list->starts[list->n++] = start;
    list->starts[list->n] = list->n_bytes;
    if (length > list->length_max)
        list->length_max = length;
}

void rc_text_list_free(text_list *list)
{
    free(list->bytes);
    free(list->starts);
    *list = (text_list){0};
}

void rc_text_list_shrink(text_list *list)
{
    char *bytes = list->bytes ? realloc(list->bytes, list->n_bytes + TEXT_PADDING) : NULL;
    size_t *starts =
        list->starts ? realloc(list->starts, (list->n + 1) * sizeof *list->starts) : NULL;

    if (bytes) {
        list->bytes = bytes;
        list->capacity = list->n_bytes + TEXT_PADDING;
    }
    if (starts) {
        list->starts = starts;
        list->starts_capacity = list->n + 1;
    }
}

size_t rc_text_list_size(const text_list *list)
{
    return (list->bytes ? list->n_bytes + TEXT_PADDING : 0) +
           (list->starts ? (list->n + 1) * sizeof *list->starts : 0);
}
