/* Tests of trie/subtree.h: what is left of a subtree that is closed, and grafts. test_piece.c holds
 * grafts anywhere against tries in one pass. */
#include "trie/subtree.h"

#include "support_routes.h"
#include "support_test.h"
#include "trie/trie.h"

static subtree *start(void)
{
    subtree *s = calloc(1, sizeof *s);

    assert_non_null(s);
    rc_subtree_init(s, 200, TRIE_BYTES_MAX);
    return s;
}

static void end(subtree *s)
{
    rc_subtree_free(s);
    free(s);
}

static void add(subtree *s, const char *digits, uint32_t value)
{
    assert_int_equal(rc_subtree_add(s, key_of(digits), value), RC_OK);
}

/* Values are stored plus 1, so the largest that is stored is the number of values. */
TEST(stored_values_are_as_wide_as_the_largest_of_them)
{
    static const struct {
        uint32_t n_values;
        unsigned width;
    } cases[] = {{1, 1},       {0xff, 1},     {0x100, 2},     {0xffff, 2},
                 {0x10000, 3}, {0xffffff, 3}, {0x1000000, 4}, {TRIE_VALUES_MAX, 4}};

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        subtree *s = calloc(1, sizeof *s);
        assert_non_null(s);
        rc_subtree_init(s, cases[i].n_values, TRIE_BYTES_MAX);
        assert_int_equal(s->blobs.value_width, cases[i].width);
        end(s);
    }
}

/* Adds all n routes of two digits, 10 to 99 for 90. */
static void add_pairs(subtree *s, unsigned first, unsigned n)
{
    char digits[8];

    for (unsigned i = first; i < first + n; i++) {
        sprintf(digits, "%02u", i);
        add(s, digits, i + 1);
    }
}

TEST(few_routes_stay_in_the_list)
{
    subtree *s = start();
    unsigned n_digits = 9;

    add_pairs(s, 0, LIST_ROUTES_MAX);
    assert_int_equal(rc_subtree_close(s, &n_digits), RC_OK);
    assert_int_equal(n_digits, 0);
    assert_int_equal(s->list.n, LIST_ROUTES_MAX);
    assert_int_equal(s->blobs.n_bytes, 1);
    end(s);
}

/* Below "12", 3 routes of each digit and 20 of the digits 7 and 9, the second of which overflows.
 */
TEST(routes_that_are_added_at_once_give_the_same_bytes)
{
    prefix_key keys[100];
    uint32_t values[100];
    size_t n = 0;

    for (unsigned i = 0; i < 10; i++)
        for (unsigned k = 0; k < (i == 7 || i == 9 ? 20u : 3u); k++, n++) {
            char digits[16];
            sprintf(digits, "12%u%02u", i, k);
            keys[n] = key_of(k == 0 ? (digits[3] = '\0', digits) : digits);
            values[n] = (uint32_t)n;
        }
    for (size_t n_first = 0; n_first <= n; n_first++) {
        subtree *one = start(), *all = start();
        unsigned one_digits, all_digits;
        for (size_t i = 0; i < n; i++)
            assert_int_equal(rc_subtree_add(one, keys[i] << 2 * SYMBOL_BITS, values[i] + 1), RC_OK);
        assert_int_equal(rc_subtree_add_all(all, 2, keys, values, n_first), RC_OK);
        assert_int_equal(rc_subtree_add_all(all, 2, keys + n_first, values + n_first, n - n_first),
                         RC_OK);
        assert_int_equal(rc_subtree_close(one, &one_digits), RC_OK);
        assert_int_equal(rc_subtree_close(all, &all_digits), RC_OK);
        assert_int_equal(all_digits, one_digits);
        assert_true(all->blobs.n_bytes > n && all->blobs.n_bytes == one->blobs.n_bytes);
        assert_memory_equal(all->blobs.bytes + 1, one->blobs.bytes + 1, one->blobs.n_bytes - 1);
        assert_memory_equal(all->closed, one->closed, SLOTS_1 * sizeof *one->closed);
        end(one);
        end(all);
    }
}

TEST(dense_root_is_left_to_its_parent)
{
    subtree *s = start();
    unsigned n_digits;
    uint32_t blob = 77;

    add_pairs(s, 0, 100);
    assert_int_equal(rc_subtree_close(s, &n_digits), RC_OK);
    assert_int_equal(n_digits, 2);
    assert_int_equal(rc_subtree_write_closed(s, &n_digits, &blob), RC_OK);
    assert_int_equal(n_digits, 2);
    assert_int_equal(blob, 77);
    assert_int_equal(s->blobs.n_bytes, 1); /* nothing is written */
    for (unsigned i = 0; i < 100; i++)
        assert_int_equal(s->closed[1 + i].value, i + 1);
    end(s);
}

/* A parent could not fuse nodes of two digits whose children take a tenth of what is near. */
TEST(root_with_much_below_it_is_written)
{
    subtree *s = start();
    unsigned n_digits;
    uint32_t blob;

    for (unsigned i = 0; i < 1000; i++) {
        char digits[8];
        sprintf(digits, "%03u4", i);
        add(s, digits, 1 + i % 200);
    }
    assert_int_equal(rc_subtree_close(s, &n_digits), RC_OK);
    assert_int_equal(n_digits, 2);
    assert_int_equal(rc_subtree_write_closed(s, &n_digits, &blob), RC_OK);
    assert_int_equal(n_digits, 0);
    assert_int_equal(blob & BLOB_KIND_MASK, NODE_2_NEAR);
    assert_int_equal((blob >> BLOB_KIND_BITS) + rc_blob_node_bytes(&s->blobs, 2, 2),
                     s->blobs.n_bytes);
    end(s);
}

/* Three routes are not enough for a node, but the graft shows that there is one. */
TEST(graft_opens_the_nodes_above_it)
{
    static const unsigned char list[] = {1, 2, 3, 4};
    graft g = {.bytes = list, .n_bytes = sizeof list, .at = 11, .root = 11u << BLOB_KIND_BITS};
    subtree *s = start();

    add(s, "1", 1);
    add(s, "14", 2);
    add(s, "1429", 3);
    assert_int_equal(s->n_open, 0);
    assert_int_equal(rc_subtree_graft(s, key_of("14377"), 3, &g), RC_OK);
    assert_int_equal(s->n_open, 3);
    assert_int_equal(s->list.n, 0);
    assert_int_equal(s->open[0].slots[2].value, 1);
    assert_int_equal(s->open[1].slots[5].value, 2);
    assert_int_equal(s->open[2].lists[3].n, 1);
    assert_int_equal(s->open[2].lists[3].values[0], 3);
    assert_int_equal(s->open[2].slots[4].child, 1u << BLOB_KIND_BITS); /* moved from 11 to 1 */
    assert_int_equal(s->blobs.n_bytes, 1 + sizeof list);
    assert_memory_equal(s->blobs.bytes + 1, list, sizeof list);
    end(s);
}

TEST(names_of_a_held_root_are_moved_with_its_children)
{
    node_slot slots[SLOTS_1] = {
        [3] = {.child = 5u << BLOB_KIND_BITS | LIST, .value = 4}, [9] = {.value = 8}};
    static const unsigned char list[] = {1, 2, 3, 4};
    graft g = {.bytes = list, .n_bytes = sizeof list, .at = 5, .n_digits = 1, .slots = slots};
    subtree *s = start();

    assert_int_equal(rc_subtree_graft(s, key_of("25"), 1, &g), RC_OK);
    assert_int_equal(rc_subtree_graft(s, key_of("35"), 1, &g), RC_OK);
    assert_int_equal(s->open[0].held_digits[3], 1);
    assert_int_equal(s->open[0].held[3][3].child, 1u << BLOB_KIND_BITS);
    assert_int_equal(s->open[0].held[4][3].child, 5u << BLOB_KIND_BITS);
    assert_int_equal(s->open[0].held[4][3].value, 4);
    assert_int_equal(s->open[0].held[4][9].child, 0);
    assert_int_equal(s->open[0].held[4][9].value, 8);
    end(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stored_values_are_as_wide_as_the_largest_of_them),
        cmocka_unit_test(few_routes_stay_in_the_list),
        cmocka_unit_test(routes_that_are_added_at_once_give_the_same_bytes),
        cmocka_unit_test(dense_root_is_left_to_its_parent),
        cmocka_unit_test(root_with_much_below_it_is_written),
        cmocka_unit_test(graft_opens_the_nodes_above_it),
        cmocka_unit_test(names_of_a_held_root_are_moved_with_its_children),
    };
    return RUN_TESTS(tests);
}
