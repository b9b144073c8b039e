/* Tests of rc_table_price_array: an array gets the prices that its numbers get one by one. */
#include "support_table.h"
#include "support_test.h"

enum { N_MAX = 300, BYTES_MAX = N_MAX * 48 };

/* An array with room for its prices. */
typedef struct priced {
    char bytes[BYTES_MAX];
    int32_t offsets[N_MAX + 1];
    int64_t long_offsets[N_MAX + 1];
    size_t n;
    char costs[N_MAX * RC_COST_LENGTH_MAX];
    int64_t cost_offsets[N_MAX + 1];
    uint8_t statuses[N_MAX];
    uint32_t carriers[N_MAX];
} priced;

static void add_number(priced *p, const char *number)
{
    size_t at = (size_t)p->offsets[p->n], length = strlen(number);

    assert_true(at + length <= BYTES_MAX && p->n < N_MAX);
    memcpy(p->bytes + at, number, length);
    p->n++;
    p->offsets[p->n] = (int32_t)(at + length);
    p->long_offsets[p->n] = (int64_t)(at + length);
}

static rc_text_array short_array(const priced *p)
{
    return (rc_text_array){.bytes = p->bytes, .n_texts = p->n, .offsets = p->offsets};
}

static rc_price_array room(priced *p, size_t costs_size)
{
    memset(p->costs, '!', sizeof p->costs);
    memset(p->cost_offsets, 0x55, sizeof p->cost_offsets);
    memset(p->statuses, 0x55, sizeof p->statuses);
    memset(p->carriers, 0x55, sizeof p->carriers);
    return (rc_price_array){.costs = p->costs,
                            .costs_size = costs_size,
                            .cost_offsets = p->cost_offsets,
                            .statuses = p->statuses,
                            .carriers = p->carriers};
}

/* Compares all prices with what rc_table_lookup says; returns the bytes of all costs. */
static size_t check_prices(const rc_table *table, const priced *p)
{
    assert_int_equal(p->cost_offsets[0], 0);
    for (size_t i = 0; i < p->n; i++) {
        size_t start = (size_t)p->offsets[i], at = (size_t)p->cost_offsets[i];
        rc_lookup one =
            rc_table_lookup(table, (rc_text){p->bytes + start, (size_t)p->offsets[i + 1] - start});
        assert_int_equal(p->statuses[i], one.status);
        assert_int_equal(p->carriers[i], one.carrier);
        assert_int_equal((size_t)p->cost_offsets[i + 1] - at, one.cost.length);
        assert_memory_equal(p->costs + at, one.cost.bytes, one.cost.length);
    }
    size_t n_bytes = (size_t)p->cost_offsets[p->n];
    assert_int_equal(p->costs[n_bytes], '!'); /* nothing is written behind the last */
    return n_bytes;
}

static rc_table *two_carriers(void)
{
    static const rc_text lists[] = {{"44,0.020\n441,0.5\n", 17}, {"44,0.03\n441,0.4\n49,1\n", 21}};
    rc_table *table = load_carriers(lists, NULL, 2, NULL, NULL, NULL);

    assert_non_null(table);
    return table;
}

TEST(numbers_of_an_array_get_their_costs_statuses_and_carriers)
{
    static priced p;
    rc_table *table = two_carriers();
    static const char *const numbers[] = {"447", "4411", "", "49", "x", "+1", " 447\t", "7"};

    p.n = 0;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        add_number(&p, numbers[i]);
    rc_text_array array = short_array(&p);
    rc_price_array prices = room(&p, sizeof p.costs);
    assert_int_equal(rc_table_price_array(table, &array, 0, &prices), 8);
    assert_memory_equal(p.costs, "0.0200.410.020!", 15);
    static const int64_t offsets[] = {0, 5, 8, 8, 9, 9, 9, 14, 14};
    assert_memory_equal(p.cost_offsets, offsets, sizeof offsets);
    static const uint8_t statuses[] = {RC_ROUTED, RC_ROUTED,         RC_INVALID_NUMBER,
                                       RC_ROUTED, RC_INVALID_NUMBER, RC_UNROUTED,
                                       RC_ROUTED, RC_UNROUTED};
    assert_memory_equal(p.statuses, statuses, sizeof statuses);
    static const uint32_t carriers[] = {0, 1, 0, 1, 0, 0, 0, 0};
    assert_memory_equal(p.carriers, carriers, sizeof carriers);
    rc_table_free(table);
}

TEST(empty_array_needs_no_bytes)
{
    rc_table *table = two_carriers();
    int64_t offset = 0, cost_offset = 9;
    rc_text_array none = {.bytes = NULL, .n_texts = 0, .long_offsets = &offset};
    rc_price_array prices = {.cost_offsets = &cost_offset};

    assert_int_equal(rc_table_price_array(table, &none, 0, &prices), 0);
    assert_int_equal(cost_offset, 0);
    rc_table_free(table);
}

TEST(part_of_an_array_is_priced_through_its_offsets)
{
    static priced p;
    rc_table *table = two_carriers();

    p.n = 0;
    add_number(&p, "447");
    add_number(&p, "4411");
    add_number(&p, "49");
    rc_text_array part = {.bytes = p.bytes, .n_texts = 2, .long_offsets = p.long_offsets + 1};
    rc_price_array prices = room(&p, sizeof p.costs);
    prices.carriers = NULL;
    assert_int_equal(rc_table_price_array(table, &part, 0, &prices), 2);
    assert_memory_equal(p.costs, "0.41!", 5);
    assert_int_equal(p.carriers[0], 0x55555555);
    rc_table_free(table);
}

TEST(call_returns_how_many_numbers_had_room)
{
    enum { N_NUMBERS = 100, COST_BYTES = 5 };
    static priced p;
    rc_table *table = two_carriers();

    p.n = 0;
    for (int i = 0; i < N_NUMBERS; i++)
        add_number(&p, "447"); /* 0.020 */
    rc_text_array array = short_array(&p);
    for (size_t size = 0; size <= N_NUMBERS * COST_BYTES; size++) {
        rc_price_array prices = room(&p, size);
        assert_int_equal(rc_table_price_array(table, &array, 0, &prices), size / COST_BYTES);
    }
    rc_table_free(table);
}

/* The costs get room for a few bytes more each time, so the call stops at every place. */
TEST(random_arrays_get_the_prices_of_lookups_however_little_room_there_is)
{
    static priced p;
    prng random = prng_start();

    for (int round = 0; round < 100; round++) {
        row_kind kind = {.n_digit_kinds = 3, .n_digits_max = 5};
        oracle_row rows[20];
        for (size_t i = 0; i < 20; i++)
            random_row(&random, &kind, &rows[i]);
        buffer list = list_of(rows, 20);
        rc_table *table = load_list((rc_text){list.bytes, list.n_bytes}, NULL, NULL, NULL);
        assert_non_null(table);
        p.n = 0;
        for (size_t n = prng_below(&random, N_MAX + 1); n > 0; n--) {
            char number[48];
            random_number(&random, rows, 20, number);
            add_number(&p, number);
        }
        rc_text_array array = short_array(&p);
        if (round % 2)
            array.offsets = NULL, array.long_offsets = p.long_offsets;
        rc_price_array prices = room(&p, 0);
        size_t done = 0, step = 1 + prng_below(&random, 400);
        while ((done = rc_table_price_array(table, &array, done, &prices)) < p.n) {
            prices.costs_size += step;
            assert_true(prices.costs_size < sizeof p.costs);
        }
        size_t n_bytes = check_prices(table, &p);
        assert_true(prices.costs_size < n_bytes + step);
        rc_table_free(table);
        buffer_free(&list);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_of_an_array_get_their_costs_statuses_and_carriers),
        cmocka_unit_test(empty_array_needs_no_bytes),
        cmocka_unit_test(part_of_an_array_is_priced_through_its_offsets),
        cmocka_unit_test(call_returns_how_many_numbers_had_room),
        cmocka_unit_test(random_arrays_get_the_prices_of_lookups_however_little_room_there_is),
    };
    return RUN_TESTS(tests);
}
