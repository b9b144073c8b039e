/* Runs blocks of work on several threads and keeps their order: see pipeline.h. */
#include "base/pipeline.h"

#include "base/thread.h"
#include "routecost.h"

#include <stdint.h>

/* Goes on with the block in the first slot. */
static void run_alone(const pipeline *p)
{
    void *slot = p->slots[0];

    do {
        p->work(p->context, slot);
    } while (p->give(p->context, slot) == PIPELINE_GO_ON && p->take(p->context, slot));
}

#if HAVE_THREADS

typedef enum slot_state { SLOT_FREE, SLOT_AT_WORK, SLOT_READY } slot_state;

typedef struct shared {
    const pipeline *p;
    mtx_t lock;    /* guards all below; no thread holds it while it takes, works or gives */
    cnd_t changed; /* signals a change of the members below */
    slot_state states[PIPELINE_SLOTS_MAX];
    uint64_t block_nos[PIPELINE_SLOTS_MAX]; /* of the blocks in slots that are not free */
    uint64_t n_taken, n_given;
    bool taking, giving; /* a thread is */
    bool ended;          /* no more blocks will be taken */
    bool stopped;        /* no more blocks will be given */
} shared;

/* Returns a slot in this state, for SLOT_READY that of the block whose turn it is, or n_slots. */
static unsigned find_slot(const shared *s, slot_state state)
{
    unsigned i = 0;

    while (i < s->p->n_slots &&
           (s->states[i] != state || (state == SLOT_READY && s->block_nos[i] != s->n_given)))
        i++;
    return i;
}

/* Gives the block whose turn it is. Returns false if it is not ready. */
static bool give_next(shared *s)
{
    unsigned i = s->giving || s->stopped ? s->p->n_slots : find_slot(s, SLOT_READY);

    if (i == s->p->n_slots)
        return false;
    s->giving = true;
    mtx_unlock(&s->lock);
    pipeline_step step = s->p->give(s->p->context, s->p->slots[i]);
    mtx_lock(&s->lock);
    s->giving = false;
    s->states[i] = SLOT_FREE;
    s->n_given++;
    s->ended |= step != PIPELINE_GO_ON;
    s->stopped |= step == PIPELINE_STOP;
    cnd_broadcast(&s->changed);
    return true;
}

static void work_on(shared *s, unsigned i)
{
    mtx_unlock(&s->lock);
    s->p->work(s->p->context, s->p->slots[i]);
    mtx_lock(&s->lock);
    s->states[i] = SLOT_READY;
}

/* Takes the next block and works on it. Returns false if another thread takes, or no slot is free.
 */
static bool take_next(shared *s)
{
    unsigned i = s->taking || s->ended ? s->p->n_slots : find_slot(s, SLOT_FREE);

    if (i == s->p->n_slots)
        return false;
    s->taking = true;
    s->states[i] = SLOT_AT_WORK;
    mtx_unlock(&s->lock);
    bool taken = s->p->take(s->p->context, s->p->slots[i]);
    mtx_lock(&s->lock);
    s->taking = false;
    if (taken)
        s->block_nos[i] = s->n_taken++;
    else
        s->states[i] = SLOT_FREE;
    s->ended |= !taken;
    cnd_broadcast(&s->changed);
    if (taken)
        work_on(s, i);
    return true;
}

/* Works until all blocks are given. The lock is held. */
static void give_and_take(shared *s)
{
    for (;;) {
        bool is_over = s->stopped || (s->ended && !s->taking && s->n_given == s->n_taken);
        if (is_over)
            break;
        if (!give_next(s) && !take_next(s))
            cnd_wait(&s->changed, &s->lock);
    }
}

static int run_worker(void *argument)
{
    shared *s = argument;

    mtx_lock(&s->lock);
    give_and_take(s);
    mtx_unlock(&s->lock);
    return 0;
}

/* Starts the other workers, and goes on with the block in the first slot. */
static void run_workers(shared *s)
{
    thrd_t threads[RC_THREADS_MAX];
    unsigned n_threads = 0;

    while (n_threads + 1 < s->p->n_workers &&
           thrd_create(&threads[n_threads], run_worker, s) == thrd_success)
        n_threads++;
    mtx_lock(&s->lock);
    work_on(s, 0);
    give_and_take(s);
    mtx_unlock(&s->lock);
    while (n_threads > 0)
        thrd_join(threads[--n_threads], NULL);
}

static void run_together(const pipeline *p)
{
    shared s = {.p = p, .states = {SLOT_AT_WORK}, .n_taken = 1};

    if (mtx_init(&s.lock, mtx_plain) != thrd_success) {
        run_alone(p);
        return;
    }
    if (cnd_init(&s.changed) == thrd_success) {
        run_workers(&s);
        cnd_destroy(&s.changed);
    } else {
        run_alone(p);
    }
    mtx_destroy(&s.lock);
}

#else

static void run_together(const pipeline *p)
{
    run_alone(p);
}

#endif

void rc_pipeline_run(const pipeline *p)
{
    if (!p->take(p->context, p->slots[0]))
        return;
    if (p->n_workers == 1 || (p->is_last && p->is_last(p->context)))
        run_alone(p);
    else
        run_together(p);
}
