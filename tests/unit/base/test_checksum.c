/* Tests of base/checksum.h. */
#include "base/checksum.h"

#include "support_random.h"
#include "support_test.h"

static uint64_t sum(const void *bytes, size_t n)
{
    checksum c = {0};
    rc_checksum_add(&c, bytes, n);
    return rc_checksum_value(&c);
}

/* The same by its definition, word by word. */
static uint64_t sum_plainly(const unsigned char *bytes, size_t n)
{
    uint64_t lanes[5] = {0, 0, 0, 0, n};
    size_t n_words = (n / 32 + 1) * 4;

    for (size_t i = 0; i < n_words + 4; i++) {
        uint64_t word = 0, *lane = i < n_words ? &lanes[i % 4] : &lanes[4];
        for (size_t k = 8; i < n_words && k-- > 0;)
            word = word * 256 + (8 * i + k < n ? bytes[8 * i + k] : 0);
        word = (*lane ^ (i < n_words ? word : lanes[i - n_words])) * 11400714819323198485u;
        *lane = word ^ word / (1u << 29);
    }
    return lanes[4] ^ lanes[4] / (UINT64_C(1) << 32);
}

TEST(sum_is_that_of_the_definition)
{
    prng p = prng_start();
    unsigned char bytes[300];

    for (size_t n = 0; n < sizeof bytes; n++) {
        for (size_t i = 0; i < n; i++)
            bytes[i] = (unsigned char)prng_below(&p, 256);
        assert_true(sum(bytes, n) == sum_plainly(bytes, n));
    }
}

TEST(sum_does_not_depend_on_the_pieces)
{
    prng p = prng_start();
    unsigned char bytes[500];

    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)prng_below(&p, 256);
    for (int round = 0; round < 500; round++) {
        checksum c = {0};
        size_t n = prng_below(&p, sizeof bytes + 1), done = 0;
        while (done < n) {
            size_t piece = prng_below(&p, prng_below(&p, 2) ? 10 : 100);
            piece = piece < n - done ? piece : n - done;
            rc_checksum_add(&c, bytes + done, piece);
            done += piece;
        }
        assert_true(rc_checksum_value(&c) == sum(bytes, n));
    }
}

TEST(every_changed_bit_and_every_pair_of_them_changes_the_sum)
{
    prng p = prng_start();
    unsigned char bytes[130];
    uint64_t before;

    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)prng_below(&p, 256);
    before = sum(bytes, sizeof bytes);
    for (size_t i = 0; i < 8 * sizeof bytes; i++) {
        bytes[i / 8] ^= (unsigned char)(1u << i % 8);
        assert_true(sum(bytes, sizeof bytes) != before);
        for (size_t k = 0; k < i; k += 1 + k % 3) {
            bytes[k / 8] ^= (unsigned char)(1u << k % 8);
            assert_true(sum(bytes, sizeof bytes) != before);
            bytes[k / 8] ^= (unsigned char)(1u << k % 8);
        }
        bytes[i / 8] ^= (unsigned char)(1u << i % 8);
    }
}

TEST(zeros_at_the_end_count)
{
    unsigned char zeros[100] = {0};

    for (size_t n = 1; n < sizeof zeros; n++)
        assert_true(sum(zeros, n) != sum(zeros, n - 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sum_is_that_of_the_definition),
        cmocka_unit_test(sum_does_not_depend_on_the_pieces),
        cmocka_unit_test(every_changed_bit_and_every_pair_of_them_changes_the_sum),
        cmocka_unit_test(zeros_at_the_end_count),
    };
    return RUN_TESTS(tests);
}
