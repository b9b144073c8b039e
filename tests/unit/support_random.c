/* Random numbers that can be repeated: see support_random.h. */
#include "support_random.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static uint64_t choose_seed(void)
{
    const char *given = getenv("ROUTECOST_TEST_SEED");
    return given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
}

prng prng_start(void)
{
    static int chosen;
    static uint64_t seed;

    if (!chosen) {
        chosen = 1;
        seed = choose_seed();
        printf("ROUTECOST_TEST_SEED=%" PRIu64 "\n", seed);
        fflush(stdout);
    }
    return (prng){seed};
}

/* SplitMix64. */
uint64_t prng_next(prng *p)
{
    uint64_t z = p->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

size_t prng_below(prng *p, size_t n)
{
    return (size_t)(prng_next(p) % n);
}

void prng_digits(prng *p, char *digits, size_t n)
{
    for (size_t i = 0; i < n; i++)
        digits[i] = (char)('0' + prng_below(p, 10));
    digits[n] = '\0';
}
