/* Tests of base/pipeline.h: blocks of work on several threads, their order kept. */
#include "base/pipeline.h"

#include "base/thread.h"
#include "routecost.h"
#include "support_random.h"
#include "support_test.h"

enum { N_SLOTS_MAX = RC_THREADS_MAX };

typedef struct slot {
    uint64_t block_no, result;
    unsigned delay;
} slot;

typedef struct job {
    uint64_t n_blocks, n_taken, n_given;
    uint64_t end_at;    /* the block whose giving ends the job */
    pipeline_step step; /* what is returned then */
    int out_of_order, wrong, n_takes_behind_end, over;
    prng p;
} job;

static bool take(void *context, void *place)
{
    job *j = context;
    slot *s = place;

    j->n_takes_behind_end += j->over;
    if (j->n_taken == j->n_blocks) {
        j->over = 1;
        return 0;
    }
    *s = (slot){.block_no = j->n_taken++, .delay = (unsigned)prng_below(&j->p, 2000)};
    return 1;
}

static uint64_t square(uint64_t n)
{
    return n * n + 1;
}

static void work(void *context, void *place)
{
    slot *s = place;
    volatile unsigned spent = 0;

    (void)context;
    while (spent < s->delay)
        spent = spent + 1;
    s->result = square(s->block_no);
}

static pipeline_step give(void *context, void *place)
{
    job *j = context;
    const slot *s = place;

    j->out_of_order |= s->block_no != j->n_given;
    j->wrong |= s->result != square(s->block_no);
    j->n_given++;
    return s->block_no == j->end_at ? j->step : PIPELINE_GO_ON;
}

static job run(uint64_t n_blocks, unsigned n_slots, uint64_t end_at, pipeline_step step)
{
    static slot slots[N_SLOTS_MAX];
    void *places[N_SLOTS_MAX];
    job j = {.n_blocks = n_blocks, .end_at = end_at, .step = step, .p = prng_start()};

    for (unsigned i = 0; i < n_slots; i++)
        places[i] = &slots[i];
    rc_pipeline_run(&(pipeline){.context = &j,
                                .take = take,
                                .work = work,
                                .give = give,
                                .slots = places,
                                .n_slots = n_slots,
                                .n_workers = n_slots});
    assert_false(j.out_of_order);
    assert_false(j.wrong);
    assert_int_equal(j.n_takes_behind_end, 0);
    return j;
}

static const unsigned n_slots[] = {1, 2, 3, 4, 8, 17, N_SLOTS_MAX};

TEST(all_blocks_are_given_in_the_order_they_were_taken)
{
    static const uint64_t n_blocks[] = {0, 1, 2, 7, 64, 500};

    for (size_t i = 0; i < N_ELEMENTS(n_slots); i++)
        for (size_t k = 0; k < N_ELEMENTS(n_blocks); k++)
            assert_int_equal(run(n_blocks[k], n_slots[i], UINT64_MAX, PIPELINE_STOP).n_given,
                             n_blocks[k]);
}

TEST(nothing_is_given_after_a_stop)
{
    for (size_t i = 0; i < N_ELEMENTS(n_slots); i++)
        for (uint64_t end_at = 0; end_at < 60; end_at += 7) {
            job j = run(1000, n_slots[i], end_at, PIPELINE_STOP);
            assert_int_equal(j.n_given, end_at + 1);
        }
}

TEST(finishing_gives_all_that_was_taken_and_takes_no_more)
{
    for (size_t i = 0; i < N_ELEMENTS(n_slots); i++)
        for (uint64_t end_at = 0; end_at < 60; end_at += 7) {
            job j = run(1000, n_slots[i], end_at, PIPELINE_FINISH);
            assert_int_equal(j.n_given, j.n_taken);
            assert_true(j.n_given > end_at);
            assert_true(j.n_given <= end_at + 1 + 2 * n_slots[i]);
        }
}

/* Whether the last block has been taken; then a single one needs no other thread. */
static bool is_last(const void *context)
{
    const job *j = context;
    return j->n_taken == j->n_blocks;
}

#if HAVE_THREADS
static thrd_t caller;

static void work_on_callers_thread(void *context, void *place)
{
    assert_true(thrd_equal(thrd_current(), caller));
    work(context, place);
}
#endif

TEST(known_last_block_ends_the_work)
{
    static const uint64_t n_blocks[] = {0, 1, 2, 40};

    for (size_t i = 0; i < N_ELEMENTS(n_blocks); i++) {
        slot slots[4];
        void *places[] = {&slots[0], &slots[1], &slots[2], &slots[3]};
        job j = {.n_blocks = n_blocks[i], .end_at = UINT64_MAX, .p = prng_start()};
        pipeline p = {&j, take, work, give, is_last, places, 4, 4};
#if HAVE_THREADS
        caller = thrd_current();
        if (n_blocks[i] < 2)
            p.work = work_on_callers_thread;
#endif
        rc_pipeline_run(&p);
        assert_int_equal(j.n_given, n_blocks[i]);
        assert_false(j.out_of_order);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_blocks_are_given_in_the_order_they_were_taken),
        cmocka_unit_test(nothing_is_given_after_a_stop),
        cmocka_unit_test(finishing_gives_all_that_was_taken_and_takes_no_more),
        cmocka_unit_test(known_last_block_ends_the_work),
    };
    return RUN_TESTS(tests);
}
