/* Copies load options: see load_options.h. */
#include "deck/load_options.h"

#include <stdlib.h>
#include <string.h>

enum { N_TEXTS_MAX = 13 + RC_JOINED_COLUMNS_MAX + RC_BLOCKED_TEXTS_MAX + RC_CARRIED_COLUMNS_MAX };

/* What the arrays of options hold. More than there may be is refused later, and not looked at. */
typedef struct option_arrays {
    rc_column joined[RC_JOINED_COLUMNS_MAX];
    rc_text blocked[RC_BLOCKED_TEXTS_MAX];
    rc_column carried[RC_CARRIED_COLUMNS_MAX];
    size_t n_joined, n_blocked, n_carried;
} option_arrays;

static void copy_arrays(option_arrays *arrays, const rc_load_options *o)
{
    *arrays = (option_arrays){
        .n_joined = o->n_joined_columns <= RC_JOINED_COLUMNS_MAX ? o->n_joined_columns : 0,
        .n_blocked = o->n_blocked <= RC_BLOCKED_TEXTS_MAX ? o->n_blocked : 0,
        .n_carried = o->n_carried_columns <= RC_CARRIED_COLUMNS_MAX ? o->n_carried_columns : 0};
    for (size_t i = 0; i < arrays->n_joined; i++)
        arrays->joined[i] = o->joined_columns[i];
    for (size_t i = 0; i < arrays->n_blocked; i++)
        arrays->blocked[i] = o->blocked[i];
    for (size_t i = 0; i < arrays->n_carried; i++)
        arrays->carried[i] = o->carried_columns[i];
}

/* The texts that options hold. */
typedef struct option_texts {
    rc_text *texts[N_TEXTS_MAX];
    size_t n;
} option_texts;

static option_texts list_texts(rc_load_options *o, option_arrays *arrays)
{
    enum { N_COLUMNS = 8, N_TEXTS = 5 };
    rc_column *const columns[N_COLUMNS] = {
        &o->prefix_column,  &o->cost_column,      &o->effective_column, &o->until_column,
        &o->blocked_column, &o->increment_column, &o->next_column,      &o->fee_column};
    rc_text *const texts[N_TEXTS] = {&o->currency, &o->factor, &o->prepend, &o->idd,
                                     &o->connect_fee};
    option_texts list = {.n = 0};

    for (size_t i = 0; i < N_TEXTS; i++)
        list.texts[list.n++] = texts[i];
    for (size_t i = 0; i < N_COLUMNS; i++)
        list.texts[list.n++] = &columns[i]->name;
    for (size_t i = 0; i < arrays->n_joined; i++)
        list.texts[list.n++] = &arrays->joined[i].name;
    for (size_t i = 0; i < arrays->n_blocked; i++)
        list.texts[list.n++] = &arrays->blocked[i];
    for (size_t i = 0; i < arrays->n_carried; i++)
        list.texts[list.n++] = &arrays->carried[i].name;
    return list;
}

static size_t count_bytes(const option_texts *list)
{
    size_t n_bytes = 1; /* a text may be empty, but not NULL */

    for (size_t i = 0; i < list->n; i++)
        n_bytes += list->texts[i]->bytes ? list->texts[i]->length : 0;
    return n_bytes;
}

static void copy_texts(const option_texts *list, char *to)
{
    for (size_t i = 0; i < list->n; i++) {
        rc_text *text = list->texts[i];
        if (!text->bytes)
            continue;
        memcpy(to, text->bytes, text->length);
        text->bytes = to;
        to += text->length;
    }
}

rc_code rc_load_options_copy(rc_load_options *copy, void **owned, const rc_load_options *options)
{
    option_arrays arrays;

    *copy = options ? *options : (rc_load_options){.n_threads = 0};
    *owned = NULL;
    copy_arrays(&arrays, copy);
    option_texts list = list_texts(copy, &arrays);
    option_arrays *kept = malloc(sizeof *kept + count_bytes(&list));
    if (!kept)
        return RC_ERROR_MEMORY;
    copy_texts(&list, (char *)(kept + 1));
    *kept = arrays;
    *owned = kept;
    copy->joined_columns = kept->joined;
    copy->blocked = kept->blocked;
    copy->carried_columns = kept->carried;
    return RC_OK;
}

rc_code rc_load_options_replace(rc_load_options *kept, void **owned, const rc_load_options *options)
{
    rc_load_options wanted = *options;
    void *wanted_owned;

    wanted.idd = kept->idd;
    wanted.plus_optional = kept->plus_optional;
    wanted.carried_columns = kept->carried_columns;
    wanted.n_carried_columns = kept->n_carried_columns;
    rc_code code = rc_load_options_copy(&wanted, &wanted_owned, &wanted);

    if (code)
        return code;
    wanted.keep_carriers = kept->keep_carriers;
    wanted.compare_duplicates = kept->compare_duplicates;
    wanted.n_threads = kept->n_threads;
    wanted.on_fault = kept->on_fault;
    wanted.on_warning = kept->on_warning;
    wanted.fault_context = kept->fault_context;
    free(*owned);
    *kept = wanted;
    *owned = wanted_owned;
    return RC_OK;
}
