/* Fuzz target: bytes as a file of call records.
 *
 * The first bytes choose a column, a delimiter and how the file is read.  With a first record that
 * tells the delimiter for sure, every record comes back as the oracle says; without, and with
 * charges, totals and other fields, how the file is cut into reads and how many threads there are
 * must change nothing (what calls cost, charges.c compares). */
#include "fuzz.h"
#include "support_calls.h"

#include <stdlib.h>
#include <string.h>

static const oracle_row rows[] = {{"1", "0.5"},   {"+1", "0.04"}, {"+1415", "0.02"},
                                  {"12", "0.50"}, {"00", ".1"},   {"123456789012345", "9"},
                                  {"5", "1"},     {"555", "0.1"}};
static const oracle routes = {rows, sizeof rows / sizeof *rows, RC_DUPLICATES_CHEAPEST, 0};

/* The table of the oracle's rows, with more columns where all are kept. */
static rc_table *make_table(bool is_full)
{
    static const rc_column note = {.name = {"note", 4}};
    rc_load_options load_options = {.carried_columns = &note,
                                    .n_carried_columns = 1,
                                    .increment_column.name = {"inc", 3},
                                    .fee_column.name = {"fee", 3}};
    rc_builder *builder = rc_builder_new(is_full ? &load_options : NULL);
    rc_table *table = NULL;
    buffer list = {0};

    buffer_string(&list, "prefix,cost,note,inc,fee\n");
    for (size_t i = 0; i < routes.n_rows; i++) {
        buffer_string(&list, rows[i].prefix);
        buffer_string(&list, ",");
        buffer_string(&list, rows[i].cost);
        buffer_string(&list, i % 3 == 0   ? ",a,60/6,0.5\n"
                             : i % 3 == 1 ? ",\"b,\"\"c\",,\n"
                                          : ",,1,9\n");
    }
    buffer_string(&list, is_full ? "9,999999999999999999,,,\n91,blocked,,,\n" : "");
    memory_source source = memory_source_of(list.bytes, list.n_bytes);
    EXPECT(rc_builder_read(builder, memory_reader(&source), NULL) == RC_OK);
    EXPECT(rc_builder_seal(builder, &table, NULL) == RC_OK);
    rc_builder_free(builder);
    buffer_free(&list);
    return table;
}

typedef struct outcome {
    rc_code code;
    rc_error error;
    memory_sink sink;
    rc_answer_stats stats;
    fault_count faults;
} outcome;

static int is_blank(const buffer *b)
{
    for (size_t i = 0; i < b->n_bytes; i++)
        if (!strchr(" \t\n", b->bytes[i]) && (unsigned char)b->bytes[i] < 0x80) /* but a mark */
            return 0;
    return 1;
}

static outcome answer(const rc_table *table, const buffer *text, rc_answer_options options,
                      const rc_call_options *calls, size_t n_at_once)
{
    outcome o = {.sink = {.fail_at = NEVER}};
    memory_source source = memory_source_of(text->bytes, text->n_bytes);

    options.on_fault = count_fault;
    options.fault_context = &o.faults;
    o.faults.may_have_none = calls->summary != RC_FIELD_NONE;
    source.n_at_once = n_at_once;
    o.code = rc_answer_calls(table, memory_reader(&source), memory_writer(&o.sink), &options, calls,
                             &o.stats, &o.error);
    EXPECT(o.code == RC_OK || o.code == RC_ERROR_COLUMN || o.code == RC_ERROR_OPTIONS);
    EXPECT(o.code == RC_OK || (is_showable(&o.error) && is_blank(&o.sink.taken)));
    return o;
}

static void expect_same(const buffer *a, const buffer *b)
{
    EXPECT(a->n_bytes == b->n_bytes);
    EXPECT(a->n_bytes == 0 || memcmp(a->bytes, b->bytes, a->n_bytes) == 0);
}

static void expect_answers(const outcome *o, const buffer *text, char delimiter, size_t column)
{
    call_answers e =
        expect_calls(&routes, (rc_text){text->bytes, text->n_bytes}, delimiter, column);

    EXPECT(o->code == RC_OK);
    expect_same(&o->sink.taken, &e.out);
    EXPECT(o->stats.n_numbers == e.stats.n_numbers && o->stats.n_routed == e.stats.n_routed);
    EXPECT(o->stats.n_invalid == e.stats.n_invalid);
    EXPECT(o->stats.n_plus_numbers == e.stats.n_plus_numbers);
    buffer_free(&e.out);
}

/* ---- Charges, totals and fields ---- */

static void choose_charges(feed *f, rc_call_options *c)
{
    static const char *const fees[] = {"", "1", "0.005", "999999999999999999", "x"};
    static const uint32_t pers[] = {0, 1, 60, RC_PER_MAX, 7};
    static const rc_increment increments[] = {{0, 0}, {60, 6}, {1, 30}, {999999999, 1}, {0, 1}};
    const char *fee = fees[feed_below(f, 5)];

    c->duration_column.number = 1 + feed_below(f, 4);
    if (feed_below(f, 4) == 3)
        c->duration_column = (rc_column){.name = {"secs", 4}};
    c->charges.connect_fee = (rc_text){fee, strlen(fee)};
    c->charges.per = pers[feed_below(f, 5)];
    c->charges.increment = increments[feed_below(f, 5)];
    c->charges.has_decimals = feed_below(f, 2);
    c->charges.decimals = (unsigned)feed_below(f, RC_DECIMALS_MAX + 2);
    c->summary = (const rc_field[]){RC_FIELD_NONE, RC_FIELD_PREFIX, RC_FIELD_CARRIER,
                                    RC_FIELD_COLUMN}[feed_below(f, 4)];
}

static void choose_fields(feed *f, rc_answer_options *o)
{
    static const rc_field fields[] = {RC_FIELD_COST, RC_FIELD_CHARGE, RC_FIELD_PREFIX,
                                      RC_FIELD_COLUMN, RC_FIELD_CARRIER};
    static const rc_text note = {"NOTE", 4};
    size_t n = feed_below(f, 6), first = feed_below(f, 5);

    for (size_t i = 0; i < n; i++)
        o->fields[i] = fields[(first + i) % 5];
    o->columns = &note;
    o->n_columns = 1;
    o->rank = (unsigned)feed_below(f, 3);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    static rc_table *small_table, *full_table;
    feed f = {bytes, bytes + n_bytes, NULL};
    size_t column = feed_below(&f, 4); /* 0: by name */
    char delimiter = ",;\t|"[feed_below(&f, 4)];
    int is_told = feed_below(&f, 4) > 0;
    size_t n_at_once = feed_below(&f, 40);
    rc_answer_options options = {.rank = 1};
    rc_call_options calls = {.number_column.number = column};
    buffer text = {0};

    if (!small_table) {
        small_table = make_table(false);
        full_table = make_table(true);
    }
    options.n_threads = feed_below(&f, 16) == 15 ? 3 : 1;
    options.line_buffered = feed_below(&f, 8) == 7;
    if (column == 0)
        calls.number_column.name = (rc_text){"To Number", 9};
    if (!is_told && feed_below(&f, 4) > 0) {
        choose_charges(&f, &calls);
        choose_fields(&f, &options);
    }
    const rc_table *table = is_told ? small_table : full_table;
    if (is_told) {
        char first[32];
        buffer_add(&text, first,
                   (size_t)snprintf(first, sizeof first, "x%cto number%c\n", delimiter, delimiter));
    }
    buffer_add(&text, f.at, (size_t)(f.end - f.at));
    outcome pieces = answer(table, &text, options, &calls, n_at_once);
    if (is_told) {
        expect_answers(&pieces, &text, delimiter, column);
    } else {
        options.n_threads = 1;
        options.line_buffered = 0;
        outcome whole = answer(table, &text, options, &calls, 0);
        EXPECT(pieces.code == whole.code && pieces.faults.n == whole.faults.n);
        EXPECT(pieces.faults.last_line == whole.faults.last_line);
        EXPECT(memcmp(&pieces.stats, &whole.stats, sizeof whole.stats) == 0);
        if (whole.code == RC_OK) /* else blank lines may have been written before, or not */
            expect_same(&pieces.sink.taken, &whole.sink.taken);
        buffer_free(&whole.sink.taken);
    }
    buffer_free(&pieces.sink.taken);
    buffer_free(&text);
    return 0;
}
