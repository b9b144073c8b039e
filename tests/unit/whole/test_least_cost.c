/* What must hold for any carriers and any numbers, checked against the oracle: the cheapest, the
 * ranks, the fields, whatever the number of threads. */
#include "support_table.h"
#include "support_test.h"

enum { CARRIERS_MAX = 6 };

/* Some carriers of random rows, and numbers to ask them for. */
typedef struct market {
    size_t n;
    oracle carriers[CARRIERS_MAX];
    oracle_row *rows[CARRIERS_MAX];
    buffer lists[CARRIERS_MAX];
    buffer numbers; /* a line each */
} market;

static const char *const names[CARRIERS_MAX] = {"acme", "b, c", "\"q\"", "d", "e=f", "0"};
static const char *const written[CARRIERS_MAX] = {"acme", "\"b, c\"", "\"\"\"q\"\"\"",
                                                  "d",    "e=f",      "0"};

static market make_market(prng *p, size_t n_rows_max, size_t n_numbers)
{
    market m = {.n = 1 + prng_below(p, CARRIERS_MAX)};
    row_kind kind = {1 + (unsigned)prng_below(p, 10), 1 + (unsigned)prng_below(p, 15),
                     prng_below(p, 3) > 0, 0};
    rc_duplicates duplicates = (rc_duplicates)prng_below(p, 3);
    int plus_optional = (int)prng_below(p, 2);

    for (size_t i = 0; i < m.n; i++) {
        size_t n_rows = 1 + prng_below(p, n_rows_max);
        m.rows[i] = calloc(n_rows, sizeof *m.rows[i]);
        for (size_t k = 0; k < n_rows; k++)
            random_row(p, &kind, &m.rows[i][k]);
        m.carriers[i] = (oracle){m.rows[i], n_rows, duplicates, plus_optional};
        m.lists[i] = list_of(m.rows[i], n_rows);
    }
    for (size_t i = 0; i < n_numbers; i++) {
        const oracle *o = &m.carriers[prng_below(p, m.n)];
        char number[48];
        random_number(p, o->rows, o->n_rows, number);
        buffer_string(&m.numbers, number);
        buffer_add(&m.numbers, "\n", 1);
    }
    return m;
}

static void free_market(market *m)
{
    for (size_t i = 0; i < m->n; i++) {
        free(m->rows[i]);
        buffer_free(&m->lists[i]);
    }
    buffer_free(&m->numbers);
}

static rc_table *load_market(const market *m, int keep_carriers, unsigned n_threads)
{
    rc_load_options options = {.duplicates = m->carriers[0].duplicates,
                               .plus_optional = m->carriers[0].plus_optional,
                               .keep_carriers = keep_carriers,
                               .n_threads = n_threads};
    rc_text lists[CARRIERS_MAX];
    rc_error error = {.code = RC_OK};

    for (size_t i = 0; i < m->n; i++)
        lists[i] = (rc_text){m->lists[i].bytes, m->lists[i].n_bytes};
    rc_table *table = load_carriers(lists, names, m->n, &options, NULL, &error);
    if (!table)
        fail_msg("code %d: %s", (int)error.code, error.reason);
    assert_int_equal(rc_table_keeps_carriers(table), keep_carriers || m->n == 1);
    return table;
}

/* ---- What the oracle says ---- */

static void add_field(buffer *out, const market *m, rc_field field, const oracle_offer *offer)
{
    if (field == RC_FIELD_COST)
        buffer_string(out, offer->row->cost);
    else if (field == RC_FIELD_PREFIX)
        buffer_string(out, oracle_prefix(&m->carriers[offer->carrier], offer->row));
    else
        buffer_string(out, written[offer->carrier]);
}

static void add_line(buffer *out, const market *m, const char *number, const rc_answer_options *o)
{
    oracle_offer offers[CARRIERS_MAX];
    size_t n_offers = oracle_rank(m->carriers, m->n, number, offers);
    size_t n_ranks = o->rank > 0 ? o->rank : 1;
    rc_field fields[RC_FIELDS_MAX + 1] = {o->fields[0], o->fields[1], o->fields[2]};

    if (fields[0] == RC_FIELD_NONE)
        fields[0] = RC_FIELD_COST;
    buffer_string(out, number);
    for (size_t rank = 0; rank < n_ranks; rank++)
        for (const rc_field *field = fields; *field != RC_FIELD_NONE; field++) {
            buffer_string(out, ",");
            if (rank < n_offers)
                add_field(out, m, *field, &offers[rank]);
            else if (rank == 0 && *field == RC_FIELD_COST)
                buffer_add(out, o->no_route.bytes, o->no_route.length);
        }
    buffer_string(out, "\n");
}

/* ---- What the library says ---- */

static void check_stream(const market *m, const rc_table *table, rc_answer_options *o)
{
    buffer expected = {0};
    memory_source source = memory_source_of(m->numbers.bytes, m->numbers.n_bytes);
    memory_sink sink = {.fail_at = NEVER};

    for (const char *at = m->numbers.bytes; *at; at += strcspn(at, "\n") + 1) {
        char number[64];
        sprintf(number, "%.*s", (int)strcspn(at, "\n"), at);
        add_line(&expected, m, number, o);
    }
    assert_int_equal(
        rc_answer_numbers(table, memory_reader(&source), memory_writer(&sink), o, NULL, NULL),
        RC_OK);
    buffer_add(&sink.taken, "", 0);
    const char *a = sink.taken.bytes, *b = expected.bytes;
    if (strcmp(a, b) != 0) {
        size_t at = 0;
        while (a[at] == b[at])
            at++;
        while (at > 0 && b[at - 1] != '\n')
            at--;
        fail_msg("%zu carriers, rank %u: %.*s, not %.*s", m->n, o->rank, (int)strcspn(a + at, "\n"),
                 a + at, (int)strcspn(b + at, "\n"), b + at);
    }
    buffer_free(&expected);
    buffer_free(&sink.taken);
}

static void assert_text(rc_text text, const char *expected)
{
    assert_int_equal(text.length, strlen(expected));
    assert_memory_equal(text.bytes, expected, text.length);
}

static void check_number(const market *m, const rc_table *table, const char *number, size_t n_max)
{
    oracle_offer expected[CARRIERS_MAX];
    rc_offer offers[CARRIERS_MAX];
    size_t n_expected = oracle_rank(m->carriers, m->n, number, expected), n_offers = 99;
    rc_lookup value = rc_table_lookup(table, TEXT(number));

    assert_int_equal(value.status, n_expected > 0 ? RC_ROUTED : RC_UNROUTED);
    if (n_expected > 0) {
        assert_text(value.cost, expected[0].row->cost);
        assert_int_equal(value.carrier, expected[0].carrier);
    }
    if (!rc_table_keeps_carriers(table)) {
        assert_int_equal(rc_table_rank(table, TEXT(number), offers, n_max, &n_offers),
                         RC_ERROR_NOT_KEPT);
        assert_int_equal(n_offers, 0);
        return;
    }
    assert_int_equal(rc_table_rank(table, TEXT(number), offers, n_max, &n_offers), RC_OK);
    assert_int_equal(n_offers, n_expected < n_max ? n_expected : n_max);
    for (size_t i = 0; i < n_offers; i++) {
        const oracle *o = &m->carriers[expected[i].carrier];
        assert_int_equal(offers[i].carrier, expected[i].carrier);
        assert_text(offers[i].cost, expected[i].row->cost);
        assert_text(offers[i].prefix, oracle_prefix(o, expected[i].row));
        assert_ptr_equal(offers[i].prefix.bytes, number + (o->plus_optional && *number == '+'));
    }
}

static void check_lookups(prng *p, const market *m, const rc_table *table)
{
    for (const char *at = m->numbers.bytes; *at; at += strcspn(at, "\n") + 1) {
        char number[64];
        sprintf(number, "%.*s", (int)strcspn(at, "\n"), at);
        check_number(m, table, number, prng_below(p, CARRIERS_MAX + 1));
    }
}

/* Random fields in a random order. */
static void choose_fields(prng *p, rc_field fields[RC_FIELDS_MAX])
{
    rc_field all[] = {RC_FIELD_COST, RC_FIELD_PREFIX, RC_FIELD_CARRIER};
    size_t n = prng_below(p, N_ELEMENTS(all) + 1);

    for (size_t i = 0; i < n; i++) {
        size_t k = i + prng_below(p, N_ELEMENTS(all) - i);
        fields[i] = all[k];
        all[k] = all[i];
    }
}

static void check_market(prng *p, size_t n_rows_max, size_t n_numbers, unsigned n_threads)
{
    market m = make_market(p, n_rows_max, n_numbers);
    rc_table *kept = load_market(&m, 1, n_threads), *dropped = load_market(&m, 0, n_threads);

    for (int round = 0; round < 6; round++) {
        const char *no_route = prng_below(p, 2) ? "0" : "no, none";
        rc_answer_options o = {.no_route = TEXT(no_route),
                               .rank = (unsigned)prng_below(p, CARRIERS_MAX + 3),
                               .n_threads = n_threads};
        choose_fields(p, o.fields);
        check_stream(&m, kept, &o);
    }
    rc_answer_options plain[] = {
        {.no_route = TEXT("0"), .n_threads = n_threads},
        {.no_route = TEXT(""), .rank = 1, .fields = {RC_FIELD_CARRIER, RC_FIELD_COST}},
        {.no_route = TEXT("0"), .fields = {RC_FIELD_CARRIER}}};
    for (size_t i = 0; i < N_ELEMENTS(plain); i++)
        check_stream(&m, dropped, &plain[i]);
    check_lookups(p, &m, kept);
    check_lookups(p, &m, dropped);
    rc_table_free(kept);
    rc_table_free(dropped);
    free_market(&m);
}

TEST(small_markets_price_as_the_oracle_does)
{
    prng p = prng_start();

    for (int round = 0; round < 300; round++)
        check_market(&p, 1 + prng_below(&p, 40), 60, 1 + (unsigned)prng_below(&p, 3));
}

TEST(larger_markets_price_as_the_oracle_does)
{
    prng p = prng_start();

    for (unsigned n_threads = 1; n_threads <= 8; n_threads *= 2)
        check_market(&p, 800, 300, n_threads);
    check_market(&p, 12000, 100, 3);
}

/* Large enough for several blocks of rows and of numbers. */
TEST(threads_never_change_a_byte)
{
    static const unsigned n_threads[] = {2, 3, 8, 64};
    rc_answer_options o = {.fields = {RC_FIELD_CARRIER, RC_FIELD_PREFIX, RC_FIELD_COST}, .rank = 2};
    prng p = prng_start();
    market m;

    do {
        m = make_market(&p, 60000, 60000);
        if (m.n < 3)
            free_market(&m);
    } while (m.n < 3);
    buffer first = {0};
    for (size_t i = 0; i <= N_ELEMENTS(n_threads); i++) {
        memory_source source = memory_source_of(m.numbers.bytes, m.numbers.n_bytes);
        memory_sink sink = {.fail_at = NEVER};
        o.n_threads = i == 0 ? 1 : n_threads[i - 1];
        rc_table *table = load_market(&m, 1, o.n_threads);
        assert_int_equal(
            rc_answer_numbers(table, memory_reader(&source), memory_writer(&sink), &o, NULL, NULL),
            RC_OK);
        if (i == 0)
            first = sink.taken;
        assert_int_equal(sink.taken.n_bytes, first.n_bytes);
        assert_memory_equal(sink.taken.bytes, first.bytes, first.n_bytes);
        if (i > 0)
            buffer_free(&sink.taken);
        rc_table_free(table);
    }
    buffer_free(&first);
    free_market(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_markets_price_as_the_oracle_does),
        cmocka_unit_test(larger_markets_price_as_the_oracle_does),
        cmocka_unit_test(threads_never_change_a_byte),
    };
    return RUN_TESTS(tests);
}
