/* What the fuzz targets share.  A target is a function of bytes that ends the process when what
 * must hold does not; libFuzzer calls it, or replay.c, which any compiler can build. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include "routecost.h"
#include "support_random.h"
#include "support_stream.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes);

/* Ends the process with a message unless what is said of it holds. */
#define EXPECT(holds) ((holds) ? (void)0 : fuzz_fail(__FILE__, __LINE__, #holds))
_Noreturn void fuzz_fail(const char *file, int line, const char *what);

/* Where decisions come from: bytes, or random numbers without end. */
typedef struct feed {
    const uint8_t *at, *end;
    prng *random; /* NULL: the bytes */
} feed;

/* A number of 0..n-1, 1 <= n <= 65536, out of one or two bytes; 0 when there are no more. */
size_t feed_below(feed *f, size_t n);
int feed_is_over(const feed *f);

/* Whether an error's reason can be shown: it has text, ends, and is printable ASCII. */
int is_showable(const rc_error *error);

/* Counts faults; an rc_fault_fn.  Lines may not go back, unless duplicates are told too, and each
 * fault has one, but those of sums. */
typedef struct fault_count {
    uint64_t n, last_line;
    int may_go_back, may_have_none;
} fault_count;

void count_fault(void *context, const rc_error *fault);

#endif
