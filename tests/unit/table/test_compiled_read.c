/* Tests of compiled tables in memory: what is saved comes back, and whatever else comes is refused,
 * or can at least be walked. */
#include "base/portable.h"
#include "support_compiled.h"
#include "support_table.h"
#include "support_test.h"
#include "table/compiled_format.h"
#include "table/table.h"
#include "trie/writer.h"

#include <errno.h>

enum { N_ROWS_MAX = 400, N_NUMBERS = 200 };

static const row_kind mixed = {.n_digit_kinds = 10, .n_digits_max = 7, .with_plus = 1};
static const row_kind dense = {.n_digit_kinds = 10, .n_digits_max = 3, .with_plus = 1};
static const row_kind deep = {.n_digit_kinds = 2, .n_digits_max = 15, .with_plus = 1};

/* ---- Tables and their answers ---- */

static rc_table *load_one(const char *list, const rc_load_options *options)
{
    rc_error error = {.code = RC_OK};
    rc_table *table = load_list(TEXT(list), options, NULL, &error);

    if (!table)
        fail_msg("code %d: %s", (int)error.code, error.reason);
    return table;
}

/* A table of n random carriers with their names. */
static rc_table *load_random(prng *p, const row_kind *kind, size_t n, int plus_optional)
{
    buffer lists[4];
    rc_text texts[4] = {{0}};
    rc_error error = {.code = RC_OK};
    rc_load_options options = {.keep_carriers = 1, .plus_optional = plus_optional};

    for (size_t i = 0; i < n; i++) {
        oracle_row rows[N_ROWS_MAX];
        size_t n_rows = 1 + prng_below(p, N_ROWS_MAX);
        for (size_t k = 0; k < n_rows; k++)
            random_row(p, kind, &rows[k]);
        lists[i] = list_of(rows, n_rows);
        texts[i] = (rc_text){lists[i].bytes, lists[i].n_bytes};
    }
    rc_table *table = load_carriers(texts, NULL, n, &options, NULL, &error);
    if (!table)
        fail_msg("code %d: %s", (int)error.code, error.reason);
    for (size_t i = 0; i < n; i++)
        buffer_free(&lists[i]);
    return table;
}

/* All that can be asked of a table, for numbers that are the same every time. */
static buffer ask(const rc_table *table)
{
    prng p = {4711};
    buffer numbers = {0};
    memory_sink sink = {.fail_at = NEVER};

    for (int i = 0; i < N_NUMBERS; i++) {
        char number[40] = "+";
        size_t n_plus = prng_below(&p, 2);
        prng_digits(&p, number + n_plus, 1 + prng_below(&p, 17));
        if (prng_below(&p, 2) == 0)
            for (char *at = number + n_plus; *at; at++)
                *at = (char)('0' + (*at & 1));
        buffer_string(&numbers, number);
        buffer_string(&numbers, "\n");
    }
    for (unsigned rank = 0; rank < 5; rank++) {
        memory_source source = memory_source_of(numbers.bytes, numbers.n_bytes);
        rc_answer_options options = {.rank = rank,
                                     .fields = {RC_FIELD_COST, RC_FIELD_PREFIX, RC_FIELD_CARRIER}};
        if (rank == 0)
            options.fields[1] = RC_FIELD_NONE;
        if (rank == 1)
            options.fields[1] = RC_FIELD_CARRIER;
        assert_int_equal(rc_answer_numbers(table, memory_reader(&source), memory_writer(&sink),
                                           &options, NULL, NULL),
                         RC_OK);
    }
    buffer_free(&numbers);
    return sink.taken;
}

static void assert_same_bytes(buffer a, buffer b)
{
    assert_int_equal(a.n_bytes, b.n_bytes);
    assert_memory_equal(a.bytes, b.bytes, a.n_bytes);
    buffer_free(&a);
    buffer_free(&b);
}

static void assert_same_names(const rc_table *a, const rc_table *b)
{
    assert_int_equal(rc_table_carriers(a), rc_table_carriers(b));
    for (size_t i = 0; i < rc_table_carriers(a); i++) {
        rc_text x = rc_table_carrier_name(a, i), y = rc_table_carrier_name(b, i);
        assert_int_equal(x.length, y.length);
        assert_memory_equal(x.bytes, y.bytes, x.length);
    }
}

/* A table that was saved and read, in whatever pieces, is the same.  Takes the table. */
static void assert_comes_back(rc_table *table, size_t n_at_once)
{
    rc_error error = {.code = RC_OK};
    buffer compiled = compiled_of(table);
    rc_table *again = read_compiled(&compiled, n_at_once, &error);

    if (!again)
        fail_msg("code %d: %s", (int)error.code, error.reason);
    assert_same_bytes(ask(table), ask(again));
    assert_same_bytes(compiled, compiled_of(again));
    assert_same_names(table, again);
    for (size_t i = 0; i < rc_table_carriers(table); i++)
        assert_int_equal(rc_table_plus(table, i), rc_table_plus(again, i));
    assert_int_equal(rc_table_ignores_plus(table), rc_table_ignores_plus(again));
    assert_true(rc_table_keeps_carriers(again));
    rc_table_free(table);
    rc_table_free(again);
}

static size_t n_refused; /* damaged tables, of all tests */

static void assert_refused(const buffer *compiled, size_t n_at_once, const char *what, size_t at)
{
    rc_error error = {.code = RC_OK};
    rc_table *table = read_compiled(compiled, n_at_once, &error);

    if (table || error.code != RC_ERROR_TABLE)
        fail_msg("%s %zu: code %d, not RC_ERROR_TABLE", what, at, (int)error.code);
    assert_true(strlen(error.reason) > 10);
    n_refused++;
}

static buffer copy_of(const buffer *from)
{
    buffer copy = {0};
    buffer_add(&copy, from->bytes, from->n_bytes);
    return copy;
}

static buffer small_compiled(void)
{
    rc_text lists[] = {TEXT("+1512,0.04\n+1415,0.02\n+1415234,0.03\n44,1\n"), TEXT("+1,0.5\n")};
    rc_table *table =
        load_carriers(lists, NULL, 2, &(rc_load_options){.keep_carriers = 1}, NULL, NULL);
    buffer compiled = compiled_of(table);

    rc_table_free(table);
    return compiled;
}

/* ---- Round trips ---- */

TEST(table_of_one_carrier_comes_back)
{
    assert_comes_back(load_one("+1512,0.04\n+1415,0.02\n+1415234,0.03\n+1415246,0.01\n", NULL), 0);
}

TEST(tables_of_random_carriers_come_back)
{
    static const row_kind *const kinds[] = {&mixed, &dense, &deep};
    prng p = prng_start();

    for (int round = 0; round < 60; round++)
        assert_comes_back(load_random(&p, kinds[prng_below(&p, 3)], 1 + prng_below(&p, 4),
                                      prng_below(&p, 2) == 0),
                          prng_below(&p, 5));
}

TEST(pieces_of_any_size_make_the_same_table)
{
    prng p = prng_start();

    for (size_t n_at_once = 1; n_at_once < 70; n_at_once++)
        assert_comes_back(load_random(&p, &mixed, 2, 0), n_at_once);
}

TEST(carrier_without_a_name_comes_back_without_one)
{
    rc_table *table = load_one("1,1\n", NULL);

    assert_int_equal(rc_table_carrier_name(table, 0).length, 0);
    assert_comes_back(table, 0);
}

TEST(carrier_without_a_name_may_stand_among_others)
{
    static const char *const lists[] = {"1,1\n", "1,2\n2,3\n"};
    rc_error error;
    rc_table *table = NULL;
    rc_builder *b = rc_builder_new(&(rc_load_options){.keep_carriers = 1});

    for (int i = 0; i < 2; i++) {
        memory_source source = memory_source_of(lists[i], strlen(lists[i]));
        if (i > 0)
            assert_int_equal(rc_builder_begin_carrier(b, TEXT("x"), &error), RC_OK);
        assert_int_equal(rc_builder_read(b, memory_reader(&source), &error), RC_OK);
    }
    assert_int_equal(rc_builder_seal(b, &table, &error), RC_OK);
    rc_builder_free(b);
    assert_comes_back(table, 0);
}

/* Returns a table's answers with the texts that routes carry. */
static buffer ask_for_zones(const rc_table *table)
{
    const rc_text zone = TEXT("zone");
    memory_source source = memory_source_of("442\n45\n", 7);
    memory_sink sink = {.fail_at = NEVER};
    rc_answer_options options = {
        .fields = {RC_FIELD_COST, RC_FIELD_COLUMN}, .columns = &zone, .n_columns = 1};

    assert_int_equal(rc_answer_numbers(table, memory_reader(&source), memory_writer(&sink),
                                       &options, NULL, NULL),
                     RC_OK);
    buffer_string(&sink.taken, "");
    return sink.taken;
}

TEST(what_routes_carry_comes_back)
{
    const rc_column zone = {.name = TEXT("zone")};
    const rc_load_options options = {.keep_carriers = 1,
                                     .carried_columns = &zone,
                                     .n_carried_columns = 1,
                                     .fee_column = {.name = TEXT("fee")}};
    const rc_text lists[] = {TEXT("prefix,cost,zone,fee\n44,0.2,near,0.1\n45,0.3,far,\n"),
                             TEXT("prefix,cost,zone,fee\n442,0.1,city,0.5\n")};

    for (size_t n = 1; n <= N_ELEMENTS(lists); n++) {
        rc_table *table = load_carriers(lists, NULL, n, &options, NULL, NULL);
        assert_non_null(table);
        buffer compiled = compiled_of(table);
        rc_table *again = read_compiled(&compiled, 0, NULL);
        assert_non_null(again);
        buffer answers = ask_for_zones(again);
        assert_string_equal(answers.bytes,
                            n == 1 ? "442,0.2,near\n45,0.3,far\n" : "442,0.1,city\n45,0.3,far\n");
        buffer_free(&answers);
        buffer_free(&compiled);
        rc_table_free(again);
        assert_comes_back(table, 0);
    }
}

TEST(plus_that_was_ignored_stays_ignored)
{
    rc_table *table = load_one("+44,1\n", &(rc_load_options){.plus_optional = 1});
    buffer compiled = compiled_of(table);
    rc_table *again = read_compiled(&compiled, 0, NULL);

    assert_int_equal(rc_table_lookup(again, TEXT("+441")).status, RC_ROUTED);
    assert_int_equal(rc_table_lookup(again, TEXT("441")).status, RC_ROUTED);
    rc_table_free(again);
    buffer_free(&compiled);
    assert_comes_back(table, 0);
}

/* The cheapest trie then has a value behind those of the offers. */
TEST(prefix_that_all_carriers_block_comes_back)
{
    rc_text lists[] = {TEXT("44,0.02\n4420,blocked\n"), TEXT("44,0.03\n4420,blocked\n")};

    for (size_t n = 1; n <= 2; n++) {
        rc_table *table =
            load_carriers(lists, NULL, n, &(rc_load_options){.keep_carriers = 1}, NULL, NULL);
        assert_int_equal(rc_table_lookup(table, TEXT("44201")).status, RC_UNROUTED);
        assert_comes_back(table, 0);
    }
}

TEST(costs_numbered_by_one_two_and_three_bytes_come_back)
{
    static const unsigned n_costs[] = {1, 255, 256, 65535, 65536, 70000};

    for (size_t i = 0; i < N_ELEMENTS(n_costs); i++) {
        buffer list = {0};
        for (unsigned k = 0; k < n_costs[i]; k++) {
            char row[40];
            sprintf(row, "%u,0.%05u\n", 100000 + k, k);
            buffer_string(&list, row);
        }
        assert_comes_back(load_one(list.bytes, NULL), 0);
        buffer_free(&list);
    }
}

TEST(costs_numbered_by_four_bytes_come_back)
{
    rc_table *table = load_one("1,5\n", NULL);
    trie_writer *w = rc_trie_writer_new(1u << 24, TRIE_BYTES_MAX);

    for (unsigned i = 10; i < 100; i++) {
        char digits[3];
        sprintf(digits, "%u", i);
        assert_int_equal(rc_trie_writer_add(w, rc_key_pack(digits, 2), 0), RC_OK);
    }
    rc_trie_free(&table->trie);
    assert_int_equal(rc_trie_writer_finish(w, &table->trie), RC_OK);
    assert_int_equal(rc_trie_index(&table->trie), RC_OK);
    assert_int_equal(table->trie.value_width, 4);
    rc_trie_writer_free(w);
    assert_comes_back(table, 0);
}

TEST(longest_and_shortest_spellings_come_back)
{
    buffer list = {0};

    buffer_string(&list, "1,");
    buffer_fill(&list, '0', RC_COST_LENGTH_MAX - 1);
    buffer_string(&list, "1\n2,0\n3,.5\n4,5.\n");
    assert_comes_back(load_one(list.bytes, NULL), 0);
    buffer_free(&list);
}

TEST(table_of_megabytes_comes_back)
{
    prng p = prng_start();
    buffer list = {0};

    for (unsigned i = 0; i < 300000; i++) {
        char row[40];
        sprintf(row, "%u,%u.%02u\n", (unsigned)prng_below(&p, 1u << 31), i % 7, i % 100);
        buffer_string(&list, row);
    }
    assert_comes_back(load_one(list.bytes, NULL), 0);
    buffer_free(&list);
}

TEST(table_of_a_thousand_carriers_comes_back)
{
    rc_table *table = NULL;
    rc_builder *b = rc_builder_new(&(rc_load_options){.keep_carriers = 1});

    for (unsigned i = 0; i < 1000; i++) {
        char name[16], list[40];
        sprintf(name, "c%u", i);
        sprintf(list, "%u,0.%03u\n", i % 100 + 1, i);
        memory_source source = memory_source_of(list, strlen(list));
        assert_int_equal(rc_builder_begin_carrier(b, TEXT(name), NULL), RC_OK);
        assert_int_equal(rc_builder_read(b, memory_reader(&source), NULL), RC_OK);
    }
    assert_int_equal(rc_builder_seal(b, &table, NULL), RC_OK);
    rc_builder_free(b);
    assert_comes_back(table, 0);
}

/* ---- Saving ---- */

TEST(table_without_its_carriers_is_not_saved)
{
    rc_text lists[] = {TEXT("1,1\n"), TEXT("2,2\n")};
    rc_table *table = load_carriers(lists, NULL, 2, NULL, NULL, NULL);
    memory_sink sink = {.fail_at = NEVER};
    rc_error error = {.code = RC_OK};

    assert_int_equal(rc_table_save(table, memory_writer(&sink), &error), RC_ERROR_NOT_KEPT);
    assert_int_equal(error.code, RC_ERROR_NOT_KEPT);
    assert_int_equal(sink.taken.n_bytes, 0);
    rc_table_free(table);
}

TEST(writer_may_fail_at_any_byte)
{
    rc_text lists[] = {TEXT("+1512,0.04\n44,1\n"), TEXT("+1,0.5\n")};
    rc_table *table =
        load_carriers(lists, NULL, 2, &(rc_load_options){.keep_carriers = 1}, NULL, NULL);
    buffer compiled = compiled_of(table);

    for (size_t fail_at = 0; fail_at <= compiled.n_bytes; fail_at++) {
        memory_sink sink = {.fail_at = fail_at, .os_error = ENOSPC};
        rc_error error = {.code = RC_OK};
        sink.flush_fails = fail_at == compiled.n_bytes;
        assert_int_equal(rc_table_save(table, memory_writer(&sink), &error), RC_ERROR_WRITE);
        assert_int_equal(error.code, RC_ERROR_WRITE);
        assert_int_equal(error.os_error, ENOSPC);
        assert_int_equal(sink.n_writes_behind_failure, 0);
        buffer_free(&sink.taken);
    }
    buffer_free(&compiled);
    rc_table_free(table);
}

TEST(writer_may_fail_within_a_large_table)
{
    prng p = prng_start();
    buffer list = {0};

    for (unsigned i = 0; i < 60000; i++) {
        char row[40];
        sprintf(row, "%u,0.%05u\n", (unsigned)prng_below(&p, 1u << 31), i);
        buffer_string(&list, row);
    }
    rc_table *table = load_one(list.bytes, NULL);
    buffer compiled = compiled_of(table);
    assert_true(compiled.n_bytes > 400000);
    for (size_t fail_at = 0; fail_at < compiled.n_bytes; fail_at += 9973) {
        memory_sink sink = {.fail_at = fail_at, .os_error = EIO};
        assert_int_equal(rc_table_save(table, memory_writer(&sink), NULL), RC_ERROR_WRITE);
        assert_int_equal(sink.n_writes_behind_failure, 0);
        buffer_free(&sink.taken);
    }
    memory_sink sink = {.fail_at = NEVER};
    assert_int_equal(rc_table_save(table, memory_writer(&sink), NULL), RC_OK);
    assert_int_equal(sink.n_flushes, 1);
    buffer_free(&sink.taken);
    buffer_free(&compiled);
    buffer_free(&list);
    rc_table_free(table);
}

/* ---- Damage ---- */

TEST(reader_may_fail_at_any_byte)
{
    buffer compiled = small_compiled();

    for (size_t fail_at = 0; fail_at <= compiled.n_bytes; fail_at++) {
        memory_source source = memory_source_of(compiled.bytes, compiled.n_bytes);
        rc_builder *b = rc_builder_new(NULL);
        rc_error error = {.code = RC_OK};
        rc_table *table;
        source.fail_at = fail_at;
        source.os_error = EIO;
        assert_int_equal(rc_builder_read(b, memory_reader(&source), &error), RC_ERROR_READ);
        assert_int_equal(error.os_error, EIO);
        assert_int_equal(source.n_reads_behind_end, 0);
        rc_builder_seal(b, &table, &error);
        assert_null(table);
        rc_builder_free(b);
    }
    buffer_free(&compiled);
}

TEST(table_that_is_cut_anywhere_is_refused)
{
    buffer compiled = small_compiled();
    size_t n_bytes = compiled.n_bytes;

    for (compiled.n_bytes = 0; compiled.n_bytes < COMPILED_WORD_BYTES; compiled.n_bytes++) {
        rc_error error = {.code = RC_OK};
        assert_null(read_compiled(&compiled, 0, &error)); /* so short that it might be a list */
        assert_true(error.code != RC_OK);
    }
    for (; compiled.n_bytes < n_bytes; compiled.n_bytes++)
        for (size_t n_at_once = 0; n_at_once < 3; n_at_once++)
            assert_refused(&compiled, n_at_once, "cut behind", compiled.n_bytes);
    buffer_free(&compiled);
}

TEST(table_that_has_grown_is_refused)
{
    buffer compiled = small_compiled();

    for (int i = 0; i < 300; i++) {
        buffer_fill(&compiled, (char)(i % 3 ? i : 0), 1);
        assert_refused(&compiled, 0, "grown by", (size_t)i + 1);
    }
    buffer_free(&compiled);
}

TEST(table_with_any_bit_changed_is_refused)
{
    buffer compiled = small_compiled();

    for (size_t bit = 0; bit < 8 * compiled.n_bytes; bit++) {
        compiled.bytes[bit / 8] = (char)(compiled.bytes[bit / 8] ^ 1 << bit % 8);
        assert_refused(&compiled, 0, "bit", bit);
        compiled.bytes[bit / 8] = (char)(compiled.bytes[bit / 8] ^ 1 << bit % 8);
    }
    rc_table *table = read_compiled(&compiled, 0, NULL);
    assert_non_null(table);
    rc_table_free(table);
    buffer_free(&compiled);
}

TEST(table_with_any_byte_changed_is_refused)
{
    prng p = prng_start();
    buffer compiled = small_compiled();

    for (size_t at = COMPILED_MAGIC_BYTES; at < compiled.n_bytes; at++)
        for (int i = 0; i < 8; i++) {
            char before = compiled.bytes[at];
            compiled.bytes[at] = (char)(before ^ (char)(1 + prng_below(&p, 255)));
            assert_refused(&compiled, 0, "byte", at);
            compiled.bytes[at] = before;
        }
    buffer_free(&compiled);
}

TEST(table_whose_line_ends_were_changed_is_refused)
{
    static const char *const line_ends[] = {"\n", "\r", "\r\r\n", "\n\r"};
    buffer compiled = small_compiled();

    for (size_t i = 0; i < N_ELEMENTS(line_ends); i++) {
        buffer changed = {0};
        buffer_add(&changed, compiled.bytes, COMPILED_WORD_BYTES);
        buffer_string(&changed, line_ends[i]);
        buffer_add(&changed, compiled.bytes + COMPILED_MAGIC_BYTES,
                   compiled.n_bytes - COMPILED_MAGIC_BYTES);
        assert_refused(&changed, 0, "line end", i);
        buffer_free(&changed);
    }
    buffer_free(&compiled);
}

TEST(damage_is_not_skipped_as_bad_rows_are)
{
    buffer compiled = small_compiled();

    for (size_t bit = 0; bit < 8 * compiled.n_bytes; bit += 7) {
        rc_builder *b = rc_builder_new(&(rc_load_options){.skip_bad_rows = 1});
        memory_source source = memory_source_of(compiled.bytes, compiled.n_bytes);
        compiled.bytes[bit / 8] = (char)(compiled.bytes[bit / 8] ^ 1 << bit % 8);
        assert_int_equal(rc_builder_read(b, memory_reader(&source), NULL), RC_ERROR_TABLE);
        compiled.bytes[bit / 8] = (char)(compiled.bytes[bit / 8] ^ 1 << bit % 8);
        rc_builder_free(b);
    }
    buffer_free(&compiled);
}

TEST(other_version_is_named)
{
    buffer compiled = small_compiled();
    rc_error error = {.code = RC_OK};

    store_bytes(compiled.bytes + 8, 7, 4);
    mend_compiled(&compiled);
    assert_null(read_compiled(&compiled, 0, &error));
    assert_int_equal(error.code, RC_ERROR_TABLE);
    assert_string_equal(error.reason, "the compiled table has format 7, not 4: compile it again "
                                      "from its lists");
    buffer_free(&compiled);
}

/* ---- Malice: the checksums are right ---- */

/* Asks a table all there is to ask, if it was taken. */
static int walk(const buffer *compiled)
{
    rc_error error = {.code = RC_OK};
    rc_table *table = read_compiled(compiled, 0, &error);

    if (!table) {
        assert_true(error.code == RC_ERROR_TABLE || error.code == RC_ERROR_NAME);
        n_refused++;
        return 0;
    }
    assert_comes_back(table, 0);
    return 1;
}

TEST(sizes_that_cannot_be_are_refused)
{
    static const uint64_t sizes[] = {0,
                                     1,
                                     7,
                                     255,
                                     65536,
                                     INT32_MAX,
                                     (uint64_t)INT32_MAX + 1,
                                     UINT32_MAX - 7,
                                     UINT32_MAX,
                                     (uint64_t)UINT32_MAX + 1,
                                     INT64_MAX,
                                     UINT64_MAX - 1000,
                                     UINT64_MAX};
    static const struct {
        size_t at;
        unsigned n_bytes;
    } fields[] = {{12, 4},  {16, 4},  {20, 4},  {24, 8},  {32, 4},  {36, 4}, {40, 8},  {48, 8},
                  {56, 4},  {60, 4},  {64, 4},  {68, 4},  {72, 4},  {76, 4}, {112, 4}, {116, 4},
                  {120, 8}, {128, 8}, {136, 4}, {140, 4}, {144, 4}, {148, 4}};
    buffer compiled = small_compiled();

    for (size_t i = 0; i < N_ELEMENTS(fields); i++)
        for (size_t k = 0; k < N_ELEMENTS(sizes); k++) {
            buffer changed = copy_of(&compiled);
            store_bytes(changed.bytes + fields[i].at, sizes[k], fields[i].n_bytes);
            if (memcmp(changed.bytes, compiled.bytes, compiled.n_bytes) != 0) {
                mend_compiled(&changed);
                /* A wider root or cost may be another good table; a size is never. */
                int is_unused = fields[i].at == 68 || fields[i].at == 148;
                if (fields[i].at < 24 || fields[i].n_bytes == 8 || is_unused)
                    assert_refused(&changed, 0, "field", fields[i].at);
                else
                    walk(&changed);
            }
            buffer_free(&changed);
        }
    buffer_free(&compiled);
}

TEST(sizes_that_add_up_beyond_any_number_are_refused)
{
    buffer compiled = small_compiled();

    /* The costs take 2^64 - n bytes and the trie n more than it has. */
    for (uint64_t n = 1; n < 100; n++) {
        buffer changed = copy_of(&compiled);
        store64(changed.bytes + 40, load64(changed.bytes + 40) - n);
        store64(changed.bytes + 48, load64(changed.bytes + 48) + n);
        mend_compiled(&changed);
        assert_refused(&changed, 0, "carried over", (size_t)n);
        buffer_free(&changed);
    }
    buffer_free(&compiled);
}

TEST(number_of_carriers_is_not_believed)
{
    static const uint32_t numbers[] = {0, 1, 3, 1000, 1 << 20, (1 << 20) + 1, 1u << 31, UINT32_MAX};
    buffer compiled = small_compiled();

    for (size_t i = 0; i < N_ELEMENTS(numbers); i++)
        for (uint32_t flags = 0; flags < 8; flags++) {
            buffer changed = copy_of(&compiled);
            store_bytes(changed.bytes + 12, flags, 4);
            store_bytes(changed.bytes + 16, numbers[i], 4);
            mend_compiled(&changed);
            assert_refused(&changed, 0, "carriers", numbers[i]);
            buffer_free(&changed);
        }
    buffer_free(&compiled);
}

TEST(table_of_no_carriers_is_refused)
{
    buffer compiled = {0};

    buffer_add(&compiled, COMPILED_MAGIC, COMPILED_MAGIC_BYTES);
    buffer_fill(&compiled, 0, COMPILED_HEAD_BYTES - COMPILED_MAGIC_BYTES + 2 * COMPILED_SUM_BYTES);
    store_bytes(compiled.bytes + 8, COMPILED_VERSION, 4);
    mend_compiled(&compiled);
    assert_refused(&compiled, 0, "carriers", 0);
    buffer_free(&compiled);
}

TEST(flags_without_a_meaning_are_refused)
{
    buffer compiled = small_compiled();

    for (unsigned bit = 2; bit < 32; bit++) {
        buffer changed = copy_of(&compiled);
        store_bytes(changed.bytes + 12, COMPILED_HAS_CHEAPEST | 1u << bit, 4);
        mend_compiled(&changed);
        assert_refused(&changed, 0, "flag", bit);
        buffer_free(&changed);
    }
    buffer_free(&compiled);
}

static void change_bytes(prng *p, buffer *compiled)
{
    size_t body = mend_compiled(compiled), n = 1 + prng_below(p, 3);

    for (size_t i = 0; i < n; i++) {
        size_t at = prng_below(p, 6) ? body + prng_below(p, compiled->n_bytes - body)
                                     : 12 + prng_below(p, body - 12);
        compiled->bytes[at] = (char)(prng_below(p, 2) ? compiled->bytes[at] ^ 1 << prng_below(p, 8)
                                                      : (int)prng_below(p, 256));
    }
    mend_compiled(compiled);
}

TEST(hostile_contents_are_refused_or_can_be_walked)
{
    static const row_kind *const kinds[] = {&mixed, &dense, &deep};
    prng p = prng_start();
    unsigned n_taken = 0;

    for (int round = 0; round < 40; round++) {
        rc_table *table = load_random(&p, kinds[prng_below(&p, 3)], 1 + prng_below(&p, 3),
                                      prng_below(&p, 3) == 0);
        buffer compiled = compiled_of(table);
        rc_table_free(table);
        for (int i = 0; i < 100; i++) {
            buffer changed = copy_of(&compiled);
            change_bytes(&p, &changed);
            n_taken += (unsigned)walk(&changed);
            buffer_free(&changed);
        }
        buffer_free(&compiled);
    }
    assert_true(n_taken > 0); /* another cost, another digit */
}

TEST(every_byte_of_a_small_body_can_be_anything)
{
    buffer compiled = small_compiled();
    size_t body = mend_compiled(&compiled);

    for (size_t at = body; at < compiled.n_bytes - COMPILED_SUM_BYTES; at++)
        for (int value = 0; value < 256; value++) {
            char before = compiled.bytes[at];
            compiled.bytes[at] = (char)value;
            mend_compiled(&compiled);
            walk(&compiled);
            compiled.bytes[at] = before;
        }
    buffer_free(&compiled);
}

/* Puts a trie of other cheapest offers into a table and returns what is saved; prefixes ascend. */
static buffer compiled_with(rc_table *table, const char *const *prefixes, const uint32_t *offers,
                            size_t n)
{
    trie_writer *w = rc_trie_writer_new(table->offers.n, TRIE_BYTES_MAX);

    for (size_t i = 0; i < n; i++)
        assert_int_equal(
            rc_trie_writer_add(w, rc_key_pack(prefixes[i], strlen(prefixes[i])), offers[i]), RC_OK);
    rc_trie_free(&table->trie);
    assert_int_equal(rc_trie_writer_finish(w, &table->trie), RC_OK);
    rc_trie_writer_free(w);
    return compiled_of(table);
}

TEST(cheapest_trie_that_contradicts_its_carriers_is_refused)
{
    /* Offers: 0 red 0.1, 1 blue 0.2, 2 red 0.3. The first is what the lists say. */
    static const char *const prefixes[][4] = {
        {"1", "2", "25"}, {"1", "2", "25"},      {"1", "2"}, {"2", "25"}, {"1", "2", "26"},
        {"1", "2", "25"}, {"1", "12", "2", "25"}};
    static const uint32_t offers[][4] = {{0, 1, 2}, {1, 1, 2}, {0, 1},      {1, 2},
                                         {0, 1, 2}, {0, 1, 1}, {0, 0, 1, 2}};
    static const size_t n[] = {3, 3, 2, 2, 3, 3, 4};
    rc_text lists[] = {TEXT("1,0.1\n25,0.3\n"), TEXT("2,0.2\n25,blocked\n")};
    const rc_load_options options = {.keep_carriers = 1};

    for (size_t i = 0; i < N_ELEMENTS(n); i++) {
        rc_table *table = load_carriers(lists, NULL, 2, &options, NULL, NULL);
        buffer compiled = compiled_with(table, prefixes[i], offers[i], n[i]);
        if (i > 0)
            assert_refused(&compiled, 0, "cheapest trie", i);
        else
            assert_int_equal(walk(&compiled), 1);
        buffer_free(&compiled);
        rc_table_free(table);
    }
}

TEST(parts_of_two_tables_make_no_table)
{
    prng p = prng_start();

    for (int round = 0; round < 200; round++) {
        rc_table *a = load_random(&p, &mixed, 1 + prng_below(&p, 2), 0);
        rc_table *b = load_random(&p, &dense, 1 + prng_below(&p, 2), 0);
        buffer x = compiled_of(a), y = compiled_of(b), both = {0};
        buffer_add(&both, x.bytes, prng_below(&p, x.n_bytes));
        size_t at = prng_below(&p, y.n_bytes);
        buffer_add(&both, y.bytes + at, y.n_bytes - at);
        mend_compiled(&both);
        if (both.n_bytes > COMPILED_HEAD_BYTES &&
            memcmp(both.bytes, COMPILED_MAGIC, COMPILED_MAGIC_BYTES) == 0)
            walk(&both);
        rc_table_free(a);
        rc_table_free(b);
        buffer_free(&x);
        buffer_free(&y);
        buffer_free(&both);
    }
}

#define BYTES(literal) ((rc_text){literal, sizeof(literal) - 1})

/* A list at 1 of one route: one byte of suffix, 0x20 is digit 1, and the cost. */
#define ONE_ROUTE BYTES("\0\0\040\1")

TEST(table_made_by_hand_is_taken)
{
    buffer compiled = compiled_from(BYTES("x"),
                                    BYTES("\1"
                                          "7"),
                                    1, ONE_ROUTE, 1 << 3);
    rc_table *table = read_compiled(&compiled, 0, NULL);

    assert_non_null(table);
    assert_memory_equal(rc_table_lookup(table, TEXT("12")).cost.bytes, "7", 1);
    rc_table_free(table);
    buffer_free(&compiled);
}

TEST(costs_that_no_list_has_are_refused)
{
    static const struct {
        rc_text bytes;
        uint32_t n;
    } costs[] = {
        {{"\0\0011", 3}, 2}, /* blocked before a cost */
        {{"\0\0", 2}, 2},    /* blocked twice */
        {{"\1-", 2}, 1},     /* no digit */
        {{"\2-1", 3}, 1},    /* a sign */
        {{"\3"
          "1,5",
          4},
         1}, /* a comma */
        {{"\2"
          "1\n",
          3},
         1}, /* a line end would end the answer */
        {{"\2"
          "1",
          2},
         1}, /* longer than what is there */
        {{"\1"
          "1"
          "\1",
          3},
         1}, /* something behind them */
        {{"\1"
          "1",
          2},
         2}, /* fewer than there should be */
        {{"\1"
          "1"
          "\1"
          "2",
          4},
         1}, /* more */
        {{"\3"
          "1e5",
          4},
         1},
        {{"\23"
          "1234567890123456789",
          20},
         1},
        {{"", 0}, 0},
    };

    for (size_t i = 0; i < N_ELEMENTS(costs); i++) {
        buffer compiled = compiled_from(BYTES("x"), costs[i].bytes, costs[i].n, ONE_ROUTE, 1 << 3);
        assert_refused(&compiled, 0, "costs", i);
        buffer_free(&compiled);
    }
}

TEST(cheapest_trie_of_one_carrier_is_refused)
{
    enum { ENTRIES = COMPILED_HEAD_BYTES + COMPILED_ENTRY_BYTES, N_TRIE = 4, N_BODY = 3 + N_TRIE };
    buffer one = compiled_from(BYTES("x"), BYTES("\0011"), 1, ONE_ROUTE, 1 << 3), two = {0};

    assert_int_equal(one.n_bytes, ENTRIES + N_BODY + 2 * COMPILED_SUM_BYTES);
    buffer_add(&two, one.bytes, ENTRIES);
    buffer_add(&two, one.bytes + COMPILED_HEAD_BYTES, COMPILED_ENTRY_BYTES);
    buffer_fill(&two, 0, COMPILED_SUM_BYTES);
    buffer_add(&two, one.bytes + ENTRIES + COMPILED_SUM_BYTES, N_BODY);
    buffer_add(&two, one.bytes + ENTRIES + COMPILED_SUM_BYTES + 3, N_TRIE + COMPILED_SUM_BYTES);
    store_bytes(two.bytes + 12, COMPILED_HAS_CHEAPEST, 4);
    store_bytes(two.bytes + 24, N_BODY + N_TRIE, 8);
    store_bytes(two.bytes + ENTRIES, 0, 4);     /* no name */
    store_bytes(two.bytes + ENTRIES + 8, 0, 8); /* no costs */
    mend_compiled(&two);
    assert_refused(&two, 0, "tries", 2);
    buffer_free(&one);
    buffer_free(&two);
}

TEST(tries_that_no_writer_writes_are_refused)
{
    static const struct {
        rc_text bytes;
        uint32_t root;
    } tries[] = {
        {{"\0", 1}, 0},                    /* no route at all */
        {{"", 0}, 0},                      /* not even byte 0 */
        {{"\0\0\040\1", 4}, 0},            /* a list that nothing leads to */
        {{"\0\0\040\1", 4}, 0 << 3},       /* a root at 0 */
        {{"\0\0\040\1", 4}, 4 << 3},       /* a root at the end */
        {{"\0\0\040\1", 4}, UINT32_MAX},   /* a root far behind it */
        {{"\0\0\040\1", 4}, 1 << 3 | 1},   /* a node that is not whole */
        {{"\0\0\040\2", 4}, 1 << 3},       /* a cost that there is not */
        {{"\0\0\040\0", 4}, 1 << 3},       /* no cost */
        {{"\0\0\0\1", 4}, 1 << 3},         /* a suffix without a digit */
        {{"\0\0\360\1", 4}, 1 << 3},       /* with a symbol that there is not */
        {{"\0\0\002\1", 4}, 1 << 3},       /* with a gap */
        {{"\0\200\040\1", 4}, 1 << 3},     /* a bit of the head that is not used */
        {{"\0\1\040\040\1\1", 6}, 1 << 3}, /* a suffix twice */
        {{"\0\1\060\040\1\1", 6}, 1 << 3}, /* suffixes that descend */
        {{"\0\0\040\1\0", 5}, 1 << 3},     /* a byte too many */
        {{"\0\160\042\042\042\042\042\042\042\042\1", 11}, 1 << 3}, /* sixteen digits */
    };

    for (size_t i = 0; i < N_ELEMENTS(tries); i++) {
        buffer compiled = compiled_from(BYTES("x"),
                                        BYTES("\1"
                                              "7"),
                                        1, tries[i].bytes, tries[i].root);
        assert_refused(&compiled, 0, "trie", i);
        buffer_free(&compiled);
    }
}

TEST(names_with_control_characters_are_refused)
{
    static const rc_text names[] = {
        {"a\nb", 3}, {"\0", 1}, {"\177", 1}, {"\r", 1}, {"x\033[2J", 5}};

    for (size_t i = 0; i < N_ELEMENTS(names); i++) {
        rc_error error = {.code = RC_OK};
        buffer compiled = compiled_from(names[i],
                                        BYTES("\1"
                                              "7"),
                                        1, ONE_ROUTE, 1 << 3);
        assert_null(read_compiled(&compiled, 0, &error));
        assert_int_equal(error.code, RC_ERROR_NAME);
        buffer_free(&compiled);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_of_one_carrier_comes_back),
        cmocka_unit_test(tables_of_random_carriers_come_back),
        cmocka_unit_test(pieces_of_any_size_make_the_same_table),
        cmocka_unit_test(carrier_without_a_name_comes_back_without_one),
        cmocka_unit_test(carrier_without_a_name_may_stand_among_others),
        cmocka_unit_test(what_routes_carry_comes_back),
        cmocka_unit_test(plus_that_was_ignored_stays_ignored),
        cmocka_unit_test(prefix_that_all_carriers_block_comes_back),
        cmocka_unit_test(costs_numbered_by_one_two_and_three_bytes_come_back),
        cmocka_unit_test(costs_numbered_by_four_bytes_come_back),
        cmocka_unit_test(longest_and_shortest_spellings_come_back),
        cmocka_unit_test(table_of_megabytes_comes_back),
        cmocka_unit_test(table_of_a_thousand_carriers_comes_back),
        cmocka_unit_test(table_without_its_carriers_is_not_saved),
        cmocka_unit_test(writer_may_fail_at_any_byte),
        cmocka_unit_test(writer_may_fail_within_a_large_table),
        cmocka_unit_test(reader_may_fail_at_any_byte),
        cmocka_unit_test(table_that_is_cut_anywhere_is_refused),
        cmocka_unit_test(table_that_has_grown_is_refused),
        cmocka_unit_test(table_with_any_bit_changed_is_refused),
        cmocka_unit_test(table_with_any_byte_changed_is_refused),
        cmocka_unit_test(table_whose_line_ends_were_changed_is_refused),
        cmocka_unit_test(damage_is_not_skipped_as_bad_rows_are),
        cmocka_unit_test(other_version_is_named),
        cmocka_unit_test(sizes_that_cannot_be_are_refused),
        cmocka_unit_test(sizes_that_add_up_beyond_any_number_are_refused),
        cmocka_unit_test(number_of_carriers_is_not_believed),
        cmocka_unit_test(table_of_no_carriers_is_refused),
        cmocka_unit_test(flags_without_a_meaning_are_refused),
        cmocka_unit_test(hostile_contents_are_refused_or_can_be_walked),
        cmocka_unit_test(every_byte_of_a_small_body_can_be_anything),
        cmocka_unit_test(cheapest_trie_that_contradicts_its_carriers_is_refused),
        cmocka_unit_test(parts_of_two_tables_make_no_table),
        cmocka_unit_test(table_made_by_hand_is_taken),
        cmocka_unit_test(costs_that_no_list_has_are_refused),
        cmocka_unit_test(cheapest_trie_of_one_carrier_is_refused),
        cmocka_unit_test(tries_that_no_writer_writes_are_refused),
        cmocka_unit_test(names_with_control_characters_are_refused),
    };
    int n_wrong = RUN_TESTS(tests);
    PRINT_COUNTED(n_refused, "damaged compiled tables refused");
    return n_wrong;
}
