/* Makes route lists and number lists of any size for the benchmark and the tests.
 *
 *     generate KIND COUNT SEED        writes COUNT lines to standard output
 *
 * Route lists, "prefix,cost":
 *     routes      dialled areas, many duplicates, few costs (10 M rows: about 3 M prefixes)
 *     distinct    long random prefixes, hardly a duplicate
 *     costs       as routes, with 100,000 distinct costs of five decimals
 *     sorted      ascending, no duplicates
 *     same        one prefix over and over, at varying costs
 *     descending  as sorted, from the last to the first
 *     fifteen     random prefixes of 15 digits, the longest there are
 *     quoted      the rows of routes as a deck of five quoted columns, one with a comma in it
 *     levels      along each random path a prefix of 1, 2, ... 15 digits
 * Numbers:
 *     numbers     85 % in the dialled areas of kind routes, 15 % anywhere
 *     misses      matched by no prefix of any kind but levels, which matches half of them
 *     zipf        as numbers, but a few come very often: the r-th about 1/r as often
 *
 * The same arguments give the same bytes everywhere.  The dialled areas do not depend on
 * SEED, so lists and numbers made with different seeds go together.  Behind the country code
 * a prefix of routes, distinct, costs, sorted, same, descending or fifteen goes on with a
 * digit other than 0; misses go on with a 0, which is why they miss.
 *
 * One file of ISO C, so that a bare compiler builds it.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    COUNTRIES = 16,
    AREAS_MAX = 160,      /* dialled areas of a country */
    DIGITS_MAX = 15,      /* digits of a prefix */
    LINE_BYTES = 128,     /* more than the longest line */
    OUT_BYTES = 1 << 16,  /* lines gathered before a write */
    ZIPF_BITS = 20,       /* kind zipf draws from 2^20 numbers */
    PERCENT_DIALLED = 85, /* of kind numbers */
};

static const uint64_t count_max = 1000000000;

/* Kinds sorted and descending stay between these: country code 1, then a digit but 0. */
static const uint64_t sorted_first = 11000000000;
static const uint64_t sorted_last = 19999999999;

/* A country: how its numbers look and what calls to it cost. */
struct country {
    const char *code;
    unsigned n_areas;      /* dialled areas, each of 3 digits */
    unsigned routes_min;   /* digits of a prefix behind the area */
    unsigned routes_max;   /*   at most, the longer ones being rarer */
    unsigned n_subscriber; /* digits of a number behind the area */
    unsigned cents_min;
    unsigned cents_span;
};

/* No code begins another one. */
static const struct country countries[COUNTRIES] = {
    {"1", 160, 2, 3, 7, 1, 9},    {"1", 160, 2, 3, 7, 1, 9},    {"1", 160, 2, 3, 7, 1, 9},
    {"20", 60, 1, 4, 7, 30, 60},  {"234", 70, 2, 5, 7, 40, 80}, {"33", 110, 2, 5, 6, 12, 50},
    {"34", 110, 2, 5, 6, 10, 60}, {"44", 150, 2, 5, 7, 8, 55},  {"49", 150, 2, 5, 8, 9, 60},
    {"52", 120, 2, 5, 7, 15, 45}, {"55", 120, 2, 4, 8, 20, 70}, {"61", 90, 2, 5, 6, 11, 65},
    {"62", 90, 2, 5, 8, 35, 70},  {"7", 140, 2, 4, 7, 25, 40},  {"86", 140, 2, 5, 8, 18, 90},
    {"91", 140, 2, 5, 7, 22, 99},
};

static unsigned areas[COUNTRIES][AREAS_MAX];

/* ---- Random numbers: a linear congruential generator, its high bits stirred in ---- */

struct random {
    uint64_t state;
};

static uint64_t stir(uint64_t x)
{
    x ^= x >> 31;
    x *= UINT64_C(0x94D0A7C35B1E6F2D);
    x ^= x >> 29;
    return x;
}

static struct random random_from(uint64_t seed)
{
    struct random random = {stir(seed + UINT64_C(0x5DEECE66D1234567))};
    return random;
}

static uint32_t random_bits(struct random *random)
{
    random->state = random->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(stir(random->state) >> 32);
}

/* 0 <= result < n; n is small enough beside 2^32 for the bias not to show. */
static uint32_t below(struct random *random, uint32_t n)
{
    return (uint32_t)((uint64_t)random_bits(random) * n >> 32);
}

/* ---- Text: each function appends at `at` and returns the new end ---- */

static char *put_text(char *at, const char *text)
{
    size_t length = strlen(text);
    memcpy(at, text, length);
    return at + length;
}

static char *put_decimal(char *at, uint64_t value, unsigned n_digits)
{
    for (unsigned i = n_digits; i > 0; i--) {
        at[i - 1] = (char)('0' + value % 10);
        value /= 10;
    }
    return at + n_digits;
}

static char *put_random_digits(char *at, struct random *random, unsigned n_digits)
{
    for (unsigned i = 0; i < n_digits; i++)
        *at++ = (char)('0' + below(random, 10));
    return at;
}

static char *put_nonzero_digit(char *at, struct random *random)
{
    *at++ = (char)('1' + below(random, 9));
    return at;
}

static char *put_cents(char *at, unsigned cents)
{
    *at++ = ',';
    at = put_decimal(at, cents / 100, 1);
    *at++ = '.';
    return put_decimal(at, cents % 100, 2);
}

static char *put_country_cost(char *at, struct random *random, const struct country *country)
{
    return put_cents(at, country->cents_min + below(random, country->cents_span));
}

/* ---- The kinds: each appends one line without its newline ---- */

struct maker {
    struct random random;
    uint64_t seed;
    uint64_t value;        /* kinds sorted and descending: the latest prefix */
    unsigned level;        /* kind levels: digits of the latest prefix */
    char path[DIGITS_MAX]; /*   and the digits of the longest on its path */
};

typedef char *put_line_fn(char *at, struct maker *maker);

static void choose_areas(void)
{
    struct random random = random_from(2718281828);
    for (unsigned c = 0; c < COUNTRIES; c++)
        for (unsigned a = 0; a < countries[c].n_areas; a++)
            areas[c][a] = 100 + below(&random, 900);
}

static const struct country *draw_country(struct random *random)
{
    return &countries[below(random, COUNTRIES)];
}

static char *put_area(char *at, struct random *random, const struct country *country)
{
    *at++ = '+';
    at = put_text(at, country->code);
    return put_decimal(at, areas[country - countries][below(random, country->n_areas)], 3);
}

/* A prefix in a dialled area: in one of 100 the area itself, else the deeper the rarer. */
static char *put_dialled_prefix(char *at, struct random *random, const struct country *country)
{
    at = put_area(at, random, country);
    if (below(random, 100) == 0)
        return at;
    unsigned n_digits = country->routes_min;
    while (n_digits < country->routes_max && below(random, 100) < 45)
        n_digits++;
    return put_random_digits(at, random, n_digits);
}

static char *put_routes(char *at, struct maker *maker)
{
    const struct country *country = draw_country(&maker->random);
    at = put_dialled_prefix(at, &maker->random, country);
    return put_country_cost(at, &maker->random, country);
}

static char *put_quoted(char *at, struct maker *maker)
{
    char plain[LINE_BYTES];
    char *end = put_routes(plain, maker);
    *end = '\0';
    char *comma = strchr(plain, ',');
    *comma = '\0';
    at = put_text(at, "\"");
    at = put_text(at, plain);
    at = put_text(at, "\",\"");
    at = put_text(at, comma + 1);
    return put_text(at, "\",\"Germany\",\"Mobile, proper\",\"2026-01-01\"");
}

static char *put_distinct(char *at, struct maker *maker)
{
    const struct country *country = draw_country(&maker->random);
    *at++ = '+';
    at = put_text(at, country->code);
    at = put_nonzero_digit(at, &maker->random);
    at = put_random_digits(at, &maker->random, 5 + below(&maker->random, 7));
    return put_country_cost(at, &maker->random, country);
}

static char *put_costs(char *at, struct maker *maker)
{
    at = put_dialled_prefix(at, &maker->random, draw_country(&maker->random));
    at = put_text(at, ",0.");
    return put_decimal(at, below(&maker->random, 100000), 5);
}

static char *put_value(char *at, struct maker *maker)
{
    *at++ = '+';
    at = put_decimal(at, maker->value, 11);
    return put_cents(at, below(&maker->random, 300));
}

static char *put_sorted(char *at, struct maker *maker)
{
    maker->value += 1 + below(&maker->random, 8);
    return put_value(at, maker);
}

static char *put_descending(char *at, struct maker *maker)
{
    maker->value -= 1 + below(&maker->random, 8);
    return put_value(at, maker);
}

/* One cost in 50 ends on a 0 more, so that equal costs differ in spelling. */
static char *put_same(char *at, struct maker *maker)
{
    at = put_text(at, "+4930123456");
    at = put_cents(at, 1 + below(&maker->random, 500));
    if (below(&maker->random, 50) == 0)
        *at++ = '0';
    return at;
}

static char *put_fifteen(char *at, struct maker *maker)
{
    const struct country *country = draw_country(&maker->random);
    *at++ = '+';
    at = put_text(at, country->code);
    at = put_nonzero_digit(at, &maker->random);
    at = put_random_digits(at, &maker->random, DIGITS_MAX - 1 - (unsigned)strlen(country->code));
    return put_country_cost(at, &maker->random, country);
}

static char *put_levels(char *at, struct maker *maker)
{
    if (maker->level == DIGITS_MAX) {
        put_random_digits(put_nonzero_digit(maker->path, &maker->random), &maker->random,
                          DIGITS_MAX - 1);
        maker->level = 0;
    }
    maker->level++;
    *at++ = '+';
    memcpy(at, maker->path, maker->level);
    return put_cents(at + maker->level, below(&maker->random, 120));
}

static char *put_number(char *at, struct random *random)
{
    if (below(random, 100) >= PERCENT_DIALLED) {
        *at++ = '+';
        at = put_nonzero_digit(at, random);
        return put_random_digits(at, random, 9 + below(random, 5));
    }
    const struct country *country = draw_country(random);
    at = put_area(at, random, country);
    return put_random_digits(at, random, country->n_subscriber);
}

static char *put_numbers(char *at, struct maker *maker)
{
    return put_number(at, &maker->random);
}

/* Half leave the lists behind a country code, the others at once: +0 is nobody's, and no
 * list has a prefix without the +. */
static char *put_misses(char *at, struct maker *maker)
{
    struct random *random = &maker->random;
    uint32_t choice = below(random, 4);
    if (choice == 0)
        return put_random_digits(put_nonzero_digit(at, random), random, 10);
    *at++ = '+';
    if (choice >= 2)
        at = put_text(at, draw_country(random)->code);
    *at++ = '0';
    return put_random_digits(at, random, 9);
}

/* Ranks 2^k .. 2^(k+1) - 1 together are as likely for every k; a rank's number is drawn
 * from a generator that starts from the rank. */
static char *put_zipf(char *at, struct maker *maker)
{
    uint32_t first = UINT32_C(1) << below(&maker->random, ZIPF_BITS);
    uint32_t rank = first + below(&maker->random, first);
    struct random own = random_from(maker->seed ^ stir(rank));
    return put_number(at, &own);
}

/* A call record: a number, and a duration in seconds. */
static char *put_calls(char *at, struct maker *maker)
{
    at = put_number(at, &maker->random);
    *at++ = ',';
    return put_decimal(at, 1 + below(&maker->random, 900), 3);
}

struct kind {
    const char *name;
    put_line_fn *put_line;
};

static const struct kind kinds[] = {
    {"routes", put_routes},   {"distinct", put_distinct}, {"costs", put_costs},
    {"sorted", put_sorted},   {"same", put_same},         {"descending", put_descending},
    {"fifteen", put_fifteen}, {"levels", put_levels},     {"numbers", put_numbers},
    {"misses", put_misses},   {"zipf", put_zipf},         {"quoted", put_quoted},
    {"calls", put_calls},
};

/* ---- The program ---- */

static int fail(const char *what, const char *detail)
{
    fprintf(stderr, "generate: %s%s\n", what, detail);
    return 2;
}

static int usage(void)
{
    fprintf(stderr, "usage: generate KIND COUNT SEED\nkinds:");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        fprintf(stderr, " %s", kinds[i].name);
    fputc('\n', stderr);
    return 2;
}

static const struct kind *find_kind(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    return NULL;
}

/* Reads a plain decimal of at most max; 0 for success. */
static int parse_decimal(const char *text, uint64_t max, uint64_t *value)
{
    uint64_t sum = 0;
    if (*text == '\0')
        return 1;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9')
            return 1;
        uint64_t digit = (uint64_t)(*text - '0');
        if (sum > (max - digit) / 10)
            return 1;
        sum = sum * 10 + digit;
    }
    *value = sum;
    return 0;
}

static int write_bytes(const char *bytes, size_t n_bytes)
{
    return fwrite(bytes, 1, n_bytes, stdout) != n_bytes;
}

static int write_lines(put_line_fn *put_line, struct maker *maker, uint64_t count)
{
    static char out[OUT_BYTES];
    char *at = out;
    for (uint64_t i = 0; i < count; i++) {
        at = put_line(at, maker);
        *at++ = '\n';
        if (at - out > OUT_BYTES - LINE_BYTES) {
            if (write_bytes(out, (size_t)(at - out)))
                return 1;
            at = out;
        }
    }
    return write_bytes(out, (size_t)(at - out)) || fflush(stdout) != 0;
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return usage();
    const struct kind *kind = find_kind(argv[1]);
    if (kind == NULL)
        return usage();
    uint64_t count;
    if (parse_decimal(argv[2], count_max, &count))
        return fail("COUNT is a whole number of at most a billion, not ", argv[2]);
    uint64_t seed;
    if (parse_decimal(argv[3], UINT64_MAX, &seed))
        return fail("SEED is a whole number below 2^64, not ", argv[3]);
    choose_areas();
    struct maker maker = {.random = random_from(seed), .seed = seed, .level = DIGITS_MAX};
    maker.value = kind->put_line == put_descending ? sorted_last : sorted_first;
    errno = 0;
    if (write_lines(kind->put_line, &maker, count))
        return fail("cannot write: ", strerror(errno));
    return 0;
}
