/* Compares two tables: rc_diff of routecost_compare.h. */
#include "compare/row_counts.h"
#include "io/output.h"
#include "routecost_compare.h"

#include <string.h>

enum {
    COUNT_DIGITS_MAX = 20, /* of 64 bits */
    DIFF_ROW_BYTES_MAX = KEY_SYMBOLS + PRICE_SIDES * RC_COST_LENGTH_MAX + 64
};

typedef struct diffing {
    price_walk walk;
    bool has_numbers;
    row_counts counts; /* if has_numbers */
    uint32_t row;      /* of the counts: written last */
    output out;
    rc_diff_stats stats;
} diffing;

static const char *const change_names[PRICE_CHANGES] = {"", "new", "gone", "dearer", "cheaper"};

static char *copy_text(char *to, const char *bytes, size_t length)
{
    memcpy(to, bytes, length);
    return to + length;
}

static char *write_price(char *to, const price_walk *w, unsigned side)
{
    uint32_t offer = price_walk_prices(w)[side].offer;

    *to++ = ',';
    if (offer == TRIE_NO_VALUE)
        return to;
    rc_text cost = table_spelling(w->tables[side], offer);
    return copy_text(to, cost.bytes, cost.length);
}

static char *write_count(char *to, uint64_t count)
{
    char digits[COUNT_DIGITS_MAX];
    size_t n = 0;

    *to++ = ',';
    do
        digits[n++] = (char)('0' + count % 10);
    while ((count /= 10) > 0);
    while (n > 0)
        *to++ = digits[--n];
    return to;
}

/* Adds n to the count for a change. */
static void count_change(rc_change_counts *counts, price_change change, uint64_t n)
{
    counts->n_new += change == PRICE_IS_NEW ? n : 0;
    counts->n_gone += change == PRICE_IS_GONE ? n : 0;
    counts->n_dearer += change == PRICE_IS_DEARER ? n : 0;
    counts->n_cheaper += change == PRICE_IS_CHEAPER ? n : 0;
}

static void write_row(diffing *d, price_change change)
{
    char *to = rc_output_begin(&d->out, DIFF_ROW_BYTES_MAX);

    if (!to)
        return;
    to += rc_key_unpack(to, price_walk_key(&d->walk));
    to = write_price(to, &d->walk, PRICE_OLD);
    to = write_price(to, &d->walk, PRICE_NEW);
    *to++ = ',';
    to = copy_text(to, change_names[change], strlen(change_names[change]));
    if (d->has_numbers)
        to = write_count(to, d->counts.counts[++d->row]);
    *to++ = '\n';
    output_end(&d->out, to);
    count_change(&d->stats.prefixes, change, 1);
    if (d->has_numbers)
        count_change(&d->stats.numbers, change, d->counts.counts[d->row]);
}

/* Writes the rows of the prefixes with a '+', or of those without. */
static void write_rows(diffing *d, bool with_plus)
{
    d->row = with_plus ? d->counts.n_rows_without_plus : 0;
    rc_price_walk_begin(&d->walk, with_plus);
    while (!d->out.error.code && rc_price_walk_next(&d->walk)) {
        price_change change = rc_price_walk_change(&d->walk);
        if (change != PRICE_SAME)
            write_row(d, change);
    }
}

static rc_code write_diff(diffing *d, rc_error *error)
{
    const char *header =
        d->has_numbers ? "prefix,old,new,change,numbers\n" : "prefix,old,new,change\n";

    rc_output_add(&d->out, (rc_text){header, strlen(header)});
    write_rows(d, true);
    write_rows(d, false);
    rc_code code = rc_output_finish(&d->out);
    if (code != RC_OK && error)
        *error = d->out.error;
    return code;
}

/* Counts the numbers of each row. */
static rc_code count_numbers(diffing *d, rc_reader numbers, const rc_diff_options *options,
                             rc_error *error)
{
    rc_code code = rc_row_counts_init(&d->counts, &d->walk, options->n_threads);

    if (code != RC_OK)
        return rc_error_set(error, code,
                            code == RC_ERROR_MEMORY ? "out of memory"
                                                    : "more prefixes than a table can hold");
    return rc_row_counts_read(&d->counts, numbers, d->walk.tables[PRICE_OLD], options,
                              &d->stats.read, error);
}

/* Says what to read as + on both sides, if only one of them reads something so. */
static void hint_idd(rc_error *error, rc_text old_idd, rc_text new_idd)
{
    bool are_two = old_idd.length > 0 && new_idd.length > 0;
    rc_text one = old_idd.length > 0 ? old_idd : new_idd;

    rc_error_hint(error, RC_HINT_IDD, are_two ? "" : one.bytes);
}

rc_code rc_diff(const rc_table *old_table, const rc_table *new_table, const rc_reader *numbers,
                rc_writer out, const rc_diff_options *options, rc_diff_stats *stats,
                rc_error *error)
{
    static const rc_diff_options defaults;
    diffing d = {.has_numbers = numbers != NULL};
    rc_code code = RC_OK;

    if (old_table->plus_optional != new_table->plus_optional) {
        code = rc_error_set(error, RC_ERROR_OPTIONS,
                            "one table ignores a leading '+', the other does not");
        rc_error_hint(error, RC_HINT_PLUS_OPTIONAL, NULL);
    } else if (!rc_idd_is_same(&old_table->idd, &new_table->idd)) {
        code = rc_error_set(error, RC_ERROR_OPTIONS,
                            "the tables read different international prefixes as +");
        hint_idd(error, rc_table_idd(old_table), rc_table_idd(new_table));
    } else if (rc_price_walk_open(&d.walk, old_table, new_table) || rc_output_open(&d.out, out))
        code = rc_error_set(error, RC_ERROR_MEMORY, "out of memory");
    if (code == RC_OK && numbers)
        code = count_numbers(&d, *numbers, options ? options : &defaults, error);
    if (code == RC_OK)
        code = write_diff(&d, error);
    rc_output_free(&d.out);
    rc_row_counts_free(&d.counts);
    rc_price_walk_free(&d.walk);
    if (stats)
        *stats = d.stats;
    return code;
}
