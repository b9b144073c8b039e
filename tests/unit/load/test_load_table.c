/* Tests of load/load_table.h, by the builder over compiled tables: alone, several, and beside
 * lists. */
#include "support_compiled.h"
#include "support_table.h"
#include "support_test.h"

/* What is read into a builder, one behind the other. */
typedef struct part {
    const char *name; /* NULL: rc_builder_begin_carrier is not called */
    const char *list; /* or */
    const buffer *compiled;
} part;

static rc_code add_part(rc_builder *b, const part *p, rc_error *error)
{
    memory_source source = p->compiled ? memory_source_of(p->compiled->bytes, p->compiled->n_bytes)
                                       : memory_source_of(p->list, strlen(p->list));
    rc_code code = p->name ? rc_builder_begin_carrier(b, TEXT(p->name), error) : RC_OK;

    return code == RC_OK ? rc_builder_read(b, memory_reader(&source), error) : code;
}

static rc_code build(const part *parts, size_t n, const rc_load_options *options, rc_table **table,
                     rc_load_stats *stats, rc_error *error)
{
    rc_builder *b = rc_builder_new(options);
    rc_code code = RC_OK;

    *table = NULL;
    for (size_t i = 0; i < n && code == RC_OK; i++)
        code = add_part(b, &parts[i], error);
    if (code == RC_OK)
        code = rc_builder_seal(b, table, error);
    if (stats)
        *stats = rc_builder_stats(b);
    rc_builder_free(b);
    return code;
}

static rc_table *build_well(const part *parts, size_t n, const rc_load_options *options)
{
    rc_table *table;
    rc_error error = {.code = RC_OK};

    if (build(parts, n, options, &table, NULL, &error) != RC_OK)
        fail_msg("code %d: %s", (int)error.code, error.reason);
    return table;
}

static void assert_fails(const part *parts, size_t n, const rc_load_options *options, int code,
                         const char *reason)
{
    rc_table *table;
    rc_error error = {.code = RC_OK};

    assert_int_equal(build(parts, n, options, &table, NULL, &error), code);
    assert_null(table);
    assert_int_equal(error.code, code);
    if (strcmp(error.reason, reason) != 0)
        fail_msg("\"%s\", not \"%s\"", error.reason, reason);
}

static const rc_load_options kept = {.keep_carriers = 1};

static buffer compile(const part *parts, size_t n, const rc_load_options *options)
{
    rc_table *table = build_well(parts, n, options ? options : &kept);
    buffer compiled = compiled_of(table);

    rc_table_free(table);
    return compiled;
}

/* The answers for some numbers, with all fields where they were kept. */
static buffer ask(const rc_table *table)
{
    static const char numbers[] = "441\n4420\n44201\n1\n12\n+44\n7\n7321\n";
    memory_source source = memory_source_of(numbers, sizeof numbers - 1);
    memory_sink sink = {.fail_at = NEVER};
    rc_answer_options options = {.fields = {RC_FIELD_COST, RC_FIELD_CARRIER}};

    if (rc_table_keeps_carriers(table)) {
        options.rank = 6;
        options.fields[2] = RC_FIELD_PREFIX;
    }
    assert_int_equal(rc_answer_numbers(table, memory_reader(&source), memory_writer(&sink),
                                       &options, NULL, NULL),
                     RC_OK);
    return sink.taken;
}

/* Two ways to one table. */
static void assert_same(const part *a, size_t n_a, const part *b, size_t n_b)
{
    for (int keep_carriers = 0; keep_carriers < 2; keep_carriers++) {
        rc_load_options options = {.keep_carriers = keep_carriers};
        rc_table *x = build_well(a, n_a, &options), *y = build_well(b, n_b, &options);
        buffer from_x = ask(x), from_y = ask(y);
        assert_string_equal(from_x.bytes, from_y.bytes);
        buffer_free(&from_x);
        buffer_free(&from_y);
        if (keep_carriers) {
            buffer compiled_x = compiled_of(x), compiled_y = compiled_of(y);
            assert_int_equal(compiled_x.n_bytes, compiled_y.n_bytes);
            assert_memory_equal(compiled_x.bytes, compiled_y.bytes, compiled_x.n_bytes);
            buffer_free(&compiled_x);
            buffer_free(&compiled_y);
        }
        rc_table_free(x);
        rc_table_free(y);
    }
}

static const part red = {.name = "red", .list = "44,0.02\n4420,0.05\n12,1\n+44,3\n"};
static const part blue = {.name = "blue", .list = "442,0.03\n4420,0.04\n1,1.0\n7,2\n"};
static const part pink = {.name = "pink", .list = "44,0.020\n73,0\n"};
static const part jade = {.name = "jade", .list = "4420,0.01\n7,2.00\n"};

/* ---- What goes together ---- */

TEST(table_alone_is_its_lists)
{
    buffer one = compile(&red, 1, NULL), two = compile((part[]){red, blue}, 2, NULL);

    assert_same(&red, 1, &(part){.compiled = &one}, 1);
    assert_same(&red, 1, &(part){.name = "any", .compiled = &one}, 1);
    assert_same((part[]){red, blue}, 2, &(part){.compiled = &two}, 1);
    assert_same((part[]){red, blue}, 2, &(part){.name = "any", .compiled = &two}, 1);
    buffer_free(&one);
    buffer_free(&two);
}

TEST(table_and_lists_are_all_their_carriers_in_order)
{
    const part all[] = {red, blue, pink, jade};
    buffer compiled = compile((part[]){blue, pink}, 2, NULL);
    part middle = {.name = "t", .compiled = &compiled};

    assert_same(all, 4, (part[]){red, middle, jade}, 3);
    assert_same((part[]){blue, pink, red}, 3, (part[]){middle, red}, 2);
    assert_same((part[]){red, blue, pink}, 3, (part[]){red, middle}, 2);
    buffer_free(&compiled);
}

TEST(two_tables_are_all_their_carriers_in_order)
{
    buffer first = compile((part[]){red, blue}, 2, NULL);
    buffer second = compile((part[]){pink, jade}, 2, NULL);
    buffer single = compile(&jade, 1, NULL);
    part a = {.name = "a", .compiled = &first}, b = {.name = "b", .compiled = &second};
    part c = {.name = "c", .compiled = &single};

    assert_same((part[]){red, blue, pink, jade}, 4, (part[]){a, b}, 2);
    assert_same((part[]){pink, jade, red, blue}, 4, (part[]){b, a}, 2);
    assert_same((part[]){red, blue, jade}, 3, (part[]){a, c}, 2);
    assert_same((part[]){jade, red, blue}, 3, (part[]){c, a}, 2);
    buffer_free(&first);
    buffer_free(&second);
    buffer_free(&single);
}

TEST(table_of_tables_and_lists_is_a_table_too)
{
    buffer first = compile((part[]){red, blue}, 2, NULL);
    buffer whole = compile((part[]){{.compiled = &first}, pink, jade}, 3, NULL);

    assert_same((part[]){red, blue, pink, jade}, 4, &(part){.compiled = &whole}, 1);
    buffer_free(&first);
    buffer_free(&whole);
}

TEST(name_of_a_begun_carrier_does_not_count_for_a_table)
{
    buffer compiled = compile((part[]){red, blue}, 2, NULL);
    rc_table *table = build_well((part[]){{.name = "red", .compiled = &compiled}, pink}, 2, &kept);

    assert_int_equal(rc_table_carriers(table), 3);
    assert_memory_equal(rc_table_carrier_name(table, 0).bytes, "red", 3);
    rc_table_free(table);
    buffer_free(&compiled);
}

TEST(tables_are_counted_with_their_prefixes_but_no_rows)
{
    buffer compiled = compile((part[]){red, blue}, 2, NULL);
    rc_table *table;
    rc_load_stats stats;

    assert_int_equal(
        build((part[]){{.name = "t", .compiled = &compiled}, pink}, 2, NULL, &table, &stats, NULL),
        RC_OK);
    assert_int_equal(stats.n_tables, 1);
    assert_int_equal(stats.n_rows, 2);
    assert_int_equal(stats.n_prefixes, 10);
    assert_true(stats.table_bytes > 0);
    rc_table_free(table);
    buffer_free(&compiled);
}

TEST(unnamed_table_may_stand_anywhere_once)
{
    part unnamed = {.list = "5,5\n"};
    buffer compiled = compile(&unnamed, 1, NULL);
    part table = {.name = "t", .compiled = &compiled};

    assert_same((part[]){unnamed, red}, 2, (part[]){table, red}, 2);
    rc_table *last = build_well((part[]){red, table}, 2, &kept);
    assert_int_equal(rc_table_carrier_name(last, 1).length, 0);
    rc_table_free(last);
    assert_fails((part[]){table, table}, 2, NULL, RC_ERROR_NAME, "two carriers are named \"\"");
    buffer_free(&compiled);
}

/* ---- What does not ---- */

TEST(names_have_to_differ_over_tables_and_lists)
{
    buffer compiled = compile((part[]){red, blue}, 2, NULL), other = compile(&blue, 1, NULL);
    part table = {.name = "t", .compiled = &compiled}, twin = {.name = "u", .compiled = &other};

    assert_fails((part[]){red, table}, 2, NULL, RC_ERROR_NAME, "two carriers are named \"red\"");
    assert_fails((part[]){table, blue}, 2, NULL, RC_ERROR_NAME, "two carriers are named \"blue\"");
    assert_fails((part[]){table, twin}, 2, NULL, RC_ERROR_NAME, "two carriers are named \"blue\"");
    assert_fails((part[]){table, table}, 2, NULL, RC_ERROR_NAME, "two carriers are named \"blue\"");
    buffer_free(&compiled);
    buffer_free(&other);
}

TEST(table_cannot_be_joined_to_a_list)
{
    static const char reason[] = "a compiled table cannot be joined to a list";
    buffer compiled = compile(&blue, 1, NULL);
    part joined = {.compiled = &compiled}, more = {.list = "1,1\n"};

    assert_fails((part[]){red, joined}, 2, NULL, RC_ERROR_TABLE, reason);
    assert_fails((part[]){more, joined}, 2, NULL, RC_ERROR_TABLE, reason);
    assert_fails((part[]){joined, more}, 2, NULL, RC_ERROR_NAME,
                 "the list's carrier has not been named");
    buffer_free(&compiled);
}

TEST(table_behind_a_bad_list_makes_no_table)
{
    buffer compiled = compile(&blue, 1, NULL);
    rc_builder *b = rc_builder_new(NULL);
    part bad = {.name = "bad", .list = "1,x\n"}, table = {.name = "t", .compiled = &compiled};
    rc_table *none;
    rc_error error;

    assert_int_equal(add_part(b, &bad, &error), RC_ERROR_LIST);
    assert_int_equal(add_part(b, &table, &error), RC_OK);
    assert_int_equal(rc_builder_seal(b, &none, &error), RC_ERROR_LIST);
    assert_null(none);
    rc_builder_free(b);
    buffer_free(&compiled);
}

TEST(builder_is_freed_behind_a_bad_table)
{
    buffer compiled = compile(&blue, 1, NULL);
    rc_error error;
    rc_table *table;

    compiled.bytes[compiled.n_bytes - 1] = (char)(compiled.bytes[compiled.n_bytes - 1] ^ 1);
    assert_int_equal(
        build((part[]){red, {.name = "t", .compiled = &compiled}}, 2, NULL, &table, NULL, &error),
        RC_ERROR_TABLE);
    assert_null(table);
    buffer_free(&compiled);
}

/* ---- A leading '+' ---- */

TEST(plus_is_ignored_by_all_or_by_none)
{
    rc_load_options optional = {.plus_optional = 1, .keep_carriers = 1};
    buffer exact = compile(&blue, 1, NULL), ignoring = compile(&jade, 1, &optional);
    part a = {.name = "a", .compiled = &exact}, b = {.name = "b", .compiled = &ignoring};
    static const char without[] = "a leading + has to match in the compiled table, and is "
                                  "ignored in this run";
    static const char late[] = "the compiled table ignores a leading +, and what was read before "
                               "does not";

    assert_fails(&a, 1, &optional, RC_ERROR_TABLE, without);
    assert_fails((part[]){b, a}, 2, NULL, RC_ERROR_TABLE, without);
    assert_fails((part[]){a, b}, 2, NULL, RC_ERROR_TABLE, late);
    assert_fails((part[]){red, b}, 2, NULL, RC_ERROR_TABLE, late);
    for (int asked = 0; asked < 2; asked++) {
        rc_load_options options = {.plus_optional = asked};
        rc_table *table = build_well((part[]){b, pink}, 2, &options);
        assert_true(rc_table_ignores_plus(table));
        assert_int_equal(rc_table_lookup(table, TEXT("+7399")).status, RC_ROUTED);
        rc_table_free(table);
    }
    rc_table *table = build_well(&a, 1, NULL);
    assert_false(rc_table_ignores_plus(table));
    rc_table_free(table);
    buffer_free(&exact);
    buffer_free(&ignoring);
}

TEST(list_behind_a_table_that_ignores_plus_ignores_it_too)
{
    rc_load_options optional = {.plus_optional = 1, .keep_carriers = 1};
    buffer compiled = compile(&jade, 1, &optional);
    part plus = {.name = "p", .list = "+1,1\n1,0.5\n"};
    rc_table *table = build_well((part[]){{.name = "t", .compiled = &compiled}, plus}, 2, &kept);

    assert_memory_equal(rc_table_lookup(table, TEXT("+15")).cost.bytes, "0.5", 3);
    assert_int_equal(rc_table_plus(table, 1), RC_PLUS_WITHOUT);
    rc_table_free(table);
    buffer_free(&compiled);
}

/* ---- International direct-dial prefixes ---- */

TEST(table_remembers_its_direct_dial_prefixes)
{
    rc_load_options dialled = {.idd = TEXT("00,011"), .keep_carriers = 1};
    rc_load_options other = {.idd = TEXT("00")};
    buffer with = compile(&red, 1, &dialled), without = compile(&blue, 1, NULL);
    part a = {.compiled = &with}, b = {.compiled = &without};
    part list = {.name = "p", .list = "+1,0.5\n00217,0.25\n"};
    static const rc_load_options none;

    assert_fails(&a, 1, &other, RC_ERROR_TABLE,
                 "the compiled table reads 011,00 as +, this run 00");
    assert_fails(&b, 1, &other, RC_ERROR_TABLE,
                 "the compiled table reads nothing as +, this run 00");
    assert_fails((part[]){b, a}, 2, NULL, RC_ERROR_TABLE,
                 "the compiled table reads 011,00 as +, this run nothing");
    for (int asked = 0; asked < 2; asked++) {
        rc_table *table = build_well((part[]){a, list}, 2, asked ? &dialled : &none);
        assert_string_equal(rc_table_idd(table).bytes, "011,00");
        assert_memory_equal(rc_table_lookup(table, TEXT("01115")).cost.bytes, "0.5", 3);
        assert_memory_equal(rc_table_lookup(table, TEXT("+2171")).cost.bytes, "0.25", 4);
        rc_table_free(table);
    }
    buffer_free(&with);
    buffer_free(&without);
}

TEST(direct_dial_prefixes_that_are_none_are_refused_beside_a_table)
{
    static const char *const wrong[] = {"00x", "+", "00,", "00 011"};
    buffer compiled = compile(&red, 1, NULL);
    part table = {.compiled = &compiled};

    for (size_t i = 0; i < N_ELEMENTS(wrong); i++) {
        rc_load_options options = {.idd = TEXT(wrong[i])};
        assert_fails(&table, 1, &options, RC_ERROR_OPTIONS,
                     "the international prefixes are not digits, separated by commas");
    }
    buffer_free(&compiled);
}

TEST(rank_shows_the_prefix_as_it_is_dialled)
{
    static const struct {
        const char *number, *prefix;
    } cases[] = {
        {" 0049301", "00493"}, {"+49301", "+493"}, {"00123456789012345678", "00123456789012345"}};
    rc_load_options dialled = {.idd = TEXT("00"), .keep_carriers = 1};
    rc_table *table =
        build_well(&(part){.name = "p", .list = "+493,1\n+123456789012345,2\n"}, 1, &dialled);

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        rc_offer offer;
        size_t n_offers;
        assert_int_equal(rc_table_rank(table, TEXT(cases[i].number), &offer, 1, &n_offers), RC_OK);
        assert_int_equal(n_offers, 1);
        assert_int_equal(offer.prefix.length, strlen(cases[i].prefix));
        assert_memory_equal(offer.prefix.bytes, cases[i].prefix, offer.prefix.length);
    }
    rc_table_free(table);
}

TEST(plus_of_a_table_is_known)
{
    buffer with = compile(&red, 1, NULL), without = compile(&blue, 1, NULL);
    rc_table *a = build_well(&(part){.compiled = &with}, 1, NULL);
    rc_table *b = build_well(&(part){.compiled = &without}, 1, NULL);

    assert_int_equal(rc_table_plus(a, 0) & RC_PLUS_WITH, RC_PLUS_WITH);
    assert_int_equal(rc_table_plus(b, 0), RC_PLUS_WITHOUT);
    rc_table_free(a);
    rc_table_free(b);
    buffer_free(&with);
    buffer_free(&without);
}

/* ---- Carried columns ---- */

/* Each of the table's columns may be asked for, alone or with the other. */
TEST(table_is_read_if_it_has_kept_the_columns_that_are_asked_for)
{
    static const part list = {.name = "p", .list = "code,rate,Note,Zone\n44,0.5,x,y\n"};
    static const rc_column columns[] = {{.name = {"zone", 4}}, {.name = {"note", 4}}};
    rc_load_options both = {.keep_carriers = 1, .carried_columns = columns, .n_carried_columns = 2};
    rc_load_options zone = both, note = both;

    zone.n_carried_columns = note.n_carried_columns = 1;
    note.carried_columns = columns + 1;
    buffer with_both = compile(&list, 1, &both), with_zone = compile(&list, 1, &zone);
    part a = {.compiled = &with_both}, b = {.compiled = &with_zone};
    rc_table_free(build_well(&a, 1, &both));
    rc_table_free(build_well(&a, 1, &zone));
    rc_table_free(build_well(&a, 1, &note));
    rc_table_free(build_well(&b, 1, &zone));
    assert_fails(&b, 1, &note, RC_ERROR_TABLE,
                 "the compiled table has not kept the column \"note\"");
    assert_fails(&b, 1, &both, RC_ERROR_TABLE,
                 "the compiled table has not kept the column \"note\"");
    buffer_free(&with_both);
    buffer_free(&with_zone);
}

/* ---- Carriers that are not kept ---- */

TEST(carriers_of_a_table_are_dropped_where_they_are_not_asked_for)
{
    buffer compiled = compile((part[]){red, blue}, 2, NULL);
    part table = {.compiled = &compiled};
    rc_table *dropped = build_well(&table, 1, NULL), *all = build_well(&table, 1, &kept);
    memory_sink sink = {.fail_at = NEVER};

    assert_false(rc_table_keeps_carriers(dropped));
    assert_true(rc_table_keeps_carriers(all));
    assert_int_equal(rc_table_save(dropped, memory_writer(&sink), NULL), RC_ERROR_NOT_KEPT);
    rc_table_free(dropped);
    rc_table_free(all);
    buffer_free(&compiled);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_alone_is_its_lists),
        cmocka_unit_test(table_and_lists_are_all_their_carriers_in_order),
        cmocka_unit_test(two_tables_are_all_their_carriers_in_order),
        cmocka_unit_test(table_of_tables_and_lists_is_a_table_too),
        cmocka_unit_test(name_of_a_begun_carrier_does_not_count_for_a_table),
        cmocka_unit_test(tables_are_counted_with_their_prefixes_but_no_rows),
        cmocka_unit_test(unnamed_table_may_stand_anywhere_once),
        cmocka_unit_test(names_have_to_differ_over_tables_and_lists),
        cmocka_unit_test(table_cannot_be_joined_to_a_list),
        cmocka_unit_test(table_behind_a_bad_list_makes_no_table),
        cmocka_unit_test(builder_is_freed_behind_a_bad_table),
        cmocka_unit_test(plus_is_ignored_by_all_or_by_none),
        cmocka_unit_test(list_behind_a_table_that_ignores_plus_ignores_it_too),
        cmocka_unit_test(table_remembers_its_direct_dial_prefixes),
        cmocka_unit_test(direct_dial_prefixes_that_are_none_are_refused_beside_a_table),
        cmocka_unit_test(rank_shows_the_prefix_as_it_is_dialled),
        cmocka_unit_test(plus_of_a_table_is_known),
        cmocka_unit_test(table_is_read_if_it_has_kept_the_columns_that_are_asked_for),
        cmocka_unit_test(carriers_of_a_table_are_dropped_where_they_are_not_asked_for),
    };
    return RUN_TESTS(tests);
}
