/* Fuzz target: bytes as the decisions that make a scenario; the answer must be the oracle's. */
#include "scenario.h"

enum { ROWS_MAX = 400, NUMBERS_MAX = 200 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    feed f = {bytes, bytes + n_bytes, NULL};
    scenario s;
    size_t n_at_once = feed_below(&f, 64);

    scenario_make(&s, &f, ROWS_MAX, NUMBERS_MAX);
    scenario_run(&s, n_at_once);
    scenario_free(&s);
    return 0;
}
