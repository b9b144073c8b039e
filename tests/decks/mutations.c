/* Mutates decks at random, field by field, and loads what comes out.
 *
 *     mutations FOLDER [ROUNDS [SEED]]
 *
 * Whatever a deck has become, it either loads whole or is refused, with faults that name lines and
 * that a terminal can show; with bad rows skipped the same rows are bad, and the others load; and
 * neither the number of threads nor the pieces in which the bytes come make a difference.  The
 * seed is printed, and a deck that breaks a promise is written to standard error.
 */
#include "support_stream.h"
#include "support_table.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS_DEFAULT = 2000, MUTATIONS_MAX = 4, PATH_BYTES = 4096 };

/* A deck and how it is loaded. */
typedef struct deck_file {
    const char *path;
    char delimiter; /* by which it is cut into fields here */
    rc_load_options options;
    buffer bytes;
} deck_file;

static deck_file decks[] = {
    {"a_to_z/with_footer.csv", ',', {.n_skipped_lines = 3}, {0}},
    {"a_to_z/deck.csv",
     ',',
     {.n_skipped_lines = 2, .cost_column = {.name = {"rate/min", sizeof "rate/min" - 1}}},
     {0}},
    {"a_to_z/deck.csv",
     ',',
     {.n_skipped_lines = 3,
      .effective_column = {.name = {"effective", sizeof "effective" - 1}},
      .at = 20260601},
     {0}},
    {"price_list/deck.csv", ',', {.cost_column = {.name = {"Price 1", sizeof "Price 1" - 1}}}, {0}},
    {"switch/deck.csv", ';', {.duplicates = RC_DUPLICATES_LAST}, {0}},
    {"north_america/deck.csv", ',', {.plus_optional = 1}, {0}},
    {"tabs/deck.csv", '\t', {.duplicates = RC_DUPLICATES_FIRST}, {0}},
    {"tabs/bare.csv", '\t', {.delimiter = '\t'}, {0}},
    {"european/deck.csv",
     ';',
     {.decimal_comma = 1, .prefix_column = {.number = 2}, .cost_column = {.number = 3}},
     {0}},
    {"european/quoted.csv", ',', {.decimal_comma = 1}, {0}},
    {"dated/deck.csv", ',', {.effective_column = {.number = 3}, .at = 20260601}, {0}},
    {"dated/deck.csv",
     ',',
     {.effective_column = {.name = {"start", sizeof "start" - 1}},
      .at = 20260601,
      .duplicates = RC_DUPLICATES_ERROR},
     {0}},
    {"damaged/deck.csv", ',', {0}, {0}},
    {"damaged/controls.csv", ',', {.header = RC_HEADER_YES}, {0}},
};

enum { N_DECKS = sizeof decks / sizeof *decks };

/* What fields become. */
static const struct {
    const char *bytes;
    size_t length;
} odd_fields[] = {
#define ODD(text)                                                                                  \
    {                                                                                              \
        text, sizeof(text) - 1                                                                     \
    }
    ODD(""),
    ODD(" "),
    ODD("\""),
    ODD("\"\""),
    ODD("\"\"\""),
    ODD("\"a"),
    ODD("a\""),
    ODD("\"a\"b"),
    ODD("\n"),
    ODD("\r"),
    ODD("\r\n"),
    ODD("\0"),
    ODD("1\0"),
    ODD("\x1b[31m"),
    ODD("\x7f"),
    ODD("\xff\xfe"),
    ODD("\xef\xbb\xbf"),
    ODD("#"),
    ODD("# a"),
    ODD("#REF!"),
    ODD("4.47E+11"),
    ODD("$0.02"),
    ODD("0.02 USD"),
    ODD("0,02"),
    ODD("1.000,5"),
    ODD("-1"),
    ODD("+"),
    ODD("+1"),
    ODD("0"),
    ODD("000-999"),
    ODD("1-9"),
    ODD("93-70"),
    ODD("1-"),
    ODD("-"),
    ODD("100000000000001-999999999999998"),
    ODD("1000000000000000"),
    ODD("44;45|46 47,48"),
    ODD("44,,45"),
    ODD("2026-02-29"),
    ODD("2024-02-29"),
    ODD("9999-12-31"),
    ODD("01/02/2026"),
    ODD("prefix"),
    ODD("Rate"),
    ODD("\xc3\xa9"),
#undef ODD
};

/* ---- Mutating ---- */

static void replace(buffer *b, size_t at, size_t n_bytes, const char *by, size_t n_by)
{
    buffer result = {0};

    buffer_add(&result, b->bytes, at);
    buffer_add(&result, by, n_by);
    buffer_add(&result, b->bytes + at + n_bytes, b->n_bytes - at - n_bytes);
    buffer_free(b);
    *b = result;
}

/* A random field: its place and its length.  Quotes count for nothing. */
static size_t find_field(prng *p, const buffer *b, char delimiter, size_t *n_bytes)
{
    size_t from = prng_below(p, b->n_bytes + 1), to = from;

    while (from > 0 && b->bytes[from - 1] != delimiter && b->bytes[from - 1] != '\n')
        from--;
    while (to < b->n_bytes && b->bytes[to] != delimiter && b->bytes[to] != '\n')
        to++;
    *n_bytes = to - from;
    return from;
}

static void mutate(prng *p, buffer *b, char delimiter)
{
    size_t n_bytes, at = find_field(p, b, delimiter, &n_bytes);
    size_t odd = prng_below(p, sizeof odd_fields / sizeof *odd_fields);
    char byte = (char)prng_below(p, 256);

    switch (prng_below(p, 7)) {
    case 0: /* another field in its place */
    case 1:
        replace(b, at, n_bytes, odd_fields[odd].bytes, odd_fields[odd].length);
        break;
    case 2: /* something in it */
        replace(b, at + prng_below(p, n_bytes + 1), 0, odd_fields[odd].bytes,
                odd_fields[odd].length);
        break;
    case 3: /* a byte of it changes */
        if (n_bytes > 0)
            replace(b, at + prng_below(p, n_bytes), 1, &byte, 1);
        break;
    case 4: /* a byte of it, or the delimiter behind it, goes */
        if (at + n_bytes < b->n_bytes)
            replace(b, at + prng_below(p, n_bytes + 1), 1, "", 0);
        break;
    case 5: /* another column */
        replace(b, at, 0, &delimiter, 1);
        break;
    case 6: /* the file ends early */
        if (prng_below(p, 4) == 0)
            replace(b, at, b->n_bytes - at, "", 0);
        break;
    }
}

/* ---- Loading ---- */

typedef struct outcome {
    rc_code code;
    rc_load_stats stats;
    fault_log log;
    buffer answers;
} outcome;

static const char numbers[] =
    "4930123456\n4915212345678\n442012345678\n447400123456\n12345\n0\n541112345678\n74951234567\n"
    "79161234567\n2012005551\n+14155550123\n33612345678\n9\n88\n100000000000001\n";

static outcome load(const deck_file *d, rc_text list, int skip_bad_rows, unsigned n_threads,
                    size_t n_at_once)
{
    outcome o = {.code = RC_OK};
    rc_load_options options = d->options;
    memory_source source = memory_source_of(list.bytes, list.length);
    rc_error error = {.code = RC_OK};
    rc_table *table = NULL;

    options.skip_bad_rows = skip_bad_rows;
    options.n_threads = n_threads;
    options.on_fault = log_fault;
    options.fault_context = &o.log;
    source.n_at_once = n_at_once;
    rc_builder *builder = rc_builder_new(&options);
    if (!builder)
        abort();
    o.code = (rc_code)rc_builder_read(builder, memory_reader(&source), &error);
    if (o.code == RC_OK)
        o.code = (rc_code)rc_builder_seal(builder, &table, &error);
    o.stats = rc_builder_stats(builder);
    rc_builder_free(builder);
    if (table)
        o.answers = answer_all(table, (rc_text){numbers, sizeof numbers - 1}, 1);
    rc_table_free(table);
    if (o.code == RC_ERROR_FORMAT)
        log_fault(&o.log, &error);
    return o;
}

/* ---- Promises; each returns what is broken, or NULL ---- */

static const char *check_faults(const outcome *o, rc_text list)
{
    uint64_t n_lines = 1;

    for (size_t i = 0; i < list.length; i++)
        n_lines += list.bytes[i] == '\n';
    for (size_t i = 0; i < o->log.n; i++) {
        const rc_error *fault = &o->log.faults[i];
        if (fault->line > n_lines)
            return "a fault names a line that is not there";
        if (fault->code == RC_FAULT_ROW && fault->line == 0)
            return "a fault names no line";
        for (const char *c = fault->reason; *c; c++)
            if (*c < ' ' || *c > '~')
                return "a reason holds what a terminal should not get";
    }
    return NULL;
}

static const char *check_strict(const outcome *o)
{
    uint64_t n_shown = o->log.n - (o->code == RC_ERROR_FORMAT);

    if (o->stats.n_bad_rows != n_shown &&
        (n_shown < RC_FAULTS_SHOWN || o->log.n > 2 * RC_FAULTS_SHOWN))
        return "faults are neither shown nor counted";
    switch (o->code) {
    case RC_OK:
        return o->stats.n_bad_rows > 0 ? "a list with bad rows loads" : NULL;
    case RC_ERROR_LIST:
        return o->stats.n_bad_rows == 0 ? "a list without bad rows has them" : NULL;
    case RC_ERROR_EMPTY:
    case RC_ERROR_FORMAT:
        return NULL;
    case RC_ERROR_MEMORY:
    case RC_ERROR_READ:
    case RC_ERROR_WRITE:
    case RC_ERROR_LIMIT:
    case RC_ERROR_OPTIONS:
    case RC_ERROR_NAME:
    case RC_ERROR_NOT_KEPT:
    case RC_ERROR_TABLE:
    case RC_ERROR_COLUMN:
    case RC_FAULT_ROW:
    case RC_FAULT_NUMBER:
    case RC_WARNING:
        break;
    }
    return "an error that should not come up";
}

static int are_same_faults(const outcome *a, const outcome *b)
{
    if (a->log.n != b->log.n)
        return 0;
    for (size_t i = 0; i < a->log.n; i++)
        if (a->log.faults[i].line != b->log.faults[i].line ||
            strcmp(a->log.faults[i].reason, b->log.faults[i].reason) != 0)
            return 0;
    return 1;
}

static const char *check_skipping(const deck_file *d, const outcome *strict,
                                  const outcome *skipping)
{
    if (skipping->code == RC_ERROR_LIST)
        return "a list has bad rows though they are skipped";
    if (strict->code == RC_OK && skipping->code != RC_OK)
        return "a list without bad rows does not load where they would be skipped";
    /* Duplicates are looked for in what is left only. */
    if (d->options.duplicates != RC_DUPLICATES_ERROR &&
        (strict->stats.n_rows != skipping->stats.n_rows || !are_same_faults(strict, skipping)))
        return "other rows are bad where they are skipped";
    return NULL;
}

static const char *check_same(const outcome *a, const outcome *b)
{
    if (a->code != b->code || a->stats.n_rows != b->stats.n_rows ||
        a->stats.n_prefixes != b->stats.n_prefixes || !are_same_faults(a, b) ||
        a->answers.n_bytes != b->answers.n_bytes ||
        (a->answers.n_bytes > 0 &&
         memcmp(a->answers.bytes, b->answers.bytes, a->answers.n_bytes) != 0))
        return "threads or pieces make a difference";
    return NULL;
}

static const char *check_deck(prng *p, const deck_file *d, rc_text list)
{
    outcome strict = load(d, list, 0, 1, 0), skipping = load(d, list, 1, 1, 0);
    outcome in_pieces = load(d, list, 1, 4, 1 + prng_below(p, 20));

    const char *broken = check_faults(&strict, list);
    if (!broken)
        broken = check_strict(&strict);
    if (!broken)
        broken = check_skipping(d, &strict, &skipping);
    if (!broken)
        broken = check_same(&skipping, &in_pieces);
    buffer_free(&strict.answers);
    buffer_free(&skipping.answers);
    buffer_free(&in_pieces.answers);
    return broken;
}

/* ---- The program ---- */

static void read_deck(const char *folder, deck_file *d)
{
    char path[PATH_BYTES], bytes[4096];
    size_t n;

    snprintf(path, sizeof path, "%s/%s", folder, d->path);
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    while ((n = fread(bytes, 1, sizeof bytes, file)) > 0)
        buffer_add(&d->bytes, bytes, n);
    fclose(file);
}

/* One mutated deck. */
static int run_round(prng *p)
{
    const deck_file *d = &decks[prng_below(p, N_DECKS)];
    buffer list = {0};

    buffer_add(&list, d->bytes.bytes, d->bytes.n_bytes);
    for (size_t n = prng_below(p, MUTATIONS_MAX + 1); n > 0; n--)
        mutate(p, &list, d->delimiter);
    /* As long as it is, so that a look behind its end is noticed. */
    char *exact = malloc(list.n_bytes + 1);
    memcpy(exact, list.bytes, list.n_bytes);
    const char *broken = check_deck(p, d, (rc_text){exact, list.n_bytes});
    if (broken) {
        fprintf(stderr, "%s: %s:\n", d->path, broken);
        fwrite(list.bytes, 1, list.n_bytes, stderr);
    }
    free(exact);
    buffer_free(&list);
    return broken != NULL;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: mutations FOLDER [ROUNDS [SEED]]\n");
        return 2;
    }
    unsigned long n_rounds = argc > 2 ? strtoul(argv[2], NULL, 10) : ROUNDS_DEFAULT;
    prng p = {argc > 3 ? strtoull(argv[3], NULL, 10) : (uint64_t)time(NULL)};
    int failed = 0;

    printf("%lu rounds, seed %llu\n", n_rounds, (unsigned long long)p.state);
    fflush(stdout);
    for (size_t i = 0; i < N_DECKS; i++)
        read_deck(argv[1], &decks[i]);
    for (unsigned long round = 0; round < n_rounds && !failed; round++)
        failed = run_round(&p);
    for (size_t i = 0; i < N_DECKS; i++)
        buffer_free(&decks[i].bytes);
    return failed;
}
