/* What must hold for any way of writing a list: random rows, written in a random dialect, price as
 * the oracle does, which gets the same rows as plain prefixes and costs. */
#include "routecost_explain.h"
#include "support_table.h"
#include "support_test.h"

enum {
    ITEMS_MAX = 4,
    DIGITS_MAX = 4, /* of a range's ends, so that all between them can be listed */
    COLUMNS_MAX = 7,
    RANGE_ROUTES_MAX = 9 * 2 * DIGITS_MAX + 10,
    NUMBERS = 300
};

/* One row before it is written. */
typedef struct model_row {
    char items[ITEMS_MAX][2 * DIGITS_MAX + 4]; /* prefixes and ranges, as they are written */
    size_t n_items;
    char cost[24];
    char date[12];
} model_row;

/* A way of writing. */
typedef struct style {
    char delimiter;
    int by_option; /* the delimiter is given */
    int has_header, known_names, by_name;
    int decimal_comma, with_dates, crlf, always_quoted;
    unsigned columns[3], n_columns; /* of prefix, cost and date */
    unsigned n_preamble;
} style;

/* ---- Routes of a row, by the plainest means ---- */

/* Lists every number between the ends, then puts ten that are all there together, as long as there
 * are any and a digit is left. */
static size_t fold_range(unsigned low, unsigned high, unsigned n_digits,
                         char prefixes[RANGE_ROUTES_MAX][DIGITS_MAX + 1])
{
    static unsigned char is_in[DIGITS_MAX + 1][10000];
    unsigned n_numbers[] = {1, 10, 100, 1000, 10000};
    size_t n = 0;

    memset(is_in, 0, sizeof is_in);
    for (unsigned i = low; i <= high; i++)
        is_in[n_digits][i] = 1;
    for (unsigned k = n_digits; k > 1; k--)
        for (unsigned parent = 0; parent < n_numbers[k - 1]; parent++) {
            unsigned n_children = 0;
            for (unsigned i = 0; i < 10; i++)
                n_children += is_in[k][10 * parent + i];
            if (n_children == 10) {
                memset(&is_in[k][(size_t)10 * parent], 0, 10);
                is_in[k - 1][parent] = 1;
            }
        }
    for (unsigned k = 1; k <= n_digits; k++)
        for (unsigned i = 0; i < n_numbers[k]; i++)
            if (is_in[k][i]) {
                assert_true(n < RANGE_ROUTES_MAX);
                snprintf(prefixes[n++], DIGITS_MAX + 1, "%0*u", (int)k, i);
            }
    return n;
}

/* Routes as the oracle takes them, with their dates. */
typedef struct routes {
    oracle_row *rows;
    char (*dates)[12];
    size_t n, capacity;
} routes;

static void add_route(routes *r, const char *plus, const char *digits, const model_row *m)
{
    if (r->n == r->capacity) {
        r->capacity = 2 * r->capacity + 64;
        r->rows = realloc(r->rows, r->capacity * sizeof *r->rows);
        r->dates = realloc(r->dates, r->capacity * sizeof *r->dates);
        assert_true(r->rows && r->dates);
    }
    strcpy(r->rows[r->n].prefix, plus);
    strcat(r->rows[r->n].prefix, digits);
    strcpy(r->rows[r->n].cost, m->cost);
    strcpy(r->dates[r->n++], m->date);
}

/* Adds a random prefix or range to the row. */
static void random_item(prng *p, model_row *m, routes *r)
{
    static char prefixes[RANGE_ROUTES_MAX][DIGITS_MAX + 1];
    unsigned n_digits = 1 + (unsigned)prng_below(p, DIGITS_MAX), n_numbers = 1;
    const char *plus = prng_below(p, 5) == 0 ? "+" : "";
    char *item = m->items[m->n_items++];

    for (unsigned i = 0; i < n_digits; i++)
        n_numbers *= 10;
    unsigned low = (unsigned)prng_below(p, n_numbers), high = low;
    if (prng_below(p, 3) == 0) {
        high = low + (unsigned)prng_below(p, n_numbers - low);
        if (prng_below(p, 4) == 0) {
            low -= low % (n_numbers / 10);
            high = n_numbers - 1;
        }
        sprintf(item, "%s%0*u-%s%0*u", plus, (int)n_digits, low, plus, (int)n_digits, high);
    } else {
        sprintf(item, "%s%0*u", plus, (int)n_digits, low);
    }
    size_t n = fold_range(low, high, n_digits, prefixes);
    if (low == high)
        assert_int_equal(n, 1);
    for (size_t i = 0; i < n; i++)
        add_route(r, plus, prefixes[i], m);
}

static void random_model(prng *p, const style *s, model_row *m, routes *r)
{
    static const char *const costs[] = {"0.5", ".5", "0.50",          "1", "1.0", "0.0125",
                                        "12.", "0",  "0.123456789012"};
    size_t n_items = 1 + (prng_below(p, 3) == 0 ? prng_below(p, ITEMS_MAX) : 0);

    *m = (model_row){0};
    if (prng_below(p, 2))
        strcpy(m->cost, costs[prng_below(p, N_ELEMENTS(costs))]);
    else
        sprintf(m->cost, "%u.%03u", (unsigned)prng_below(p, 3), (unsigned)prng_below(p, 1000));
    if (s->with_dates)
        sprintf(m->date, "2024-%02u-%02u", 1 + (unsigned)prng_below(p, 4),
                1 + (unsigned)prng_below(p, 2));
    while (m->n_items < n_items)
        random_item(p, m, r);
}

/* ---- Writing ---- */

static void add_char(buffer *b, char c)
{
    buffer_add(b, &c, 1);
}

static void add_blanks(prng *p, const style *s, buffer *b)
{
    while (prng_below(p, 8) == 0)
        add_char(b, prng_below(p, 2) && s->by_option && s->delimiter != '\t' ? '\t' : ' ');
}

/* A column that does not count. */
static void add_other_cell(prng *p, const style *s, buffer *b)
{
    static const char *const plain[] = {"", "Germany", "0.99", "a\"b", "1/1", "x - y", "#REF!"};
    static const char *const quoted[] = {
        "a \"\"b\"\"", "x, y; z|\t", "two\nlines", "two\r\nlines", "", "\"\"", "# no comment"};

    if (!s->always_quoted && prng_below(p, 2)) {
        const char *text = plain[prng_below(p, N_ELEMENTS(plain))];
        buffer_string(b, strchr(text, s->delimiter) ? "" : text);
        return;
    }
    add_char(b, '"');
    buffer_string(b, quoted[prng_below(p, N_ELEMENTS(quoted))]);
    add_char(b, '"');
}

static void add_prefixes(prng *p, const style *s, buffer *b, const model_row *m, int is_quoted)
{
    static const char separators[] = ",;|\t ";

    for (size_t i = 0; i < m->n_items; i++) {
        char separator = ' ';
        if (i > 0) {
            do
                separator = separators[prng_below(p, sizeof separators - 1)];
            while (!is_quoted && separator == s->delimiter);
            add_char(b, separator);
            if (prng_below(p, 2))
                add_char(b, ' ');
        }
        buffer_string(b, m->items[i]);
    }
}

static void add_cost(const style *s, buffer *b, const model_row *m)
{
    for (const char *c = m->cost; *c; c++)
        add_char(b, *c == '.' && s->decimal_comma ? ',' : *c);
}

static void add_cell(prng *p, const style *s, buffer *b, const model_row *m, unsigned column)
{
    int is_cost = column == s->columns[1], is_quoted = s->always_quoted || prng_below(p, 3) == 0;

    add_blanks(p, s, b);
    if (column != s->columns[0] && !is_cost && !(s->with_dates && column == s->columns[2])) {
        add_other_cell(p, s, b);
        return;
    }
    is_quoted |= is_cost && s->decimal_comma && s->delimiter == ',';
    if (is_quoted)
        add_char(b, '"');
    if (column == s->columns[0])
        add_prefixes(p, s, b, m, is_quoted);
    else if (is_cost)
        add_cost(s, b, m);
    else
        buffer_string(b, m->date);
    if (is_quoted)
        add_char(b, '"');
    add_blanks(p, s, b);
}

static void end_line(const style *s, buffer *b)
{
    buffer_string(b, s->crlf ? "\r\n" : "\n");
}

static void add_row(prng *p, const style *s, buffer *b, const model_row *m)
{
    for (unsigned column = 0; column < s->n_columns; column++) {
        if (column > 0)
            add_char(b, s->delimiter);
        add_cell(p, s, b, m, column);
    }
    end_line(s, b);
    if (prng_below(p, 20) == 0)
        buffer_string(b, prng_below(p, 2) ? "\n" : "# a \"comment, 4;5\n");
}

static void add_header(prng *p, const style *s, buffer *b)
{
    static const char *const prefixes[] = {"Prefix", "CODE", "Dial Codes", "NPA NXX", "areacode"};
    static const char *const costs[] = {"Rate / Min", "cost", "PRICE", "rate per minute",
                                        "rate_cost"};

    for (unsigned column = 0; column < s->n_columns; column++) {
        if (column > 0)
            add_char(b, s->delimiter);
        const char *name = "other";
        if (column == s->columns[0])
            name = s->known_names ? prefixes[prng_below(p, N_ELEMENTS(prefixes))] : "Vorwahl";
        else if (column == s->columns[1])
            name = s->known_names ? costs[prng_below(p, N_ELEMENTS(costs))] : "Preis";
        else if (s->with_dates && column == s->columns[2])
            name = "Valid \"\"from\"\"";
        add_char(b, '"');
        buffer_string(b, name);
        add_char(b, '"');
    }
    end_line(s, b);
}

static style random_style(prng *p)
{
    static const char candidates[] = ",;\t|", others[] = "/:_~*";
    style s = {.by_option = prng_below(p, 3) == 0,
               .has_header = prng_below(p, 2) == 0,
               .known_names = prng_below(p, 2) == 0,
               .decimal_comma = prng_below(p, 4) == 0,
               .with_dates = prng_below(p, 2) == 0,
               .crlf = prng_below(p, 2) == 0,
               .always_quoted = prng_below(p, 4) == 0,
               .n_columns = 3 + (unsigned)prng_below(p, COLUMNS_MAX - 2),
               .n_preamble = prng_below(p, 3) == 0 ? (unsigned)prng_below(p, 5) : 0};
    s.delimiter = s.by_option && prng_below(p, 2) ? others[prng_below(p, sizeof others - 1)]
                                                  : candidates[prng_below(p, 4)];
    for (int i = 0; i < 3; i++)
        do
            s.columns[i] = (unsigned)prng_below(p, s.n_columns);
        while ((i > 0 && s.columns[i] == s.columns[0]) || (i > 1 && s.columns[i] == s.columns[1]));
    s.by_option |= !s.has_header; /* a first row can hold other candidates before its delimiter */
    s.by_name = s.has_header && prng_below(p, 2);
    return s;
}

static rc_load_options options_of(const style *s)
{
    rc_load_options o = {.delimiter = s->by_option ? s->delimiter : '\0',
                         .n_skipped_lines = s->n_preamble,
                         .decimal_comma = s->decimal_comma,
                         .n_threads = 3};

    if (!s->has_header)
        o.header = RC_HEADER_NO; /* a first row can look like one */
    if (s->with_dates) {
        o.at = rc_date_parse(TEXT("2024-03-01"), RC_DATE_ORDER_NONE);
        o.effective_column.number = s->columns[2] + 1;
    }
    if (s->by_name && s->with_dates)
        o.effective_column = (rc_column){.name = TEXT(" valid\"FROM\"")};
    if (s->by_name && !s->known_names) {
        o.prefix_column.name = TEXT("VOR WAHL");
        o.cost_column.name = TEXT("preis");
    } else if (!s->has_header || !s->known_names) {
        o.prefix_column.number = s->columns[0] + 1;
        o.cost_column.number = s->columns[1] + 1;
    }
    return o;
}

/* ---- The test ---- */

/* Leaves the rows that have begun and of which no later row with their prefix has. */
static void apply_dates(routes *r, const char *at)
{
    unsigned char *stays = malloc(r->n + 1);
    size_t n = 0;

    assert_non_null(stays);
    for (size_t i = 0; i < r->n; i++) {
        stays[i] = strcmp(r->dates[i], at) <= 0;
        for (size_t k = 0; stays[i] && k < r->n; k++)
            stays[i] = strcmp(r->rows[k].prefix, r->rows[i].prefix) != 0 ||
                       strcmp(r->dates[k], at) > 0 || strcmp(r->dates[k], r->dates[i]) <= 0;
    }
    for (size_t i = 0; i < r->n; i++)
        if (stays[i])
            r->rows[n++] = r->rows[i];
    r->n = n;
    free(stays);
}

static void check_table(prng *p, const rc_table *table, const oracle *o)
{
    for (int i = 0; i < NUMBERS; i++) {
        char number[48];
        random_number(p, o->rows, o->n_rows, number);
        const char *expected = oracle_price(o, number);
        rc_lookup value = rc_table_lookup(table, TEXT(number));
        if (!expected)
            assert_int_equal(value.status, RC_UNROUTED);
        else if (value.cost.length != strlen(expected) ||
                 memcmp(value.cost.bytes, expected, value.cost.length) != 0)
            fail_msg("%s costs %.*s, not %s", number, (int)value.cost.length, value.cost.bytes,
                     expected);
    }
}

/* What an explainer says counts is what the oracle says. */
static void check_explainer(prng *p, rc_text list, const rc_load_options *options, const oracle *o,
                            size_t n_rows)
{
    char number[48];
    rc_error error = {.code = RC_OK};
    memory_source source = memory_source_of(list.bytes, list.length);
    rc_match match = {.verdict = RC_MATCH_LATER};

    random_number(p, o->rows, o->n_rows, number);
    const char *expected = oracle_price(o, number);
    rc_explainer *e = rc_explainer_new(options, TEXT(number), &error);
    assert_non_null(e);
    assert_int_equal(rc_explainer_read(e, TEXT("A"), memory_reader(&source), &error), RC_OK);
    assert_int_equal(rc_explainer_stats(e).n_rows, n_rows);
    for (size_t i = 0; match.verdict != RC_MATCH_WINS && rc_explainer_match(e, 0, i, &match);)
        i++;
    assert_int_equal(match.verdict == RC_MATCH_WINS, expected != NULL);
    if (expected && (match.cost.length != strlen(expected) ||
                     memcmp(match.cost.bytes, expected, match.cost.length) != 0))
        fail_msg("%s: explained by %.*s, not %s", number, (int)match.cost.length, match.cost.bytes,
                 expected);
    rc_explainer_free(e);
}

static void check_list(prng *p, const style *s, size_t n_rows, rc_duplicates policy)
{
    rc_load_options options = options_of(s);
    fault_log log = {0};
    buffer list = {0};
    routes r = {0};
    rc_error error = {.code = RC_OK};
    rc_load_stats stats;

    buffer_string(&list, prng_below(p, 3) == 0 ? "\xef\xbb\xbf" : "");
    for (unsigned i = 0; i < s->n_preamble; i++)
        buffer_string(&list, i % 2 ? "Rates, \"of 2024\n" : "\n");
    if (s->has_header)
        add_header(p, s, &list);
    for (size_t i = 0; i < n_rows; i++) {
        model_row m;
        random_model(p, s, &m, &r);
        add_row(p, s, &list, &m);
    }
    if (s->with_dates)
        apply_dates(&r, "2024-03-01");
    options.duplicates = policy;
    options.on_fault = log_fault;
    options.fault_context = &log;
    options.skip_bad_rows = policy == RC_DUPLICATES_ERROR;
    oracle o = {r.rows, r.n, policy, 0};
    rc_table *table = load_list((rc_text){list.bytes, list.n_bytes}, &options, &stats, &error);
    if (!table && r.n > 0)
        fail_msg("%s; line %d: %s; in a list of %zu rows:\n%s", error.reason,
                 (int)log.faults[0].line, log.faults[0].reason, n_rows, list.bytes);
    if (table) {
        if (stats.n_rows != n_rows)
            fail_msg("%d rows:\n%s", (int)stats.n_rows, list.bytes);
        assert_int_equal(stats.n_prefixes, oracle_count(&o));
        assert_int_equal(stats.n_bad_rows,
                         policy == RC_DUPLICATES_ERROR ? r.n - oracle_count(&o) : 0);
        check_table(p, table, &o);
        for (int i = 0; i < 5; i++)
            check_explainer(p, (rc_text){list.bytes, list.n_bytes}, &options, &o, n_rows);
    }
    rc_table_free(table);
    buffer_free(&list);
    free(r.rows);
    free(r.dates);
}

TEST(lists_in_any_dialect_price_as_the_oracle_does)
{
    prng p = prng_start();

    for (int round = 0; round < 400; round++) {
        style s = random_style(&p);
        check_list(&p, &s, 1 + prng_below(&p, 40), (rc_duplicates)prng_below(&p, 4));
    }
}

/* So many rows that they fill several blocks. */
TEST(long_lists_in_any_dialect_load_whole)
{
    prng p = prng_start();

    for (int round = 0; round < 4; round++) {
        style s = random_style(&p);
        buffer list = {0};
        size_t n_rows = 20000 + prng_below(&p, 20000);
        routes r = {0};
        rc_load_stats stats;
        rc_error error = {.code = RC_OK};
        rc_load_options options = options_of(&s);
        fault_log log = {0};
        options.on_fault = log_fault;
        options.fault_context = &log;
        for (unsigned i = 0; i < s.n_preamble; i++)
            buffer_string(&list, "x\n");
        if (s.has_header)
            add_header(&p, &s, &list);
        for (size_t i = 0; i < n_rows; i++) {
            model_row m;
            random_model(&p, &s, &m, &r);
            r.n = 0;
            add_row(&p, &s, &list, &m);
        }
        rc_table *table = load_list((rc_text){list.bytes, list.n_bytes}, &options, &stats, &error);
        if (!table)
            fail_msg("%s; line %d: %s", error.reason, (int)log.faults[0].line,
                     log.faults[0].reason);
        assert_int_equal(stats.n_rows, n_rows);
        rc_table_free(table);
        buffer_free(&list);
        free(r.rows);
        free(r.dates);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_in_any_dialect_price_as_the_oracle_does),
        cmocka_unit_test(long_lists_in_any_dialect_load_whole),
    };
    return RUN_TESTS(tests);
}
