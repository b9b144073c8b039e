/* Threads, locks and atomics, or replacements that do nothing where the C library has none. */
#ifndef BASE_THREAD_H
#define BASE_THREAD_H

/* A library may lack the headers without saying so, and a compiler of an older C knows neither. */
#if defined(__STDC_NO_THREADS__) || defined(__STDC_NO_ATOMICS__) || __STDC_VERSION__ < 201112L
#define LACKS_THREADS 1
#elif defined(ROUTECOST_NO_THREADS)
#define LACKS_THREADS 1
#elif defined(__has_include)
#if !__has_include(<threads.h>) || !__has_include(<stdatomic.h>)
#define LACKS_THREADS 1
#endif
#endif

#ifdef LACKS_THREADS

#define HAVE_THREADS 0

#include <stdbool.h>

typedef int mtx_t;
enum { mtx_plain, thrd_success };

static inline int mtx_init(mtx_t *lock, int type)
{
    *lock = type;
    return thrd_success;
}
static inline void mtx_destroy(mtx_t *lock)
{
    (void)lock;
}
static inline int mtx_lock(mtx_t *lock)
{
    (void)lock;
    return thrd_success;
}
static inline int mtx_unlock(mtx_t *lock)
{
    (void)lock;
    return thrd_success;
}

typedef bool atomic_flag;

static inline bool atomic_flag_test_and_set(atomic_flag *flag)
{
    bool was_set = *flag;
    *flag = true;
    return was_set;
}
static inline void atomic_flag_clear(atomic_flag *flag)
{
    *flag = false;
}

#define ATOMIC(type)                  type
#define atomic_read(object)           (*(object))
#define atomic_publish(object, value) ((void)(*(object) = (value)))

#else

#define HAVE_THREADS 1

#include <stdatomic.h>
#include <threads.h>

/* A thread that reads a published value sees all that was written before it was published. */
#define ATOMIC(type)                  _Atomic(type)
#define atomic_read(object)           atomic_load_explicit(object, memory_order_acquire)
#define atomic_publish(object, value) atomic_store_explicit(object, value, memory_order_release)

#endif

#endif
