/* Tests of route/symbol.h: symbols, and prefixes packed into words. */
#include "route/symbol.h"

#include "support_random.h"
#include "support_test.h"

static unsigned expected_symbol(int byte)
{
    return byte == '+' ? SYMBOL_PLUS : byte >= '0' && byte <= '9' ? (unsigned)(byte - '0' + 1) : 0;
}

TEST(only_plus_and_digits_are_symbols)
{
    for (int byte = 0; byte < 256; byte++)
        assert_int_equal(rc_symbol_of_byte[byte], expected_symbol(byte));
}

/* A random prefix or number of n_symbols symbols, '+' in front at times. */
static void random_symbols(prng *p, char *symbols, size_t n_symbols)
{
    prng_digits(p, symbols, n_symbols);
    if (n_symbols > 1 && prng_below(p, 2))
        symbols[0] = '+';
}

TEST(packed_symbols_stand_from_the_highest_bits_down)
{
    assert_true(rc_key_pack("+1415", 5) == 0xb252600000000000u);
    assert_true(rc_key_pack("0", 1) == 0x1000000000000000u);
    assert_true(rc_key_pack("+999999999999999", 16) == 0xbaaaaaaaaaaaaaaau);
}

TEST(unpacked_keys_are_what_was_packed)
{
    prng p = prng_start();

    for (int i = 0; i < 20000; i++) {
        char symbols[32], unpacked[KEY_SYMBOLS];
        size_t n_symbols = 1 + prng_below(&p, KEY_SYMBOLS);
        random_symbols(&p, symbols, n_symbols);
        prefix_key key = rc_key_pack(symbols, n_symbols);
        assert_int_equal(rc_key_unpack(unpacked, key), n_symbols);
        assert_memory_equal(unpacked, symbols, n_symbols);
        assert_int_equal(key_length(key), n_symbols);
        assert_int_equal(key_has_plus(key), symbols[0] == '+');
    }
}

TEST(packing_keeps_the_first_sixteen_symbols)
{
    assert_true(rc_key_pack("+12345678901234567890", 21) == rc_key_pack("+123456789012345", 16));
}

/* The order of prefixes: as strings, but '+' behind the digits. */
static int compare_strings(const char *a, const char *b)
{
    for (; *a && *a == *b; a++, b++)
        continue;
    int x = *a == '+' ? '9' + 1 : *a, y = *b == '+' ? '9' + 1 : *b;
    return (x > y) - (x < y);
}

TEST(keys_order_as_strings_with_plus_last)
{
    prng p = prng_start();

    for (int i = 0; i < 50000; i++) {
        char a[32], b[32];
        size_t n_shared = prng_below(&p, 15);
        random_symbols(&p, a, 1 + prng_below(&p, KEY_SYMBOLS));
        random_symbols(&p, b, 1 + prng_below(&p, KEY_SYMBOLS));
        if (strlen(a) > n_shared && strlen(b) > n_shared)
            memcpy(b, a, n_shared);
        prefix_key x = rc_key_pack(a, strlen(a)), y = rc_key_pack(b, strlen(b));
        assert_int_equal((x > y) - (x < y), compare_strings(a, b));
    }
}

TEST(shared_symbols_are_counted_from_the_front)
{
    prng p = prng_start();

    for (int i = 0; i < 20000; i++) {
        char a[32], b[32];
        size_t n_shared = 0;
        random_symbols(&p, a, 1 + prng_below(&p, KEY_SYMBOLS));
        random_symbols(&p, b, 1 + prng_below(&p, KEY_SYMBOLS));
        memcpy(b, a, prng_below(&p, strlen(a) < strlen(b) ? strlen(a) : strlen(b)));
        if (strcmp(a, b) == 0)
            continue;
        while (a[n_shared] && a[n_shared] == b[n_shared])
            n_shared++;
        assert_int_equal(key_shared(rc_key_pack(a, strlen(a)), rc_key_pack(b, strlen(b))),
                         n_shared);
    }
}

TEST(masks_cover_the_first_symbols)
{
    for (unsigned n = 0; n <= KEY_SYMBOLS; n++) {
        prefix_key mask = 0;
        for (unsigned i = 0; i < n; i++)
            mask |= (prefix_key)15 << (60 - SYMBOL_BITS * i);
        assert_true(key_mask(n) == mask);
    }
}

/* Scans byte by byte what key_scan scans by words. */
static void check_scan(const char text[KEY_SCAN_BYTES])
{
    unsigned n_plus, expected_plus = text[0] == '+', n_digits = 0;
    prefix_key key;

    while (n_digits < 16 && text[expected_plus + n_digits] >= '0' &&
           text[expected_plus + n_digits] <= '9')
        n_digits++;
    assert_int_equal(key_scan(text, &key, &n_plus), n_digits);
    assert_int_equal(n_plus, expected_plus);
    assert_true(key == rc_key_pack(text, expected_plus + n_digits));
}

TEST(scanning_stops_at_every_byte_but_digits)
{
    for (unsigned place = 0; place <= 17; place++)
        for (int byte = 0; byte < 256; byte++)
            for (int plus = 0; plus < 2; plus++) {
                char text[KEY_SCAN_BYTES];
                for (unsigned i = 0; i < sizeof text; i++)
                    text[i] = (char)('0' + (i * 7 + place) % 10);
                if (plus)
                    text[0] = '+';
                text[place] = (char)byte;
                check_scan(text);
            }
}

TEST(scanning_agrees_with_a_scan_by_bytes)
{
    static const char likely[] = "00112233445566778899+,;/:.\n\r \t";
    prng p = prng_start();

    for (int i = 0; i < 300000; i++) {
        char text[KEY_SCAN_BYTES];
        size_t n_digits = prng_below(&p, sizeof text);
        int any_byte = prng_below(&p, 4) == 0;
        for (size_t k = 0; k < sizeof text; k++)
            text[k] = k < n_digits ? (char)('0' + prng_below(&p, 10))
                      : any_byte   ? (char)prng_below(&p, 256)
                                   : likely[prng_below(&p, sizeof likely - 1)];
        if (prng_below(&p, 3) == 0)
            text[0] = '+';
        check_scan(text);
    }
}

TEST(scanning_does_not_need_aligned_text)
{
    char text[64];

    memset(text, '7', sizeof text);
    text[40] = ',';
    for (size_t at = 0; at + KEY_SCAN_BYTES <= sizeof text; at++)
        check_scan(text + at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_plus_and_digits_are_symbols),
        cmocka_unit_test(packed_symbols_stand_from_the_highest_bits_down),
        cmocka_unit_test(unpacked_keys_are_what_was_packed),
        cmocka_unit_test(packing_keeps_the_first_sixteen_symbols),
        cmocka_unit_test(keys_order_as_strings_with_plus_last),
        cmocka_unit_test(shared_symbols_are_counted_from_the_front),
        cmocka_unit_test(masks_cover_the_first_symbols),
        cmocka_unit_test(scanning_stops_at_every_byte_but_digits),
        cmocka_unit_test(scanning_agrees_with_a_scan_by_bytes),
        cmocka_unit_test(scanning_does_not_need_aligned_text),
    };
    return RUN_TESTS(tests);
}
