/* Tests of trie/check.h: what writers write is sound, and what is called sound can be walked
 * whatever it holds. */
#include "trie/check.h"
#include "trie/cursor.h"
#include "trie/trie.h"
#include "trie/writer.h"

#include "support_random.h"
#include "support_test.h"

enum { N_COSTS = 300 };

static int compare_keys(const void *one, const void *other)
{
    const prefix_key *a = one, *b = other;
    return (*a > *b) - (*a < *b);
}

/* A writer's trie of random routes of some density, with so many costs. */
static void make_trie_of(prng *p, unsigned n_routes, unsigned n_kinds, unsigned n_digits,
                         uint32_t n_costs, trie *t)
{
    prefix_key *keys = calloc(n_routes, sizeof *keys);
    trie_writer *w = rc_trie_writer_new(n_costs, TRIE_BYTES_MAX);

    assert_true(keys && w);
    for (unsigned i = 0; i < n_routes; i++) {
        char symbols[KEY_SYMBOLS] = "+";
        unsigned n_plus = (unsigned)prng_below(p, 2), n = 1 + (unsigned)prng_below(p, n_digits);
        for (unsigned k = 0; k < n; k++)
            symbols[n_plus + k] = (char)('0' + prng_below(p, n_kinds));
        keys[i] = rc_key_pack(symbols, n_plus + n);
    }
    if (n_routes > 0)
        qsort(keys, n_routes, sizeof *keys, compare_keys);
    for (unsigned i = 0; i < n_routes; i++)
        if (i == 0 || keys[i] != keys[i - 1])
            assert_int_equal(rc_trie_writer_add(w, keys[i], (uint32_t)prng_below(p, n_costs)),
                             RC_OK);
    assert_int_equal(rc_trie_writer_finish(w, t), RC_OK);
    rc_trie_writer_free(w);
    free(keys);
}

static void make_trie(prng *p, unsigned n_routes, unsigned n_kinds, unsigned n_digits, trie *t)
{
    make_trie_of(p, n_routes, n_kinds, n_digits, N_COSTS, t);
}

/* Walks through all of a trie that was called sound, and with random numbers. */
static void walk_all(prng *p, trie *t, uint64_t n_routes, uint32_t n_costs)
{
    trie_cursor c;
    uint64_t n_seen = 0;
    prefix_key last = 0;

    for (rc_trie_cursor_open(&c, t); c.key != KEY_END; rc_trie_cursor_advance(&c), n_seen++) {
        assert_true(c.key > last && c.value < n_costs);
        last = c.key;
    }
    assert_true(n_seen == n_routes);
    assert_int_equal(rc_trie_index(t), RC_OK);
    for (int round = 0; round < 4; round++) {
        prefix_key keys[TRIE_GROUP];
        uint32_t costs[TRIE_GROUP];
        for (int i = 0; i < TRIE_GROUP; i++) {
            char symbols[KEY_SYMBOLS + 1] = "+";
            size_t n_plus = prng_below(p, 2);
            prng_digits(p, symbols + n_plus, 1 + prng_below(p, RC_PREFIX_DIGITS_MAX));
            keys[i] = rc_key_pack(symbols, strlen(symbols));
        }
        rc_trie_find_group(t, keys, TRIE_GROUP, costs);
        for (int i = 0; i < TRIE_GROUP; i++)
            assert_true(costs[i] < n_costs || costs[i] == TRIE_NO_VALUE);
    }
    for (int plus = 0; plus < 2; plus++) {
        free(t->index[plus]);
        t->index[plus] = NULL;
    }
}

/* A trie of any shape, with values of one to three bytes. Returns the number of costs. */
static uint32_t make_any(prng *p, trie *t)
{
    static const unsigned n_routes[] = {0, 1, 3, 17, 150, 1200};
    static const uint32_t n_costs[] = {1, 200, N_COSTS, 70000};
    unsigned n_kinds = 1 + (unsigned)prng_below(p, 10), i = (unsigned)prng_below(p, 4);

    make_trie_of(p, n_routes[prng_below(p, N_ELEMENTS(n_routes))], n_kinds,
                 1 + (unsigned)prng_below(p, prng_below(p, 2) ? 5 : RC_PREFIX_DIGITS_MAX),
                 n_costs[i], t);
    rc_trie_shape_blobs(t);
    return n_costs[i];
}

TEST(tries_of_the_writer_are_sound)
{
    prng p = prng_start();

    for (int round = 0; round < 300; round++) {
        trie t;
        uint64_t n_routes = 0;
        uint32_t n_costs = make_any(&p, &t);
        assert_true(rc_trie_is_sound(&t, n_costs, 1, &n_routes));
        walk_all(&p, &t, n_routes, n_costs);
        rc_trie_free(&t);
    }
}

TEST(trie_that_was_changed_is_refused_or_can_be_walked)
{
    prng p = prng_start();

    for (int round = 0; round < 300; round++) {
        trie t;
        uint32_t n_costs = make_any(&p, &t);
        for (int change = 0; change < 60; change++) {
            size_t at = prng_below(&p, t.n_bytes);
            unsigned char before = t.bytes[at];
            uint32_t roots[2] = {t.roots[0], t.roots[1]};
            uint64_t n_routes;
            t.bytes[at] = (unsigned char)(prng_below(&p, 2) ? before ^ 1u << prng_below(&p, 8)
                                                            : prng_below(&p, 256));
            if (prng_below(&p, 20) == 0)
                t.roots[prng_below(&p, 2)] = (uint32_t)prng_below(&p, 8 * t.n_bytes + 9);
            if (rc_trie_is_sound(&t, n_costs, 1, &n_routes))
                walk_all(&p, &t, n_routes, n_costs);
            t.bytes[at] = before;
            t.roots[0] = roots[0];
            t.roots[1] = roots[1];
        }
        rc_trie_free(&t);
    }
}

/* Dense tries, with nodes of three digits that have children. */
TEST(dense_tries_of_the_writer_are_sound)
{
    static const uint32_t n_costs[] = {200, N_COSTS, 70000};
    prng p = prng_start();

    for (size_t i = 0; i < N_ELEMENTS(n_costs); i++) {
        trie t;
        uint64_t n_routes = 0;
        make_trie_of(&p, 12000, 10, 4, n_costs[i], &t);
        rc_trie_shape_blobs(&t);
        assert_int_equal(t.roots[0] & BLOB_KIND_MASK, NODE_3_NEAR);
        assert_true(rc_trie_is_sound(&t, n_costs[i], 1, &n_routes));
        walk_all(&p, &t, n_routes, n_costs[i]);
        rc_trie_free(&t);
    }
}

TEST(trie_that_was_cut_or_grown_is_refused)
{
    prng p = prng_start();

    for (int round = 0; round < 100; round++) {
        trie t;
        uint64_t n_routes;
        size_t n_bytes;
        uint32_t n_costs = make_any(&p, &t);
        n_bytes = t.n_bytes;
        for (t.n_bytes = 0; t.n_bytes < n_bytes; t.n_bytes += 1 + prng_below(&p, 1 + n_bytes / 50))
            if (t.n_bytes != n_bytes)
                assert_false(rc_trie_is_sound(&t, n_costs, 1, &n_routes));
        t.n_bytes = n_bytes + 1;
        assert_false(rc_trie_is_sound(&t, n_costs, 1, &n_routes));
        t.n_bytes = n_bytes;
        rc_trie_free(&t);
    }
}

/* A chain of nodes of one digit, of which every slot refers to the same child: a tree of 10^14
 * leaves in a few hundred bytes. */
TEST(nodes_that_share_a_child_are_refused)
{
    enum { NODE_BYTES = 11 * 3 + 2, LIST_BYTES = 3, N_NODES = 14 };
    unsigned char bytes[1 + LIST_BYTES + N_NODES * NODE_BYTES + TRIE_PADDING] = {0};
    trie t = {.bytes = bytes, .n_bytes = 1 + LIST_BYTES, .value_width = 1};
    uint32_t child = 1 << BLOB_KIND_BITS | LIST;
    uint64_t n_routes;

    bytes[2] = 0x10;
    bytes[3] = 1;
    for (unsigned level = 0; level < N_NODES; level++) {
        uint32_t node = (uint32_t)t.n_bytes << BLOB_KIND_BITS | NODE_1_NEAR;
        for (unsigned slot = 1; slot <= 10; slot++)
            store_bytes(bytes + t.n_bytes + 3 * slot, blob_turn(node, child), 2);
        t.n_bytes += NODE_BYTES;
        child = node;
    }
    t.roots[0] = child;
    assert_false(rc_trie_is_sound(&t, N_COSTS, 1, &n_routes));
}

/* A chain of nodes of one digit, at the end of which a prefix of as many digits ends. */
TEST(prefix_of_sixteen_digits_is_refused)
{
    enum { NODE_BYTES = 11 * 3 + 2, N_NODES = RC_PREFIX_DIGITS_MAX + 1 };
    unsigned char bytes[1 + N_NODES * NODE_BYTES + TRIE_PADDING] = {0};
    trie t = {.bytes = bytes, .n_bytes = 1, .value_width = 1};
    uint64_t n_routes = 0;

    bytes[1 + 3 + 2] = 1;
    bytes[1 + 11 * 3] = 2;
    for (unsigned level = 1; level <= N_NODES; level++) {
        uint32_t node = (uint32_t)t.n_bytes << BLOB_KIND_BITS | NODE_1_NEAR;
        if (level > 1)
            store_bytes(bytes + t.n_bytes + 3, blob_turn(node, t.roots[0]), 2);
        t.roots[0] = node;
        t.n_bytes += NODE_BYTES;
        assert_int_equal(rc_trie_is_sound(&t, N_COSTS, 1, &n_routes), level < N_NODES);
    }
}

/* A node of one digit, in which only 0 and 3 have a prefix. Each change is of one byte. */
TEST(slots_have_values_of_their_own_prefixes_only)
{
    enum { SLOT = 3, NODE_BYTES = 11 * SLOT + 2, VALUE = 2 };
    static const struct {
        unsigned at;
        unsigned char byte;
        bool is_sound;
    } changes[] = {
        {1 + 1 * SLOT + VALUE, 7, 1},   /* another value of the prefix 0 */
        {1 + 1 * SLOT + VALUE, 0, 0},   /* none */
        {1 + 1 * SLOT + VALUE, 201, 0}, /* more than there are */
        {1 + 2 * SLOT + VALUE, 7, 0},   /* a value without a prefix */
        {1 + 10 * SLOT + VALUE, 7, 0},
        {1 + VALUE, 7, 0},
        {1, 8, 0},                      /* the slot for no digits has a child */
        {1 + 11 * SLOT, 2 | 16 | 1, 0}, /* or a prefix */
        {1 + 11 * SLOT, 2 | 16 | 4, 0}, /* a prefix without a value */
        {1 + 11 * SLOT, 2, 0},          /* a value that has lost its prefix */
        {1 + 11 * SLOT + 1, 8, 0},
        {1 + 11 * SLOT + 1, 128, 0}, /* bits behind the slots */
    };
    unsigned char bytes[1 + NODE_BYTES + TRIE_PADDING] = {0};
    trie t = {.bytes = bytes,
              .n_bytes = 1 + NODE_BYTES,
              .value_width = 1,
              .roots = {1 << BLOB_KIND_BITS | NODE_1_NEAR, 0}};
    uint64_t n_routes;

    bytes[1 + 1 * SLOT + VALUE] = 200;
    bytes[1 + 4 * SLOT + VALUE] = 1;
    bytes[1 + 11 * SLOT] = 2 | 16;
    assert_true(rc_trie_is_sound(&t, 200, 1, &n_routes));
    assert_true(n_routes == 2);
    for (size_t i = 0; i < N_ELEMENTS(changes); i++) {
        unsigned char before = bytes[changes[i].at];
        bytes[changes[i].at] = changes[i].byte;
        assert_int_equal(rc_trie_is_sound(&t, 200, 1, &n_routes), changes[i].is_sound);
        bytes[changes[i].at] = before;
    }
}

TEST(cost_that_does_not_exist_is_refused)
{
    prng p = prng_start();
    trie t;
    uint64_t n_routes;

    make_trie(&p, 1200, 10, 4, &t);
    assert_true(rc_trie_is_sound(&t, N_COSTS, 1, &n_routes));
    assert_false(rc_trie_is_sound(&t, 200, 1, &n_routes));
    assert_false(rc_trie_is_sound(&t, 0, 1, &n_routes));
    rc_trie_free(&t);
}

/* Returns one more than the highest value of a trie. */
static uint32_t count_values(const trie *t)
{
    trie_cursor c;
    uint32_t n = 0;

    for (rc_trie_cursor_open(&c, t); c.key != KEY_END; rc_trie_cursor_advance(&c))
        n = c.value >= n ? c.value + 1 : n;
    return n;
}

TEST(first_cost_that_does_not_exist_is_refused)
{
    prng p = prng_start();

    for (int round = 0; round < 300; round++) {
        trie t;
        uint64_t n_routes;
        make_any(&p, &t);
        uint32_t n = count_values(&t);
        assert_true(rc_trie_is_sound(&t, n, 1, &n_routes));
        assert_true(n == 0 || !rc_trie_is_sound(&t, n - 1, 1, &n_routes));
        rc_trie_free(&t);
    }
}

/* A node of one digit with one child, a list of one route; the child stands before the node, or
 * behind it. */
static int is_sound_with_child(int is_before)
{
    enum { NODE_BYTES = 11 * 5 + 2, LIST_BYTES = 3 };
    unsigned char bytes[1 + NODE_BYTES + LIST_BYTES + TRIE_PADDING] = {0};
    uint32_t node_at = is_before ? 1 + LIST_BYTES : 1, list_at = is_before ? 1 : 1 + NODE_BYTES;
    uint32_t node = node_at << BLOB_KIND_BITS | NODE_1_FAR, list = list_at << BLOB_KIND_BITS | LIST;
    trie t = {.bytes = bytes, .n_bytes = 1 + NODE_BYTES + LIST_BYTES, .value_width = 1};
    uint64_t n_routes;

    bytes[list_at + 1] = 0x20; /* the digit 1 */
    bytes[list_at + 2] = 1;    /* the cost 0 */
    store_bytes(bytes + node_at + 5, blob_turn(node, list), 4);
    t.roots[0] = node;
    return rc_trie_is_sound(&t, N_COSTS, 1, &n_routes);
}

TEST(child_behind_its_node_is_not_sound)
{
    assert_true(is_sound_with_child(1));
    assert_false(is_sound_with_child(0));
}

/* Returns whether the trie is sound, which any number of threads finds alike. */
static bool is_sound_by_all(const trie *t, uint64_t *n_routes)
{
    bool is_sound = rc_trie_is_sound(t, N_COSTS, 1, n_routes);

    for (unsigned n_threads = 2; n_threads < 20; n_threads += 5) {
        uint64_t n = 0;
        assert_int_equal(rc_trie_is_sound(t, N_COSTS, n_threads, &n), is_sound);
        assert_true(!is_sound || n == *n_routes);
    }
    return is_sound;
}

/* Tries large enough that threads share them: of a few large nodes, and of many small ones, one
 * below the other, of which each thread takes some. */
TEST(threads_find_what_one_finds)
{
    static const struct {
        unsigned n_routes, n_kinds, n_digits;
    } shapes[] = {{120000, 10, 8}, {150000, 3, 15}};
    prng p = prng_start();

    for (size_t i = 0; i < N_ELEMENTS(shapes); i++) {
        trie t;
        uint64_t n_routes;
        make_trie(&p, shapes[i].n_routes, shapes[i].n_kinds, shapes[i].n_digits, &t);
        assert_true(t.n_bytes > 1 << 18);
        assert_true(is_sound_by_all(&t, &n_routes));
        for (int change = 0; change < 100; change++) {
            unsigned char *byte = &t.bytes[prng_below(&p, t.n_bytes)], before = *byte;
            *byte ^= (unsigned char)(1u << prng_below(&p, 8));
            is_sound_by_all(&t, &n_routes);
            *byte = before;
        }
        rc_trie_free(&t);
    }
}

/* A hundred nodes without children, two levels below the root, for threads to share. In each in
 * turn a slot has a value without a prefix. */
TEST(threads_find_a_fault_in_the_last_node_of_a_share)
{
    enum {
        LEAF_BYTES = 1111 * 3 + 139,
        N_LEAVES = 100,
        TWO_AT = 1 + N_LEAVES * LEAF_BYTES, /* the node of two digits above them */
        ROOT_AT = TWO_AT + 111 * 5 + 14,
        N_BYTES = ROOT_AT + 11 * 5 + 2
    };
    unsigned char *bytes = calloc(1, N_BYTES + TRIE_PADDING);
    uint32_t two = TWO_AT << BLOB_KIND_BITS | NODE_2_FAR;
    uint32_t root = ROOT_AT << BLOB_KIND_BITS | NODE_1_FAR;
    trie t = {.bytes = bytes, .n_bytes = N_BYTES, .roots = {root, 0}, .value_width = 1};
    uint64_t n_routes;

    assert_non_null(bytes);
    store_bytes(bytes + ROOT_AT + 5, blob_turn(root, two), 4);
    for (uint32_t i = 0; i < N_LEAVES; i++) {
        uint32_t leaf = (1 + i * LEAF_BYTES) << BLOB_KIND_BITS | NODE_3_NEAR;
        store_bytes(bytes + TWO_AT + 5 * (i + 1), blob_turn(two, leaf), 4);
    }
    assert_true(is_sound_by_all(&t, &n_routes));
    for (size_t i = 0; i < N_LEAVES; i++) {
        unsigned char *value = bytes + 1 + i * LEAF_BYTES + 3 + 2;
        *value = 1;
        assert_false(is_sound_by_all(&t, &n_routes));
        *value = 0;
    }
    free(bytes);
}

/* Ten thousand ways to one large node, for threads to share. */
TEST(threads_refuse_nodes_that_share_a_child)
{
    enum { NODE_BYTES = 111 * 6 + 14, N_NODES = 3 };
    prng p = prng_start();
    trie t;
    uint64_t n_routes;

    make_trie(&p, 120000, 10, 8, &t);
    unsigned char *bytes = realloc(t.bytes, t.n_bytes + N_NODES * NODE_BYTES + TRIE_PADDING);
    assert_non_null(bytes);
    memset(bytes + t.n_bytes, 0, N_NODES * NODE_BYTES + TRIE_PADDING);
    t.bytes = bytes;
    for (int level = 0; level < N_NODES; level++) {
        uint32_t node = (uint32_t)t.n_bytes << BLOB_KIND_BITS | NODE_2_FAR;
        for (unsigned slot = 1; slot <= 100; slot++)
            store_bytes(bytes + t.n_bytes + 6 * slot, blob_turn(node, t.roots[0]), 4);
        t.roots[0] = node;
        t.n_bytes += NODE_BYTES;
    }
    assert_false(is_sound_by_all(&t, &n_routes));
    rc_trie_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tries_of_the_writer_are_sound),
        cmocka_unit_test(trie_that_was_changed_is_refused_or_can_be_walked),
        cmocka_unit_test(dense_tries_of_the_writer_are_sound),
        cmocka_unit_test(trie_that_was_cut_or_grown_is_refused),
        cmocka_unit_test(nodes_that_share_a_child_are_refused),
        cmocka_unit_test(prefix_of_sixteen_digits_is_refused),
        cmocka_unit_test(slots_have_values_of_their_own_prefixes_only),
        cmocka_unit_test(cost_that_does_not_exist_is_refused),
        cmocka_unit_test(first_cost_that_does_not_exist_is_refused),
        cmocka_unit_test(child_behind_its_node_is_not_sound),
        cmocka_unit_test(threads_find_what_one_finds),
        cmocka_unit_test(threads_find_a_fault_in_the_last_node_of_a_share),
        cmocka_unit_test(threads_refuse_nodes_that_share_a_child),
    };
    return RUN_TESTS(tests);
}
