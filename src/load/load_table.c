/* Reads a compiled table where a list can come: see load_table.h. */
#include "load/load_table.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

/* Checks the names of a table's carriers against each other and the earlier ones. */
static rc_code check_names(const compiled_table *m, const name_set *earlier, rc_error *error)
{
    rc_text *names = malloc(m->n_carriers * sizeof *names);

    if (!names)
        return rc_error_set(error, RC_ERROR_MEMORY, "out of memory");
    for (uint32_t i = 0; i < m->n_carriers; i++)
        names[i] = (rc_text){m->carriers[i].name, m->carriers[i].name_length};
    rc_code code = rc_carrier_check_names(names, 0, m->n_carriers, error);
    for (uint32_t i = 0; i < m->n_carriers && code == RC_OK; i++)
        if (rc_name_set_has(earlier, names[i]))
            code = rc_carrier_refuse_duplicate(names[i], error);
    free(names);
    return code;
}

/* The costs of a table are as they were compiled. */
static rc_code check_factor(const rc_load_options *options, rc_error *error)
{
    if (options->factor.length == 0)
        return RC_OK;
    rc_error_set(error, RC_ERROR_TABLE, "the compiled table's costs would stay without the factor");
    rc_error_hint(error, RC_HINT_FACTOR, NULL);
    return RC_ERROR_TABLE;
}

/* Checks that all carriers of the table carry the columns that are wanted. */
static rc_code check_carried(const compiled_table *m, const rc_load_options *options,
                             rc_error *error)
{
    char quoted[RC_QUOTE_BYTES], value[RC_HINT_VALUE_BYTES] = "NAME";

    for (size_t i = 0; i < options->n_carried_columns; i++)
        for (uint32_t k = 0; k < m->n_carriers; k++) {
            const carried *c = &m->carriers[k].carried;
            rc_text name = options->carried_columns[i].name;
            if (rc_carried_find(c, name) < c->n_texts)
                continue;
            rc_error_set(error, RC_ERROR_TABLE, "the compiled table has not kept the column %s",
                         rc_quote(quoted, name));
            if (name.length < sizeof value && strlen(quoted) == name.length + 2 &&
                !memchr(name.bytes, '\'', name.length)) {
                memcpy(value, name.bytes, name.length);
                value[name.length] = '\0';
            }
            rc_error_hint(error, RC_HINT_CARRY, value);
            return RC_ERROR_TABLE;
        }
    return RC_OK;
}

/* Checks that the table has the direct-dial prefixes of the options.  If the table comes first and
 * the options have none, they take those of the table. */
static rc_code check_idd(const compiled_table *m, bool is_first, char idd_text[IDD_TEXT_BYTES],
                         rc_load_options *options, rc_error *error)
{
    char of_table[IDD_TEXT_BYTES], of_run[IDD_TEXT_BYTES], reason[80 + 2 * IDD_TEXT_BYTES];
    idd_list run;

    if (!rc_idd_parse(&run, options->idd))
        return rc_error_set(error, RC_ERROR_OPTIONS,
                            "the international prefixes are not digits, separated by commas");
    if (rc_idd_is_same(&m->idd, &run))
        return RC_OK;
    rc_idd_write(&m->idd, of_table);
    if (is_first && run.n == 0) {
        strcpy(idd_text, of_table);
        options->idd = (rc_text){idd_text, strlen(of_table)};
        return RC_OK;
    }
    snprintf(reason, sizeof reason, "the compiled table reads %s%s as +, this run %s%s",
             m->idd.n > 0 ? "" : "nothing", of_table, run.n > 0 ? "" : "nothing",
             rc_idd_write(&run, of_run));
    rc_error_set(error, RC_ERROR_TABLE, "%s", reason);
    rc_error_hint(error, RC_HINT_IDD, of_table);
    return RC_ERROR_TABLE;
}

rc_code rc_load_table(compiled_table *m, rc_reader in, const name_set *earlier,
                      rc_load_options *options, char idd_text[IDD_TEXT_BYTES], rc_error *error)
{
    rc_code code = rc_compiled_read(m, in, options->n_threads > 0 ? options->n_threads : 1, error);

    if (code)
        return code;
    code = check_factor(options, error);
    if (code == RC_OK)
        code = check_carried(m, options, error);
    if (code == RC_OK)
        code = rc_compiled_check_plus(m, earlier->n == 0, &options->plus_optional, error);
    if (code == RC_OK)
        code = check_idd(m, earlier->n == 0, idd_text, options, error);
    if (code == RC_OK)
        code = check_names(m, earlier, error);
    if (code)
        rc_compiled_free(m);
    return code;
}
