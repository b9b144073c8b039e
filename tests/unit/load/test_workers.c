/* Tests of load/workers.h: how many threads load. */
#include "load/workers.h"

#include "support_test.h"

TEST(there_are_as_many_workers_as_are_asked_for)
{
    static const struct {
        rc_load_options options;
        unsigned n, n_slots;
    } cases[] = {
        {{.n_threads = 0}, 1, 1},
        {{.n_threads = 1}, 1, 1},
        {{.n_threads = 2}, 2, 3},
        {{.n_threads = 3}, 3, 4},
        {{.n_threads = 8}, 8, 9},
        {{.n_threads = 64}, RC_LOAD_THREADS_MAX, RC_LOAD_THREADS_MAX + 1},
        {{.n_threads = 8, .duplicates = RC_DUPLICATES_ERROR}, 1, 1},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        workers w = {0};
        assert_int_equal(rc_workers_init(&w, &cases[i].options), RC_OK);
        assert_int_equal(w.n, cases[i].n);
        assert_int_equal(w.n_slots, cases[i].n_slots);
        rc_workers_free(&w);
        assert_int_equal(w.n, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_are_as_many_workers_as_are_asked_for),
    };
    return RUN_TESTS(tests);
}
