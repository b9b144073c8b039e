/* Tables and answers in one call: see support_table.h. */
#include "support_table.h"

#include <stdlib.h>
#include <string.h>

void log_fault(void *context, const rc_error *fault)
{
    fault_log *log = context;
    if (log->n < sizeof log->faults / sizeof *log->faults)
        log->faults[log->n] = *fault;
    log->n++;
}

rc_table *load_list(rc_text list, const rc_load_options *options, rc_load_stats *stats,
                    rc_error *error)
{
    rc_table *table = NULL;
    memory_source source = memory_source_of(list.bytes, list.length);
    rc_builder *builder = rc_builder_new(options);

    if (!builder)
        abort();
    if (rc_builder_read(builder, memory_reader(&source), error) == RC_OK)
        rc_builder_seal(builder, &table, error);
    if (stats)
        *stats = rc_builder_stats(builder);
    rc_builder_free(builder);
    return table;
}

rc_table *load_carriers(const rc_text *lists, const char *const *names, size_t n,
                        const rc_load_options *options, rc_load_stats *stats, rc_error *error)
{
    rc_table *table = NULL;
    rc_builder *builder = rc_builder_new(options);
    rc_code code = RC_OK;

    if (!builder)
        abort();
    for (size_t i = 0; i < n && code == RC_OK; i++) {
        char letter = (char)('A' + i);
        rc_text name = names ? (rc_text){names[i], strlen(names[i])} : (rc_text){&letter, 1};
        memory_source source = memory_source_of(lists[i].bytes, lists[i].length);
        code = rc_builder_begin_carrier(builder, name, error);
        if (code == RC_OK)
            code = rc_builder_read(builder, memory_reader(&source), error);
    }
    if (code == RC_OK)
        rc_builder_seal(builder, &table, error);
    if (stats)
        *stats = rc_builder_stats(builder);
    rc_builder_free(builder);
    return table;
}

buffer answer_all(const rc_table *table, rc_text numbers, unsigned n_threads)
{
    memory_source source = memory_source_of(numbers.bytes, numbers.length);
    memory_sink sink = {.fail_at = NEVER};
    rc_answer_options options = {.n_threads = n_threads};

    if (rc_answer_numbers(table, memory_reader(&source), memory_writer(&sink), &options, NULL,
                          NULL) != RC_OK)
        abort();
    buffer_add(&sink.taken, "", 0); /* never NULL */
    return sink.taken;
}

/* One of a few values, many of them equal. */
static void random_cost(prng *p, const row_kind *kind, char cost[40])
{
    static const char *const spellings[] = {"0",
                                            "0.0",
                                            "1",
                                            "1.0",
                                            "01",
                                            ".5",
                                            "0.5",
                                            "0.50",
                                            "5.",
                                            "5",
                                            "0.04",
                                            "0.040",
                                            "0.004",
                                            "10",
                                            "10.0",
                                            "00.04",
                                            "0.00",
                                            "999",
                                            "0.123456789012345678"};
    if (kind->one_spelling)
        snprintf(cost, 40, "0.%u", (unsigned)prng_below(p, 9) + 1);
    else if (prng_below(p, 4) > 0)
        strcpy(cost, spellings[prng_below(p, sizeof spellings / sizeof *spellings)]);
    else
        snprintf(cost, 40, "%u.%03u", (unsigned)prng_below(p, 3), (unsigned)prng_below(p, 1000));
}

void random_row(prng *p, const row_kind *kind, oracle_row *row)
{
    char *to = row->prefix;
    size_t n_digits = 1 + prng_below(p, kind->n_digits_max);

    if (kind->with_plus && prng_below(p, 2) == 0)
        *to++ = '+';
    for (size_t i = 0; i < n_digits; i++)
        *to++ = (char)('0' + prng_below(p, kind->n_digit_kinds));
    *to = '\0';
    random_cost(p, kind, row->cost);
}

void random_number(prng *p, const oracle_row *rows, size_t n_rows, char number[48])
{
    size_t n_more = prng_below(p, 18), length = 0;

    number[0] = '\0';
    if (prng_below(p, 8) > 0)
        strcpy(number, rows[prng_below(p, n_rows)].prefix);
    else if (prng_below(p, 2) > 0)
        strcpy(number, "+");
    length = strlen(number);
    if (length > 2 && prng_below(p, 3) == 0)
        length -= prng_below(p, length - 1); /* at least one symbol stays */
    if (length == 0 || (length == 1 && number[0] == '+'))
        n_more++;
    if (length > 2 && prng_below(p, 6) == 0)
        number[length - 1] = (char)('0' + prng_below(p, 10));
    if (prng_below(p, 8) == 0 && number[0] == '+' && length > 1)
        memmove(number, number + 1, length--);
    prng_digits(p, number + length, n_more);
}

buffer list_of(const oracle_row *rows, size_t n_rows)
{
    buffer list = {0};

    for (size_t i = 0; i < n_rows; i++) {
        buffer_string(&list, rows[i].prefix);
        buffer_add(&list, ",", 1);
        buffer_string(&list, rows[i].cost);
        buffer_add(&list, "\n", 1);
    }
    return list;
}

void add_expected(buffer *expected, const oracle *o, const char *number)
{
    const char *cost = oracle_price(o, number);

    buffer_string(expected, number);
    buffer_add(expected, ",", 1);
    buffer_string(expected, cost ? cost : "0");
    buffer_add(expected, "\n", 1);
}
