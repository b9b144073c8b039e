/* Fuzz target: bytes as changes of the parts of a compiled table.
 *
 * A table is made of random lists, whose seed is in the first bytes. Then its parts are changed one
 * by one: numbers of the head and of the entries, bytes of names, costs, carried texts and tries;
 * parts grow and shrink, and their sizes say so. Then the checksums are put right, so that what is
 * tested is the checker behind them. A table that is taken all the same is asked, saved and read
 * again. */
#include "base/portable.h"
#include "compiled.h"
#include "table/compiled_format.h"

#include <stdlib.h>
#include <string.h>

enum { CARRIERS_MAX = 3, CHANGES_MAX = 4, PARTS = 4 };

/* ---- A table ---- */

/* Adds a row with one of few or of many costs. */
static void add_row(feed *f, buffer *list, unsigned prefix, bool has_many_costs)
{
    static const char *const costs[] = {"0.1", "2", "0.0000000000000001", ".5", "blocked"};
    static const char *const notes[] = {"", "a", "ab", "Z"};
    static const char *const fees[] = {"", "0.5", "1", "0"};
    char row[80];
    size_t choice = feed_below(f, 256);
    const char *cost = costs[choice % (sizeof costs / sizeof *costs)];

    int n = snprintf(row, sizeof row, "%u,", prefix);
    n += has_many_costs ? snprintf(row + n, sizeof row - (size_t)n, "0.%03u", prefix % 1000)
                        : snprintf(row + n, sizeof row - (size_t)n, "%s", cost);
    snprintf(row + n, sizeof row - (size_t)n, ",%s,%s\n", notes[choice / 8 % 4],
             fees[choice / 32 % 4]);
    buffer_string(list, row);
}

/* Writes a list: scattered prefixes, or all of three digits behind a first one, and longer ones. */
static buffer write_list(feed *f)
{
    size_t kind = feed_below(f, 8), n = 1 + feed_below(f, 40);
    buffer list = {0};

    buffer_string(&list, "prefix,cost,note,fee\n");
    for (size_t i = 0; i < n; i++)
        add_row(f, &list, 1 + (unsigned)(feed_below(f, 65536) >> feed_below(f, 16)), false);
    for (unsigned i = 0; i < 1000 && kind < 2; i++)
        add_row(f, &list, kind == 0 && i % 3 == 0 ? 70000 + 10 * i : 7000 + i, kind == 1);
    return list;
}

static void read_carrier(rc_builder *b, const char *name, const buffer *list)
{
    memory_source source = memory_source_of(list->bytes, list->n_bytes);

    EXPECT(rc_builder_begin_carrier(b, (rc_text){name, strlen(name)}, NULL) == RC_OK);
    EXPECT(rc_builder_read(b, memory_reader(&source), NULL) == RC_OK);
}

static buffer make_table(feed *f)
{
    static const char *const names[CARRIERS_MAX] = {"red", "blue", "x"};
    static const char *const idds[] = {"", "00", "00,011"};
    const rc_column note = {.name = {"note", 4}};
    size_t kind = feed_below(f, 4), n_carriers = 1 + feed_below(f, CARRIERS_MAX);
    const char *idd = idds[feed_below(f, 3)];
    rc_load_options options = {.keep_carriers = true,
                               .plus_optional = feed_below(f, 3) == 0,
                               .idd = {idd, strlen(idd)},
                               .carried_columns = &note,
                               .n_carried_columns = kind & 1,
                               .fee_column = {.name = {kind & 2 ? "fee" : NULL, kind & 2 ? 3 : 0}}};
    rc_builder *b = rc_builder_new(&options);
    rc_table *table;

    if (!b)
        abort();
    for (size_t i = 0; i < n_carriers; i++) {
        buffer list = write_list(f);
        read_carrier(b, names[i], &list);
        buffer_free(&list);
    }
    EXPECT(rc_builder_seal(b, &table, NULL) == RC_OK);
    rc_builder_free(b);
    buffer compiled = save_compiled(table);
    rc_table_free(table);
    return compiled;
}

/* ---- Its parts ---- */

/* A range of the table, and where the head or an entry says how long it is. */
typedef struct part {
    size_t at, n_bytes, size_at;
    unsigned size_bytes; /* of the number that says so; 0: the range has a fixed size */
} part;

/* Finds the name, costs, carried texts or trie of an entry. */
static part find_part(const buffer *compiled, size_t entry, unsigned which)
{
    static const struct {
        unsigned at, n_bytes;
    } sizes[PARTS] = {{0, 4}, {8, 8}, {36, 4}, {16, 8}};
    const char *bytes = compiled->bytes;
    size_t n_entries = load32(bytes + 16) + (load32(bytes + 12) >> 1 & 1);
    part p = {.at = COMPILED_HEAD_BYTES + n_entries * COMPILED_ENTRY_BYTES + COMPILED_SUM_BYTES +
                    load32(bytes + 20)};

    for (size_t i = 0; i <= entry; i++)
        for (unsigned k = 0; k < PARTS && (i < entry || k <= which); k++) {
            p.at += p.n_bytes;
            p.size_at = COMPILED_HEAD_BYTES + i * COMPILED_ENTRY_BYTES + sizes[k].at;
            p.size_bytes = sizes[k].n_bytes;
            p.n_bytes = load32(bytes + p.size_at);
        }
    return p;
}

/* Chooses a part: of an entry, the direct-dial prefixes, or the numbers before the body. */
static part choose_part(feed *f, const buffer *compiled)
{
    size_t n_entries = load32(compiled->bytes + 16) + (load32(compiled->bytes + 12) >> 1 & 1);
    size_t head = COMPILED_HEAD_BYTES + n_entries * COMPILED_ENTRY_BYTES;
    size_t kind = feed_below(f, 8);

    if (kind == 0)
        return (part){.at = COMPILED_MAGIC_BYTES, .n_bytes = 16};
    if (kind == 1)
        return (part){.at = COMPILED_HEAD_BYTES, .n_bytes = head - COMPILED_HEAD_BYTES};
    if (kind == 2)
        return (part){head + COMPILED_SUM_BYTES, load32(compiled->bytes + 20), 20, 4};
    return find_part(compiled, feed_below(f, n_entries), kind < 6 ? (unsigned)kind - 3 : 3);
}

/* ---- Changes ---- */

/* Puts n bytes in at a place of a part, or takes them out (n < 0), and says so in its size. */
static void resize(buffer *compiled, const part *p, size_t at, int n)
{
    size_t n_out = n < 0 ? (size_t)-n : 0, n_in = n > 0 ? (size_t)n : 0;
    buffer changed = {0};

    if (p->size_bytes == 0 || n_out > p->n_bytes - at)
        return;
    buffer_add(&changed, compiled->bytes, p->at + at);
    buffer_fill(&changed, n % 2 ? '0' : '\1', n_in);
    buffer_add(&changed, compiled->bytes + p->at + at + n_out,
               compiled->n_bytes - p->at - at - n_out);
    store_bytes(changed.bytes + p->size_at, p->n_bytes + n_in - n_out, p->size_bytes);
    buffer_free(compiled);
    *compiled = changed;
}

/* Changes a byte or a number at a place of a part. */
static void overwrite(feed *f, buffer *compiled, const part *p, size_t at)
{
    unsigned width = at + 4 <= p->n_bytes && feed_below(f, 2) ? 4 : 1;
    unsigned char *to = (unsigned char *)compiled->bytes + p->at + at;
    uint64_t number = width == 4 ? load32(to) : *to;

    switch (feed_below(f, 6)) {
    case 0:
        number += 1;
        break;
    case 1:
        number -= 1;
        break;
    case 2:
        number = 0;
        break;
    case 3:
        number ^= (uint64_t)1 << feed_below(f, 8 * width);
        break;
    case 4: /* what stands elsewhere in the part */
        number = width == 4
                     ? load32(compiled->bytes + p->at + feed_below(f, 65536) % (p->n_bytes - 3))
                     : (unsigned char)compiled->bytes[p->at + feed_below(f, 65536) % p->n_bytes];
        break;
    default:
        number = feed_below(f, 256) * (width == 4 ? 0x1010101u : 1);
    }
    store_bytes(to, number, width);
}

/* Changes a part. Returns false if the parts cannot be found any more. */
static bool change(feed *f, buffer *compiled)
{
    part p = choose_part(f, compiled);
    size_t kind = feed_below(f, 4), at = feed_below(f, 65536);

    at = feed_below(f, 3) ? at % (p.n_bytes + 1) : at % 8 < p.n_bytes ? at % 8 : 0;
    if (kind == 0)
        resize(compiled, &p, at, (int)feed_below(f, 9) - 4);
    else if (at < p.n_bytes)
        overwrite(f, compiled, &p, at);
    return p.size_bytes > 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    feed f = {bytes, bytes + n_bytes, NULL};
    prng p = {1 + feed_below(&f, 65536)};
    buffer compiled = make_table(&(feed){NULL, NULL, &p});
    size_t n_changes = feed_below(&f, CHANGES_MAX + 1);

    for (size_t i = 0; i < n_changes && change(&f, &compiled); i++)
        ;
    put_right((uint8_t *)compiled.bytes, compiled.n_bytes);
    rc_table *table = load_compiled(&compiled, 0);
    EXPECT(table || n_changes > 0);
    if (table)
        expect_round_trip(table, n_bytes * 7919 + compiled.n_bytes / 3);
    rc_table_free(table);
    buffer_free(&compiled);
    return 0;
}
