/* Fuzz target: bytes as a route list.
 *
 * The first bytes choose options, the others are the list.  Whatever it is, it is loaded or refused
 * with a reason, and how it is cut into reads and how many threads there are changes nothing; and
 * what is explained of it is what the table answers. */
#include "fuzz.h"
#include "routecost_explain.h"

#include <stdlib.h>
#include <string.h>

typedef struct outcome {
    rc_code code;
    rc_error error;
    rc_load_stats stats;
    fault_count faults;
    rc_table *table; /* or NULL */
} outcome;

static void expect_warning(void *context, const rc_error *warning)
{
    (void)context;
    EXPECT(warning->code == RC_WARNING && is_showable(warning));
}

/* What is told of a table has to be the same in all places. */
static void expect_sizes(const rc_table *table, const rc_load_stats *stats)
{
    rc_table_sizes sizes;
    rc_report report;

    rc_table_measure(table, &sizes);
    EXPECT(sizes.index + sizes.nodes + sizes.lists + sizes.costs + sizes.names + sizes.carried ==
           stats->table_bytes);
    EXPECT(rc_table_report(table, 0, &report) == RC_OK);
    EXPECT(report.n_prefixes == stats->n_prefixes && report.table_bytes == stats->table_bytes);
    EXPECT(report.n_redundant < report.n_prefixes && report.n_blocked <= report.n_prefixes);
}

static outcome load(rc_text list, rc_load_options options, unsigned n_threads, size_t n_at_once)
{
    outcome o = {.error = {.code = RC_OK}};
    memory_source source = memory_source_of(list.bytes, list.length);

    o.faults.may_go_back = options.duplicates == RC_DUPLICATES_ERROR;
    options.on_fault = count_fault;
    options.on_warning = expect_warning;
    options.fault_context = &o.faults;
    options.n_threads = n_threads;
    source.n_at_once = n_at_once;
    rc_builder *builder = rc_builder_new(&options);
    if (!builder)
        abort();
    o.code = rc_builder_read(builder, memory_reader(&source), &o.error);
    EXPECT(source.n_reads_behind_end == 0);
    if (o.code == RC_OK)
        o.code = rc_builder_seal(builder, &o.table, &o.error);
    o.stats = rc_builder_stats(builder);
    rc_builder_free(builder);
    EXPECT((o.code == RC_OK) == (o.table != NULL));
    EXPECT(o.code == o.error.code);
    EXPECT(o.code == RC_OK || is_showable(&o.error));
    EXPECT(o.faults.n <= o.stats.n_bad_rows);
    EXPECT(o.faults.n >= o.stats.n_bad_rows || o.faults.n >= RC_FAULTS_SHOWN);
    EXPECT(o.code != RC_OK || options.skip_bad_rows || o.stats.n_bad_rows == 0);
    EXPECT(o.code != RC_OK || (o.stats.n_prefixes > 0 && o.stats.n_rows > 0));
    if (o.table)
        expect_sizes(o.table, &o.stats);
    return o;
}

/* Numbers out of the list's own digits, a line each. */
static buffer numbers_of(rc_text list)
{
    buffer numbers = {0};

    for (size_t i = 0; i < list.length; i++)
        if (list.bytes[i] == '+' || (list.bytes[i] >= '0' && list.bytes[i] <= '9'))
            buffer_add(&numbers, list.bytes + i, 1);
        else if (i > 0)
            buffer_string(&numbers, list.bytes[i] == ';' ? "5\n" : "\n");
    return numbers;
}

/* Answers with the carried columns, too, if the list has them. */
static buffer answer(const rc_table *table, const buffer *numbers,
                     const rc_load_options *load_options, unsigned n_threads)
{
    const size_t n_columns = load_options->n_carried_columns;
    memory_source source = memory_source_of(numbers->bytes, numbers->n_bytes);
    memory_sink sink = {.fail_at = NEVER};
    rc_answer_options options = {.n_threads = n_threads,
                                 .fields = {RC_FIELD_COST, RC_FIELD_PREFIX},
                                 .columns =
                                     n_columns > 0 ? &load_options->carried_columns->name : NULL,
                                 .n_columns = n_columns > 0};

    if (n_columns > 0)
        options.fields[2] = RC_FIELD_COLUMN;
    EXPECT(rc_answer_numbers(table, memory_reader(&source), memory_writer(&sink), &options, NULL,
                             NULL) == RC_OK);
    return sink.taken;
}

static void compare(const outcome *a, const outcome *b, const rc_load_options *options,
                    rc_text list)
{
    EXPECT(a->code == b->code);
    EXPECT(strcmp(a->error.reason, b->error.reason) == 0);
    EXPECT(a->stats.n_rows == b->stats.n_rows);
    EXPECT(a->stats.n_bad_rows == b->stats.n_bad_rows);
    EXPECT(a->stats.n_prefixes == b->stats.n_prefixes);
    EXPECT(a->faults.n == b->faults.n && a->faults.last_line == b->faults.last_line);
    if (!a->table)
        return;
    buffer numbers = numbers_of(list);
    buffer left = answer(a->table, &numbers, options, 1);
    buffer right = answer(b->table, &numbers, options, 2);
    EXPECT(left.n_bytes == right.n_bytes);
    EXPECT(left.n_bytes == 0 || memcmp(left.bytes, right.bytes, left.n_bytes) == 0);
    buffer_free(&numbers);
    buffer_free(&left);
    buffer_free(&right);
}

/* ---- Explaining ---- */

/* The cost that an explainer says counts, of the carrier that wins; bytes NULL without a route. */
static rc_text explained_cost(const rc_explainer *e)
{
    rc_text cost = {NULL, 0};
    rc_match match;

    for (size_t carrier = 0; carrier < rc_explainer_carriers(e); carrier++)
        for (size_t i = 0; rc_explainer_match(e, carrier, i, &match); i++)
            if (match.verdict == RC_MATCH_WINS &&
                rc_explainer_carrier_verdict(e, carrier) == RC_CARRIER_WINS)
                cost = match.cost;
    return cost;
}

/* Explains a number by the list; what is found has to be what the loading has found. */
static void explain(rc_text list, rc_load_options options, size_t n_at_once, rc_text number,
                    const outcome *loaded)
{
    fault_count faults = {.may_go_back = loaded->faults.may_go_back};
    memory_source source = memory_source_of(list.bytes, list.length);
    rc_error error = {.code = RC_OK};

    options.on_fault = count_fault;
    options.fault_context = &faults;
    source.n_at_once = n_at_once;
    rc_explainer *e = rc_explainer_new(&options, number, &error);
    if (!e) {
        EXPECT(error.code == RC_ERROR_OPTIONS || error.code == RC_FAULT_NUMBER);
        return;
    }
    rc_code code = rc_explainer_read(e, (rc_text){"A", 1}, memory_reader(&source), &error);
    rc_load_stats stats = rc_explainer_stats(e);
    EXPECT(stats.n_rows == loaded->stats.n_rows);
    if (options.duplicates == RC_DUPLICATES_ERROR) {
        EXPECT(stats.n_bad_rows <= loaded->stats.n_bad_rows);
    } else {
        EXPECT(code == loaded->code && strcmp(error.reason, loaded->error.reason) == 0);
        EXPECT(stats.n_bad_rows == loaded->stats.n_bad_rows);
        EXPECT(faults.n == loaded->faults.n && faults.last_line == loaded->faults.last_line);
    }
    if (loaded->table) {
        rc_text cost = explained_cost(e);
        rc_lookup value = rc_table_lookup(loaded->table, number);
        EXPECT(code == RC_OK);
        EXPECT((value.status == RC_ROUTED) == (cost.bytes != NULL));
        EXPECT(value.cost.length == cost.length);
        EXPECT(cost.length == 0 || memcmp(value.cost.bytes, cost.bytes, cost.length) == 0);
        for (size_t i = 0; i < rc_table_carriers(loaded->table); i++)
            EXPECT(rc_explainer_plus(e, i) == rc_table_plus(loaded->table, i));
    }
    rc_explainer_free(e);
}

/* Explains the last few numbers that the list's own digits make, and one that it need not have. */
static void explain_some(rc_text list, const rc_load_options *options, size_t n_at_once,
                         const outcome *loaded)
{
    buffer numbers = numbers_of(list);
    size_t end = numbers.n_bytes;

    explain(list, *options, n_at_once, (rc_text){"5", 1}, loaded);
    for (int i = 0; i < 4 && end > 0; i++) {
        size_t start = end;
        while (start > 0 && numbers.bytes[start - 1] != '\n')
            start--;
        explain(list, *options, n_at_once, (rc_text){numbers.bytes + start, end - start}, loaded);
        end = start > 0 ? start - 1 : 0;
    }
    buffer_free(&numbers);
}

static void choose_dialect(rc_load_options *o, size_t which)
{
    if (which % 2 == 0)
        return;
    o->decimal_comma = which >> 1 & 1;
    o->header = (rc_header)((which >> 2) % 3);
    o->delimiter = ",;\t|:\0\0\0"[which >> 4 & 7];
    o->n_skipped_lines = which >> 7;
    if (which % 5 == 0)
        o->prefix_column.number = 2;
    if (which % 7 == 0)
        o->cost_column.name = (rc_text){"rate", 4};
    if (which % 3 == 0) {
        o->effective_column.number = 3;
        o->at = 20240615;
    }
}

/* Sets one of the other options. */
static void choose_another(rc_load_options *o, size_t which)
{
    static const rc_text blocked[] = {{"", 0}, {"n/a", 3}, {"-", 1}};
    static const rc_column named[] = {{.name = {"note", 4}}, {.name = {"area", 4}}};
    static const rc_column second = {.number = 2};
    static const char *const factors[] = {"1.08", "0.001", "10", "0", "1e3", "999999999999999999"};
    static const char *const signs[] = {"$", "EUR", "\xe2\x82\xac", "1"};
    static const char *const starts[] = {"+", "44", "+1", "123456789012345", "x"};
    static const char *const fees[] = {"0.5", "1e2", "-1"};
    const char *text = NULL;
    size_t value = which / 16;

    switch (which % 16) {
    case 0:
        text = factors[value % 6];
        o->factor = (rc_text){text, strlen(text)};
        break;
    case 1:
        text = signs[value % 4];
        o->currency = (rc_text){text, strlen(text)};
        break;
    case 2:
        text = starts[value % 5];
        o->prepend = (rc_text){text, strlen(text)};
        break;
    case 3:
        o->blocked = blocked;
        o->n_blocked = value % 4;
        break;
    case 4:
        o->blocked_column = value % 2 ? (rc_column){.number = 3} : (rc_column){.name = {"off", 3}};
        break;
    case 5:
        o->carried_columns = named;
        o->n_carried_columns = 1 + value % 2;
        break;
    case 6:
        o->increment_column.number = 3;
        o->next_column.number = value % 2 ? 4 : 0;
        break;
    case 7:
        o->fee_column.number = 3 + value % 2;
        break;
    case 8:
        o->increment = (rc_increment){60, (uint32_t)value};
        break;
    case 9:
        text = fees[value % 3];
        o->connect_fee = (rc_text){text, strlen(text)};
        break;
    case 10:
        text = value % 2 ? "00" : "00,011,1";
        o->idd = (rc_text){text, strlen(text)};
        break;
    case 11:
        o->until_column.number = 3 + value % 2;
        break;
    case 12:
        o->date_order = (rc_date_order)(value % 3);
        o->at = 20240615;
        break;
    case 13:
        o->prefix_column.number = 1;
        o->joined_columns = value % 2 ? named : &second;
        o->n_joined_columns = 1;
        o->cost_column.number = 3;
        break;
    case 14:
        o->compare_duplicates = true;
        break;
    default:
        o->prefix_column.name = (rc_text){"area", 4};
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    feed f = {bytes, bytes + n_bytes, NULL};
    rc_load_options options = {.duplicates = (rc_duplicates)feed_below(&f, 4)};
    options.plus_optional = (int)feed_below(&f, 2);
    options.skip_bad_rows = (int)feed_below(&f, 2);
    size_t n_at_once = feed_below(&f, 40), dialect = feed_below(&f, 256);
    choose_dialect(&options, dialect);
    for (size_t n = feed_below(&f, 4); n > 0; n--)
        choose_another(&options, feed_below(&f, 256));
    unsigned n_threads = feed_below(&f, 8) == 7 ? 3 : 1;
    rc_text list = {(const char *)f.at, (size_t)(f.end - f.at)};

    outcome whole = load(list, options, 1, 0), pieces = load(list, options, n_threads, n_at_once);
    compare(&whole, &pieces, &options, list);
    explain_some(list, &options, n_at_once, &whole);
    rc_table_free(whole.table);
    rc_table_free(pieces.table);
    return 0;
}
