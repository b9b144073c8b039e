/* The oracle of the tests: the right answers, worked out by the plainest means.
 *
 *     oracle ROUTES... NUMBERS
 *
 * Each ROUTES file is one carrier: lines of prefix,cost and nothing else.  NUMBERS has one
 * number a line.  For each number every carrier's table is asked for all of its beginnings,
 * the longest first; the cheapest carrier's cost is written behind the number, or 0 when
 * there is none.
 *
 * It shares no code with the program it judges.  A carrier is one hash table from prefix to
 * cost, both kept as the text of the file; costs are compared digit by digit.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PREFIX_SYMBOLS_MAX = 16 };

struct slot {
    const char *prefix; /* NULL: free */
    const char *cost;
};

struct carrier {
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

/* The cost of the carrier's longest matching prefix; NULL when none matches. */
static const char *price(const struct carrier *carrier, const char *number)
{
    size_t n_symbols = strlen(number);
    if (n_symbols > PREFIX_SYMBOLS_MAX)
        n_symbols = PREFIX_SYMBOLS_MAX;
    for (; n_symbols > 0; n_symbols--) {
        const struct slot *slot = find_slot(carrier, number, n_symbols);
        if (slot->prefix != NULL)
            return slot->cost;
    }
    return NULL;
}

static const char *cheapest(const struct carrier *carriers, size_t n_carriers, const char *number)
{
    const char *best = NULL;
    for (size_t i = 0; i < n_carriers; i++) {
        const char *cost = price(&carriers[i], number);
        if (cost != NULL && (best == NULL || compare_costs(cost, best) < 0))
            best = cost;
    }
    return best != NULL ? best : "0";
}

/* ---- The program ---- */

static void answer(const struct carrier *carriers, size_t n_carriers, const char *name)
{
    size_t n_bytes;
    char *numbers = read_file(name, &n_bytes);
    char *rest = numbers;
    for (char *line; (line = next_line(&rest)) != NULL;) {
        int n_written = *line == '\0'
                            ? printf("\n")
                            : printf("%s,%s\n", line, cheapest(carriers, n_carriers, line));
        if (n_written < 0)
            die("standard output", "cannot write");
    }
    if (fflush(stdout) != 0)
        die("standard output", "cannot write");
    free(numbers);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: oracle ROUTES... NUMBERS\n");
        return 2;
    }
    size_t n_carriers = (size_t)argc - 2;
    struct carrier *carriers = calloc(n_carriers, sizeof *carriers);
    if (carriers == NULL)
        die("carriers", "out of memory");
    for (size_t i = 0; i < n_carriers; i++)
        carriers[i] = load_carrier(argv[i + 1]);
    answer(carriers, n_carriers, argv[argc - 1]);
    for (size_t i = 0; i < n_carriers; i++) {
        free(carriers[i].slots);
        free(carriers[i].text);
    }
    free(carriers);
    return 0;
}
