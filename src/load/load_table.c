/* Reads a compiled table where a list can come: see load_table.h. */
#include "load/load_table.h"

#include "base/error.h"

#include <stdlib.h>

static rc_code check_names(const compiled_table *m, const earlier_carriers *earlier,
                           rc_error *error)
{
    size_t n = earlier->n + m->n_carriers;
    rc_text *names = malloc(n * sizeof *names);

    if (!names)
        return rc_error_set(error, RC_ERROR_MEMORY, "out of memory");
    for (size_t i = 0; i < earlier->n; i++)
        names[i] = earlier->name_of(earlier->context, i);
    for (uint32_t i = 0; i < m->n_carriers; i++)
        names[earlier->n + i] = (rc_text){m->carriers[i].name, m->carriers[i].name_length};
    rc_code code = rc_carrier_check_names(names, earlier->n, n, error);
    free(names);
    return code;
}

rc_code rc_load_table(compiled_table *m, rc_reader in, const earlier_carriers *earlier,
                      bool *plus_optional, rc_error *error)
{
    rc_code code = rc_compiled_read(m, in, error);

    if (code)
        return code;
    code = rc_compiled_check_plus(m, earlier->n == 0, plus_optional, error);
    if (code == RC_OK)
        code = check_names(m, earlier, error);
    if (code)
        rc_compiled_free(m);
    return code;
}
