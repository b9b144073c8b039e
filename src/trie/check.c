/* Checks whether bytes from a file are a trie: see check.h.
 *
 * All blobs are visited from the roots on (blob_check.c). Each must lie inside the array, before
 * the node that refers to it, and together they must fill the array, without gaps or overlaps: the
 * sum of their sizes must be that of the array, and the check stops once it is exceeded. So nodes
 * that refer to one child again and again, which would make a few bytes an endless tree, take
 * little time.
 *
 * Bytes visited and routes are sums, so threads can share the blobs: the roots and their children
 * are checked first, and what these refer to is a list of tasks. */
#include "trie/check.h"

#include "base/pipeline.h"
#include "trie/blob_check.h"

#include <stdlib.h>

enum {
    LEVELS_FIRST = 2,           /* of nodes that are checked before tasks are shared */
    SHARED_BYTES_MIN = 1 << 18, /* fewer are checked before a thread has started */
    SLICES = 64,                /* of the tasks */
    SLOTS = 16
};

/* Checks the tasks, and leaves their children as tasks. */
static bool check_level(blob_check *c, blob_tasks *tasks)
{
    blob_tasks below = {0};

    c->later = &below;
    bool is_sound = rc_blob_check(c, tasks->tasks, tasks->n);
    c->later = NULL;
    free(tasks->tasks);
    *tasks = below;
    return is_sound;
}

typedef struct slice {
    const blob_task *tasks;
    size_t n;
    blob_check c;
    bool is_sound;
} slice;

typedef struct sharing {
    const blob_tasks *all;
    size_t n_taken;
    blob_check *c;
    bool is_sound;
} sharing;

static bool take_slice(void *context, void *slot)
{
    sharing *s = context;
    slice *taken = slot;
    size_t n_left = s->all->n - s->n_taken, n = s->all->n / SLICES + 1;

    *taken = (slice){.tasks = s->all->tasks + s->n_taken, .n = n < n_left ? n : n_left, .c = *s->c};
    taken->c.n_visited = 0;
    taken->c.n_routes = 0;
    s->n_taken += taken->n;
    return taken->n > 0;
}

static void check_slice(void *context, void *slot)
{
    slice *taken = slot;

    (void)context;
    taken->is_sound = rc_blob_check(&taken->c, taken->tasks, taken->n);
}

static pipeline_step add_slice(void *context, void *slot)
{
    sharing *s = context;
    const slice *checked = slot;

    s->c->n_visited += checked->c.n_visited;
    s->c->n_routes += checked->c.n_routes;
    s->is_sound = checked->is_sound && s->c->n_visited <= s->c->t->n_bytes;
    return s->is_sound ? PIPELINE_GO_ON : PIPELINE_STOP;
}

/* Checks the tasks, on several threads. */
static bool share_tasks(blob_check *c, const blob_tasks *tasks, unsigned n_threads)
{
    slice slices[SLOTS];
    void *slots[SLOTS];
    sharing s = {.all = tasks, .c = c, .is_sound = true};

    for (unsigned i = 0; i < SLOTS; i++)
        slots[i] = &slices[i];
    rc_pipeline_run(&(pipeline){.context = &s,
                                .take = take_slice,
                                .work = check_slice,
                                .give = add_slice,
                                .slots = slots,
                                .n_slots = SLOTS,
                                .n_workers = n_threads < SLOTS ? n_threads : SLOTS});
    return s.is_sound;
}

/* Checks all blobs. */
static bool check_all(blob_check *c, unsigned n_threads)
{
    const uint32_t *roots = c->t->roots;
    blob_tasks tasks = {0};
    bool is_sound = true, is_shared = n_threads > 1 && c->t->n_bytes >= SHARED_BYTES_MIN;

    for (int plus = 0; plus < 2 && is_sound; plus++) {
        blob_task root = {roots[plus], (uint32_t)c->t->n_bytes, 0};
        if (root.blob > 0 && !(is_shared && rc_blob_tasks_add(&tasks, root)))
            is_sound = rc_blob_check(c, &root, 1);
    }
    for (int level = 0; level < LEVELS_FIRST && is_sound && tasks.n > 0; level++)
        is_sound = check_level(c, &tasks);
    if (is_sound && tasks.n > 0)
        is_sound = share_tasks(c, &tasks, n_threads);
    free(tasks.tasks);
    return is_sound;
}

bool rc_trie_is_sound(const trie *t, uint32_t n_values, unsigned n_threads, uint64_t *n_routes)
{
    trie shaped = *t;
    blob_check c = {.t = &shaped, .n_values = n_values, .n_visited = 1};

    if (t->value_width < 1 || t->value_width > 4 || t->n_bytes < 1 || t->n_bytes > TRIE_BYTES_MAX)
        return 0;
    rc_trie_shape_blobs(&shaped);
    if (!check_all(&c, n_threads))
        return 0;
    *n_routes = c.n_routes;
    return c.n_visited == t->n_bytes;
}
