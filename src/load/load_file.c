/* Loads one route list or compiled table from a file: rc_table_load_file. */
#include "base/error.h"
#include "routecost.h"

#include <errno.h>

/* Keeps the first fault beside handing all of them on. */
typedef struct fault_log {
    const rc_load_options *options;
    rc_error first; /* code RC_OK as long as there is none */
} fault_log;

static void log_fault(void *context, const rc_error *fault)
{
    fault_log *log = context;

    if (log->first.code == RC_OK)
        log->first = *fault;
    if (log->options && log->options->on_fault)
        log->options->on_fault(log->options->fault_context, fault);
}

static rc_code load_stream(FILE *file, const rc_load_options *options, rc_table **table,
                           rc_error *error)
{
    rc_builder *builder = rc_builder_new(options);
    rc_code code;

    if (!builder)
        return rc_error_set(error, RC_ERROR_MEMORY, "out of memory");
    code = rc_builder_read(builder, rc_reader_from_file(file), error);
    if (code == RC_OK)
        code = rc_builder_seal(builder, table, error);
    rc_builder_free(builder);
    return code;
}

rc_code rc_table_load_file(const char *path, const rc_load_options *options, rc_table **table,
                           rc_error *error)
{
    fault_log log = {.options = options};
    rc_load_options own = options ? *options : (rc_load_options){.n_threads = 0};

    *table = NULL;
    own.on_fault = log_fault;
    own.fault_context = &log;
    errno = 0;
    FILE *file = fopen(path, "rb");
    if (!file) {
        rc_error_set(error, RC_ERROR_READ, "cannot open the file");
        if (error)
            error->os_error = errno;
        return RC_ERROR_READ;
    }
    rc_code code = load_stream(file, &own, table, error);
    fclose(file);
    if (code == RC_ERROR_LIST && log.first.code != RC_OK && error) {
        *error = log.first;
        error->code = code;
    }
    return code;
}
