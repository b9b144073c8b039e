/* Fuzz target: bytes as the decisions that make two tables; what changed between them, and what is
 * exported, must be what the oracle says. */
#include "routecost_compare.h"
#include "compiled.h"
#include "support_compare.h"

#include <stdlib.h>
#include <string.h>

enum { CARRIERS_MAX = 3, ROWS_MAX = 24, NUMBERS_MAX = 30 };

static const char *const names[CARRIERS_MAX] = {"red", "b,lue", "gr\"een"};
static const char *const written_names[CARRIERS_MAX] = {"red", "\"b,lue\"", "\"gr\"\"een\""};

/* Carriers that make a table. */
typedef struct side {
    size_t n;
    oracle carriers[CARRIERS_MAX];
    oracle_row rows[CARRIERS_MAX][ROWS_MAX];
} side;

static void make_row(feed *f, oracle_row *row)
{
    static const char *const costs[] = {"1", "0.5", "1.0", ".50", "0", "2", "0.04", ""};
    size_t n_plus = feed_below(f, 4) == 3, n = n_plus + 1 + feed_below(f, 4);

    memcpy(row->prefix, "+", n_plus);
    for (size_t i = n_plus; i < n; i++)
        row->prefix[i] = (char)('0' + feed_below(f, 3));
    row->prefix[n] = '\0';
    strcpy(row->cost, costs[feed_below(f, sizeof costs / sizeof *costs)]);
}

/* Makes a side; where there is one before, most rows stay as they are. */
static void make_side(feed *f, side *s, const side *before, int plus_optional)
{
    s->n = 1 + feed_below(f, CARRIERS_MAX);
    for (size_t i = 0; i < s->n; i++) {
        oracle *o = &s->carriers[i];
        *o = (oracle){s->rows[i], 1 + feed_below(f, ROWS_MAX), RC_DUPLICATES_CHEAPEST,
                      plus_optional};
        for (size_t k = 0; k < o->n_rows; k++)
            if (before && i < before->n && k < before->carriers[i].n_rows && feed_below(f, 4) > 0)
                s->rows[i][k] = before->rows[i][k];
            else
                make_row(f, &s->rows[i][k]);
    }
}

static rc_table *load(const side *s)
{
    rc_builder *builder = rc_builder_new(
        &(rc_load_options){.keep_carriers = true, .plus_optional = s->carriers[0].plus_optional});
    rc_table *table = NULL;

    if (!builder)
        abort();
    for (size_t i = 0; i < s->n; i++) {
        buffer list = {0};
        for (size_t k = 0; k < s->carriers[i].n_rows; k++) {
            const oracle_row *row = &s->rows[i][k];
            buffer_string(&list, row->prefix);
            buffer_string(&list, ",");
            buffer_string(&list, *row->cost ? row->cost : "blocked");
            buffer_string(&list, "\n");
        }
        memory_source source = memory_source_of(list.bytes, list.n_bytes);
        rc_text name = {names[i], strlen(names[i])};
        EXPECT(rc_builder_begin_carrier(builder, name, NULL) == RC_OK);
        EXPECT(rc_builder_read(builder, memory_reader(&source), NULL) == RC_OK);
        buffer_free(&list);
    }
    EXPECT(rc_builder_seal(builder, &table, NULL) == RC_OK);
    rc_builder_free(builder);
    return table;
}

static void expect_same(buffer *got, buffer *expected)
{
    if (got->n_bytes != expected->n_bytes ||
        memcmp(got->bytes, expected->bytes, got->n_bytes) != 0) {
        fprintf(stderr, "got\n%.*sexpected\n%.*s", (int)got->n_bytes, got->bytes,
                (int)expected->n_bytes, expected->bytes);
        EXPECT(0 /* what is written is the oracle's */);
    }
    buffer_free(got);
    buffer_free(expected);
}

static void compare(feed *f, const side *old_side, const side *new_side, const rc_table *old_table,
                    const rc_table *new_table)
{
    family old_family = {old_side->n, old_side->carriers};
    family new_family = {new_side->n, new_side->carriers};
    rc_diff_options options = {.n_threads = feed_below(f, 16) == 15 ? 3 : 1};
    memory_sink sink = {.fail_at = NEVER};
    buffer numbers = {0};
    size_t n = feed_below(f, NUMBERS_MAX);

    buffer_string(&numbers, "");
    for (size_t i = 0; i < n; i++) {
        oracle_row row;
        make_row(f, &row);
        buffer_string(&numbers, row.prefix);
        buffer_string(&numbers, feed_below(f, 2) ? "0\n" : "\n");
    }
    memory_source source = memory_source_of(numbers.bytes, numbers.n_bytes);
    rc_reader reader = memory_reader(&source);
    EXPECT(rc_diff(old_table, new_table, n > 0 ? &reader : NULL, memory_writer(&sink), &options,
                   NULL, NULL) == RC_OK);
    buffer expected = expect_diff(&old_family, &new_family, n > 0 ? numbers.bytes : NULL);
    expect_same(&sink.taken, &expected);
    buffer_free(&numbers);
}

static void export(feed *f, const side *s, const rc_table *table)
{
    static const rc_field all[] = {RC_FIELD_COST, RC_FIELD_PREFIX, RC_FIELD_CARRIER};
    family of = {s->n, s->carriers};
    size_t n_fields = 1 + feed_below(f, 3), first = feed_below(f, 3);
    rc_export_options options = {.rank = 1 + (unsigned)feed_below(f, CARRIERS_MAX + 1),
                                 .prune = feed_below(f, 2)};
    memory_sink sink = {.fail_at = NEVER};

    for (size_t i = 0; i < n_fields; i++)
        options.fields[i] = all[(first + i) % 3];
    EXPECT(rc_export(table, memory_writer(&sink), &options, NULL, NULL) == RC_OK);
    buffer expected =
        expect_export(&of, written_names, options.fields, options.rank, options.prune);
    expect_same(&sink.taken, &expected);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    static side old_side, new_side;
    feed f = {bytes, bytes + n_bytes, NULL};
    int plus_optional = (int)feed_below(&f, 2);

    make_side(&f, &old_side, NULL, plus_optional);
    make_side(&f, &new_side, &old_side, plus_optional);
    rc_table *old_table = load(&old_side), *new_table = load(&new_side);
    compare(&f, &old_side, &new_side, old_table, new_table);
    export(&f, &new_side, new_table);
    expect_round_trip(new_table, n_bytes * 7919);
    rc_table_free(old_table);
    rc_table_free(new_table);
    return 0;
}
