/* Tests of the explainer: which rows match a number, which one counts, and why not the others. */
#include "routecost_explain.h"
#include "support_table.h"
#include "support_test.h"

/* ---- Explanations as text ---- */

static const char *const standings[] = {"cheapest", "dearer", "as cheap", "no route"};
static const char *const reasons[] = {"counts",   "shorter", "later",     "ended",
                                      "replaced", "dearer",  "not first", "not last"};

static void add_text(buffer *to, rc_text text)
{
    buffer_add(to, text.bytes, text.length);
    buffer_add(to, " ", 1);
}

/* "NAME STANDING", then "PREFIX COST LINE REASON" a match, " +N" behind it where N are left out. */
static buffer show(const rc_explainer *e)
{
    buffer shown = {0};
    rc_match match;

    buffer_string(&shown, "");
    for (size_t carrier = 0; carrier < rc_explainer_carriers(e); carrier++) {
        add_text(&shown, rc_explainer_carrier_name(e, carrier));
        buffer_string(&shown, standings[rc_explainer_carrier_verdict(e, carrier)]);
        buffer_string(&shown, "\n");
        for (size_t i = 0; rc_explainer_match(e, carrier, i, &match); i++) {
            add_text(&shown, match.prefix);
            add_text(&shown, match.cost);
            buffer_number(&shown, match.line);
            buffer_string(&shown, " ");
            buffer_string(&shown, reasons[match.verdict]);
            if (match.n_more > 0) {
                buffer_string(&shown, " +");
                buffer_number(&shown, match.n_more);
            }
            buffer_string(&shown, "\n");
        }
    }
    return shown;
}

static rc_code read_text(rc_explainer *e, const char *name, rc_text list, rc_error *error)
{
    memory_source source = memory_source_of(list.bytes, list.length);
    rc_code code = rc_explainer_read(e, TEXT(name), memory_reader(&source), error);

    assert_int_equal(source.n_reads_behind_end, 0);
    return code;
}

/* Explains a number by the lists A, B... */
static buffer explain(const rc_load_options *options, const char *number, const char *const *lists)
{
    rc_error error = {.code = RC_OK};
    rc_explainer *e = rc_explainer_new(options, TEXT(number), &error);

    assert_non_null(e);
    for (size_t i = 0; lists[i]; i++)
        if (read_text(e, (char[]){(char)('A' + i), '\0'}, TEXT(lists[i]), &error) != RC_OK)
            fail_msg("%s: %s", lists[i], error.reason);
    buffer shown = show(e);
    rc_explainer_free(e);
    return shown;
}

#define LISTS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void expect(const rc_load_options *options, const char *number, const char *const *lists,
                   const char *expected)
{
    buffer shown = explain(options, number, lists);
    assert_string_equal(shown.bytes, expected);
    buffer_free(&shown);
}

/* ---- By hand ---- */

TEST(every_row_that_matches_is_told_the_shortest_first)
{
    expect(NULL, "442011", LISTS("4420,0.03\n1,0.5\n44,0.02\n\n442012,1\n4,0.1\n"),
           "A cheapest\n4 0.1 6 shorter\n44 0.02 3 shorter\n4420 0.03 1 counts\n");
}

TEST(carrier_that_asks_less_wins_and_of_equal_ones_the_earlier)
{
    expect(NULL, "442011", LISTS("44,0.02\n", "44,0.01\n4420,.020\n", "4,0.03\n", "5,1\n"),
           "A cheapest\n44 0.02 1 counts\n"
           "B as cheap\n44 0.01 1 shorter\n4420 .020 2 counts\n"
           "C dearer\n4 0.03 1 counts\n"
           "D no route\n");
    expect(NULL, "442011", LISTS("44,0.02\n", "44,0.01\n"),
           "A dearer\n44 0.02 1 counts\nB cheapest\n44 0.01 1 counts\n");
}

TEST(duplicates_are_judged_as_the_options_have_it)
{
    static const struct {
        rc_duplicates policy;
        const char *expected;
    } cases[] = {
        {RC_DUPLICATES_CHEAPEST, "A cheapest\n4 1 1 shorter\n4 2 5 shorter\n"
                                 "44 0.5 2 dearer\n44 0.4 3 counts\n44 0.40 4 not first\n"},
        {RC_DUPLICATES_FIRST, "A cheapest\n4 1 1 shorter\n4 2 5 shorter\n"
                              "44 0.5 2 counts\n44 0.4 3 not first\n44 0.40 4 not first\n"},
        {RC_DUPLICATES_LAST, "A cheapest\n4 1 1 shorter\n4 2 5 shorter\n"
                             "44 0.5 2 not last\n44 0.4 3 not last\n44 0.40 4 counts\n"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++)
        expect(&(rc_load_options){.duplicates = cases[i].policy}, "441",
               LISTS("4,1\n44,0.5\n44,0.4\n44,0.40\n4,2\n"), cases[i].expected);
}

TEST(dates_decide_before_costs_do)
{
    rc_load_options options = {.at = 20260301, .effective_column = {.number = 3}};

    expect(&options, "441",
           LISTS("44,1,2026-01-01\n44,3,2026-02-01\n44,2,2026-02-01\n44,0,2026-03-02\n"
                 "441,0,2027-01-01\n"),
           "A cheapest\n44 1 1 replaced\n44 3 2 dearer\n44 2 3 counts\n44 0 4 later\n"
           "441 0 5 later\n");
    expect(&options, "441", LISTS("4,1,2026-04-01\n5,1,2026-01-01\n"), "A no route\n4 1 1 later\n");
}

TEST(ranges_and_lists_of_prefixes_match_by_what_they_stand_for)
{
    expect(NULL, "44741999",
           LISTS("prefix,cost\n\"44; 447400-447419,4474\",0.1\n447420-447429,1\n"),
           "A cheapest\n44 0.1 2 shorter\n4474 0.1 2 shorter\n44741 0.1 2 counts\n");
}

TEST(plus_is_a_symbol_unless_it_is_optional)
{
    rc_load_options optional = {.plus_optional = 1};

    expect(NULL, "+441", LISTS("+4,1\n44,2\n+44,3\n"),
           "A cheapest\n+4 1 1 shorter\n+44 3 3 counts\n");
    expect(&optional, " +441\t", LISTS("+4,1\n44,2\n+44,3\n"),
           "A cheapest\n4 1 1 shorter\n44 2 2 counts\n44 3 3 dearer\n");
    expect(&optional, "441", LISTS("+4,1\n"), "A cheapest\n4 1 1 counts\n");
}

TEST(prefixes_of_all_symbols_match)
{
    expect(NULL, "+1234567890123456", LISTS("+123456789012345,1\n+1,2\n1,3\n"),
           "A cheapest\n+1 2 2 shorter\n+123456789012345 1 1 counts\n");
    expect(NULL, "0000000000000000000", LISTS("000000000000000,1\n0,2\n"),
           "A cheapest\n0 2 2 shorter\n000000000000000 1 1 counts\n");
}

TEST(direct_dial_prefix_leaves_room_for_all_symbols)
{
    rc_load_options options = {.idd = TEXT("0011")};

    expect(&options, "0011123456789012345", LISTS("+123456789012345,1\n+12345678901234,2\n"),
           "A cheapest\n+12345678901234 2 2 shorter\n+123456789012345 1 1 counts\n");
}

TEST(decimal_commas_are_told_as_points)
{
    expect(&(rc_load_options){.decimal_comma = 1}, "44", LISTS("4;0,5\n44;0,04\n"),
           "A cheapest\n4 0.5 1 shorter\n44 0.04 2 counts\n");
}

TEST(of_many_rows_the_first_are_told_and_the_one_that_stays)
{
    char list[400] = "", expected[400] = "A cheapest\n";

    for (int i = 1; i <= 30; i++)
        sprintf(list + strlen(list), "7,%d\n", i == 1 ? 5 : i == 20 ? 1 : 9);
    for (int i = 1; i <= 10; i++)
        sprintf(expected + strlen(expected), "7 %d %d dearer%s\n", i == 1 ? 5 : 9, i,
                i == 10 ? " +19" : "");
    strcat(expected, "7 1 20 counts\n");
    expect(NULL, "77", LISTS(list), expected);
}

TEST(bad_rows_are_faults_as_they_are_for_a_builder)
{
    static const char list[] = "44,1\n44,x\n1234567890123456,1\n\"4,1\n44,0.5\n";
    fault_log log = {0};
    rc_load_options options = {.on_fault = log_fault, .fault_context = &log};
    rc_error error = {.code = RC_OK};
    rc_explainer *e = rc_explainer_new(&options, TEXT("441"), &error);

    assert_int_equal(read_text(e, "A", TEXT(list), &error), RC_ERROR_LIST);
    assert_int_equal(error.code, RC_ERROR_LIST);
    assert_int_equal(log.n, 3);
    assert_int_equal(log.faults[0].line, 2);
    assert_string_equal(log.faults[0].reason, "cost \"x\" is not a plain decimal");
    assert_int_equal(log.faults[2].line, 4);
    assert_int_equal(rc_explainer_stats(e).n_rows, 2);
    assert_int_equal(rc_explainer_stats(e).n_bad_rows, 3);
    assert_int_equal(read_text(e, "B", TEXT("44,1\n"), &error), RC_OK);
    rc_explainer_free(e);
    options.skip_bad_rows = 1;
    expect(&options, "441", LISTS(list), "A cheapest\n44 1 1 dearer\n44 0.5 5 counts\n");
}

/* Rows that do not match the number are scanned, and must be checked all the same. */
TEST(rows_without_their_carried_column_are_bad_whatever_their_prefix)
{
    static const char list[] = "prefix,cost,note\n44,1,a\n44,2\n5,1,b\n5,2\n5,3,\x1b\n";
    const rc_column note = {.name = TEXT("note")};
    fault_log log = {0};
    rc_load_options options = {.carried_columns = &note,
                               .n_carried_columns = 1,
                               .on_fault = log_fault,
                               .fault_context = &log};
    rc_error error = {.code = RC_OK};
    rc_explainer *e = rc_explainer_new(&options, TEXT("441"), &error);

    assert_int_equal(read_text(e, "A", TEXT(list), &error), RC_ERROR_LIST);
    assert_int_equal(log.n, 3);
    assert_int_equal(log.faults[0].line, 3);
    assert_int_equal(log.faults[1].line, 5);
    assert_int_equal(log.faults[2].line, 6);
    assert_int_equal(rc_explainer_stats(e).n_rows, 2);
    rc_explainer_free(e);
}

TEST(duplicates_are_faults_where_they_match_the_number)
{
    static const char list[] = "1,1\n1,1\n44,1\n4,1\n44,1\n4,2\n44,3\n";
    fault_log log = {0};
    rc_load_options options = {
        .duplicates = RC_DUPLICATES_ERROR, .on_fault = log_fault, .fault_context = &log};
    rc_error error = {.code = RC_OK};
    rc_explainer *e = rc_explainer_new(&options, TEXT("441"), &error);

    assert_int_equal(read_text(e, "A", TEXT(list), &error), RC_ERROR_LIST);
    assert_int_equal(log.n, 3);
    assert_int_equal(log.faults[0].line, 5);
    assert_string_equal(log.faults[0].reason, "prefix \"44\" is already on line 3");
    assert_int_equal(log.faults[1].line, 6);
    assert_string_equal(log.faults[1].reason, "prefix \"4\" is already on line 4");
    assert_int_equal(log.faults[2].line, 7);
    rc_explainer_free(e);
    options.skip_bad_rows = 1;
    expect(&options, "441", LISTS(list),
           "A cheapest\n4 1 4 shorter\n4 2 6 shorter\n44 1 3 counts\n44 1 5 not first\n"
           "44 3 7 not first\n");
}

TEST(all_repeated_rows_are_counted)
{
    buffer list = {0};
    fault_log log = {0};
    rc_error error;
    rc_load_options options = {
        .duplicates = RC_DUPLICATES_ERROR, .on_fault = log_fault, .fault_context = &log};

    for (int i = 0; i < 1000; i++)
        buffer_string(&list, i % 2 ? "4,1\n" : "44,1\n");
    rc_explainer *e = rc_explainer_new(&options, TEXT("441"), &error);
    assert_int_equal(read_text(e, "A", (rc_text){list.bytes, list.n_bytes}, &error), RC_ERROR_LIST);
    assert_int_equal(rc_explainer_stats(e).n_bad_rows, 998);
    assert_int_equal(log.n, RC_FAULTS_SHOWN);
    for (size_t i = 0; i < RC_FAULTS_SHOWN; i++)
        assert_int_equal(log.faults[i].line, 3 + i);
    rc_explainer_free(e);
    buffer_free(&list);
}

/* Ten rows that do not hold yet, then LIST. */
static buffer crowd_before(const char *list)
{
    buffer text = {0};

    for (int i = 0; i < 10; i++)
        buffer_string(&text, "44,0.1,2030-01-01\n");
    buffer_string(&text, list);
    return text;
}

TEST(repeated_rows_are_told_behind_a_crowd_of_others)
{
    buffer list = crowd_before("44,0.5,2020-01-01\n44,0.6,2020-01-01\n4,1,2020-01-01\n"
                               "4,2,2020-01-01\n");
    fault_log log = {0};
    rc_error error;
    rc_load_options options = {.duplicates = RC_DUPLICATES_ERROR,
                               .effective_column = {.number = 3},
                               .at = 20260101,
                               .on_fault = log_fault,
                               .fault_context = &log};
    rc_explainer *e = rc_explainer_new(&options, TEXT("441"), &error);

    assert_int_equal(read_text(e, "A", (rc_text){list.bytes, list.n_bytes}, &error), RC_ERROR_LIST);
    assert_int_equal(log.n, 2);
    assert_int_equal(log.faults[0].line, 12);
    assert_string_equal(log.faults[0].reason, "prefix \"44\" is already on line 11");
    assert_int_equal(log.faults[1].line, 14);
    rc_explainer_free(e);
    buffer_free(&list);
}

TEST(rows_that_compete_are_kept_before_others)
{
    buffer list = crowd_before("44,0.6,2020-01-01\n44,0.5,2020-01-01\n44,0.7,2020-01-01\n");
    rc_load_options options = {.effective_column = {.number = 3}, .at = 20260101};
    rc_error error;
    rc_match match;
    uint64_t lines[11];
    size_t n = 0;
    rc_explainer *e = rc_explainer_new(&options, TEXT("441"), &error);

    assert_int_equal(read_text(e, "A", (rc_text){list.bytes, list.n_bytes}, &error), RC_OK);
    for (; n < 11 && rc_explainer_match(e, 0, n, &match) && match.line > 0; n++)
        lines[n] = match.line;
    assert_int_equal(n, 11);
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(lines[i], i + 1);
    assert_int_equal(lines[8], 11);
    assert_int_equal(lines[9], 12);
    assert_int_equal(lines[10], 13);
    rc_explainer_free(e);
    buffer_free(&list);
}

TEST(what_is_no_number_has_no_explainer)
{
    static const char *const texts[] = {"", " ", "+", "4 4", "44x", "++4"};

    for (size_t i = 0; i < N_ELEMENTS(texts); i++) {
        rc_error error = {.code = RC_OK};
        assert_null(rc_explainer_new(NULL, TEXT(texts[i]), &error));
        assert_int_equal(error.code, RC_FAULT_NUMBER);
    }
    rc_explainer_free(NULL);
}

TEST(options_that_contradict_each_other_are_refused)
{
    rc_error error = {.code = RC_OK};
    rc_load_options options = {.effective_column = {.number = 3}};

    assert_null(rc_explainer_new(&options, TEXT("4"), &error));
    assert_int_equal(error.code, RC_ERROR_OPTIONS);
}

TEST(names_have_to_be_names_and_differ)
{
    rc_error error = {.code = RC_OK};
    rc_explainer *e = rc_explainer_new(NULL, TEXT("4"), &error);

    assert_int_equal(read_text(e, "", TEXT("4,1\n"), &error), RC_ERROR_NAME);
    assert_int_equal(read_text(e, "a\nb", TEXT("4,1\n"), &error), RC_ERROR_NAME);
    assert_int_equal(read_text(e, "A", TEXT("4,1\n"), &error), RC_OK);
    assert_int_equal(rc_explainer_carrier_source(e, 0), 2);
    assert_int_equal(read_text(e, "A", TEXT("4,1\n"), &error), RC_ERROR_NAME);
    assert_string_equal(error.reason, "two carriers are named \"A\"");
    rc_explainer_free(e);
}

TEST(empty_lists_and_failing_streams_are_errors)
{
    rc_error error = {.code = RC_OK};
    rc_load_options dated = {.at = 20260101, .effective_column = {.number = 3}};
    memory_source source = memory_source_of("4,1\n44,1\n", 9);
    rc_explainer *e = rc_explainer_new(NULL, TEXT("4"), &error);

    assert_int_equal(read_text(e, "A", TEXT("\n# nothing\n"), &error), RC_ERROR_EMPTY);
    source.fail_at = 5;
    assert_int_equal(rc_explainer_read(e, TEXT("B"), memory_reader(&source), &error),
                     RC_ERROR_READ);
    rc_explainer_free(e);
    e = rc_explainer_new(&dated, TEXT("5"), &error);
    assert_int_equal(read_text(e, "A", TEXT("4,1,2026-01-02\n"), &error), RC_ERROR_EMPTY);
    assert_string_equal(error.reason, "no routes: no row holds on the date");
    rc_explainer_free(e);
}

TEST(plus_of_any_row_is_noted)
{
    static const struct {
        const char *list;
        int plus_optional;
        unsigned expected;
    } cases[] = {{"4,1\n+5,1\n", 0, 3},     {"4,1\n5,1\n", 0, 1},      {"+5,1\n", 1, 1},
                 {"\"+5\",1,\"\"\n", 0, 2}, {"\"4;+5-+6\",1\n", 0, 3}, {"+4,x\n5,1\n", 0, 1},
                 {"+5,1\n", 0, 2},          {"9,1\n+5,1\n", 0, 3}};

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        rc_error error;
        rc_load_options options = {.plus_optional = cases[i].plus_optional, .skip_bad_rows = 1};
        rc_explainer *e = rc_explainer_new(&options, TEXT("9"), &error);
        assert_int_equal(read_text(e, "A", TEXT(cases[i].list), &error), RC_OK);
        assert_int_equal(rc_explainer_plus(e, 0), cases[i].expected);
        rc_explainer_free(e);
    }
}

TEST(direct_dial_prefixes_of_any_row_are_noted)
{
    static const struct {
        const char *first, *second;
        unsigned expected;
    } cases[] = {{"4,1\n0,1\n010,1\n", "01,1\n", 0},
                 {"4,1\n0044,1\n", "5,1\n", RC_BEGINS_00},
                 {"4,1\n", "011,1\n5,1\n", RC_BEGINS_011},
                 {"01144,1\n4,1\n", "00,1\n", RC_BEGINS_00 | RC_BEGINS_011}};

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        rc_error error;
        rc_explainer *e = rc_explainer_new(NULL, TEXT("9"), &error);
        assert_int_equal(read_text(e, "A", TEXT(cases[i].first), &error), RC_OK);
        assert_int_equal(read_text(e, "B", TEXT(cases[i].second), &error), RC_OK);
        assert_int_equal(rc_explainer_begins(e), cases[i].expected);
        rc_explainer_free(e);
    }
}

/* ---- Compiled tables ---- */

static buffer compile(const rc_text *lists, size_t n, const rc_load_options *options)
{
    memory_sink sink = {.fail_at = NEVER};
    rc_table *table = load_carriers(lists, NULL, n, options, NULL, NULL);

    assert_non_null(table);
    assert_int_equal(rc_table_save(table, memory_writer(&sink), NULL), RC_OK);
    rc_table_free(table);
    return sink.taken;
}

TEST(compiled_table_tells_its_routes_without_lines)
{
    rc_load_options options = {.keep_carriers = 1};
    rc_text lists[] = {TEXT("44,1\n44,2\n441,.5\n009,9\n"), TEXT("4,0.3\n")};
    buffer compiled = compile(lists, 2, &options);
    rc_error error = {.code = RC_OK};
    rc_explainer *e = rc_explainer_new(NULL, TEXT("4415"), &error);

    assert_int_equal(read_text(e, "list", TEXT("441,0.4\n"), &error), RC_OK);
    assert_int_equal(read_text(e, "x", (rc_text){compiled.bytes, compiled.n_bytes}, &error), RC_OK);
    buffer shown = show(e);
    assert_string_equal(shown.bytes, "list dearer\n441 0.4 1 counts\n"
                                     "A dearer\n44 1 0 shorter\n441 .5 0 counts\n"
                                     "B cheapest\n4 0.3 0 counts\n");
    assert_int_equal(rc_explainer_carrier_source(e, 2), 1);
    assert_int_equal(rc_explainer_begins(e), RC_BEGINS_00);
    assert_int_equal(rc_explainer_stats(e).n_tables, 1);
    assert_int_equal(rc_explainer_stats(e).n_prefixes, 4);
    assert_int_equal(rc_explainer_stats(e).n_rows, 1);
    buffer_free(&shown);
    rc_explainer_free(e);
    buffer_free(&compiled);
}

TEST(compiled_tables_have_to_agree_about_plus)
{
    rc_load_options optional = {.plus_optional = 1};
    rc_text list = TEXT("+4,1\n");
    buffer with = compile(&list, 1, &optional), without = compile(&list, 1, NULL);
    rc_text made_with = {with.bytes, with.n_bytes}, made_without = {without.bytes, without.n_bytes};
    rc_error error = {.code = RC_OK};

    rc_explainer *e = rc_explainer_new(NULL, TEXT("44"), &error);
    assert_int_equal(read_text(e, "x", made_with, &error), RC_OK);
    assert_int_equal(read_text(e, "list", TEXT("+44,2\n"), &error), RC_OK);
    buffer shown = show(e);
    assert_string_equal(shown.bytes, "A cheapest\n4 1 0 counts\nlist dearer\n44 2 1 counts\n");
    assert_int_equal(rc_explainer_ignores_plus(e), 1);
    buffer_free(&shown);
    rc_explainer_free(e);

    e = rc_explainer_new(NULL, TEXT("44"), &error);
    assert_int_equal(read_text(e, "list", TEXT("+44,2\n"), &error), RC_OK);
    assert_int_equal(read_text(e, "x", made_with, &error), RC_ERROR_TABLE);
    rc_explainer_free(e);

    e = rc_explainer_new(&optional, TEXT("44"), &error);
    assert_int_equal(read_text(e, "x", made_without, &error), RC_ERROR_TABLE);
    rc_explainer_free(e);
    buffer_free(&with);
    buffer_free(&without);
}

TEST(damaged_table_is_refused)
{
    rc_text list = TEXT("44,1\n441,.5\n");
    buffer compiled = compile(&list, 1, NULL);
    rc_error error = {.code = RC_OK};
    rc_explainer *e = rc_explainer_new(NULL, TEXT("44"), &error);

    compiled.bytes[compiled.n_bytes - 12] ^= 1;
    assert_int_equal(read_text(e, "x", (rc_text){compiled.bytes, compiled.n_bytes}, &error),
                     RC_ERROR_TABLE);
    assert_int_equal(rc_explainer_carriers(e), 0);
    rc_explainer_free(e);
    buffer_free(&compiled);
}

/* ---- Any lists ---- */

/* The row of a prefix that stays, by the plainest means; NULL if no row has it. */
static const oracle_row *find_best(const oracle *o, const char *prefix)
{
    oracle only = *o;
    oracle_row *rows = calloc(o->n_rows + 1, sizeof *rows);
    const oracle_row *best = NULL;

    assert_non_null(rows);
    only.rows = rows;
    for (size_t i = 0; i < o->n_rows; i++) {
        int is_its = strcmp(oracle_prefix(o, &o->rows[i]), prefix) == 0;
        strcpy(rows[i].prefix, is_its ? o->rows[i].prefix : "x");
        strcpy(rows[i].cost, o->rows[i].cost);
    }
    const oracle_row *found = oracle_match(&only, prefix);
    if (found)
        best = &o->rows[found - rows];
    free(rows);
    return best;
}

static const char *expect_reason(const oracle *o, const oracle_row *row, const oracle_row *best,
                                 int is_longest)
{
    if (!is_longest)
        return "shorter";
    if (row == best)
        return "counts";
    if (o->duplicates == RC_DUPLICATES_LAST)
        return "not last";
    return o->duplicates == RC_DUPLICATES_CHEAPEST && oracle_compare(row->cost, best->cost) > 0
               ? "dearer"
               : "not first";
}

/* Adds what there is to say of the rows of one prefix; row i is line i + 1. */
static void expect_prefix(buffer *expected, const oracle *o, const char *prefix, int is_longest)
{
    const oracle_row *best = find_best(o, prefix);
    size_t n_others = 0, n_more = 0, n_told = 0;

    for (size_t i = 0; i < o->n_rows; i++)
        n_others += &o->rows[i] != best && strcmp(oracle_prefix(o, &o->rows[i]), prefix) == 0;
    n_more = n_others > RC_MATCHES_SHOWN ? n_others - RC_MATCHES_SHOWN : 0;
    for (size_t i = 0; i < o->n_rows; i++) {
        const oracle_row *row = &o->rows[i];
        char line[160];
        if (strcmp(oracle_prefix(o, row), prefix) != 0)
            continue;
        if (row != best && n_told++ >= RC_MATCHES_SHOWN)
            continue;
        snprintf(line, sizeof line, "%s %s %zu %s", prefix, row->cost, i + 1,
                 expect_reason(o, row, best, is_longest));
        buffer_string(expected, line);
        if (row != best && n_told == RC_MATCHES_SHOWN && n_more > 0) {
            buffer_string(expected, " +");
            buffer_number(expected, n_more);
        }
        buffer_string(expected, "\n");
    }
}

static void expect_carrier(buffer *expected, const oracle *o, const char *number)
{
    const oracle_row *match = oracle_match(o, number);
    const char *start = number + (o->plus_optional && *number == '+');

    for (size_t n = 1; n <= strlen(start) && match; n++) {
        char prefix[64];
        snprintf(prefix, sizeof prefix, "%.*s", (int)n, start);
        if (n <= RC_PREFIX_DIGITS_MAX + 1)
            expect_prefix(expected, o, prefix, n == strlen(oracle_prefix(o, match)));
    }
}

static buffer expect_all(const oracle *carriers, size_t n, const char *number)
{
    buffer expected = {0};
    oracle_offer offers[4];
    size_t n_offers = oracle_rank(carriers, n, number, offers);

    buffer_string(&expected, "");
    for (size_t carrier = 0; carrier < n; carrier++) {
        const char *standing = "no route";
        for (size_t i = 0; i < n_offers; i++)
            if (offers[i].carrier == carrier)
                standing = i == 0 ? "cheapest"
                           : oracle_compare(offers[0].row->cost, offers[i].row->cost) == 0
                               ? "as cheap"
                               : "dearer";
        buffer_string(&expected, (char[]){(char)('A' + carrier), ' ', '\0'});
        buffer_string(&expected, standing);
        buffer_string(&expected, "\n");
        expect_carrier(&expected, &carriers[carrier], number);
    }
    return expected;
}

/* The explanation is the oracle's, and its winner is the table's answer. */
static void check_number(const oracle *carriers, const rc_text *lists, size_t n,
                         const rc_table *table, const rc_load_options *options, const char *number)
{
    rc_error error = {.code = RC_OK};
    rc_explainer *e = rc_explainer_new(options, TEXT(number), &error);
    rc_lookup value = rc_table_lookup(table, TEXT(number));
    buffer expected = expect_all(carriers, n, number);
    int has_winner = 0;
    rc_match match;

    assert_non_null(e);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(read_text(e, (char[]){(char)('A' + i), '\0'}, lists[i], &error), RC_OK);
    buffer shown = show(e);
    if (strcmp(shown.bytes, expected.bytes) != 0)
        fail_msg("%s by\n%s:\n%snot\n%s", number, lists[0].bytes, shown.bytes, expected.bytes);
    for (size_t carrier = 0; carrier < n; carrier++)
        for (size_t i = 0; rc_explainer_match(e, carrier, i, &match); i++)
            if (rc_explainer_carrier_verdict(e, carrier) == RC_CARRIER_WINS &&
                match.verdict == RC_MATCH_WINS) {
                has_winner = 1;
                assert_int_equal(value.status, RC_ROUTED);
                assert_int_equal(value.carrier, carrier);
                assert_int_equal(value.cost.length, match.cost.length);
                assert_memory_equal(value.cost.bytes, match.cost.bytes, match.cost.length);
            }
    assert_int_equal(has_winner, value.status == RC_ROUTED);
    for (size_t carrier = 0; carrier < n; carrier++)
        assert_int_equal(rc_explainer_plus(e, carrier), rc_table_plus(table, carrier));
    buffer_free(&shown);
    buffer_free(&expected);
    rc_explainer_free(e);
}

static void check_random_lists(prng *p, size_t n_rows_max, size_t n_numbers)
{
    size_t n = 1 + prng_below(p, 3);
    row_kind kind = {1 + (unsigned)prng_below(p, 10), 1 + (unsigned)prng_below(p, 15),
                     prng_below(p, 3) > 0, 0};
    rc_load_options options = {.duplicates = (rc_duplicates)prng_below(p, 4),
                               .plus_optional = (int)prng_below(p, 2),
                               .skip_bad_rows = 1};
    oracle carriers[3];
    buffer texts[3];
    rc_text lists[3];

    for (size_t i = 0; i < n; i++) {
        size_t n_rows = 1 + prng_below(p, n_rows_max);
        oracle_row *rows = calloc(n_rows, sizeof *rows);
        assert_non_null(rows);
        for (size_t k = 0; k < n_rows; k++)
            random_row(p, &kind, &rows[k]);
        carriers[i] = (oracle){rows, n_rows, options.duplicates, options.plus_optional};
        texts[i] = list_of(rows, n_rows);
        lists[i] = (rc_text){texts[i].bytes, texts[i].n_bytes};
    }
    rc_table *table = load_carriers(lists, NULL, n, &options, NULL, NULL);
    assert_non_null(table);
    for (size_t i = 0; i < n_numbers; i++) {
        char number[48];
        size_t of = prng_below(p, n);
        random_number(p, carriers[of].rows, carriers[of].n_rows, number);
        check_number(carriers, lists, n, table, &options, number);
    }
    rc_table_free(table);
    for (size_t i = 0; i < n; i++) {
        free((void *)carriers[i].rows);
        buffer_free(&texts[i]);
    }
}

TEST(explanation_of_any_number_by_any_lists_is_the_oracles_and_its_winner_the_tables)
{
    prng p = prng_start();

    for (int round = 0; round < 300; round++)
        check_random_lists(&p, 60, 12);
    for (int round = 0; round < 4; round++)
        check_random_lists(&p, 3000, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_that_matches_is_told_the_shortest_first),
        cmocka_unit_test(carrier_that_asks_less_wins_and_of_equal_ones_the_earlier),
        cmocka_unit_test(duplicates_are_judged_as_the_options_have_it),
        cmocka_unit_test(dates_decide_before_costs_do),
        cmocka_unit_test(ranges_and_lists_of_prefixes_match_by_what_they_stand_for),
        cmocka_unit_test(plus_is_a_symbol_unless_it_is_optional),
        cmocka_unit_test(prefixes_of_all_symbols_match),
        cmocka_unit_test(direct_dial_prefix_leaves_room_for_all_symbols),
        cmocka_unit_test(decimal_commas_are_told_as_points),
        cmocka_unit_test(of_many_rows_the_first_are_told_and_the_one_that_stays),
        cmocka_unit_test(bad_rows_are_faults_as_they_are_for_a_builder),
        cmocka_unit_test(rows_without_their_carried_column_are_bad_whatever_their_prefix),
        cmocka_unit_test(duplicates_are_faults_where_they_match_the_number),
        cmocka_unit_test(all_repeated_rows_are_counted),
        cmocka_unit_test(repeated_rows_are_told_behind_a_crowd_of_others),
        cmocka_unit_test(rows_that_compete_are_kept_before_others),
        cmocka_unit_test(what_is_no_number_has_no_explainer),
        cmocka_unit_test(options_that_contradict_each_other_are_refused),
        cmocka_unit_test(names_have_to_be_names_and_differ),
        cmocka_unit_test(empty_lists_and_failing_streams_are_errors),
        cmocka_unit_test(plus_of_any_row_is_noted),
        cmocka_unit_test(direct_dial_prefixes_of_any_row_are_noted),
        cmocka_unit_test(compiled_table_tells_its_routes_without_lines),
        cmocka_unit_test(compiled_tables_have_to_agree_about_plus),
        cmocka_unit_test(damaged_table_is_refused),
        cmocka_unit_test(
            explanation_of_any_number_by_any_lists_is_the_oracles_and_its_winner_the_tables),
    };
    return RUN_TESTS(tests);
}
