/* Fuzz target: bytes as a file of numbers.
 *
 * The first bytes choose what is asked of a small table, the others are the file.  Every line comes
 * back with the tail that the oracle says, whatever it holds; the lines as an array cost the same.
 */
#include "fuzz.h"
#include "support_oracle.h"

#include <stdlib.h>
#include <string.h>

static const oracle_row red_rows[] = {{"1", "0.5"},   {"+1", "0.04"},     {"+1415", "0.02"},
                                      {"12", "0.50"}, {"+1415234", "3."}, {"123456789012345", "9"},
                                      {"00", ".1"},   {"+0", "0"},        {"5", "1"},
                                      {"55", "1.00"}, {"555", "0.1"},     {"1416", ""}};
static const oracle_row blue_rows[] = {{"1", "0.50"},  {"+14", "0.020"}, {"5555", "0.01"},
                                       {"00", "0.10"}, {"9", "12"},      {"+1415", ""}};

/* With a leading + that counts, and one that does not. */
#define ORACLE(rows, plus_optional)                                                                \
    {                                                                                              \
        rows, sizeof(rows) / sizeof *(rows), RC_DUPLICATES_CHEAPEST, plus_optional                 \
    }
static const oracle carriers[2][2] = {{ORACLE(red_rows, 0), ORACLE(blue_rows, 0)},
                                      {ORACLE(red_rows, 1), ORACLE(blue_rows, 1)}};
static const char *const names[] = {"red", "bl\"ue"}, *const shown_names[] = {"red",
                                                                              "\"bl\"\"ue\""};

/* A column that routes carry: what row i says there, and how an answer shows it. */
static const char *const notes[] = {"", "\"a,b\"", "\"q\"\"\"", "c d"};

static rc_table *make_table(int plus_optional)
{
    static const rc_column note = {.name = {"note", 4}};
    rc_load_options options = {.keep_carriers = 1,
                               .plus_optional = plus_optional,
                               .carried_columns = &note,
                               .n_carried_columns = 1};
    rc_builder *builder = rc_builder_new(&options);
    rc_table *table = NULL;

    for (size_t i = 0; i < 2; i++) {
        const oracle *o = &carriers[plus_optional][i];
        buffer list = {0};
        buffer_string(&list, "prefix,cost,note\n");
        for (size_t k = 0; k < o->n_rows; k++) {
            buffer_string(&list, o->rows[k].prefix);
            buffer_string(&list, ",");
            buffer_string(&list, *o->rows[k].cost ? o->rows[k].cost : "blocked");
            buffer_string(&list, ",");
            buffer_string(&list, notes[k % 4]);
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

/* What a line holds, told by the plainest means. */
typedef enum line_kind { LINE_BLANK, LINE_NUMBER, LINE_OTHER } line_kind;

enum { SYMBOLS_KEPT = 20 }; /* more than any prefix has */

static int is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static line_kind read_line(const char *line, size_t length, char number[SYMBOLS_KEPT + 1])
{
    size_t n_kept = 0;

    for (; length > 0 && is_blank(*line); length--)
        line++;
    while (length > 0 && is_blank(line[length - 1]))
        length--;
    if (length == 0)
        return LINE_BLANK;
    for (size_t i = 0; i < length; i++) {
        int is_plus = line[i] == '+' && i == 0 && length > 1;
        if (!is_plus && (line[i] < '0' || line[i] > '9'))
            return LINE_OTHER;
        if (n_kept < SYMBOLS_KEPT)
            number[n_kept++] = line[i];
    }
    number[n_kept] = '\0';
    return LINE_NUMBER;
}

static const char *spell(const oracle *lists, rc_field field, const oracle_offer *offer)
{
    const oracle *list = &lists[offer->carrier];

    return field == RC_FIELD_COST     ? offer->row->cost
           : field == RC_FIELD_PREFIX ? oracle_prefix(list, offer->row)
           : field == RC_FIELD_COLUMN ? notes[(offer->row - list->rows) % 4]
                                      : shown_names[offer->carrier];
}

static void add_tail(buffer *to, const oracle *lists, const rc_answer_options *o, line_kind kind,
                     const char *number)
{
    oracle_offer offers[2];
    size_t n = kind == LINE_NUMBER ? oracle_rank(lists, 2, number, offers) : 0;

    for (unsigned rank = 0; rank < o->rank; rank++)
        for (int i = 0; i < RC_FIELDS_MAX && o->fields[i] != RC_FIELD_NONE; i++) {
            buffer_string(to, o->answers_only && rank == 0 && i == 0 ? "" : ",");
            if (rank < n)
                buffer_string(to, spell(lists, o->fields[i], &offers[rank]));
            else if (rank == 0 && kind == LINE_NUMBER && o->fields[i] == RC_FIELD_COST)
                buffer_string(to, "none");
        }
}

static buffer expect(rc_text text, const oracle *lists, const rc_answer_options *o,
                     rc_answer_stats *stats)
{
    buffer expected = {0};
    const char *at = text.bytes, *end = text.bytes + text.length;

    for (int is_first = 1; at < end; is_first = 0) {
        const char *line_feed = memchr(at, '\n', (size_t)(end - at));
        const char *stop = line_feed ? line_feed : end;
        char number[SYMBOLS_KEPT + 1] = "";
        size_t length = (size_t)(stop - at) - (stop > at && stop[-1] == '\r');
        size_t n_mark = is_first && length >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
        line_kind kind = read_line(at + n_mark, length - n_mark, number);
        if (!o->answers_only)
            buffer_add(&expected, at, length);
        if (kind != LINE_BLANK)
            add_tail(&expected, lists, o, kind, number);
        if (line_feed || (size_t)(stop - at) > n_mark) /* a mark alone is an empty file */
            buffer_string(&expected, "\n");
        stats->n_numbers += kind == LINE_NUMBER;
        stats->n_invalid += kind == LINE_OTHER;
        stats->n_plus_numbers += kind == LINE_NUMBER && *number == '+';
        at = line_feed ? line_feed + 1 : end;
    }
    return expected;
}

static void choose_options(feed *f, rc_answer_options *o)
{
    static const rc_field fields[][RC_FIELDS_MAX] = {
        {RC_FIELD_COST},
        {RC_FIELD_CARRIER, RC_FIELD_COST},
        {RC_FIELD_PREFIX},
        {RC_FIELD_COST, RC_FIELD_PREFIX, RC_FIELD_CARRIER},
        {RC_FIELD_COLUMN, RC_FIELD_COST}};
    static const rc_text note = {"note", 4};

    memcpy(o->fields, fields[feed_below(f, 5)], sizeof o->fields);
    o->columns = &note;
    o->n_columns = 1;
    o->rank = 1 + (unsigned)feed_below(f, 3);
    o->line_buffered = feed_below(f, 4) == 3;
    o->n_threads = feed_below(f, 16) == 15 ? 3 : 1;
    o->answers_only = feed_below(f, 3) == 2;
    o->no_route = (rc_text){"none", 4};
}

/* ---- The lines as an array ---- */

enum { ARRAY_MAX = 64 };

/* Cuts text before and behind each line feed: texts of an array have nothing between them. */
static size_t cut(rc_text text, int32_t offsets[ARRAY_MAX + 1])
{
    size_t n = 0;

    offsets[0] = 0;
    for (size_t i = 0; i < text.length && n + 2 < ARRAY_MAX; i++) {
        if (text.bytes[i] == '\n')
            offsets[++n] = (int32_t)i;
        if (text.bytes[i] == '\n' || i + 1 == text.length)
            offsets[++n] = (int32_t)i + 1;
    }
    return n;
}

static void expect_price(const oracle *lists, const rc_text_array *array,
                         const rc_price_array *prices, size_t i)
{
    const char *text = array->bytes + array->offsets[i];
    size_t text_length = (size_t)(array->offsets[i + 1] - array->offsets[i]);
    oracle_offer offers[2];
    char number[SYMBOLS_KEPT + 1] = "";
    line_kind kind = read_line(text, text_length, number);
    size_t n = kind == LINE_NUMBER ? oracle_rank(lists, 2, number, offers) : 0;
    const char *cost = n > 0 ? offers[0].row->cost : "";
    size_t length = (size_t)(prices->cost_offsets[i + 1] - prices->cost_offsets[i]);

    EXPECT(prices->statuses[i] == (kind != LINE_NUMBER ? RC_INVALID_NUMBER
                                   : n > 0             ? RC_ROUTED
                                                       : RC_UNROUTED));
    EXPECT(length == strlen(cost));
    EXPECT(memcmp(prices->costs + prices->cost_offsets[i], cost, length) == 0);
    EXPECT(prices->carriers[i] == (n > 0 ? offers[0].carrier : 0));
}

/* Prices the lines as an array; costs have little room at first. */
static void price_array(const rc_table *table, const oracle *lists, rc_text text, size_t room)
{
    int32_t offsets[ARRAY_MAX + 1];
    int64_t cost_offsets[ARRAY_MAX + 1];
    uint8_t statuses[ARRAY_MAX];
    uint32_t places[ARRAY_MAX];
    rc_text_array array = {text.bytes, cut(text, offsets), offsets, NULL};
    rc_price_array prices = {
        .cost_offsets = cost_offsets, .statuses = statuses, .carriers = places};
    size_t n_done = 0;

    do {
        prices.costs_size += 1 + room;
        prices.costs = realloc(prices.costs, prices.costs_size);
        if (!prices.costs)
            abort();
        n_done = rc_table_price_array(table, &array, n_done, &prices);
    } while (n_done < array.n_texts);
    for (size_t i = 0; i < array.n_texts; i++)
        expect_price(lists, &array, &prices, i);
    free(prices.costs);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    static rc_table *tables[2];
    feed f = {bytes, bytes + n_bytes, NULL};
    fault_count faults = {0};
    rc_answer_options o = {.on_fault = count_fault, .fault_context = &faults};
    rc_answer_stats stats, expected_stats = {0};
    memory_sink sink = {.fail_at = NEVER};

    for (int i = 0; i < 2; i++)
        if (!tables[i])
            tables[i] = make_table(i);
    choose_options(&f, &o);
    size_t n_at_once = feed_below(&f, 40), plus_optional = feed_below(&f, 2);
    const rc_table *table = tables[plus_optional];
    const oracle *lists = carriers[plus_optional];
    rc_text text = {(const char *)f.at, (size_t)(f.end - f.at)};
    memory_source source = memory_source_of(text.bytes, text.length);
    source.n_at_once = n_at_once;
    buffer expected = expect(text, lists, &o, &expected_stats);
    EXPECT(rc_answer_numbers(table, memory_reader(&source), memory_writer(&sink), &o, &stats,
                             NULL) == RC_OK);
    EXPECT(sink.taken.n_bytes == expected.n_bytes);
    EXPECT(expected.n_bytes == 0 ||
           memcmp(sink.taken.bytes, expected.bytes, expected.n_bytes) == 0);
    EXPECT(stats.n_numbers == expected_stats.n_numbers);
    EXPECT(stats.n_invalid == expected_stats.n_invalid);
    EXPECT(stats.n_plus_numbers == expected_stats.n_plus_numbers);
    EXPECT(faults.n == (stats.n_invalid < RC_FAULTS_SHOWN ? stats.n_invalid : RC_FAULTS_SHOWN));
    price_array(table, lists, text, n_at_once);
    buffer_free(&expected);
    buffer_free(&sink.taken);
    return 0;
}
