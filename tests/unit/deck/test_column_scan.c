/* Tests of deck/column_scan.h: the fast path against the careful reader, row by row. */
#include "deck/column_scan.h"

#include "deck/prefix_list.h"
#include "deck/row.h"
#include "support_random.h"
#include "support_test.h"

enum { TEXT_MAX = 1500, COLUMNS_MAX = 9, ROWS = 400000, N_LISTS = 400 };

/* A row with other bytes behind it, padded as blocks are. */
typedef struct padded_row {
    char bytes[TEXT_MAX + BLOCK_PADDING];
    size_t n;
    bool is_common; /* the scan has to answer */
} padded_row;

/* How the rows of a list are written. */
typedef struct row_kind {
    dialect d;
    unsigned n_columns;
    unsigned quoting; /* 0: none; 1: some fields; 2: all */
    const char *end;
} row_kind;

static void add(padded_row *r, const char *text)
{
    size_t n = strlen(text);

    assert_true(r->n + n <= TEXT_MAX);
    memcpy(r->bytes + r->n, text, n);
    r->n += n;
}

static void add_byte(padded_row *r, char byte)
{
    add(r, (char[]){byte, '\0'});
}

static const char *pick(prng *p, const char *const *texts, size_t n)
{
    return texts[prng_below(p, n)];
}

static void add_prefix(prng *p, padded_row *r)
{
    static const char *const odd[] = {"",    "+",    "49-50", "49x", "1234567890123456",   " 49",
                                      "49 ", "++49", "4+9",   "#49", "4912345678901234567"};
    char digits[24];

    if (prng_below(p, 40) == 0) {
        add(r, pick(p, odd, N_ELEMENTS(odd)));
        r->is_common = false;
        return;
    }
    prng_digits(p, digits, 1 + prng_below(p, prng_below(p, 4) ? 10 : 15));
    add(r, prng_below(p, 2) ? "+" : "");
    add(r, digits);
}

static void add_cost(prng *p, padded_row *r, bool with_comma)
{
    static const char *const odd[] = {"",    "x",        ".5",   "00.5",  "0.123456789",
                                      "1e5", " 0.5",     "0.5 ", "0.5.1", ".0.5",
                                      "5.",  "12345678", "-1",   "$1",    "0.12345678901234567"};
    static const char *const common[] = {"0.0125", "1.14", "0.5", "7", "1234567", "0.000001"};
    char digits[4], *start = r->bytes + r->n, *point;

    if (prng_below(p, 40) == 0) {
        add(r, pick(p, odd, N_ELEMENTS(odd)));
        r->is_common = false;
    } else if (prng_below(p, 2)) {
        add(r, pick(p, common, N_ELEMENTS(common)));
    } else {
        prng_digits(p, digits, 3);
        add(r, "0.");
        add(r, digits);
    }
    if (!with_comma)
        return;
    if (prng_below(p, 40) == 0)
        r->is_common = false; /* a point is left where commas are wanted */
    else
        while ((point = memchr(start, '.', (size_t)(r->bytes + r->n - start))))
            *point = ',';
}

/* Adds a field that is not wanted. */
static void add_other(prng *p, padded_row *r, const row_kind *k, bool is_quoted)
{
    static const char *const texts[] = {
        "Germany", "mobile Vodafone",      "60/60", "2026-01-01", "",
        "active",  "C\xc3\xb4te d'Ivoire", "a b",   "4.99",       "49"};
    static const char *const between_quotes[] = {"\"\"", "\"\"\"\"", "a \"\"b\"\" c", "# x"};
    static const char *const odd[] = {"5\" pipe", "\"",  "a\tb", "\r", "\x01", "\n",  " \"x\" ",
                                      "\"x\" y",  "x\"", "\"x",  " ",  "\r\n", "#N/A"};

    for (size_t n = 1 + prng_below(p, prng_below(p, 16) ? 2 : 9); n > 0; n--) {
        add(r, pick(p, texts, N_ELEMENTS(texts)));
        if (is_quoted && prng_below(p, 4) == 0)
            add_byte(r, k->d.layout.delimiter == '\t' ? ',' : k->d.layout.delimiter);
        if (is_quoted && prng_below(p, 8) == 0)
            add(r, pick(p, between_quotes, N_ELEMENTS(between_quotes)));
    }
    if (prng_below(p, 100) == 0) {
        add(r, pick(p, odd, N_ELEMENTS(odd)));
        r->is_common = false;
    }
}

/* Changes, drops and doubles bytes. */
static void damage(prng *p, padded_row *r)
{
    static const char bytes[] = "0123456789+,;.\"\r\n \t-xE#|";

    for (size_t n = 1 + prng_below(p, 2); n > 0 && r->n > 0; n--) {
        size_t at = prng_below(p, r->n);
        switch (prng_below(p, 3)) {
        case 0:
            r->bytes[at] = bytes[prng_below(p, sizeof bytes)]; /* its NUL, too */
            break;
        case 1:
            memmove(r->bytes + at, r->bytes + at + 1, --r->n - at);
            break;
        default:
            memmove(r->bytes + at + 1, r->bytes + at, r->n++ - at);
        }
    }
    r->is_common = false;
}

static void add_field(prng *p, padded_row *r, const row_kind *k, unsigned column)
{
    bool is_quoted = k->quoting == 2 || (k->quoting == 1 && prng_below(p, 2));

    if (column == k->d.layout.columns[ROLE_COST] && k->d.decimal_comma &&
        k->d.layout.delimiter == ',' && !is_quoted)
        r->is_common = false;
    add(r, is_quoted ? "\"" : "");
    if (column == k->d.layout.columns[ROLE_PREFIX])
        add_prefix(p, r);
    else if (column == k->d.layout.columns[ROLE_COST])
        add_cost(p, r, k->d.decimal_comma);
    else
        add_other(p, r, k, is_quoted);
    add(r, is_quoted ? "\"" : "");
}

/* A row of a list, now and then damaged, or with too many or too few fields, or without an end. */
static padded_row random_row(prng *p, const row_kind *k)
{
    static const char *const behind[] = {
        "", "x", "\"", "\n", "Germany,49,0.5\n", "\"a\",\"49\",5\n"};
    padded_row r = {.is_common = true};
    unsigned n = k->n_columns;

    if (prng_below(p, 20) == 0) {
        n = 1 + (unsigned)prng_below(p, COLUMNS_MAX);
        r.is_common = n >= k->n_columns;
    }
    for (unsigned i = 0; i < n; i++) {
        if (i > 0)
            add_byte(&r, k->d.layout.delimiter);
        add_field(p, &r, k, i);
    }
    if ((unsigned char)r.bytes[0] <= ' ' || r.bytes[0] == '#')
        r.is_common = false;
    if (prng_below(p, 100) == 0)
        r.is_common = false;
    else
        add(&r, k->end);
    r.is_common &= r.n <= COLUMN_SCAN_BYTES;
    add(&r, pick(p, behind, N_ELEMENTS(behind)));
    if (prng_below(p, 4) == 0 && r.n > 0)
        damage(p, &r);
    memset(r.bytes + r.n, 0, BLOCK_PADDING);
    return r;
}

static row_kind random_kind(prng *p)
{
    static const char delimiters[] = {',', ',', ';', '\t', '|'};
    row_kind k = {.n_columns = 2 + (unsigned)prng_below(p, COLUMNS_MAX - 1),
                  .quoting = (unsigned)prng_below(p, 3),
                  .end = prng_below(p, 2) ? "\n" : "\r\n"};
    unsigned prefix = (unsigned)prng_below(p, k.n_columns);
    unsigned cost = (prefix + 1 + (unsigned)prng_below(p, k.n_columns - 1)) % k.n_columns;

    k.d = (dialect){.layout = {.delimiter = delimiters[prng_below(p, sizeof delimiters)],
                               .n_slots = 2,
                               .columns = {prefix, cost}},
                    .decimal_comma = prng_below(p, 4) == 0,
                    .is_simple = true};
    return k;
}

static void fail_row(const padded_row *text, const char *what)
{
    char quoted[RC_QUOTE_BYTES];
    fail_msg("%s (%zu bytes): %s", rc_quote(quoted, (rc_text){text->bytes, text->n}), text->n,
             what);
}

/* Reads the row as the block's text is read where the scan declines, and byte by byte. */
static bool read_carefully(const padded_row *text, const dialect *d, record *r, deck_row *row)
{
    rc_text all = {text->bytes, text->n};
    record other;
    rc_error fault;

    rc_record_read(all, &d->layout, true, &other);
    rc_record_read_carefully(all, &d->layout, CSV_LIST, r);
    if (r->kind != other.kind || r->n_bytes != other.n_bytes || r->n_fields != other.n_fields)
        fail_row(text, "the readers of records differ");
    return r->kind != RECORD_IGNORED && rc_row_read(r, text->bytes, d, false, row, &fault) == RC_OK;
}

static void compare(const padded_row *text, const dialect *d, const payloads *known,
                    const scanned_row *found, size_t n_bytes)
{
    char spelling[RC_COST_LENGTH_MAX];
    prefix_walk walk;
    prefix_key first, second;
    record r;
    deck_row row;

    if (!read_carefully(text, d, &r, &row))
        fail_row(text, "the scan reads what is no row");
    rc_prefix_walk_begin(&walk, &row.prefixes);
    if (!rc_prefix_walk_next(&walk, &first) || rc_prefix_walk_next(&walk, &second))
        fail_row(text, "the row has not one prefix");
    if (found->key != first)
        fail_row(text, "another prefix");
    if (n_bytes != r.n_bytes || r.n_lines != 1)
        fail_row(text, "another length, or not one line");
    size_t length = rc_cost_set_spell(known->costs, found->cost, spelling);
    if (length != row.cost.text.length || memcmp(spelling, row.cost.text.bytes, length) != 0)
        fail_row(text, "another cost");
    if (!cost_ref_is_listed(found->cost) && !cost_pages_have(known->plain_costs, found->cost))
        fail_row(text, "the cost is not kept");
}

/* Compares the scan with the careful reader; returns whether it answered. */
static bool check_row(const padded_row *text, const dialect *d, payloads *known, cost_cache *seen)
{
    column_scan columns = column_scan_begin(d);
    scanned_row found = {0};
    size_t n_bytes =
        column_scan_row(&columns, text->bytes, text->bytes + text->n, known, seen, &found);
    record r;
    deck_row row;
    cost_ref cost;

    if (n_bytes > 0)
        compare(text, d, known, &found, n_bytes);
    else if (text->is_common)
        fail_row(text, "the scan declines a common row");
    else if (read_carefully(text, d, &r, &row))
        assert_int_equal(rc_cost_set_add(known->costs, row.cost.text, row.cost.value, &cost),
                         RC_OK);
    return n_bytes > 0;
}

TEST(scan_answers_as_the_careful_reader_or_declines)
{
    prng p = prng_start();
    unsigned n_answers = 0, n_uncommon = 0;

    for (int list = 0; list < N_LISTS; list++) {
        row_kind k = random_kind(&p);
        payloads known;
        cost_cache seen;
        cost_cache_init(&seen);
        assert_int_equal(rc_payloads_init(&known, false, 0), RC_OK);
        for (int i = 0; i < ROWS / N_LISTS; i++) {
            padded_row text = random_row(&p, &k);
            bool is_answer = check_row(&text, &k.d, &known, &seen);
            n_answers += is_answer;
            n_uncommon += is_answer && !text.is_common;
        }
        rc_payloads_free(&known);
    }
    if (n_answers < ROWS / 4 || n_answers > ROWS / 10 * 9 || n_uncommon < ROWS / 20)
        fail_msg("%u answers, %u of them for uncommon rows", n_answers, n_uncommon);
}

/* Scans a row with the prefix in the second column and the cost in the third. */
static size_t scan(const char *text)
{
    dialect d = {.layout = {.delimiter = ',', .n_slots = 2, .columns = {1, 2}}};
    column_scan columns = column_scan_begin(&d);
    padded_row row = {.n = 0};
    payloads none = {0};
    cost_cache seen = {{0}, {0}};
    scanned_row found;

    add(&row, text);
    return column_scan_row(&columns, row.bytes, row.bytes + row.n, &none, &seen, &found);
}

TEST(scan_declines_what_is_no_common_row)
{
    static const char *const rows[] = {"a,49,0.5",            /* no line end */
                                       "a,49\n",              /* no cost */
                                       "a,49\n0.5,49,0.5\n",  /* nor on the next line */
                                       "a,49,\n",             /* an empty one */
                                       "a,,0.5\n",            /* no prefix */
                                       "#a,49,0.5\n",         /* a comment */
                                       " a,49,0.5\n",         /* it may be one, or blank */
                                       "a,49,0.5\r,x\n",      /* a carriage return within */
                                       "a,49,0.5\r",          /* or at the end */
                                       "a,49,0.5,\"x\n",      /* an open quote */
                                       "a,49,0.5,x\"\"\n",    /* quotes within a text */
                                       "a,49,0.5,\"x\"y\n",   /* text behind a closing quote */
                                       "a,49,0.5,\"x\" \n",   /* a blank */
                                       "a,49,0.5, \"x\"\n",   /* a blank before an opening one */
                                       "a,49,0.5,\"x\ny\"\n", /* a line end between quotes */
                                       "a,49,0.5,\"x\ty\"\n", /* a control character */
                                       "a,\"49\"\"\",0.5\n",  /* doubled quotes in a prefix */
                                       "a,\"\",0.5\n",        /* nothing between quotes */
                                       "a,49,\"\"\n",
                                       "a,\"49,0.5\n",
                                       "\"a\n\",49,0.5\n"};

    for (size_t i = 0; i < N_ELEMENTS(rows); i++)
        if (scan(rows[i]) != 0)
            fail_msg("row %zu is read", i);
}

TEST(scan_reads_rows_that_quotes_and_windows_cut_anywhere)
{
    static const char *const rows[] = {"%s,49,0.5\n", "%s,49,0.5,x\r\n", "\"%s\",49,0.5\n",
                                       "\"%s\"\"\",\"+49\",\"0.5\"\r\n",
                                       "\"\"\"%s,\",49,\"0.5\"\n"};
    char filling[3 * MARKED_BYTES] = "", text[4 * MARKED_BYTES];

    for (size_t n = 0; n + 1 < sizeof filling; n++) {
        for (size_t i = 0; i < N_ELEMENTS(rows); i++) {
            int n_text = snprintf(text, sizeof text, rows[i], filling);
            assert_int_equal(scan(text), n_text);
        }
        filling[n] = 'x';
    }
}

TEST(scan_declines_rows_beyond_its_length)
{
    char filling[TEXT_MAX] = "", text[TEXT_MAX + 16];
    bool is_read = true;

    for (size_t n = 0; n < 1000; n++) {
        snprintf(text, sizeof text, "%s,49,0.5\n", filling);
        bool is_read_now = scan(text) > 0;
        assert_true(is_read || !is_read_now);
        assert_true(strlen(text) > COLUMN_SCAN_BYTES || is_read_now);
        is_read = is_read_now;
        filling[n] = 'x';
    }
    assert_false(is_read);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scan_answers_as_the_careful_reader_or_declines),
        cmocka_unit_test(scan_declines_what_is_no_common_row),
        cmocka_unit_test(scan_reads_rows_that_quotes_and_windows_cut_anywhere),
        cmocka_unit_test(scan_declines_rows_beyond_its_length),
    };
    return RUN_TESTS(tests);
}
