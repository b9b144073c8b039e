/* Writes one list of all carriers: see export.h. */
#include "cli/export.h"

#include "cli/load.h"
#include "cli/messages.h"
#include "cli/stats.h"
#include "cli/status.h"
#include "routecost_compare.h"

#include <string.h>

/* Writes the list. Fails after a message. */
static rc_code write_list(const options *o, const rc_table *table)
{
    rc_export_options wanted = {.rank = o->rank, .prune = o->prune};
    rc_error error;

    memcpy(wanted.fields, o->answer.fields, sizeof wanted.fields);
    wanted.columns = o->answer.columns;
    wanted.n_columns = o->answer.n_columns;
    rc_code code = rc_export(table, rc_writer_from_file(stdout), &wanted, NULL, &error);
    if (code == RC_ERROR_WRITE)
        message_output(error.os_error);
    else if (code != RC_OK)
        message_error(NULL, &error);
    return code;
}

int export_lists(const options *o)
{
    progress p;
    load l = {.o = o, .progress = &p};
    int status = STATUS_NOT_DONE;

    progress_init(&p, o->progress && !o->quiet, o->n_lists);
    rc_table *table = load_check_input(o) == RC_OK ? load_table(&l, true) : NULL;
    if (table && write_list(o, table) == RC_OK)
        status = l.stats.n_bad_rows > 0 ? STATUS_WITH_FAULTS : STATUS_DONE;
    if (status != STATUS_NOT_DONE && o->stats && !o->quiet)
        stats_print_load(&l.stats, &l.sizes, l.seconds);
    rc_table_free(table);
    return status;
}
