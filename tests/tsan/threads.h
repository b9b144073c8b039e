/* <threads.h> over POSIX threads, for the thread sanitizer alone: it knows the calls of the
 * latter and crashes in the former.  Only what src/ and the tests use is here. */
#ifndef TESTS_TSAN_THREADS_H
#define TESTS_TSAN_THREADS_H

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

typedef pthread_mutex_t mtx_t;
typedef pthread_cond_t cnd_t;
typedef pthread_t thrd_t;
typedef int (*thrd_start_t)(void *);

enum { mtx_plain };
enum { thrd_success, thrd_error };

typedef struct tsan_start {
    thrd_start_t function;
    void *argument;
} tsan_start;

static inline void *tsan_run(void *argument)
{
    tsan_start start = *(tsan_start *)argument;
    free(argument);
    return (void *)(intptr_t)start.function(start.argument);
}

static inline int thrd_create(thrd_t *thread, thrd_start_t function, void *argument)
{
    tsan_start *start = malloc(sizeof *start);
    if (!start)
        return thrd_error;
    *start = (tsan_start){function, argument};
    if (pthread_create(thread, NULL, tsan_run, start) == 0)
        return thrd_success;
    free(start);
    return thrd_error;
}

static inline int thrd_join(thrd_t thread, int *result)
{
    void *value;
    if (pthread_join(thread, &value) != 0)
        return thrd_error;
    if (result)
        *result = (int)(intptr_t)value;
    return thrd_success;
}

static inline thrd_t thrd_current(void)
{
    return pthread_self();
}

static inline int thrd_equal(thrd_t a, thrd_t b)
{
    return pthread_equal(a, b);
}

static inline int thrd_sleep(const struct timespec *duration, struct timespec *left)
{
    return nanosleep(duration, left);
}

static inline int mtx_init(mtx_t *lock, int type)
{
    (void)type;
    return pthread_mutex_init(lock, NULL) == 0 ? thrd_success : thrd_error;
}

static inline void mtx_destroy(mtx_t *lock)
{
    pthread_mutex_destroy(lock);
}

static inline int mtx_lock(mtx_t *lock)
{
    return pthread_mutex_lock(lock) == 0 ? thrd_success : thrd_error;
}

static inline int mtx_unlock(mtx_t *lock)
{
    return pthread_mutex_unlock(lock) == 0 ? thrd_success : thrd_error;
}

static inline int cnd_init(cnd_t *condition)
{
    return pthread_cond_init(condition, NULL) == 0 ? thrd_success : thrd_error;
}

static inline void cnd_destroy(cnd_t *condition)
{
    pthread_cond_destroy(condition);
}

static inline int cnd_wait(cnd_t *condition, mtx_t *lock)
{
    return pthread_cond_wait(condition, lock) == 0 ? thrd_success : thrd_error;
}

static inline int cnd_broadcast(cnd_t *condition)
{
    return pthread_cond_broadcast(condition) == 0 ? thrd_success : thrd_error;
}

#endif
