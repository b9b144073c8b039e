/* What the fuzz targets share: see fuzz.h. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

_Noreturn void fuzz_fail(const char *file, int line, const char *what)
{
    fprintf(stderr, "%s:%d: this does not hold: %s\n", file, line, what);
    abort();
}

int feed_is_over(const feed *f)
{
    return !f->random && f->at == f->end;
}

static size_t next_byte(feed *f)
{
    return f->at < f->end ? *f->at++ : 0;
}

size_t feed_below(feed *f, size_t n)
{
    if (f->random)
        return prng_below(f->random, n);
    size_t value = next_byte(f);
    if (n > 256)
        value = value << 8 | next_byte(f);
    return value % n;
}

int is_showable(const rc_error *error)
{
    size_t length = 0;

    while (length < RC_ERROR_REASON_BYTES && error->reason[length] != '\0') {
        if (error->reason[length] < ' ' || error->reason[length] > '~')
            return 0;
        length++;
    }
    return length > 0 && length < RC_ERROR_REASON_BYTES;
}

void count_fault(void *context, const rc_error *fault)
{
    fault_count *count = context;

    EXPECT(is_showable(fault));
    EXPECT(fault->code == RC_FAULT_ROW || fault->code == RC_FAULT_NUMBER);
    if (fault->line > 0) {
        EXPECT(count->may_go_back || fault->line >= count->last_line);
        count->last_line = fault->line;
    } else {
        EXPECT(count->may_have_none);
    }
    count->n++;
}
