/* Tests of deck/row_scan.h: the fast path against the careful reader, row by row. */
#include "deck/row_scan.h"

#include "deck/prefix_list.h"
#include "deck/row.h"
#include "support_random.h"
#include "support_test.h"

enum { TEXT_MAX = 100, ROWS = 1000000, N_LISTS = 400 };

/* A row, padded as blocks are. */
typedef struct padded_row {
    char bytes[TEXT_MAX + BLOCK_PADDING];
    size_t n;
} padded_row;

static void add(padded_row *r, const char *text)
{
    size_t n = strlen(text);

    assert_true(r->n + n <= TEXT_MAX);
    memcpy(r->bytes + r->n, text, n);
    r->n += n;
}

static const char *pick(prng *p, const char *const *texts, size_t n)
{
    return texts[prng_below(p, n)];
}

static void add_digits(prng *p, padded_row *r, size_t n)
{
    char digits[24];

    prng_digits(p, digits, n);
    add(r, digits);
}

static void add_cost(prng *p, padded_row *r)
{
    static const char *const costs[] = {"0.5",
                                        ".5",
                                        "5.",
                                        "0,04",
                                        "0.0125",
                                        "00.1",
                                        "1234567",
                                        "12345678",
                                        "0.0000001",
                                        "0.123456789012",
                                        "0.12345678901234567",
                                        "x",
                                        "",
                                        "5",
                                        "\"5\"",
                                        "\"0,04\"",
                                        "1.2.3",
                                        "1e5",
                                        "1.5E-2",
                                        "$0.5",
                                        "0.5 $",
                                        "$",
                                        "12:5"};

    if (prng_below(p, 2)) {
        add(r, pick(p, costs, N_ELEMENTS(costs)));
        return;
    }
    add_digits(p, r, 1);
    add(r, ".");
    add_digits(p, r, 1 + prng_below(p, 2));
}

/* A row that is often fit for the fast path, now and then with bytes changed. */
static padded_row random_row_text(prng *p)
{
    static const char *const ends[] = {"\n",
                                       "\r\n",
                                       "\n",
                                       ",2026-03-01\n",
                                       ",2026-03-02,y\n",
                                       ",,\n",
                                       ",01.03.2026,\n",
                                       ",3/2/2026,2026-02-28\n",
                                       ",20260301,1 Mar 2026\n",
                                       ",2026/03/01,03-01-2026\n",
                                       ",01-Mar-2026 00:00,2026-03-01T00:00:00\n"};
    static const char *const odd_ends[] = {"",
                                           "\r",
                                           ",x\n",
                                           " \n",
                                           ",2026-02-30\n",
                                           ",\n",
                                           ",13/13/2026,x\n",
                                           ",1-4-2026,2026-13-01\n",
                                           ",2026-03-01 12:00,\n",
                                           ",\"2026-03-01\",\"\"\n"};
    static const char *const odd_starts[] = {"\"", " ",  "++",  "1-",  "#",
                                             "1 ", "00", "011", "=\"", "\"=\"\""};
    static const char bytes[] = "0123456789+,;.\"\r\n \t-xE#";
    padded_row r = {.n = 0};

    add(&r, prng_below(p, 8) == 0   ? pick(p, odd_starts, N_ELEMENTS(odd_starts))
            : prng_below(p, 2) == 0 ? "+"
                                    : "");
    add_digits(p, &r, prng_below(p, 8) == 0 ? prng_below(p, 18) : 1 + prng_below(p, 9));
    if (prng_below(p, 20) == 0)
        add(&r, "\"\"");
    add(&r, prng_below(p, 10) == 0 ? "\"," : prng_below(p, 10) == 0 ? ";" : ",");
    add_cost(p, &r);
    add(&r, prng_below(p, 8) == 0 ? pick(p, odd_ends, N_ELEMENTS(odd_ends))
                                  : pick(p, ends, N_ELEMENTS(ends)));
    for (size_t n = prng_below(p, 4) == 0 ? 1 + prng_below(p, 2) : 0; n > 0; n--)
        r.bytes[prng_below(p, r.n)] = bytes[prng_below(p, sizeof bytes)]; /* its NUL, too */
    return r;
}

/* A row with quotes around both fields, or the first, now and then with a byte changed. */
static padded_row random_quoted_row(prng *p)
{
    static const char bytes[] = "0123456789+,;.\"\r\n \t-xE#";
    const char *quote = prng_below(p, 3) ? "\"" : "";
    padded_row r = {.n = 0};

    add(&r, prng_below(p, 2) ? "\"+" : "\"");
    add_digits(p, &r, prng_below(p, 8) == 0 ? prng_below(p, 18) : 1 + prng_below(p, 9));
    add(&r, "\",");
    add(&r, quote);
    add_cost(p, &r);
    add(&r, quote);
    add(&r, prng_below(p, 2) ? "\n" : "\r\n");
    if (prng_below(p, 4) == 0)
        r.bytes[prng_below(p, r.n)] = bytes[prng_below(p, sizeof bytes)];
    return r;
}

static dialect random_dialect(prng *p)
{
    unsigned n_dates = prng_below(p, 2) ? 0 : 1 + (unsigned)prng_below(p, 2);
    bool has_dates = n_dates > 0;
    dialect d = {.layout = {.delimiter = prng_below(p, 8) ? ',' : ';',
                            .n_slots = 2 + n_dates,
                            .columns = {0, 1, 2, 3}},
                 .date_order = (rc_date_order)prng_below(p, 3)};

    d.decimal_comma = prng_below(p, 4) == 0;
    d.at = has_dates ? 20260301 : 0;
    if (prng_below(p, 3) == 0) {
        static const char *const prepended[] = {"", "+", "+1", "0", "123456789012345"};
        rc_load_options o = {.currency = prng_below(p, 2) ? TEXT("$") : TEXT(""),
                             .factor = prng_below(p, 4) ? TEXT("") : TEXT("1.5"),
                             .idd = prng_below(p, 2) ? TEXT("00,011") : TEXT("")};
        const char *front = pick(p, prepended, N_ELEMENTS(prepended));
        o.prepend = TEXT(front);
        assert_int_equal(rc_row_rules_read(&d.rules, &o, NULL), RC_OK);
    }
    d.is_plain = !has_dates && !d.decimal_comma && !d.rules.change_rows;
    return d;
}

/* What the careful reader makes of a row. */
typedef struct careful {
    record r;
    bool is_row;
    deck_row row;
    prefix_key first;
    bool has_one; /* prefix */
} careful;

static void read_carefully(const padded_row *text, const dialect *d, careful *c)
{
    prefix_walk walk;
    prefix_key second;
    rc_error fault;

    *c = (careful){0};
    rc_record_read((rc_text){text->bytes, text->n}, &d->layout, true, &c->r);
    c->is_row = c->r.kind != RECORD_IGNORED &&
                rc_row_read(&c->r, text->bytes, d, false, &c->row, &fault) == RC_OK;
    if (!c->is_row)
        return;
    rc_prefix_walk_begin(&walk, &c->row.prefixes);
    c->has_one = rc_prefix_walk_next(&walk, &c->first) && !rc_prefix_walk_next(&walk, &second);
}

static void fail_row(const padded_row *text, const char *what)
{
    char quoted[RC_QUOTE_BYTES];
    fail_msg("%s: %s", rc_quote(quoted, (rc_text){text->bytes, text->n}), what);
}

static void compare(const padded_row *text, const careful *c, const scanned_row *found,
                    const cost_set *costs)
{
    char spelling[RC_COST_LENGTH_MAX];
    size_t length;

    if (!c->is_row || !c->has_one)
        fail_row(text,
                 "the scan reads what the careful reader does not take for a row of one prefix");
    if (found->key != c->first)
        fail_row(text, "another prefix");
    if (found->day != c->row.date || found->last_day != c->row.last_date)
        fail_row(text, "another day");
    length = rc_cost_set_spell(costs, found->cost, spelling);
    if (length != c->row.cost.text.length || memcmp(spelling, c->row.cost.text.bytes, length) != 0)
        fail_row(text, "another cost");
}

/* Compares both scans with the careful reader; returns how many of them answered. */
static unsigned check_row(const padded_row *text, const dialect *d, payloads *p, cost_cache *seen)
{
    scanned_row found = {0};
    careful c;
    cost_ref cost;
    unsigned n_answers = 0;

    read_carefully(text, d, &c);
    if (d->is_plain) {
        size_t n_bytes = text->bytes[0] == '"'
                             ? row_scan_quoted(text->bytes, d->layout.delimiter, p, seen, &found)
                             : row_scan_line(text->bytes, d->layout.delimiter, p, seen, &found);
        found.day = found.last_day = 0;
        if (n_bytes > 0)
            compare(text, &c, &found, p->costs);
        if (n_bytes > 0 && !cost_ref_is_listed(found.cost) &&
            !cost_pages_have(p->plain_costs, found.cost))
            fail_row(text, "the cost is not kept");
        if (n_bytes > 0 && n_bytes != c.r.n_bytes)
            fail_row(text, "another length");
        n_answers += n_bytes > 0;
    }
    if (c.r.kind != RECORD_IGNORED && row_scan_fields(&c.r, d, p, &found)) {
        compare(text, &c, &found, p->costs);
        n_answers++;
    }
    if (c.is_row)
        assert_int_equal(rc_cost_set_add(p->costs, c.row.cost.text, c.row.cost.value, &cost),
                         RC_OK);
    return n_answers;
}

TEST(scan_answers_as_the_careful_reader_or_declines)
{
    prng p = prng_start();
    unsigned n_both = 0, n_one = 0, n_none = 0;

    for (int list = 0; list < N_LISTS; list++) {
        dialect d = random_dialect(&p);
        payloads known;
        cost_cache seen;
        cost_cache_init(&seen);
        assert_int_equal(rc_payloads_init(&known, d.at != 0, 0), RC_OK);
        for (int i = 0; i < ROWS / N_LISTS; i++) {
            padded_row text = prng_below(&p, 4) ? random_row_text(&p) : random_quoted_row(&p);
            unsigned n_answers = check_row(&text, &d, &known, &seen);
            n_both += n_answers == 2;
            n_one += n_answers == 1;
            n_none += n_answers == 0;
        }
        rc_payloads_free(&known);
    }
    if (n_both < ROWS / 200 || n_one < ROWS / 200 || n_none < ROWS / 200)
        fail_msg("%u rows by both scans, %u by one, %u by none", n_both, n_one, n_none);
}

static size_t scan(const char *text, const payloads *p, cost_cache *seen, scanned_row *found)
{
    padded_row row = {.n = 0};

    add(&row, text);
    return *text == '"' ? row_scan_quoted(row.bytes, ',', p, seen, found)
                        : row_scan_line(row.bytes, ',', p, seen, found);
}

TEST(scan_keeps_a_new_plain_cost_and_declines_another)
{
    payloads known, none = {0};
    scanned_row found;
    cost_cache seen;
    cost_value value;
    cost_ref cost;

    cost_cache_init(&seen);
    assert_int_equal(rc_payloads_init(&known, false, 0), RC_OK);
    assert_int_equal(scan("+49,0.5\n", &none, &seen, &found), 8);
    assert_false(cost_pages_have(known.plain_costs, found.cost));
    cost_cache_init(&seen);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(scan("+49,0.5\n", &known, &seen, &found), 8);
        assert_true(cost_pages_have(known.plain_costs, found.cost));
    }
    assert_int_equal(scan("+49,00.5\n", &known, &seen, &found), 0);
    assert_int_equal(rc_cost_parse(TEXT("00.5"), &value), COST_OK);
    assert_int_equal(rc_cost_set_add(known.costs, TEXT("00.5"), value, &cost), RC_OK);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(scan("+49,00.5\n", &known, &seen, &found), 9);
        assert_int_equal(found.cost, cost);
        assert_int_equal(scan("\"+49\",\"00.5\"\r\n", &known, &seen, &found), 14);
        assert_int_equal(found.cost, cost);
    }
    rc_payloads_free(&known);
}

/* Costs of 9 to 16 characters that differ in one character. */
TEST(scan_finds_a_long_cost_by_all_its_characters)
{
    payloads known;
    scanned_row found;
    cost_cache seen;
    char row[40];

    cost_cache_init(&seen);
    assert_int_equal(rc_payloads_init(&known, false, 0), RC_OK);
    for (size_t length = 9; length <= SHORT_COST; length++)
        for (size_t at = length - 1; at > 1; at--) {
            char spelling[] = "0.11111111111111";
            rc_text text = {spelling, length};
            cost_value value;
            cost_ref cost;
            spelling[at] = '2';
            sprintf(row, "49,%.*s\n", (int)length, spelling);
            assert_int_equal(scan(row, &known, &seen, &found), 0);
            assert_int_equal(rc_cost_parse(text, &value), COST_OK);
            assert_int_equal(rc_cost_set_add(known.costs, text, value, &cost), RC_OK);
            assert_int_equal(scan(row, &known, &seen, &found), strlen(row));
            assert_int_equal(found.cost, cost);
        }
    rc_payloads_free(&known);
}

TEST(scan_of_a_row_with_a_nul_in_its_cost_declines)
{
    static const char *const rows[] = {"49,0.5?\n",       "49,0.?5\n",     "49,?0.5\n",
                                       "49,0.5?\r\n",     "49,?\n",        "49,0.5??\n",
                                       "\"49\",0.5?\n",   "49,0.5\r?\n",   "\"49\",\"0.5?\"\n",
                                       "\"49\",0.5?\r\n", "49,12345.5?\n", "49,123456789.12?\n"};
    payloads known;
    scanned_row found;
    cost_cache seen;

    cost_cache_init(&seen);
    assert_int_equal(rc_payloads_init(&known, false, 0), RC_OK);
    assert_int_equal(scan("49,0.5\n", &known, &seen, &found), 7);
    assert_int_equal(scan("49,12345.5\n", &known, &seen, &found), 11);
    for (size_t i = 0; i < N_ELEMENTS(rows); i++) {
        padded_row row = {.n = 0};
        add(&row, rows[i]);
        for (size_t k = 0; k < row.n; k++)
            row.bytes[k] = row.bytes[k] == '?' ? '\0' : row.bytes[k];
        size_t n = row.bytes[0] == '"' ? row_scan_quoted(row.bytes, ',', &known, &seen, &found)
                                       : row_scan_line(row.bytes, ',', &known, &seen, &found);
        if (n > 0)
            fail_msg("row %zu is read", i);
    }
    rc_payloads_free(&known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scan_answers_as_the_careful_reader_or_declines),
        cmocka_unit_test(scan_keeps_a_new_plain_cost_and_declines_another),
        cmocka_unit_test(scan_finds_a_long_cost_by_all_its_characters),
        cmocka_unit_test(scan_of_a_row_with_a_nul_in_its_cost_declines),
    };
    return RUN_TESTS(tests);
}
