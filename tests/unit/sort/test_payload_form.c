/* Tests of sort/payload_form.h: how the payloads of a run are packed. */
#include "sort/payload_form.h"

#include "route/cost_ref.h"

#include "support_random.h"
#include "support_test.h"

enum { N_PAYLOADS = 2000 };

/* Returns the form for payloads whose kind is that of the first. */
static payload_form choose(const uint32_t *payloads, size_t n)
{
    payload_counts counts = {.kind = payloads[0] & 15};

    rc_payload_form_count(&counts, payloads, n);
    return rc_payload_form_choose(&counts);
}

/* Fills payloads with costs of two decimals, up to `highest`. */
static void fill(uint32_t *payloads, uint32_t highest)
{
    for (uint32_t i = 0; i < N_PAYLOADS; i++)
        payloads[i] = cost_ref_plain(i % (highest + 1), 2);
}

static void assert_form(payload_form form, unsigned kind_bits, unsigned kind, unsigned n_bits)
{
    assert_int_equal(form.kind_bits, kind_bits);
    assert_int_equal(form.kind, kind);
    assert_int_equal(form.n_bits, n_bits);
}

TEST(form_leaves_the_common_kind_out)
{
    uint32_t payloads[N_PAYLOADS];

    fill(payloads, 254);
    assert_form(choose(payloads, N_PAYLOADS), 4, 4, 8);
    fill(payloads, 14);
    assert_form(choose(payloads, N_PAYLOADS), 4, 4, 4);
    fill(payloads, 1999);
    assert_form(choose(payloads, N_PAYLOADS), 4, 4, 12);
}

TEST(few_payloads_have_room_too)
{
    const uint32_t payload = cost_ref_plain(5, 2), payloads[] = {payload, payload, payload};

    for (size_t n = 1; n <= N_ELEMENTS(payloads); n++)
        assert_form(choose(payloads, n), 4, 4, 4);
}

TEST(form_has_room_for_mixed_kinds)
{
    uint32_t payloads[N_PAYLOADS];
    prng p = prng_start();

    for (uint32_t i = 0; i < N_PAYLOADS; i++)
        payloads[i] = cost_ref_plain(i % 200, 1 + (unsigned)prng_below(&p, 3));
    assert_form(choose(payloads, N_PAYLOADS), 0, 0, 12);
}

/* One that is blocked, or of another kind, in a hundred rows takes no room of the others. */
TEST(rare_payloads_do_not_widen_a_form)
{
    uint32_t payloads[N_PAYLOADS];

    fill(payloads, 120);
    for (uint32_t i = 50; i < N_PAYLOADS; i += 100)
        payloads[i] = i % 200 == 50 ? COST_REF_BLOCKED : cost_ref_plain(120, 3);
    assert_form(choose(payloads, N_PAYLOADS), 4, 4, 8);
    assert_int_equal(payload_pack(choose(payloads, N_PAYLOADS), COST_REF_BLOCKED), 0);
}

TEST(payloads_that_fit_come_back_and_others_are_0)
{
    prng p = prng_start();

    for (unsigned n_bits = 0; n_bits <= 32; n_bits += 4)
        for (unsigned i = 0; i < 10000; i++) {
            bool has_kind = n_bits < 32 && prng_below(&p, 2) > 0;
            payload_form form = {.kind_bits = has_kind ? 4 : 0, .n_bits = n_bits};
            form.kind = has_kind ? (uint32_t)prng_below(&p, 16) : 0;
            uint32_t payload = (uint32_t)(prng_next(&p) >> (32 + prng_below(&p, 32)));
            if (has_kind && prng_below(&p, 4) > 0)
                payload = (payload & ~UINT32_C(15)) | form.kind;
            bool fits = (!has_kind || (payload & 15) == form.kind) &&
                        (payload >> form.kind_bits) + UINT64_C(1) < UINT64_C(1) << n_bits;
            uint32_t packed = payload_pack(form, payload);
            assert_int_equal(packed != 0, fits);
            assert_true((uint64_t)packed >> n_bits == 0);
            if (fits)
                assert_int_equal(payload_unpack(form, packed), payload);
        }
}

TEST(highest_and_lowest_payloads_have_their_bounds)
{
    payload_form whole = {.n_bits = 32}, above = {.kind = 15, .kind_bits = 4, .n_bits = 28};

    assert_int_equal(payload_pack(whole, UINT32_MAX), 0);
    assert_int_equal(payload_pack(whole, UINT32_MAX - 1), UINT32_MAX);
    assert_int_equal(payload_pack(whole, 0), 1);
    assert_int_equal(payload_pack(above, UINT32_MAX), 0);
    assert_int_equal(payload_pack(above, UINT32_MAX - 16), (1 << 28) - 1);
    assert_int_equal(payload_unpack(above, (1 << 28) - 1), UINT32_MAX - 16);
}

/* What is above the kind has 28 bits, of which all ones are no packed payload. */
TEST(no_form_has_more_bits_than_a_payload)
{
    const uint32_t payloads[] = {UINT32_MAX, UINT32_MAX, UINT32_MAX - 16};
    payload_form form = choose(payloads, 3);

    assert_true(form.n_bits + form.kind_bits <= 32);
    assert_int_equal(payload_pack(form, UINT32_MAX), 0);
}

/* Forms of runs that become one run. */
TEST(most_routes_choose_the_form_of_a_merge)
{
    payload_form narrow = {.kind = 4, .kind_bits = 4, .n_bits = 8};
    payload_form wide = {.kind = 4, .kind_bits = 4, .n_bits = 16};
    payload_form other = {.kind = 6, .kind_bits = 4, .n_bits = 8}, mixed = {.n_bits = 12};
    payload_counts counts = {.kind = 4};

    rc_payload_form_count_packed(&counts, narrow, 1000);
    assert_form(rc_payload_form_choose(&counts), 4, 4, 8);
    rc_payload_form_count_packed(&counts, wide, 100);
    rc_payload_form_count_packed(&counts, other, 10);
    rc_payload_form_count_packed(&counts, mixed, 10);
    assert_form(rc_payload_form_choose(&counts), 4, 4, 8);
    rc_payload_form_count_packed(&counts, other, 1000);
    assert_form(rc_payload_form_choose(&counts), 0, 0, 12);
    rc_payload_form_count_packed(&counts, wide, 20000);
    assert_form(rc_payload_form_choose(&counts), 4, 4, 16);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(form_leaves_the_common_kind_out),
        cmocka_unit_test(few_payloads_have_room_too),
        cmocka_unit_test(form_has_room_for_mixed_kinds),
        cmocka_unit_test(rare_payloads_do_not_widen_a_form),
        cmocka_unit_test(payloads_that_fit_come_back_and_others_are_0),
        cmocka_unit_test(highest_and_lowest_payloads_have_their_bounds),
        cmocka_unit_test(no_form_has_more_bits_than_a_payload),
        cmocka_unit_test(most_routes_choose_the_form_of_a_merge),
    };
    return RUN_TESTS(tests);
}
