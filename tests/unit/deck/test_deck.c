/* Tests of deck/deck.h and deck/parse.h: a route list becomes routes, wherever its blocks end. */
#include "deck/parse.h"

#include "support_random.h"
#include "support_stream.h"
#include "support_test.h"

#include <errno.h>

enum { ROUTES_MAX = 5000 };

/* What a list is parsed with. */
typedef struct parser {
    payloads payloads;
    routes to;
    uint64_t n_lines; /* of the blocks before */
    buffer parsed;
} parser;

static void open_parser(parser *p, bool has_dates)
{
    *p = (parser){.to = {.n_max = ROUTES_MAX}};
    p->to.keys = malloc(ROUTES_MAX * sizeof *p->to.keys);
    p->to.payloads = malloc(ROUTES_MAX * sizeof *p->to.payloads);
    p->to.lines = malloc(ROUTES_MAX * sizeof *p->to.lines);
    if (!p->to.keys || !p->to.payloads || !p->to.lines ||
        rc_payloads_init(&p->payloads, has_dates, 0))
        abort();
}

static void close_parser(parser *p)
{
    free(p->to.keys);
    free(p->to.payloads);
    free(p->to.lines);
    rc_payloads_free(&p->payloads);
}

/* Adds "LINE prefix cost" for each route. */
static void print_routes(parser *p)
{
    char bytes[RC_COST_LENGTH_MAX];

    for (size_t i = 0; i < p->to.n; i++) {
        uint32_t payload = p->to.payloads[i];
        cost_ref cost =
            p->payloads.has_bundles ? rc_bundles_get(&p->payloads.bundles, payload).cost : payload;
        buffer_number(&p->parsed, p->n_lines + p->to.lines[i]);
        buffer_add(&p->parsed, " ", 1);
        buffer_add(&p->parsed, bytes, rc_key_unpack(bytes, p->to.keys[i]));
        buffer_add(&p->parsed, " ", 1);
        buffer_add(&p->parsed, bytes, rc_cost_set_spell(p->payloads.costs, cost, bytes));
        buffer_add(&p->parsed, "\n", 1);
    }
}

/* Adds the routes of a block, then "LINE! reason" for each fault. */
static void parse_block(parser *p, const dialect *d, deck_block *b)
{
    uint64_t n_routes = 0;

    while (rc_deck_parse(d, &p->payloads, b, &p->to)) {
        print_routes(p);
        n_routes += p->to.n;
    }
    assert_int_equal(b->error.code, RC_OK);
    assert_int_equal(b->n_routes, n_routes);
    for (uint64_t i = 0; i < b->n_faults && i < RC_FAULTS_SHOWN; i++) {
        buffer_number(&p->parsed, p->n_lines + b->faults[i].line);
        buffer_string(&p->parsed, "! ");
        buffer_string(&p->parsed, b->faults[i].reason);
        buffer_add(&p->parsed, "\n", 1);
    }
    p->n_lines += b->n_lines;
}

/* A whole list, as text: its routes and faults; then the lines. */
static buffer parse_as(memory_source *source, const rc_load_options *options, rc_error *error)
{
    deck_block b = {0};
    parser p;
    deck d;

    open_parser(&p, options->at != 0);
    rc_deck_open(&d, memory_reader(source), options);
    while (rc_deck_take(&d, &b))
        parse_block(&p, &d.dialect, &b);
    buffer_number(&p.parsed, p.n_lines);
    buffer_string(&p.parsed, " lines\n");
    *error = d.error;
    assert_int_equal(source->n_reads_behind_end, 0);
    rc_deck_close(&d);
    rc_block_free(&b.text);
    close_parser(&p);
    return p.parsed;
}

static buffer parse_stream(memory_source *source, int plus_optional, rc_error *error)
{
    rc_load_options options = {.plus_optional = plus_optional};
    return parse_as(source, &options, error);
}

static buffer parse(rc_text list)
{
    memory_source source = memory_source_of(list.bytes, list.length);
    rc_error error;
    buffer parsed = parse_stream(&source, 0, &error);

    assert_int_equal(error.code, RC_OK);
    return parsed;
}

static void check(const char *list, const char *expected)
{
    buffer parsed = parse(TEXT(list));

    assert_string_equal(parsed.bytes, expected);
    buffer_free(&parsed);
}

/* Rows and faults of one block come in another order than those of two. */
static void check_in_any_order(rc_text list, const char *expected)
{
    buffer parsed = parse(list);

    for (const char *rest = expected; *rest; rest += strcspn(rest, "\n") + 1) {
        char line[600];
        sprintf(line, "%.*s\n", (int)strcspn(rest, "\n"), rest);
        if (!strstr(parsed.bytes, line))
            fail_msg("a list of %zu bytes lacks %s", list.length, line);
    }
    assert_int_equal(parsed.n_bytes, strlen(expected));
    buffer_free(&parsed);
}

TEST(lists_are_read_row_by_row)
{
    static const struct {
        const char *list, *parsed;
    } cases[] = {
        {"", "0 lines\n"},
        {"1,2\n", "1 1 2\n1 lines\n"},
        {"1,2", "1 1 2\n0 lines\n"},
        {"1,2\r\n+3,.40\r\n", "1 1 2\n2 +3 .40\n2 lines\n"},
        {"prefix,cost\n1,2\n", "2 1 2\n2 lines\n"},
        {"# c\n\nprefix,cost\n1,2\nprefix,cost\n",
         "4 1 2\n5! prefix \"prefix\" is not an optional + and digits\n5 lines\n"},
        {"\xef\xbb\xbf"
         "1,2\n",
         "1 1 2\n1 lines\n"},
        {"\xef\xbb\xbf", "0 lines\n"},
        {"\n\n \n1,2\n#x\n3,4", "4 1 2\n6 3 4\n5 lines\n"},
        {"\"1\",\"2\"\n3,4,\"a\nb\"\n5,6\n", "1 1 2\n2 3 4\n4 5 6\n4 lines\n"},
        {"1,x\n2,3\n", "2 2 3\n1! cost \"x\" is not a plain decimal\n2 lines\n"},
        {"123456789012345,123456789012345678\n", "1 123456789012345 123456789012345678\n1 lines\n"},
        {"1,0.000000000000000000001\n2,0.000000000000000000001\n",
         "1 1 0.000000000000000000001\n2 2 0.000000000000000000001\n2 lines\n"},
        {"1,.5\n2,.5\n3,0.5\n4,0.5\n5,5.\n6,5.\n7,05\n8,05\n9,0.50\n",
         "1 1 .5\n2 2 .5\n3 3 0.5\n4 4 0.5\n5 5 5.\n6 6 5.\n7 7 05\n8 8 05\n9 9 0.50\n9 lines\n"},
        {"1,1234567\n2,1234567\n3,12345678\n4,12345678\n5,123456789\n6,123456789\n",
         "1 1 1234567\n2 2 1234567\n3 3 12345678\n4 4 12345678\n5 5 123456789\n6 6 123456789\n"
         "6 lines\n"},
        {"1,0.000001\n2,0.000001\n3,0.0000001\n4,0.0000001\n5,00.00001\n6,00.00001\n",
         "1 1 0.000001\n2 2 0.000001\n3 3 0.0000001\n4 4 0.0000001\n5 5 00.00001\n6 6 00.00001\n"
         "6 lines\n"},
        {"1,0\n2,0\n3,00\n4,00\n5,0.0\n6,0.0\n7,0.\n8,0.\n9,.0\n",
         "1 1 0\n2 2 0\n3 3 00\n4 4 00\n5 5 0.0\n6 6 0.0\n7 7 0.\n8 8 0.\n9 9 .0\n9 lines\n"},
        {"1,2 \n2, 2\n3 ,2\n 4,2\n5,2,6\n6,\"2\"\n",
         "1 1 2\n2 2 2\n3 3 2\n4 4 2\n5 5 2\n6 6 2\n6 lines\n"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++)
        check(cases[i].list, cases[i].parsed);
}

/* The fast path knows costs that were spelt before, and must not take these for them. */
TEST(cost_with_a_nul_byte_is_a_fault_wherever_it_stands)
{
    static const char *const costs[] = {"5",       ".5",       "5.",        "0.25",
                                        "1234567", "12345678", "0.0000001", "123456789012345"};

    for (size_t i = 0; i < N_ELEMENTS(costs); i++)
        for (size_t n_nuls = 1; n_nuls <= 3; n_nuls++)
            for (int with_return = 0; with_return < 2; with_return++) {
                buffer list = {0};
                for (int row = 0; row < 2; row++) {
                    buffer_string(&list, "1,");
                    buffer_string(&list, costs[i]);
                    buffer_fill(&list, '\0', row == 0 ? 0 : n_nuls);
                    buffer_string(&list, with_return ? "\r\n" : "\n");
                }
                buffer parsed = parse((rc_text){list.bytes, list.n_bytes});
                if (!strstr(parsed.bytes, "2! cost ") || !strstr(parsed.bytes, "NUL byte\n2 lines"))
                    fail_msg("%s and %zu NUL bytes: %s", costs[i], n_nuls, parsed.bytes);
                buffer_free(&parsed);
                buffer_free(&list);
            }
}

TEST(open_quote_costs_its_own_line_only)
{
    check_in_any_order(TEXT("1,1\n2,\"2\n3,3\n4,4\n"),
                       "1 1 1\n2! a quote is not closed\n3 3 3\n4 4 4\n4 lines\n");
    check_in_any_order(TEXT("1,1\n2,2\n3,\"3"),
                       "1 1 1\n2 2 2\n3! a quote is not closed\n2 lines\n");
}

TEST(plus_is_dropped_where_it_is_optional)
{
    static const char list[] = "+1,2\n+2,2\n\"+3\",2\n4,2\n+123456789012345,2\n";
    memory_source source = memory_source_of(list, strlen(list));
    rc_error error;
    buffer parsed = parse_stream(&source, 1, &error);

    assert_string_equal(parsed.bytes, "1 1 2\n2 2 2\n3 3 2\n4 4 2\n5 123456789012345 2\n5 lines\n");
    buffer_free(&parsed);
}

TEST(utf16_ends_the_reading)
{
    static const char *const lists[] = {"\xff\xfe"
                                        "1",
                                        "\xfe\xff"
                                        "1",
                                        "\xff\xfe"};

    for (size_t i = 0; i < N_ELEMENTS(lists); i++) {
        memory_source source = memory_source_of(lists[i], strlen(lists[i]));
        rc_error error;
        buffer parsed = parse_stream(&source, 0, &error);
        assert_int_equal(error.code, RC_ERROR_FORMAT);
        assert_non_null(strstr(error.reason, "UTF-16"));
        buffer_free(&parsed);
    }
}

TEST(failure_of_the_reader_is_told_with_its_errno)
{
    static const char list[] = "1,2\n3,4\n5,6\n";

    for (size_t fail_at = 0; fail_at < sizeof list; fail_at++) {
        memory_source source = memory_source_of(list, strlen(list));
        rc_error error;
        source.fail_at = fail_at;
        source.os_error = EIO;
        buffer parsed = parse_stream(&source, 0, &error);
        assert_int_equal(error.code, RC_ERROR_READ);
        assert_int_equal(error.os_error, EIO);
        buffer_free(&parsed);
    }
}

/* What a block's end can fall into. */
static const char odd_rows[] =
    "12,0.5\n+34,0.50\r\n\"56\",\"0.75\"\n\n# comment \"with, quotes\n 78 , .5 \r\n"
    "90,1,\"several\nlines, \"\"quoted\"\"\n\r\nindeed\"\r\n"
    "123456789012345,0.00000000000000000000001\n\"1\"\"\",2\n1,bad\n,,\n"
    "2,3\n\"\n\",4\n#REF!,5\n5,\"6\"x\n+,1\n7,8,\"\n\n\n\"\n9,9";

/* The odd rows behind a comment, so that the first block ends n bytes into them. */
static void check_block_end(size_t n, const char *expected)
{
    buffer list = {0};

    buffer_fill(&list, '#', DECK_BLOCK_BYTES - n - 1);
    buffer_add(&list, "\n", 1);
    buffer_string(&list, odd_rows);
    check_in_any_order((rc_text){list.bytes, list.n_bytes}, expected);
    buffer_free(&list);
}

TEST(block_may_end_anywhere)
{
    buffer list = {0};

    buffer_string(&list, "#\n");
    buffer_string(&list, odd_rows);
    buffer expected = parse((rc_text){list.bytes, list.n_bytes});
    assert_non_null(strstr(expected.bytes, "2 12 0.5\n"));
    for (size_t n = 0; n <= strlen(odd_rows); n++)
        check_block_end(n, expected.bytes);
    buffer_free(&expected);
    buffer_free(&list);
}

/* A row of n_bytes bytes, its line end not counted. */
static void add_long_row(buffer *list, size_t n_bytes, const char *line_end)
{
    buffer_string(list, "7,7,");
    buffer_fill(list, 'x', n_bytes - 4);
    buffer_string(list, line_end);
}

static void check_long_row(size_t n_bytes, const char *line_end, const char *expected)
{
    buffer list = {0};

    buffer_string(&list, "1,1\n");
    add_long_row(&list, n_bytes, line_end);
    if (*line_end)
        buffer_string(&list, "2,2\n");
    buffer parsed = parse((rc_text){list.bytes, list.n_bytes});
    assert_string_equal(parsed.bytes, expected);
    buffer_free(&parsed);
    buffer_free(&list);
}

TEST(row_of_the_greatest_length_is_read)
{
    check_long_row(RC_ROW_BYTES_MAX, "\n", "1 1 1\n2 7 7\n3 2 2\n3 lines\n");
    check_long_row(RC_ROW_BYTES_MAX - 1, "\r\n", "1 1 1\n2 7 7\n3 2 2\n3 lines\n");
    check_long_row(RC_ROW_BYTES_MAX, "\r\n", "1 1 1\n2 7 7\n3 2 2\n3 lines\n");
    check_long_row(RC_ROW_BYTES_MAX, "", "1 1 1\n2 7 7\n1 lines\n");
}

TEST(longer_row_is_a_fault_and_the_next_row_is_read)
{
    static const char expected[] =
        "1 1 1\n2! the row is longer than 1048576 bytes\n3 2 2\n3 lines\n";
    static const size_t n_more[] = {
        1, 2, 1000, DECK_BLOCK_BYTES, RC_ROW_BYTES_MAX, 3 * RC_ROW_BYTES_MAX};

    for (size_t i = 0; i < N_ELEMENTS(n_more); i++) {
        check_long_row(RC_ROW_BYTES_MAX + n_more[i], "\n", expected);
        check_long_row(RC_ROW_BYTES_MAX + n_more[i], "\r\n", expected);
    }
}

TEST(longer_last_row_without_a_line_end_is_a_fault)
{
    check_long_row(RC_ROW_BYTES_MAX + 1, "",
                   "1 1 1\n2! the row is longer than 1048576 bytes\n1 lines\n");
    check_long_row(3 * RC_ROW_BYTES_MAX, "",
                   "1 1 1\n2! the row is longer than 1048576 bytes\n1 lines\n");
}

TEST(first_row_that_is_too_long_is_a_fault_and_no_header)
{
    buffer list = {0};

    buffer_fill(&list, 'x', 2 * RC_ROW_BYTES_MAX);
    buffer_string(&list, "\n1,1\n");
    buffer parsed = parse((rc_text){list.bytes, list.n_bytes});
    assert_string_equal(parsed.bytes, "2 1 1\n1! the row is longer than 1048576 bytes\n2 lines\n");
    buffer_free(&parsed);
    buffer_free(&list);
}

TEST(thousands_of_open_quotes_end_in_time)
{
    buffer list = {0};

    buffer_string(&list, "1,1\n");
    for (int i = 0; i < 20000; i++)
        buffer_string(&list, "2,\"x,\"\"2\n3,3,\"\"\"\n");
    buffer parsed = parse((rc_text){list.bytes, list.n_bytes});
    assert_non_null(strstr(parsed.bytes, "\n40001 lines\n"));
    buffer_free(&parsed);
    buffer_free(&list);
}

TEST(block_can_hold_more_rows_than_fit_at_once)
{
    prng p = prng_start();
    buffer list = {0};
    size_t n_rows = 2 * ROUTES_MAX + 1 + prng_below(&p, 100), n_parsed = 0;

    for (size_t i = 0; i < n_rows; i++)
        buffer_string(&list, i % 2 ? "1,2\n" : "3,4\n");
    buffer parsed = parse((rc_text){list.bytes, list.n_bytes});
    for (size_t i = 0; i < parsed.n_bytes; i++)
        n_parsed += parsed.bytes[i] == '\n';
    assert_int_equal(n_parsed, n_rows + 1);
    buffer_free(&parsed);
    buffer_free(&list);
}

TEST(row_of_more_routes_than_fit_at_once_is_added_whole)
{
    buffer list = {0};

    buffer_string(&list, "prefix,cost\n\"");
    for (int i = 0; i < 200; i++)
        buffer_string(&list, "100000000000001-999999999999998 ");
    buffer_string(&list, "\",1\n2,3\n");
    buffer parsed = parse((rc_text){list.bytes, list.n_bytes});
    size_t n_rows = 0;
    for (size_t i = 0; i < parsed.n_bytes; i++)
        n_rows += parsed.bytes[i] == '\n';
    assert_int_equal(n_rows, 200 * (9 * 14 + 7 + 9 * 14) + 1 + 1);
    assert_non_null(strstr(parsed.bytes, "\n3 2 3\n3 lines\n"));
    buffer_free(&parsed);
    buffer_free(&list);
}

TEST(row_with_one_bad_prefix_adds_none)
{
    check("1,2\n3 4 x 5,2\n\"6,7\",2\n",
          "1 1 2\n3 6 2\n3 7 2\n2! prefix \"x\" of \"3 4 x 5\" is not an optional + and digits\n"
          "3 lines\n");
}

/* ---- The start of a list ---- */

/* Parses a list that ends with an error of a line. */
static void check_refusal(const rc_load_options *options, rc_text list, uint64_t line,
                          const char *expected)
{
    memory_source source = memory_source_of(list.bytes, list.length);
    rc_error error;
    buffer parsed = parse_as(&source, options, &error);

    assert_int_equal(error.code, RC_ERROR_FORMAT);
    assert_int_equal(error.line, line);
    assert_string_equal(parsed.bytes, expected);
    buffer_free(&parsed);
}

TEST(faults_before_the_dialect_is_known_have_their_lines)
{
    check("# c\n\nRates\n\"x\"y\n\"x\n1;2\n3;4,5\n",
          "6 1 2\n3! no cost: the row has only one field\n"
          "4! text follows a closing quote\n5! a quote is not closed\n"
          "7! cost \"4,5\" is not a plain decimal\n"
          "7 lines\n");
    check("\"two\nlines\"\nprefix;rate\n1;2\n3;x\n",
          "4 1 2\n1! no cost: the row has only one field\n"
          "5! cost \"x\" is not a plain decimal\n5 lines\n");
}

TEST(refused_header_is_named_by_its_line_after_the_faults_before_it)
{
    rc_load_options by_name = {.cost_column = {.name = TEXT("rate")}};

    check_refusal(&by_name, TEXT("# c\n\n\"a\nb\",c\n1,2\n"), 3, "0 lines\n");
    check_refusal(&by_name, TEXT("# c\n\"x\"y\n\"z\na,b\n"), 4,
                  "2! text follows a closing quote\n3! a quote is not closed\n3 lines\n");
}

TEST(list_without_a_record_that_tells_the_dialect_has_faults_alone)
{
    check("Rates\n\n# c\n\"x", "1! no cost: the row has only one field\n"
                               "4! a quote is not closed\n3 lines\n");
}

/* The records before the first that tells the dialect take more than a block. */
TEST(start_of_a_list_can_be_longer_than_a_block)
{
    buffer list = {0};
    size_t n_lines = 0;

    for (; list.n_bytes < 3 * DECK_BLOCK_BYTES; n_lines += 2)
        buffer_string(&list, "# a comment; 1,2\nno cost here\n");
    buffer_string(&list, "prefix;cost\n1;2\n");
    buffer parsed = parse((rc_text){list.bytes, list.n_bytes});
    char expected[100];
    sprintf(expected, "%zu 1 2\n2! no cost: the row", n_lines + 2);
    assert_int_equal(strncmp(parsed.bytes, expected, strlen(expected)), 0);
    sprintf(expected, "\n%zu lines\n", n_lines + 2);
    assert_non_null(strstr(parsed.bytes, expected));
    buffer_free(&parsed);
    buffer_free(&list);
}

/* A block is to hold DECK_BLOCK_ROWS rows; of 100 bytes each, they take more than the greatest. */
TEST(blocks_behind_the_first_are_larger_where_rows_are_long)
{
    static const rc_load_options options = {0};
    buffer list = {0};
    deck_block b = {0};
    deck d;

    while (list.n_bytes < 3 * DECK_BLOCK_BYTES_MAX)
        add_long_row(&list, 99, "\n");
    memory_source source = memory_source_of(list.bytes, list.n_bytes);
    rc_deck_open(&d, memory_reader(&source), &options);
    assert_true(rc_deck_take(&d, &b));
    assert_true(b.text.n_bytes > DECK_BLOCK_BYTES - 100 && b.text.n_bytes <= DECK_BLOCK_BYTES);
    assert_true(rc_deck_take(&d, &b));
    assert_true(b.text.n_bytes > DECK_BLOCK_BYTES_MAX - 100);
    assert_true(b.text.n_bytes <= DECK_BLOCK_BYTES_MAX);
    rc_deck_close(&d);
    rc_block_free(&b.text);
    buffer_free(&list);
}

/* The set has room for two costs that are not plain. */
TEST(more_costs_than_a_set_takes_end_a_block)
{
    static const char list[] = "1,00.1\n2,00.2\n3,0.3\n4,00.2\n5,00.3\n6,0.4\n";
    memory_source source = memory_source_of(list, sizeof list - 1);
    rc_load_options options = {0};
    deck_block b = {0};
    parser p;
    deck d;

    open_parser(&p, false);
    rc_cost_set_free(p.payloads.costs);
    p.payloads.costs = rc_cost_set_new(2);
    assert_non_null(p.payloads.costs);
    p.payloads.plain_costs = rc_cost_set_plain(p.payloads.costs);
    rc_deck_open(&d, memory_reader(&source), &options);
    assert_true(rc_deck_take(&d, &b));
    assert_false(rc_deck_parse(&d.dialect, &p.payloads, &b, &p.to));
    assert_int_equal(b.error.code, RC_ERROR_LIMIT);
    assert_string_equal(b.error.reason, "too many different costs or texts");
    rc_deck_close(&d);
    rc_block_free(&b.text);
    close_parser(&p);
}

/* ---- Searching ---- */

static rc_code print_found(void *context, const found_route *route)
{
    buffer *found = context;
    char symbols[KEY_SYMBOLS];

    buffer_number(found, route->line);
    buffer_add(found, " ", 1);
    buffer_add(found, symbols, rc_key_unpack(symbols, route->key));
    buffer_add(found, " ", 1);
    buffer_add(found, route->row->cost.text.bytes, route->row->cost.text.length);
    buffer_string(found, !route->holds ? " later\n" : "\n");
    return RC_OK;
}

static void check_search(const rc_load_options *options, const char *list, const char *number,
                         const char *expected, uint64_t n_routes)
{
    memory_source source = memory_source_of(list, strlen(list));
    buffer found = {0};
    route_search search = {
        .number = rc_key_pack(number, strlen(number)), .take = print_found, .context = &found};
    deck_block b = {0};
    deck d;

    buffer_string(&found, "");
    rc_deck_open(&d, memory_reader(&source), options);
    assert_true(rc_deck_take(&d, &b));
    rc_deck_search(&d.dialect, &b, &search);
    assert_string_equal(found.bytes, expected);
    assert_int_equal(b.n_routes, n_routes);
    assert_int_equal(search.plus, RC_PLUS_WITHOUT);
    assert_false(rc_deck_take(&d, &b));
    rc_deck_close(&d);
    rc_block_free(&b.text);
    buffer_free(&found);
}

TEST(search_hands_over_the_routes_that_the_number_begins_with)
{
    check_search(&(rc_load_options){0}, "1,2\n12,3\n2,4\n\"1 2 12-13\",0.5\n123,5\n", "1234",
                 "1 1 2\n2 12 3\n4 1 0.5\n4 12 0.5\n5 123 5\n", 8);
}

TEST(search_shows_rows_that_begin_later)
{
    check_search(&(rc_load_options){.at = 20260301, .effective_column = {.number = 3}},
                 "1,2,2026-01-01\n\"1 +4\",5,2026-03-02\n+6,2,2026-03-02\n", "12",
                 "1 1 2\n2 1 5 later\n", 1);
}

/* Of each range those behind the first four. */
TEST(prefixes_of_ranges_are_counted_over_all_rows_of_a_block)
{
    static const char list[] = "11-19,1\n21-26,1\n3,1\n31-34,1\n\"41-49 51-59\",1\n";
    buffer found = {0};
    route_search search = {.number = rc_key_pack("9", 1), .take = print_found, .context = &found};
    rc_load_options options = {0};

    for (int searches = 0; searches < 2; searches++) {
        memory_source source = memory_source_of(list, sizeof list - 1);
        deck_block b = {0};
        parser p;
        deck d;
        open_parser(&p, false);
        rc_deck_open(&d, memory_reader(&source), &options);
        assert_true(rc_deck_take(&d, &b));
        if (searches)
            rc_deck_search(&d.dialect, &b, &search);
        else
            while (rc_deck_parse(&d.dialect, &p.payloads, &b, &p.to))
                continue;
        assert_int_equal(b.n_routes, 9 + 6 + 1 + 4 + 9 + 9);
        assert_int_equal(b.n_beyond, 5 + 2 + 0 + 0 + 5 + 5);
        rc_deck_close(&d);
        rc_block_free(&b.text);
        close_parser(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_are_read_row_by_row),
        cmocka_unit_test(cost_with_a_nul_byte_is_a_fault_wherever_it_stands),
        cmocka_unit_test(open_quote_costs_its_own_line_only),
        cmocka_unit_test(plus_is_dropped_where_it_is_optional),
        cmocka_unit_test(utf16_ends_the_reading),
        cmocka_unit_test(failure_of_the_reader_is_told_with_its_errno),
        cmocka_unit_test(block_may_end_anywhere),
        cmocka_unit_test(row_of_the_greatest_length_is_read),
        cmocka_unit_test(longer_row_is_a_fault_and_the_next_row_is_read),
        cmocka_unit_test(longer_last_row_without_a_line_end_is_a_fault),
        cmocka_unit_test(first_row_that_is_too_long_is_a_fault_and_no_header),
        cmocka_unit_test(thousands_of_open_quotes_end_in_time),
        cmocka_unit_test(row_of_more_routes_than_fit_at_once_is_added_whole),
        cmocka_unit_test(row_with_one_bad_prefix_adds_none),
        cmocka_unit_test(block_can_hold_more_rows_than_fit_at_once),
        cmocka_unit_test(faults_before_the_dialect_is_known_have_their_lines),
        cmocka_unit_test(refused_header_is_named_by_its_line_after_the_faults_before_it),
        cmocka_unit_test(list_without_a_record_that_tells_the_dialect_has_faults_alone),
        cmocka_unit_test(start_of_a_list_can_be_longer_than_a_block),
        cmocka_unit_test(blocks_behind_the_first_are_larger_where_rows_are_long),
        cmocka_unit_test(more_costs_than_a_set_takes_end_a_block),
        cmocka_unit_test(search_hands_over_the_routes_that_the_number_begins_with),
        cmocka_unit_test(search_shows_rows_that_begin_later),
        cmocka_unit_test(prefixes_of_ranges_are_counted_over_all_rows_of_a_block),
    };
    return RUN_TESTS(tests);
}
