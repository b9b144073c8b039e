/* Copies load options: see load_options.h. */
#include "deck/load_options.h"

#include <stdlib.h>
#include <string.h>

enum { N_TEXTS = 7 };

rc_code rc_load_options_copy(rc_load_options *copy, char **names, const rc_load_options *options)
{
    *copy = options ? *options : (rc_load_options){.n_threads = 0};
    *names = NULL;

    rc_text *const texts[N_TEXTS] = {&copy->prefix_column.name,
                                     &copy->cost_column.name,
                                     &copy->effective_column.name,
                                     &copy->currency,
                                     &copy->factor,
                                     &copy->prepend,
                                     &copy->idd};
    size_t n_bytes = 1; /* a name may be empty, but not NULL */
    for (int i = 0; i < N_TEXTS; i++)
        n_bytes += texts[i]->bytes ? texts[i]->length : 0;
    char *to = malloc(n_bytes);
    if (!to)
        return RC_ERROR_MEMORY;
    *names = to;
    for (int i = 0; i < N_TEXTS; i++) {
        if (!texts[i]->bytes)
            continue;
        memcpy(to, texts[i]->bytes, texts[i]->length);
        texts[i]->bytes = to;
        to += texts[i]->length;
    }
    return RC_OK;
}

rc_code rc_load_options_replace(rc_load_options *kept, char **names, const rc_load_options *options)
{
    rc_load_options wanted = *options;
    char *wanted_names;

    wanted.idd = kept->idd;
    wanted.plus_optional = kept->plus_optional;
    rc_code code = rc_load_options_copy(&wanted, &wanted_names, &wanted);

    if (code)
        return code;
    wanted.keep_carriers = kept->keep_carriers;
    wanted.compare_duplicates = kept->compare_duplicates;
    wanted.n_threads = kept->n_threads;
    wanted.on_fault = kept->on_fault;
    wanted.fault_context = kept->fault_context;
    free(*names);
    *kept = wanted;
    *names = wanted_names;
    return RC_OK;
}
