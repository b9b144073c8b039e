/* Compiled tables for the fuzz targets: see compiled.h. */
#include "compiled.h"

#include "base/checksum.h"
#include "base/portable.h"
#include "routecost_compare.h"
#include "table/compiled_format.h"

#include <stdlib.h>
#include <string.h>

static void put_sum(uint8_t *bytes, size_t start, size_t end)
{
    checksum sum = {{0}, 0, {0}};

    rc_checksum_add(&sum, bytes + start, end - start);
    store64(bytes + end, rc_checksum_value(&sum));
}

void put_right(uint8_t *bytes, size_t n_bytes)
{
    if (n_bytes < COMPILED_HEAD_BYTES + 2 * COMPILED_SUM_BYTES)
        return;
    memcpy(bytes, COMPILED_MAGIC, COMPILED_MAGIC_BYTES);
    store_bytes(bytes + 8, COMPILED_VERSION, 4);
    uint64_t n_entries = load32(bytes + 16) + (load32(bytes + 12) >> 1 & 1);
    uint64_t head = COMPILED_HEAD_BYTES + n_entries * COMPILED_ENTRY_BYTES;
    if (head + 2 * COMPILED_SUM_BYTES > n_bytes)
        return;
    store64(bytes + 24, n_bytes - head - 2 * COMPILED_SUM_BYTES);
    put_sum(bytes, 0, (size_t)head);
    put_sum(bytes, (size_t)head + COMPILED_SUM_BYTES, n_bytes - COMPILED_SUM_BYTES);
}

rc_table *load_compiled(const buffer *compiled, size_t n_at_once)
{
    rc_error error = {.code = RC_OK};
    rc_table *table = NULL;
    memory_source source = memory_source_of(compiled->bytes, compiled->n_bytes);
    rc_builder *builder = rc_builder_new(&(rc_load_options){.keep_carriers = 1});

    if (!builder)
        abort();
    source.n_at_once = n_at_once;
    rc_code code = rc_builder_read(builder, memory_reader(&source), &error);
    if (code == RC_OK)
        code = rc_builder_seal(builder, &table, &error);
    rc_builder_free(builder);
    EXPECT((code == RC_OK) == (table != NULL) && (table || is_showable(&error)));
    return table;
}

buffer save_compiled(const rc_table *table)
{
    memory_sink sink = {.fail_at = NEVER};

    EXPECT(rc_table_save(table, memory_writer(&sink), NULL) == RC_OK);
    return sink.taken;
}

static buffer answer(const rc_table *table, unsigned rank)
{
    static const char numbers[] = "1\n+1\n+14152345678\n12345678901234567890\n00\n9\n5551\n+\n";
    memory_source source = memory_source_of(numbers, sizeof numbers - 1);
    memory_sink sink = {.fail_at = NEVER};
    rc_answer_options options = {.rank = rank,
                                 .fields = {RC_FIELD_COST, RC_FIELD_PREFIX, RC_FIELD_CARRIER}};

    if (rank == 0)
        options.fields[1] = RC_FIELD_NONE;
    EXPECT(rc_answer_numbers(table, memory_reader(&source), memory_writer(&sink), &options, NULL,
                             NULL) == RC_OK);
    return sink.taken;
}

static void expect_same(buffer a, buffer b)
{
    EXPECT(a.n_bytes == b.n_bytes && memcmp(a.bytes, b.bytes, a.n_bytes) == 0);
    buffer_free(&a);
    buffer_free(&b);
}

/* A table of which a bit has changed, a byte is missing, or behind which there is one, is refused.
 */
static void expect_refusals(const buffer *compiled, size_t where)
{
    buffer damaged = {0};

    buffer_add(&damaged, compiled->bytes, compiled->n_bytes);
    damaged.bytes[where / 8 % damaged.n_bytes] ^= (char)(1 << where % 8);
    EXPECT(load_compiled(&damaged, 0) == NULL);
    damaged.bytes[where / 8 % damaged.n_bytes] ^= (char)(1 << where % 8);
    buffer_add(&damaged, "", 1);
    EXPECT(load_compiled(&damaged, 0) == NULL);
    damaged.n_bytes -= 2;
    EXPECT(load_compiled(&damaged, 0) == NULL);
    damaged.n_bytes = where % damaged.n_bytes;
    EXPECT(load_compiled(&damaged, 0) == NULL);
    buffer_free(&damaged);
}

/* ---- Consistent answers ---- */

enum { ROWS_MAX = 4096, PLACES = 12 };

/* The rows that a table is exported as. */
typedef struct exported {
    buffer text;
    size_t n, starts[ROWS_MAX];
} exported;

/* The row whose prefix is the longest that a number begins with; NULL if there is none. */
static const char *find_row(const exported *e, const char *number)
{
    const char *found = NULL;
    size_t longest = 0;

    for (size_t i = 0; i < e->n; i++) {
        const char *row = e->text.bytes + e->starts[i];
        size_t length = strcspn(row, ",");
        if (length > longest && strncmp(row, number, length) == 0) {
            found = row;
            longest = length;
        }
    }
    return found;
}

/* What a number costs has to be what the longest prefix of the export costs. */
static void expect_exported(const rc_table *table, const exported *e, const char *number)
{
    const char *row = find_row(e, number), *cost = row ? strchr(row, ',') + 1 : "blocked\n";
    rc_text expected = {cost, strcspn(cost, "\n")};
    rc_lookup found = rc_table_lookup(table, (rc_text){number, strlen(number)});

    if (expected.length == 7 && memcmp(cost, "blocked", 7) == 0)
        expected.length = 0;
    EXPECT(found.status == (expected.length > 0 ? RC_ROUTED : RC_UNROUTED));
    EXPECT(found.cost.length == expected.length);
    EXPECT(memcmp(found.cost.bytes ? found.cost.bytes : "", expected.bytes, expected.length) == 0);
}

/* Looks at numbers that go on behind some prefixes of the table. */
static void expect_consistent(const rc_table *table, size_t where)
{
    memory_sink sink = {.fail_at = NEVER};
    exported e;

    EXPECT(rc_export(table, memory_writer(&sink), NULL, NULL, NULL) == RC_OK);
    e.text = sink.taken;
    e.n = 0;
    for (const char *at = strchr(e.text.bytes, '\n') + 1; *at && e.n < ROWS_MAX;
         at = strchr(at, '\n') + 1)
        e.starts[e.n++] = (size_t)(at - e.text.bytes);
    for (size_t i = 0; i < PLACES && e.n > 0 && e.n < ROWS_MAX; i++) {
        const char *row = e.text.bytes + e.starts[(where + i * (e.n / PLACES + 1)) % e.n];
        int length = (int)strcspn(row, ",");
        for (unsigned more = 0; more < 40; more++) {
            char number[32];
            snprintf(number, sizeof number, "%.*s%0*u", length - (length > 1 && more % 4 == 3), row,
                     1 + (int)(more % 3), more < 10 ? more : (unsigned)(where + 37 * more) % 10);
            if (!strchr(rc_table_idd(table).bytes, *number)) /* else '+' may take its place */
                expect_exported(table, &e, number);
        }
    }
    buffer_free(&e.text);
}

void expect_round_trip(const rc_table *table, size_t where)
{
    buffer compiled = save_compiled(table);
    rc_table *again = load_compiled(&compiled, 0);

    EXPECT(again != NULL);
    for (unsigned rank = 0; rank < 3; rank++)
        expect_same(answer(table, rank), answer(again, rank));
    expect_refusals(&compiled, where);
    expect_consistent(again, where);
    expect_same(compiled, save_compiled(again));
    rc_table_free(again);
}
