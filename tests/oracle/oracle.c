/* The oracle of the tests: the right answers, worked out by the plainest means.
 *
 *     oracle [--rank=N] [--fields=LIST] ROUTES... NUMBERS
 *
 * Each ROUTES file is one carrier: lines of prefix,cost and nothing else; it is named after the
 * file, up to its first dot.  NUMBERS has one number a line.  For each number every carrier's
 * table is asked for all of its beginnings, the longest first; what they answer is sorted by
 * cost, and of the N cheapest (1) the fields of the list (cost) are written behind the number.
 * Where there is none, they are empty, but the first cost is 0.
 *
 * It shares no code with the program it judges.  A carrier is one hash table from prefix to
 * cost, both kept as the text of the file; costs are compared digit by digit.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PREFIX_SYMBOLS_MAX = 16,
    CARRIERS_MAX = 64,
};

struct slot {
    const char *prefix; /* NULL: free */
    const char *cost;
};

struct carrier {
    const char *name; /* name_length characters */
    int name_length;
    char *text;         /* the file, cut into strings, which the slots point into */
    struct slot *slots; /* a prefix's slot is the first free or fitting one from its hash on */
    size_t n_slots;     /* at least twice the rows */
};

static void die(const char *name, const char *reason)
{
    fprintf(stderr, "oracle: %s: %s\n", name, reason);
    exit(2);
}

static void die_at(const char *name, size_t line_no, const char *reason)
{
    fprintf(stderr, "oracle: %s:%zu: %s\n", name, line_no, reason);
    exit(2);
}

/* ---- Files ---- */

/* The bytes of a file and a NUL; the caller frees them. */
static char *read_file(const char *name, size_t *n_bytes)
{
    FILE *file = fopen(name, "rb");
    if (file == NULL)
        die(name, strerror(errno));
    size_t capacity = 1 << 16;
    char *bytes = malloc(capacity);
    *n_bytes = 0;
    while (bytes != NULL) {
        *n_bytes += fread(bytes + *n_bytes, 1, capacity - *n_bytes, file);
        if (*n_bytes < capacity)
            break;
        capacity *= 2;
        bytes = realloc(bytes, capacity);
    }
    if (bytes == NULL)
        die(name, "out of memory");
    if (ferror(file) || fclose(file) != 0)
        die(name, "cannot read");
    if (memchr(bytes, '\0', *n_bytes) != NULL)
        die(name, "holds a NUL byte");
    bytes[*n_bytes] = '\0';
    return bytes;
}

/* Cuts the first line off *text, its line end removed; NULL behind the last. */
static char *next_line(char **text)
{
    char *line = *text;
    if (*line == '\0')
        return NULL;
    size_t length = strcspn(line, "\n");
    *text = line + length + (line[length] == '\n');
    line[length] = '\0';
    if (length > 0 && line[length - 1] == '\r')
        line[length - 1] = '\0';
    return line;
}

static size_t count_lines(const char *text)
{
    size_t n_lines = 1;
    for (; *text != '\0'; text++)
        n_lines += *text == '\n';
    return n_lines;
}

/* ---- Prefixes and costs ---- */

static int is_prefix(const char *text)
{
    size_t n_plus = *text == '+';
    size_t n_digits = strspn(text + n_plus, "0123456789");
    return n_digits >= 1 && n_digits < PREFIX_SYMBOLS_MAX && text[n_plus + n_digits] == '\0';
}

static int is_cost(const char *text)
{
    size_t n_whole = strspn(text, "0123456789");
    size_t n_point = text[n_whole] == '.';
    size_t n_fraction = strspn(text + n_whole + n_point, "0123456789");
    return n_whole + n_fraction > 0 && text[n_whole + n_point + n_fraction] == '\0';
}

static int sign(int value)
{
    return (value > 0) - (value < 0);
}

/* Compares what stands behind the points; a missing digit is a 0. */
static int compare_fractions(const char *a, const char *b)
{
    while (*a != '\0' || *b != '\0') {
        int digit_a = *a != '\0' ? *a++ : '0';
        int digit_b = *b != '\0' ? *b++ : '0';
        if (digit_a != digit_b)
            return sign(digit_a - digit_b);
    }
    return 0;
}

/* -1, 0, 1: cost a is less than, equals, exceeds cost b. */
static int compare_costs(const char *a, const char *b)
{
    a += strspn(a, "0");
    b += strspn(b, "0");
    size_t n_whole_a = strspn(a, "0123456789");
    size_t n_whole_b = strspn(b, "0123456789");
    if (n_whole_a != n_whole_b)
        return n_whole_a < n_whole_b ? -1 : 1;
    int whole = strncmp(a, b, n_whole_a);
    if (whole != 0)
        return sign(whole);
    a += n_whole_a;
    b += n_whole_b;
    return compare_fractions(a + (*a == '.'), b + (*b == '.'));
}

/* ---- Carriers ---- */

static size_t hash(const char *symbols, size_t n_symbols)
{
    unsigned long long sum = 7;
    for (size_t i = 0; i < n_symbols; i++)
        sum = sum * 1000003 + (unsigned char)symbols[i];
    return (size_t)(sum ^ sum >> 23);
}

/* The slot of a prefix, or the free one where it belongs. */
static struct slot *find_slot(const struct carrier *carrier, const char *symbols, size_t n_symbols)
{
    size_t i = hash(symbols, n_symbols) % carrier->n_slots;
    for (;; i = (i + 1) % carrier->n_slots) {
        const char *prefix = carrier->slots[i].prefix;
        if (prefix == NULL ||
            (strncmp(prefix, symbols, n_symbols) == 0 && prefix[n_symbols] == '\0'))
            return &carrier->slots[i];
    }
}

static void add_route(struct carrier *carrier, const char *prefix, const char *cost)
{
    struct slot *slot = find_slot(carrier, prefix, strlen(prefix));
    if (slot->prefix != NULL && compare_costs(cost, slot->cost) >= 0)
        return;
    slot->prefix = prefix;
    slot->cost = cost;
}

static struct carrier load_carrier(const char *name)
{
    size_t n_bytes;
    struct carrier carrier = {.text = read_file(name, &n_bytes)};
    const char *slash = strrchr(name, '/');
    carrier.name = slash != NULL ? slash + 1 : name;
    carrier.name_length = (int)strcspn(carrier.name, ".");
    carrier.n_slots = 2 * count_lines(carrier.text) + 1;
    carrier.slots = calloc(carrier.n_slots, sizeof *carrier.slots);
    if (carrier.slots == NULL)
        die(name, "out of memory");
    char *rest = carrier.text;
    char *line;
    for (size_t line_no = 1; (line = next_line(&rest)) != NULL; line_no++) {
        char *comma = strchr(line, ',');
        if (comma == NULL)
            die_at(name, line_no, "not prefix,cost");
        *comma = '\0';
        if (!is_prefix(line) || !is_cost(comma + 1))
            die_at(name, line_no, "not prefix,cost");
        add_route(&carrier, line, comma + 1);
    }
    return carrier;
}

/* What a carrier answers. */
struct match {
    const struct carrier *carrier;
    const char *prefix; /* the longest that matches */
    const char *cost;
};

/* Whether a prefix of the carrier matches; tells the longest. */
static int find_match(const struct carrier *carrier, const char *number, struct match *match)
{
    size_t n_symbols = strlen(number);
    if (n_symbols > PREFIX_SYMBOLS_MAX)
        n_symbols = PREFIX_SYMBOLS_MAX;
    for (; n_symbols > 0; n_symbols--) {
        const struct slot *slot = find_slot(carrier, number, n_symbols);
        if (slot->prefix != NULL) {
            *match = (struct match){carrier, slot->prefix, slot->cost};
            return 1;
        }
    }
    return 0;
}

/* Takes the cheapest of n matches out, of equal ones the first, and tells it. */
static struct match take_cheapest(struct match *matches, size_t *n)
{
    size_t best = 0;
    for (size_t i = 1; i < *n; i++)
        if (compare_costs(matches[i].cost, matches[best].cost) < 0)
            best = i;
    struct match cheapest = matches[best];
    memmove(&matches[best], &matches[best + 1], (--*n - best) * sizeof *matches);
    return cheapest;
}

/* ---- The program ---- */

struct question {
    unsigned long n_ranks;
    const char *fields; /* names and commas */
    const struct carrier *carriers;
    size_t n_carriers;
};

static void write_field(const char *name, const struct match *match)
{
    if (*name == 'c' && name[1] == 'o')
        fputs(match->cost, stdout);
    else if (*name == 'p')
        fputs(match->prefix, stdout);
    else
        printf("%.*s", match->carrier->name_length, match->carrier->name);
}

/* Writes the fields of a match, or of none if it is NULL. */
static void write_match(const char *fields, const struct match *match, const char *no_cost)
{
    for (const char *name = fields; *name != '\0';) {
        putchar(',');
        if (match != NULL)
            write_field(name, match);
        else if (strncmp(name, "cost", 4) == 0)
            fputs(no_cost, stdout);
        name += strcspn(name, ",");
        name += *name == ',';
    }
}

static void answer_number(const struct question *q, const char *number)
{
    struct match matches[CARRIERS_MAX];
    size_t n_matches = 0;

    for (size_t i = 0; i < q->n_carriers; i++)
        n_matches += (size_t)find_match(&q->carriers[i], number, &matches[n_matches]);
    fputs(number, stdout);
    for (unsigned long rank = 0; rank < q->n_ranks; rank++) {
        if (n_matches > 0) {
            struct match cheapest = take_cheapest(matches, &n_matches);
            write_match(q->fields, &cheapest, "");
        } else {
            write_match(q->fields, NULL, rank == 0 ? "0" : "");
        }
    }
    putchar('\n');
}

static void answer(const struct question *q, const char *name)
{
    size_t n_bytes;
    char *numbers = read_file(name, &n_bytes);
    char *rest = numbers;
    for (char *line; (line = next_line(&rest)) != NULL;) {
        if (*line == '\0')
            putchar('\n');
        else
            answer_number(q, line);
    }
    if (fflush(stdout) != 0 || ferror(stdout))
        die("standard output", "cannot write");
    free(numbers);
}

int main(int argc, char **argv)
{
    static struct carrier carriers[CARRIERS_MAX];
    struct question q = {.n_ranks = 1, .fields = "cost", .carriers = carriers};
    char **word = argv + 1;
    for (; *word != NULL && strncmp(*word, "--", 2) == 0; word++) {
        if (strncmp(*word, "--rank=", 7) == 0)
            q.n_ranks = strtoul(*word + 7, NULL, 10);
        else if (strncmp(*word, "--fields=", 9) == 0)
            q.fields = *word + 9;
        else
            die(*word, "no such option");
    }
    size_t n_words = (size_t)(argv + argc - word);
    if (n_words < 2 || n_words > CARRIERS_MAX + 1) {
        fprintf(stderr, "usage: oracle [--rank=N] [--fields=LIST] ROUTES... NUMBERS\n");
        return 2;
    }
    for (; q.n_carriers < n_words - 1; q.n_carriers++)
        carriers[q.n_carriers] = load_carrier(word[q.n_carriers]);
    answer(&q, word[n_words - 1]);
    for (size_t i = 0; i < q.n_carriers; i++) {
        free(carriers[i].slots);
        free(carriers[i].text);
    }
    return 0;
}
