/* Is included before every file of a library whose memory and phases load_phases.c counts. */
#ifndef BENCH_COUNTED_H
#define BENCH_COUNTED_H

#include "base/array.h"
#include "base/pipeline.h"

#include <stdlib.h>

void *counted_malloc(size_t n_bytes, const char *file);
void *counted_calloc(size_t n, size_t size, const char *file);
void *counted_realloc(void *old, size_t n_bytes, const char *file);
void counted_free(void *bytes);

/* Makes the next allocation of base/array.c one of this file. Returns true. */
bool counted_for(const char *file);

/* Runs a pipeline on one thread, and measures its parts. */
void counted_pipeline_run(const char *file, const pipeline *p);

#ifndef COUNTED_NOT /* for load_phases.c itself */
#define malloc(n)       counted_malloc(n, __FILE__)
#define calloc(n, size) counted_calloc(n, size, __FILE__)
#define realloc(old, n) counted_realloc(old, n, __FILE__)
#define free(bytes)     counted_free(bytes)
#ifndef COUNTED_BASE /* where these two are defined */
#define rc_array_grow(array, capacity, n, size)                                                    \
    (counted_for(__FILE__) ? rc_array_grow(array, capacity, n, size) : NULL)
#define rc_pipeline_run(...) counted_pipeline_run(__FILE__, __VA_ARGS__)
#endif
#endif

#endif
