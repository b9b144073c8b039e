/* Tests of answer/answer_block.h: numbers without an offer are known by what they begin with, in
 * whatever way the answers are written. */
#include "answer/find.h"
#include "routecost_calls.h"
#include "support_table.h"
#include "support_test.h"

/* A way to answer a stream. */
typedef struct way {
    rc_answer_options options;
    unsigned duration_column; /* 0: numbers, not call records */
    rc_field summary;
    bool finds_only;
} way;

static const way ways[] = {
    {.options.rank = 1},
    {.options.rank = 2},
    {.options.fields = {RC_FIELD_PREFIX}},
    {.duration_column = 2},
    {.duration_column = 2, .summary = RC_FIELD_CARRIER},
    {.finds_only = true},
};

/* Routed numbers: behind so many it pays to spell the offers. */
static const char routed[] = "5,1\n55,1\n555,1\n5555,1\n55555,1\n555555,1\n5555555,1\n55555555,1\n";

/* The text without what stands behind commas. */
static void add_numbers(buffer *to, const char *text)
{
    for (; *text; text += strcspn(text, "\n") + 1) {
        buffer_add(to, text, strcspn(text, ","));
        buffer_add(to, "\n", 1);
    }
}

/* Returns what unrouted numbers begin with.  Each line is a block if the stream is answered line by
 * line. */
static unsigned find_begin(const rc_table *table, const way *w, bool by_line, const char *text)
{
    rc_call_options calls = {.number_column.number = 1,
                             .duration_column.number = w->duration_column,
                             .summary = w->summary};
    rc_answer_options options = w->options;
    memory_sink sink = {.fail_at = NEVER};
    rc_answer_stats stats;
    buffer lines = {0};
    rc_code code;

    options.line_buffered = by_line;
    (w->duration_column ? buffer_string : add_numbers)(&lines, routed);
    (w->duration_column ? buffer_string : add_numbers)(&lines, text);
    memory_source source = memory_source_of(lines.bytes, lines.n_bytes);
    source.n_at_once = by_line ? 1 : 0;
    rc_reader in = memory_reader(&source);
    rc_writer out = memory_writer(&sink);
    if (w->finds_only)
        code = rc_answer_find(table, in, out, &options, (rc_column){0}, &stats, NULL);
    else if (w->duration_column)
        code = rc_answer_calls(table, in, out, &options, &calls, &stats, NULL);
    else
        code = rc_answer_numbers(table, in, out, &options, &stats, NULL);
    assert_int_equal(code, RC_OK);
    buffer_free(&sink.taken);
    buffer_free(&lines);
    return stats.unrouted_begin;
}

TEST(numbers_without_an_offer_are_known_by_what_they_begin_with)
{
    static const struct {
        const char *text;
        unsigned begin;
    } cases[] = {
        {"", 0},
        {"7,1\n0,1\n01,1\n10,1\n+00,1\n", 0},
        {"0012,1\n", 0}, /* has an offer */
        {"0044,1\n", RC_BEGINS_00},
        {"0044,1\n5,1\n7,1\n", RC_BEGINS_00},
        {"7,1\n5,1\n01144,1\n", RC_BEGINS_011},
        {"01144,1\n7,1\n0044,1\n5,1\n", RC_BEGINS_00 | RC_BEGINS_011},
    };
    rc_table *table = load_list(TEXT("5,0.5\n001,0.25\n"), NULL, NULL, NULL);

    for (size_t i = 0; i < N_ELEMENTS(cases); i++)
        for (size_t k = 0; k < N_ELEMENTS(ways); k++)
            for (int by_line = 0; by_line < 2; by_line++)
                if (find_begin(table, &ways[k], by_line, cases[i].text) != cases[i].begin)
                    fail_msg("case %zu, way %zu, by line: %d", i, k, by_line);
    rc_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_without_an_offer_are_known_by_what_they_begin_with),
    };
    return RUN_TESTS(tests);
}
