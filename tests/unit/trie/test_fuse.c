/* Tests of trie/fuse.h: when a node and its children become one. */
#include "trie/fuse.h"

#include "support_test.h"

static open_node node;
static node_slot fused[NODE_SLOTS_MAX];

static blob_writer start(void)
{
    memset(&node, 0, sizeof node);
    memset(fused, 0, sizeof fused);
    return (blob_writer){.n_bytes = 1, .n_bytes_max = 100000, .value_width = 1};
}

/* Adds n routes of one digit more below a digit; their values are 10 * digit + the digit, plus 1.
 */
static void add_list(unsigned digit, unsigned n)
{
    route_list *list = &node.lists[digit + 1];

    for (list->n = 0; list->n < n; list->n++) {
        list->suffixes[list->n] = (prefix_key)(list->n + 1) << 60;
        list->values[list->n] = 10 * digit + list->n + 1;
    }
}

TEST(dense_lists_become_a_node_of_two_digits)
{
    blob_writer w = start();
    unsigned n_digits;

    for (unsigned digit = 0; digit < 10; digit++)
        add_list(digit, 10);
    node.slots[5].value = 200; /* of the digit 4 */
    assert_int_equal(rc_trie_fuse(&w, &node, fused, &n_digits), RC_OK);
    assert_int_equal(n_digits, 2);
    for (unsigned i = 0; i < 100; i++) {
        assert_int_equal(fused[1 + i].value, i + 1);
        assert_int_equal(fused[1 + i].child, 0);
    }
    assert_int_equal(fused[node_first_slot(2, 1) + 4].value, 200);
    assert_int_equal(w.n_bytes, 1); /* nothing is written yet */
    free(w.bytes);
}

TEST(routes_longer_than_the_node_become_lists)
{
    blob_writer w = start();
    unsigned n_digits;

    w.value_width = 2;
    for (unsigned digit = 0; digit < 10; digit++) { /* below each digit 0, 00, ... 05, 1, ... 9 */
        add_list(digit, LIST_ROUTES_MAX);
        for (unsigned i = 1; i < LIST_ROUTES_MAX; i++)
            node.lists[digit + 1].suffixes[i] =
                i < 7 ? (prefix_key)(0x10 + i) << 56 : (prefix_key)(i - 5) << 60;
    }
    assert_int_equal(rc_trie_fuse(&w, &node, fused, &n_digits), RC_OK);
    assert_int_equal(n_digits, 2);
    for (unsigned digit = 0; digit < 10; digit++) {
        assert_int_equal(fused[1 + 10 * digit].value, 10 * digit + 1);
        assert_int_equal(fused[1 + 10 * digit].child,
                         (1 + digit * (1 + 6 * 3)) << BLOB_KIND_BITS | LIST);
        assert_int_equal(fused[2 + 10 * digit].child, 0);
    }
    free(w.bytes);
}

TEST(sparse_lists_stay_children)
{
    blob_writer w = start();
    unsigned n_digits;

    add_list(3, 10);
    add_list(7, 10);
    assert_int_equal(rc_trie_fuse(&w, &node, fused, &n_digits), RC_OK);
    assert_int_equal(n_digits, 1);
    assert_int_equal(fused[4].child, 1 << BLOB_KIND_BITS | LIST);
    assert_int_equal(fused[8].child, 22 << BLOB_KIND_BITS | LIST);
    free(w.bytes);
}

/* Fills a list with 16 routes that begin with n_groups different digits. In each group one has 13
 * digits, the first, and the others 3. */
static void add_groups(unsigned digit, unsigned n_groups)
{
    route_list *list = &node.lists[digit + 1];
    const prefix_key twelve = UINT64_C(0x0111111111111000);

    for (list->n = 0; list->n < LIST_ROUTES_MAX; list->n++) {
        unsigned in_group = list->n % (LIST_ROUTES_MAX / n_groups);
        prefix_key first = (prefix_key)(1 + list->n * n_groups / LIST_ROUTES_MAX) << 60;
        prefix_key two = (prefix_key)(0x21 + in_group / 4 * 16 + in_group % 4) << 52;
        list->suffixes[list->n] = first | (in_group == 0 ? twelve : two);
        list->values[list->n] = list->n + 1;
    }
}

/* Apart, the node takes 11 * (2 + 4) + 2 bytes and each list 1 + 16 * (7 + 4), which is 1838 in
 * all; fused, it takes 111 * (2 + 4) + 14, and a list for each group 1 + its routes * (6 + 4): 2280
 * and the number of groups, of which 19 make it 5/4 of 1838. */
TEST(node_is_fused_up_to_five_quarters_of_its_room)
{
    for (unsigned n_single = 0; n_single < 3; n_single++) {
        blob_writer w = start();
        unsigned n_digits;

        w.value_width = 4;
        for (unsigned digit = 0; digit < 10; digit++)
            add_groups(digit, digit < n_single ? 1 : 2);
        assert_int_equal(rc_trie_fuse(&w, &node, fused, &n_digits), RC_OK);
        assert_int_equal(n_digits, n_single > 0 ? 2 : 1);
        free(w.bytes);
    }
}

/* Nodes of one digit and the node above take 11 * (2 + 1) + 2 = 35 bytes each. Nodes of two digits
 * take 111 * 3 + 14 = 347 if they have children, else 125. Fused, they take 347 and 125, or with
 * three digits 1111 * 3 + 139 = 3472 and 1250. */
TEST(nodes_are_fused_up_to_five_quarters_of_their_room)
{
    static const struct {
        unsigned char n_digits, have_children, n_least;
    } cases[] = {{1, 1, 7}, {1, 0, 2}, {2, 1, 8}, {2, 0, 8}};

    for (unsigned i = 0; i < 10 * N_ELEMENTS(cases); i++) {
        unsigned n_held = cases[i / 10].n_digits, n = 1 + i % 10, n_digits;
        blob_writer w = start();
        route_list list = {.n = 1, .suffixes = {(prefix_key)1 << 60}, .values = {1}};
        static node_slot held[10][SLOTS_2];
        uint32_t child;

        memset(held, 0, sizeof held);
        assert_int_equal(rc_blob_write_list(&w, &list, &child), RC_OK);
        for (unsigned digit = 0; digit < n; digit++) {
            held[digit][1] = (node_slot){cases[i / 10].have_children ? child : 0, 1};
            node.held[digit + 1] = held[digit];
            node.held_digits[digit + 1] = (unsigned char)n_held;
        }
        assert_int_equal(rc_trie_fuse(&w, &node, fused, &n_digits), RC_OK);
        assert_int_equal(n_digits, n >= cases[i / 10].n_least ? n_held + 1 : 1);
        free(w.bytes);
    }
}

TEST(node_with_a_child_already_written_is_not_fused)
{
    blob_writer w = start();
    unsigned n_digits;

    for (unsigned digit = 0; digit < 9; digit++)
        add_list(digit, 10);
    node.slots[10].child = 1 << BLOB_KIND_BITS | LIST;
    assert_int_equal(rc_trie_fuse(&w, &node, fused, &n_digits), RC_OK);
    assert_int_equal(n_digits, 1);
    assert_int_equal(fused[10].child, 1 << BLOB_KIND_BITS | LIST);
    free(w.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dense_lists_become_a_node_of_two_digits),
        cmocka_unit_test(routes_longer_than_the_node_become_lists),
        cmocka_unit_test(sparse_lists_stay_children),
        cmocka_unit_test(node_is_fused_up_to_five_quarters_of_its_room),
        cmocka_unit_test(nodes_are_fused_up_to_five_quarters_of_their_room),
        cmocka_unit_test(node_with_a_child_already_written_is_not_fused),
    };
    return RUN_TESTS(tests);
}
