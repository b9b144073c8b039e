/* What is said of memory, held against an allocator that counts by itself: how a table's bytes add
 * up, and what a list needs at the peak of loading.
 *
 * The linker puts the functions below in the place of malloc and the others. They keep the size of
 * each block in a list of their own, so that blocks are as long as the library wants them.
 *
 *     test_whole_memory LIST    prints the bytes of the peak of loading a list on one thread, and
 *                               those of its table
 */
#include "base/thread.h"
#include "routecost.h"
#include "support_random.h"
#include "support_table.h"
#include "support_test.h"
#include "table/table.h"

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *bytes, size_t n);
void __real_free(void *bytes);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *bytes, size_t n);
void __wrap_free(void *bytes);

/* ---- Counting ---- */

enum { BLOCKS_MAX = 1 << 16 };

static struct {
    void *bytes;
    size_t n_bytes;
} blocks[BLOCKS_MAX]; /* those that are held, in any order */
static size_t n_blocks, n_held, n_peak;

#if HAVE_THREADS
static atomic_flag is_busy = ATOMIC_FLAG_INIT;

static void lock(void)
{
    while (atomic_flag_test_and_set(&is_busy))
        ;
}

static void unlock(void)
{
    atomic_flag_clear(&is_busy);
}
#else
static void lock(void)
{
}
static void unlock(void)
{
}
#endif

static void *keep(void *bytes, size_t n_bytes)
{
    if (!bytes)
        return NULL;
    if (n_blocks == BLOCKS_MAX)
        abort();
    blocks[n_blocks].bytes = bytes;
    blocks[n_blocks++].n_bytes = n_bytes;
    n_held += n_bytes;
    if (n_held > n_peak)
        n_peak = n_held;
    return bytes;
}

/* Forgets a block; the latest are looked at first. */
static void forget(const void *bytes)
{
    size_t i = n_blocks;

    while (i > 0 && blocks[i - 1].bytes != bytes)
        i--;
    if (i == 0)
        abort();
    n_held -= blocks[i - 1].n_bytes;
    blocks[i - 1] = blocks[--n_blocks];
}

void *__wrap_malloc(size_t n)
{
    lock();
    void *bytes = keep(__real_malloc(n), n);
    unlock();
    return bytes;
}

void *__wrap_calloc(size_t n, size_t size)
{
    lock();
    void *bytes = keep(__real_calloc(n, size), n * size);
    unlock();
    return bytes;
}

void *__wrap_realloc(void *bytes, size_t n)
{
    lock();
    void *moved = __real_realloc(bytes, n);
    if (moved && bytes)
        forget(bytes);
    keep(moved, n);
    unlock();
    return moved;
}

void __wrap_free(void *bytes)
{
    if (!bytes)
        return;
    lock();
    forget(bytes);
    __real_free(bytes);
    unlock();
}

/* ---- Tables ---- */

enum { CARRIERS_MAX = 4 };

/* Writes a list of random prefixes, few or many of them, with a note and a fee. */
static buffer write_list(prng *p, size_t n_rows)
{
    buffer list = {0};

    buffer_string(&list, "prefix,cost,note,fee\n");
    for (size_t i = 0; i < n_rows; i++) {
        char digits[16], row[80];
        prng_digits(p, digits, 1 + prng_below(p, 9));
        sprintf(row, "%s%s,0.%03u,note %u,%u\n", prng_below(p, 4) ? "" : "+", digits,
                (unsigned)prng_below(p, 500), (unsigned)prng_below(p, 30),
                (unsigned)prng_below(p, 3));
        buffer_string(&list, row);
    }
    return list;
}

static rc_table *load(const buffer *lists, size_t n, const rc_load_options *options,
                      rc_load_stats *stats)
{
    static const char *const names[CARRIERS_MAX] = {"red", "a carrier of a long name", "b", "c"};
    rc_builder *builder = rc_builder_new(options);
    rc_table *table = NULL;

    for (size_t i = 0; i < n; i++) {
        memory_source source = memory_source_of(lists[i].bytes, lists[i].n_bytes);
        assert_int_equal(rc_builder_begin_carrier(builder, TEXT(names[i]), NULL), RC_OK);
        assert_int_equal(rc_builder_read(builder, memory_reader(&source), NULL), RC_OK);
    }
    assert_int_equal(rc_builder_seal(builder, &table, NULL), RC_OK);
    *stats = rc_builder_stats(builder);
    rc_builder_free(builder);
    return table;
}

/* Compares what is said of a table with what it holds. The structures of the table and of each
 * carrier are not said; an array of numbers has one more than is used, so that none is empty, and
 * a trie that was read a byte. */
static void expect_sizes(const rc_table *table, size_t said, size_t held)
{
    size_t fixed = sizeof *table + (table->tries ? table->n_carriers * sizeof *table->tries : 0) +
                   (table->carried ? table->n_carriers * sizeof *table->carried : 0);
    size_t n_arrays = 3 + table->n_carriers, n_tries = 1 + table->n_carriers;
    rc_table_sizes sizes;

    rc_table_measure(table, &sizes);
    assert_int_equal(
        sizes.index + sizes.nodes + sizes.lists + sizes.costs + sizes.names + sizes.carried, said);
    assert_in_range(held, said + fixed, said + fixed + n_arrays * sizeof(uint32_t) + n_tries);
}

static rc_table *load_again(const rc_table *table, const rc_load_options *options,
                            rc_load_stats *stats)
{
    memory_sink sink = {.fail_at = NEVER};
    rc_load_options table_options = {.keep_carriers = 1, .n_threads = options->n_threads};
    rc_table *again;

    assert_int_equal(rc_table_save(table, memory_writer(&sink), NULL), RC_OK);
    again = load(&sink.taken, 1, &table_options, stats);
    buffer_free(&sink.taken);
    return again;
}

static void check_tables(prng *p, const rc_load_options *options, size_t n_rows_max)
{
    buffer lists[CARRIERS_MAX];

    for (size_t n = 1; n <= CARRIERS_MAX; n++) {
        rc_load_stats stats;

        lists[n - 1] = write_list(p, 1 + prng_below(p, n_rows_max));
        size_t before = n_held;
        rc_table *table = load(lists, n, options, &stats);
        expect_sizes(table, stats.table_bytes, n_held - before);
        if (rc_table_keeps_carriers(table)) {
            size_t before_again = n_held;
            rc_table *again = load_again(table, options, &stats);
            expect_sizes(again, stats.table_bytes, n_held - before_again);
            rc_table_free(again);
        }
        rc_table_free(table);
        assert_int_equal(n_held, before);
    }
    for (size_t n = 0; n < CARRIERS_MAX; n++)
        buffer_free(&lists[n]);
}

TEST(bytes_of_a_table_are_those_that_it_holds)
{
    static const size_t n_rows_max[] = {5, 300, 20000};
    const rc_column note = {.name = TEXT("note")};
    prng p = prng_start();

    for (size_t i = 0; i < N_ELEMENTS(n_rows_max); i++)
        for (unsigned which = 0; which < 16; which++) {
            rc_load_options options = {.keep_carriers = which & 1,
                                       .plus_optional = which & 2,
                                       .carried_columns = &note,
                                       .n_carried_columns = which >> 2 & 1,
                                       .n_threads = which & 8 ? 4 : 1};
            if (which & 4 && which & 1)
                options.fee_column = (rc_column){.name = TEXT("fee")};
            check_tables(&p, &options, n_rows_max[i]);
        }
}

/* ---- The peak of loading ---- */

static int print_memory(const char *path)
{
    rc_table *table = NULL;
    rc_load_options options = {.n_threads = 1};
    FILE *file = fopen(path, "rb");
    rc_builder *builder = rc_builder_new(&options);

    if (!file || !builder || rc_builder_begin_carrier(builder, TEXT("list"), NULL) ||
        rc_builder_read(builder, rc_reader_from_file(file), NULL) ||
        rc_builder_seal(builder, &table, NULL)) {
        fprintf(stderr, "cannot load %s\n", path);
        return 1;
    }
    rc_builder_free(builder);
    printf("peak %zu\ntable %zu\n", n_peak, n_held - sizeof *table);
    rc_table_free(table);
    return fclose(file) != 0 || n_held > 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_of_a_table_are_those_that_it_holds),
    };

    return argc > 1 ? print_memory(argv[1]) : RUN_TESTS(tests);
}
