/* Threads, locks and atomics, or their harmless stand-ins where the C library has none. */
#ifndef BASE_THREAD_H
#define BASE_THREAD_H

#if defined(__STDC_NO_THREADS__) || defined(__STDC_NO_ATOMICS__) || defined(ROUTECOST_NO_THREADS)

#define HAVE_THREADS 0

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

#define ATOMIC(type)                  type
#define atomic_read(object)           (*(object))
#define atomic_publish(object, value) ((void)(*(object) = (value)))

#else

#define HAVE_THREADS 1

#include <stdatomic.h>
#include <threads.h>

/* What one thread publishes, another that reads it sees with all that was written before. */
#define ATOMIC(type)                  _Atomic(type)
#define atomic_read(object)           atomic_load_explicit(object, memory_order_acquire)
#define atomic_publish(object, value) atomic_store_explicit(object, value, memory_order_release)

#endif

#endif
