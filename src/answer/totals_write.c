/* Writes totals as CSV: see totals_write.h. */
#include "answer/totals_write.h"

#include "base/error.h"
#include "base/portable.h"
#include "io/output.h"

#include <stdlib.h>
#include <string.h>

/* A total with the first eight bytes of its value as a word, which settles most comparisons. */
typedef struct sorted_total {
    uint64_t head;
    const total *total;
} sorted_total;

typedef struct totals_writer {
    const totals *totals;
    const totals_format *format;
    output out;
    uint64_t n_faults;
} totals_writer;

/* ---- Sorting ---- */

static uint64_t read_head(const total *one)
{
    char head[8] = {0};
    rc_text value = total_value(one);

    memcpy(head, value.bytes, value.length < sizeof head ? value.length : sizeof head);
    return load64_big(head);
}

static int compare_totals(const void *a, const void *b)
{
    const sorted_total *x = a, *y = b;

    if (x->head != y->head)
        return x->head < y->head ? -1 : 1;
    rc_text v = total_value(x->total), w = total_value(y->total);
    int order = memcmp(v.bytes, w.bytes, v.length < w.length ? v.length : w.length);
    return order ? order : (v.length > w.length) - (v.length < w.length);
}

/* All totals in the order of their values, an array that the caller frees; NULL without memory. */
static sorted_total *sort_totals(const totals *t, size_t n)
{
    sorted_total *sorted = n < SIZE_MAX / sizeof *sorted ? malloc((n + 1) * sizeof *sorted) : NULL;
    size_t at = 0;

    if (!sorted)
        return NULL;
    for (size_t i = 0; i < TOTALS_SHARDS; i++)
        for (size_t k = 0; k < t->shards[i].n; k++) {
            const total *one = &t->shards[i].totals[k];
            sorted[at++] = (sorted_total){read_head(one), one};
        }
    qsort(sorted, n, sizeof *sorted, compare_totals);
    return sorted;
}

/* ---- Writing ---- */

static void put(totals_writer *w, const char *bytes, size_t n)
{
    rc_output_add(&w->out, (rc_text){bytes, n});
}

/* Puts a field, quoted where RFC 4180 asks for it. */
static void put_field(totals_writer *w, rc_text field)
{
    bool is_quoted = false;

    for (size_t i = 0; i < field.length && !is_quoted; i++)
        is_quoted = memchr(",\"\r\n", field.bytes[i], 4) != NULL;
    if (!is_quoted) {
        put(w, field.bytes, field.length);
        return;
    }
    put(w, "\"", 1);
    for (size_t i = 0; i < field.length; i++)
        put(w, field.bytes[i] == '"' ? "\"\"" : &field.bytes[i], field.bytes[i] == '"' ? 2 : 1);
    put(w, "\"", 1);
}

static void add_fault(totals_writer *w, rc_text value, const char *sum_name)
{
    char quoted[RC_QUOTE_BYTES];
    rc_error fault;

    if (w->n_faults++ >= RC_FAULTS_SHOWN || !w->format->on_fault)
        return;
    rc_error_set(&fault, RC_FAULT_NUMBER, "%s: the sum of %s is above 10^30",
                 rc_quote(quoted, value), sum_name);
    w->format->on_fault(w->format->fault_context, &fault);
}

/* Puts a comma and a sum. */
static void put_sum(totals_writer *w, rc_text value, const char *sum_name, amount sum,
                    unsigned decimals)
{
    char text[AMOUNT_TEXT_BYTES];

    put(w, ",", 1);
    if (rc_amount_is_above(sum, AMOUNT_WHOLE_DIGITS + decimals))
        add_fault(w, value, sum_name);
    else
        put(w, text, rc_amount_format(sum, decimals, text));
}

static void put_row(totals_writer *w, const total *one)
{
    rc_text value = total_value(one);
    total_sums sums = rc_totals_sums(w->totals, one);

    put_field(w, value);
    put_sum(w, value, "calls", (amount){sums.n_calls, 0, 0}, 0);
    put_sum(w, value, "seconds", sums.seconds, 0);
    put_sum(w, value, "billed", sums.billed, 0);
    put_sum(w, value, "charge", sums.charge, w->format->decimals);
    put(w, "\n", 1);
}

/* Writes the header and the rows. */
static rc_code write_all(totals_writer *w, const sorted_total *sorted, size_t n)
{
    static const char headings[] = ",calls,seconds,billed,charge\n";

    put_field(w, w->format->heading);
    put(w, headings, sizeof headings - 1);
    for (size_t i = 0; i < n && w->out.error.code == RC_OK; i++)
        put_row(w, sorted[i].total);
    return rc_output_finish(&w->out);
}

rc_code rc_totals_write(const totals *t, const totals_format *format, rc_writer out,
                        uint64_t *n_faults, rc_error *error)
{
    totals_writer w = {.totals = t, .format = format};
    size_t n = rc_totals_count(t);
    sorted_total *sorted = sort_totals(t, n);

    *n_faults = 0;
    if (!sorted || rc_output_open(&w.out, out)) {
        free(sorted);
        return rc_error_set(error, RC_ERROR_MEMORY, "out of memory");
    }
    rc_code code = write_all(&w, sorted, n);
    if (code && error)
        *error = w.out.error;
    *n_faults = w.n_faults;
    rc_output_free(&w.out);
    free(sorted);
    return code;
}
