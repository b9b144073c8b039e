/* Tests of trie/blob_writer.h: the bytes of lists and nodes. */
#include "trie/blob_writer.h"

#include "support_routes.h"
#include "support_test.h"

static blob_writer new_writer(void)
{
    return (blob_writer){.n_bytes = 0, .n_bytes_max = 100000, .value_width = 1};
}

TEST(list_is_written_as_drawn)
{
    static const unsigned char expected[] = {0x11, 0x12, 0x00, 0x12, 0x30, 9, 4};
    blob_writer w = new_writer();
    route_list list = {.n = 2, .suffixes = {key_of("01"), key_of("012")}, .values = {9, 4}};
    uint32_t blob;

    assert_int_equal(rc_blob_list_bytes(&w, &list), sizeof expected);
    assert_int_equal(rc_blob_write_list(&w, &list, &blob), RC_OK);
    assert_int_equal(w.n_bytes, sizeof expected);
    assert_memory_equal(w.bytes, expected, sizeof expected);
    assert_int_equal(blob, 0 << BLOB_KIND_BITS | LIST);
    free(w.bytes);
}

TEST(node_of_one_digit_is_written_as_drawn)
{
    blob_writer w = new_writer();
    route_list list = {.n = 1, .suffixes = {key_of("7")}, .values = {1}};
    node_slot slots[NODE_SLOTS_MAX] = {{0, 0}};
    uint32_t node;

    w.n_bytes = 1;
    assert_int_equal(rc_blob_reserve(&w, 1), RC_OK);
    assert_int_equal(rc_blob_write_list(&w, &list, &slots[3].child), RC_OK); /* the digit 2 */
    slots[10].value = 5;                                                     /* the digit 9 */
    assert_int_equal(rc_blob_first_child(&w, 1, slots), 1);
    assert_int_equal(rc_blob_node_bytes(&w, 1, 2), 11 * 3 + 2);
    assert_int_equal(rc_blob_write_node(&w, 1, slots, &node), RC_OK);
    assert_int_equal(node, 4 << BLOB_KIND_BITS | NODE_1_NEAR);
    const unsigned char *bytes = w.bytes + 4;
    for (unsigned i = 0; i < 11; i++) {
        unsigned reference = bytes[3 * i] | (unsigned)bytes[3 * i + 1] << 8;
        assert_int_equal(reference, i == 3 ? 3 << BLOB_KIND_BITS | LIST : 0);
        assert_int_equal(bytes[3 * i + 2], i == 10 ? 5 : 0);
    }
    assert_int_equal(bytes[33] | bytes[34] << 8, 1 << 10);
    free(w.bytes);
}

TEST(slots_for_more_digits_get_the_values_of_those_for_fewer)
{
    blob_writer w = new_writer();
    node_slot slots[NODE_SLOTS_MAX] = {{0, 0}};
    uint32_t node;

    slots[node_first_slot(2, 1) + 4].value = 8;  /* 4 */
    slots[node_first_slot(2, 2) + 42].value = 9; /* 42 */
    assert_int_equal(rc_blob_write_node(&w, 2, slots, &node), RC_OK);
    assert_int_equal(node & BLOB_KIND_MASK, NODE_2_LEAF);
    for (unsigned i = 0; i < 100; i++)
        assert_int_equal(w.bytes[1 + i], i == 42 ? 9 : i / 10 == 4 ? 8 : 0);
    free(w.bytes);
}

TEST(child_too_far_for_two_bytes_gets_four)
{
    for (size_t distance = NEAR_MAX; distance <= NEAR_MAX + 1; distance++) {
        blob_writer w = new_writer();
        node_slot slots[NODE_SLOTS_MAX] = {{0, 0}};
        uint32_t node;
        w.n_bytes = 1;
        slots[1].child = 1 << BLOB_KIND_BITS;
        assert_int_equal(rc_blob_reserve(&w, distance), RC_OK);
        w.n_bytes += distance;
        assert_int_equal(rc_blob_write_node(&w, 1, slots, &node), RC_OK);
        assert_int_equal(node & BLOB_KIND_MASK, distance > NEAR_MAX ? NODE_1_FAR : NODE_1_NEAR);
        free(w.bytes);
    }
}

TEST(more_bytes_than_allowed_are_refused)
{
    blob_writer w = {.n_bytes = 10, .n_bytes_max = 20, .value_width = 1};

    assert_int_equal(rc_blob_reserve(&w, 11), RC_ERROR_LIMIT);
    assert_int_equal(rc_blob_reserve(&w, SIZE_MAX), RC_ERROR_LIMIT);
    assert_int_equal(rc_blob_reserve(&w, 10), RC_OK);
    free(w.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(list_is_written_as_drawn),
        cmocka_unit_test(node_of_one_digit_is_written_as_drawn),
        cmocka_unit_test(slots_for_more_digits_get_the_values_of_those_for_fewer),
        cmocka_unit_test(child_too_far_for_two_bytes_gets_four),
        cmocka_unit_test(more_bytes_than_allowed_are_refused),
    };
    return RUN_TESTS(tests);
}
