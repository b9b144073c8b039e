/* Blocks of work on several threads, their order kept: see pipeline.h. */
#include "base/pipeline.h"

#include "base/thread.h"
#include "routecost.h"

#include <stdint.h>

static void run_alone(const pipeline *p)
{
    void *slot = p->slots[0];

    while (p->take(p->context, slot)) {
        p->work(p->context, slot);
        if (p->give(p->context, slot) != PIPELINE_GO_ON)
            return;
    }
}

#if HAVE_THREADS

typedef struct shared {
    const pipeline *p;
    mtx_t intake;       /* guards take, n_taken and ended */
    uint64_t n_taken;   /* blocks taken so far; the number of the next one */
    int ended;          /* take has returned 0 */
    mtx_t outlet;       /* guards n_given and step */
    cnd_t turn;         /* n_given or step has changed */
    uint64_t n_given;   /* blocks given so far; the number of the one whose turn it is */
    pipeline_step step; /* the least that give has returned */
    mtx_t claim;        /* guards n_workers */
    unsigned n_workers; /* workers that have chosen their slot */
} shared;

/* Takes the next block into slot; 0 when there is none or the pipeline has stopped. */
static int take_next(shared *s, void *slot, uint64_t *block_no)
{
    mtx_lock(&s->outlet);
    int going_on = s->step == PIPELINE_GO_ON;
    mtx_unlock(&s->outlet);

    mtx_lock(&s->intake);
    int taken = going_on && !s->ended && s->p->take(s->p->context, slot);
    if (taken)
        *block_no = s->n_taken++;
    else
        s->ended = 1;
    mtx_unlock(&s->intake);
    return taken;
}

/* Waits for the block's turn and gives it; 0 when the pipeline has stopped. */
static int give_in_turn(shared *s, void *slot, uint64_t block_no)
{
    mtx_lock(&s->outlet);
    while (s->n_given != block_no && s->step != PIPELINE_STOP)
        cnd_wait(&s->turn, &s->outlet);
    int stopped = s->step == PIPELINE_STOP;
    mtx_unlock(&s->outlet);
    if (stopped)
        return 0;

    pipeline_step step = s->p->give(s->p->context, slot);

    mtx_lock(&s->outlet);
    s->n_given++;
    if (step < s->step)
        s->step = step;
    cnd_broadcast(&s->turn);
    mtx_unlock(&s->outlet);
    return step == PIPELINE_GO_ON;
}

static int run_worker(void *argument)
{
    shared *s = argument;
    uint64_t block_no = 0;

    mtx_lock(&s->claim);
    void *slot = s->p->slots[s->n_workers++];
    mtx_unlock(&s->claim);
    while (take_next(s, slot, &block_no)) {
        s->p->work(s->p->context, slot);
        if (!give_in_turn(s, slot, block_no))
            break;
    }
    return 0;
}

static void run_workers(shared *s)
{
    thrd_t threads[RC_THREADS_MAX];
    unsigned n_threads = 0;

    while (n_threads + 1 < s->p->n_slots &&
           thrd_create(&threads[n_threads], run_worker, s) == thrd_success)
        n_threads++;
    run_worker(s);
    while (n_threads > 0)
        thrd_join(threads[--n_threads], NULL);
}

void pipeline_run(const pipeline *p)
{
    shared s = {.p = p, .step = PIPELINE_GO_ON};

    if (p->n_slots == 1) {
        run_alone(p);
        return;
    }
    if (mtx_init(&s.intake, mtx_plain) != thrd_success)
        goto no_intake;
    if (mtx_init(&s.outlet, mtx_plain) != thrd_success)
        goto no_outlet;
    if (mtx_init(&s.claim, mtx_plain) != thrd_success)
        goto no_claim;
    if (cnd_init(&s.turn) != thrd_success)
        goto no_turn;
    run_workers(&s);
    cnd_destroy(&s.turn);
    mtx_destroy(&s.claim);
    mtx_destroy(&s.outlet);
    mtx_destroy(&s.intake);
    return;
no_turn:
    mtx_destroy(&s.claim);
no_claim:
    mtx_destroy(&s.outlet);
no_outlet:
    mtx_destroy(&s.intake);
no_intake:
    run_alone(p);
}

#else

void pipeline_run(const pipeline *p)
{
    run_alone(p);
}

#endif
