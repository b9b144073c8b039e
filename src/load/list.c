/* Reads one route list: see list.h. */
#include "load/list.h"

#include "base/error.h"

enum {
    /* A range of a few bytes stands for up to 270 prefixes.  So that a list does not take many
     * times the time and memory of another one of its size, its ranges have a limit.  Most ranges
     * stand for few prefixes. */
    RANGES_BEYOND_MAX = 4000000 /* prefixes of all ranges, beyond RANGE_PREFIXES of each */
};

void rc_list_open(list_reader *l, rc_reader in, const rc_load_options *options)
{
    *l = (list_reader){.options = options};
    rc_deck_open(&l->deck, in, options);
}

void rc_list_report(list_reader *l, const rc_error *fault)
{
    if (l->n_faults < RC_FAULTS_SHOWN && l->options->on_fault)
        l->options->on_fault(l->options->fault_context, fault);
    l->n_faults++;
}

void rc_list_count(list_reader *l, const deck_block *b)
{
    uint64_t n_kept = b->n_faults < RC_FAULTS_SHOWN ? b->n_faults : RC_FAULTS_SHOWN;

    for (uint64_t i = 0; i < n_kept; i++) {
        rc_error fault = b->faults[i];
        fault.line += l->n_lines;
        rc_list_report(l, &fault);
    }
    l->n_faults += b->n_faults - n_kept;
    l->n_lines += b->n_lines;
    l->n_rows += b->n_rows;
    l->n_routes += b->n_routes;
    l->n_beyond += b->n_beyond;
    if (l->error.code == RC_OK)
        l->error = b->error;
    if (l->error.code == RC_OK && l->n_beyond > RANGES_BEYOND_MAX)
        rc_error_set(&l->error, RC_ERROR_LIMIT,
                     "the ranges stand for too many prefixes: more than %d beyond the first %d of "
                     "each",
                     RANGES_BEYOND_MAX, RANGE_PREFIXES);
}

/* Sets l->error if a list that was read to its end cannot be used. */
static void check_counts(list_reader *l)
{
    if (l->n_faults > 0 && !l->options->skip_bad_rows)
        rc_error_set(&l->error, RC_ERROR_LIST, "the list has malformed rows");
    else if (l->n_routes == 0)
        rc_error_set(&l->error, RC_ERROR_EMPTY,
                     l->n_rows > 0 ? "no routes: no row holds on the date" : "no routes");
}

/* Returns true if rows were compared with the day asked for. */
static bool has_dates(const deck *d)
{
    const unsigned *columns = d->dialect.layout.columns;

    return d->has_dialect && d->dialect.at &&
           (columns[ROLE_DATE] != COLUMN_NONE || columns[ROLE_UNTIL] != COLUMN_NONE);
}

/* Hands over what may not be as meant in a list that is good otherwise. */
static void warn(const list_reader *l)
{
    const column_notes *notes = &l->deck.notes;

    for (unsigned i = 0; i < notes->n_warnings && l->options->on_warning; i++)
        l->options->on_warning(l->options->fault_context, &notes->warnings[i]);
}

void rc_list_close(list_reader *l, rc_load_stats *stats)
{
    if (l->error.code == RC_OK)
        l->error = l->deck.error;
    if (l->error.code == RC_OK)
        check_counts(l);
    stats->n_rows += l->n_rows;
    stats->n_bad_rows += l->n_faults;
    stats->n_dated_lists += has_dates(&l->deck);
    if (l->error.code == RC_OK)
        warn(l);
    rc_deck_close(&l->deck);
}

void rc_list_set_duplicate(rc_error *fault, rc_text prefix, uint64_t line, uint64_t earlier_line)
{
    char quoted[RC_QUOTE_BYTES];

    rc_error_set(fault, RC_FAULT_ROW, "prefix %s is already on line %llu", rc_quote(quoted, prefix),
                 (unsigned long long)earlier_line);
    fault->line = line;
}

rc_code rc_list_fail(rc_error *error, rc_code code)
{
    return rc_error_set(error, code, "%s",
                        code == RC_ERROR_LIMIT   ? "too many routes for one table"
                        : code == RC_ERROR_TABLE ? "the compiled table's contents are not sound"
                                                 : "out of memory");
}
