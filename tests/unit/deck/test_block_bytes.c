/* Tests of deck/block_bytes.h. */
#include "deck/block_bytes.h"

#include "support_test.h"

/* Returns the bytes of the blocks of a list whose lines have n bytes each. */
static size_t block_bytes(size_t n)
{
    size_t n_first = DECK_BLOCK_BYTES;
    char *first = malloc(n_first);

    assert_non_null(first);
    memset(first, 'x', n_first);
    for (size_t at = n; at <= n_first; at += n)
        first[at - 1] = '\n';
    size_t n_bytes = deck_block_bytes((rc_text){first, n_first});
    free(first);
    return n_bytes;
}

TEST(blocks_hold_as_many_rows_where_rows_are_long)
{
    assert_int_equal(block_bytes(1), DECK_BLOCK_BYTES);
    assert_int_equal(block_bytes(16), DECK_BLOCK_BYTES);
    assert_int_equal(block_bytes(32), 32 * DECK_BLOCK_ROWS);
    assert_int_equal(block_bytes(40), 40 * DECK_BLOCK_ROWS);
    assert_int_equal(block_bytes(64), DECK_BLOCK_BYTES_MAX);
    assert_int_equal(block_bytes(1000), DECK_BLOCK_BYTES_MAX);
    assert_int_equal(block_bytes(2 * DECK_BLOCK_BYTES), DECK_BLOCK_BYTES_MAX);
}

TEST(short_list_has_short_blocks)
{
    assert_int_equal(deck_block_bytes(TEXT("1,2\n3,4\n")), DECK_BLOCK_BYTES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_hold_as_many_rows_where_rows_are_long),
        cmocka_unit_test(short_list_has_short_blocks),
    };
    return RUN_TESTS(tests);
}
