/* What a carrier's routes carry: see carried.h. */
#include "table/carried.h"

#include "csv/header.h"

#include <stdlib.h>

unsigned rc_carried_find(const carried *c, rc_text name)
{
    for (unsigned i = 0; i < c->columns.n; i++) {
        field column = {text_list_get(&c->columns, i), false};
        if (rc_header_is_name(&column, name))
            return i;
    }
    return c->n_texts;
}

size_t rc_carried_size(const carried *c, uint32_t n_values)
{
    if (c->n_texts == 0)
        return 0;
    return rc_text_list_size(&c->columns) + rc_text_list_size(&c->texts) +
           (size_t)n_values * c->n_texts * sizeof *c->numbers;
}

void rc_carried_free(carried *c)
{
    rc_text_list_free(&c->columns);
    rc_text_list_free(&c->texts);
    free(c->numbers);
    *c = (carried){.n_texts = 0};
}
