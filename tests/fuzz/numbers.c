/* Fuzz target: bytes as a file of numbers.
 *
 * The first bytes choose what is asked of a small table, the others are the file.  Every line comes
 * back with the tail that the oracle says, whatever it holds. */
#include "fuzz.h"
#include "support_oracle.h"

#include <stdlib.h>
#include <string.h>

static const oracle_row red_rows[] = {{"1", "0.5"},   {"+1", "0.04"},     {"+1415", "0.02"},
                                      {"12", "0.50"}, {"+1415234", "3."}, {"123456789012345", "9"},
                                      {"00", ".1"},   {"+0", "0"},        {"5", "1"},
                                      {"55", "1.00"}, {"555", "0.1"}};
static const oracle_row blue_rows[] = {
    {"1", "0.50"}, {"+14", "0.020"}, {"5555", "0.01"}, {"00", "0.10"}, {"9", "12"}};

static const oracle carriers[] = {
    {red_rows, sizeof red_rows / sizeof *red_rows, RC_DUPLICATES_CHEAPEST, 0},
    {blue_rows, sizeof blue_rows / sizeof *blue_rows, RC_DUPLICATES_CHEAPEST, 0}};
static const char *const names[] = {"red", "bl\"ue"}, *const shown_names[] = {"red",
                                                                              "\"bl\"\"ue\""};

static rc_table *make_table(void)
{
    rc_load_options options = {.keep_carriers = 1};
    rc_builder *builder = rc_builder_new(&options);
    rc_table *table = NULL;

    for (size_t i = 0; i < 2; i++) {
        buffer list = {0};
        for (size_t k = 0; k < carriers[i].n_rows; k++) {
            buffer_string(&list, carriers[i].rows[k].prefix);
            buffer_string(&list, ",");
            buffer_string(&list, carriers[i].rows[k].cost);
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

static const char *spell(rc_field field, const oracle_offer *offer)
{
    return field == RC_FIELD_COST     ? offer->row->cost
           : field == RC_FIELD_PREFIX ? offer->row->prefix
                                      : shown_names[offer->carrier];
}

static void add_tail(buffer *to, const rc_answer_options *o, line_kind kind, const char *number)
{
    oracle_offer offers[2];
    size_t n = kind == LINE_NUMBER ? oracle_rank(carriers, 2, number, offers) : 0;

    for (unsigned rank = 0; rank < o->rank; rank++)
        for (int i = 0; i < RC_FIELDS_MAX && o->fields[i] != RC_FIELD_NONE; i++) {
            buffer_string(to, ",");
            if (rank < n)
                buffer_string(to, spell(o->fields[i], &offers[rank]));
            else if (rank == 0 && kind == LINE_NUMBER && o->fields[i] == RC_FIELD_COST)
                buffer_string(to, "none");
        }
}

static buffer expect(rc_text text, const rc_answer_options *o, rc_answer_stats *stats)
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
        buffer_add(&expected, at, length);
        if (kind != LINE_BLANK)
            add_tail(&expected, o, kind, number);
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
        {RC_FIELD_COST, RC_FIELD_PREFIX, RC_FIELD_CARRIER}};

    memcpy(o->fields, fields[feed_below(f, 4)], sizeof o->fields);
    o->rank = 1 + (unsigned)feed_below(f, 3);
    o->line_buffered = feed_below(f, 4) == 3;
    o->n_threads = feed_below(f, 16) == 15 ? 3 : 1;
    o->no_route = (rc_text){"none", 4};
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    static rc_table *table;
    feed f = {bytes, bytes + n_bytes, NULL};
    fault_count faults = {0};
    rc_answer_options o = {.on_fault = count_fault, .fault_context = &faults};
    rc_answer_stats stats, expected_stats = {0};
    memory_sink sink = {.fail_at = NEVER};

    if (!table)
        table = make_table();
    choose_options(&f, &o);
    size_t n_at_once = feed_below(&f, 40);
    rc_text text = {(const char *)f.at, (size_t)(f.end - f.at)};
    memory_source source = memory_source_of(text.bytes, text.length);
    source.n_at_once = n_at_once;
    buffer expected = expect(text, &o, &expected_stats);
    EXPECT(rc_answer_numbers(table, memory_reader(&source), memory_writer(&sink), &o, &stats,
                             NULL) == RC_OK);
    EXPECT(sink.taken.n_bytes == expected.n_bytes);
    EXPECT(expected.n_bytes == 0 ||
           memcmp(sink.taken.bytes, expected.bytes, expected.n_bytes) == 0);
    EXPECT(stats.n_numbers == expected_stats.n_numbers);
    EXPECT(stats.n_invalid == expected_stats.n_invalid);
    EXPECT(stats.n_plus_numbers == expected_stats.n_plus_numbers);
    EXPECT(faults.n == (stats.n_invalid < RC_FAULTS_SHOWN ? stats.n_invalid : RC_FAULTS_SHOWN));
    buffer_free(&expected);
    buffer_free(&sink.taken);
    return 0;
}
