/* A whole run made of decisions: see scenario.h. */
#include "scenario.h"

#include <stdlib.h>
#include <string.h>

/* ---- Lists ---- */

/* What the rows of a list are like. */
typedef struct shape {
    size_t n_digit_kinds, n_digits_max, n_costs;
    int with_plus, with_bad_rows, is_plain;
    const char *line_end;
} shape;

static void add_row(scenario_list *list, const oracle_row *row)
{
    if (list->n_rows == list->capacity) {
        list->capacity = 2 * list->capacity + 16;
        list->rows = realloc(list->rows, list->capacity * sizeof *list->rows);
        if (!list->rows)
            abort();
    }
    list->rows[list->n_rows++] = *row;
}

static void make_prefix(feed *f, const shape *s, char prefix[24])
{
    size_t n_digits = 1 + feed_below(f, s->n_digits_max);

    if (s->with_plus && feed_below(f, 2) > 0)
        *prefix++ = '+';
    for (size_t i = 0; i < n_digits; i++)
        *prefix++ = (char)('0' + feed_below(f, s->n_digit_kinds));
    *prefix = '\0';
}

static void make_cost(feed *f, const shape *s, char cost[40])
{
    static const char *const spellings[] = {"0",
                                            "0.0",
                                            "00",
                                            ".0",
                                            "0.",
                                            "1",
                                            "1.0",
                                            "01",
                                            "1.",
                                            "0.5",
                                            ".5",
                                            "5.",
                                            "0.50",
                                            "0.04",
                                            "10",
                                            "9.9",
                                            "9.90",
                                            "0.123456789012345678",
                                            "000009",
                                            "99",
                                            "10",
                                            "10.0",
                                            "9999999",
                                            "9999999.0",
                                            "99999999",
                                            "0.00000000000000000001",
                                            "123456789012345678",
                                            "123456789012345679",
                                            "12345678901234567.8",
                                            "0.000000",
                                            "1.000000"};
    size_t which = feed_below(f, s->n_costs);

    if (which < sizeof spellings / sizeof *spellings)
        strcpy(cost, spellings[which]);
    else if (feed_below(f, 4) > 0)
        snprintf(cost, 40, "0.%02u", (unsigned)which % 100);
    else
        snprintf(cost, 40, "%u.%0*u", (unsigned)which % 10, 1 + (int)which % 7, (unsigned)which);
}

static void add_field(buffer *text, feed *f, const char *field, int last)
{
    static const char *const around[][2] = {{"", ""},    {"\"", "\""},   {" ", ""},
                                            {"\t", " "}, {" \"", "\" "}, {"\" ", "\t\""}};
    size_t which = feed_below(f, 12);
    const char *const *pair = around[which < 6 ? which : 0];

    buffer_string(text, pair[0]);
    buffer_string(text, field);
    buffer_string(text, pair[1]);
    if (!last)
        buffer_string(text, ",");
}

/* What may stand between rows and says nothing. */
static void add_nothing(buffer *text, feed *f, const shape *s)
{
    static const char *const nothing[] = {"", " \t", "# 1,2", "#", "#,\"\"", "\t"};

    buffer_string(text, nothing[feed_below(f, 6)]);
    buffer_string(text, s->line_end);
}

static void add_bad_row(scenario_list *list, feed *f, const shape *s)
{
    static const char *const bad[] = {
        "1",          "x,1",     "1,x",      "1,-1",
        "1,1e5",      ",1",      "+,1",      "1234567890123456,1",
        "1,",         "#REF!,1", "\"1\"2,3", "++1,1",
        "1,1,\r1",    "1,.",     "93-70,1",  "1,0.1234567890123456789",
        "4.47E+11,1", "1,$1",    "\"\",1"};

    buffer_string(&list->text, bad[feed_below(f, sizeof bad / sizeof *bad)]);
    buffer_string(&list->text, s->line_end);
    list->n_bad_rows++;
}

/* What may stand behind the columns that count. */
static void add_columns(buffer *text, feed *f, const shape *s)
{
    static const char *const columns[] = {",",      ",x",     ",\"a,\"\"b\"\"\nc\"",
                                          ",1,2,3", ", \"\"", ",\"\r\n+1,7\r\n\""};
    size_t which = feed_below(f, 16);

    if (which < 6)
        buffer_string(text, columns[which]);
    buffer_string(text, s->line_end);
}

static void add_rows(scenario_list *list, feed *f, const shape *s)
{
    oracle_row row = {.cost = ""};
    size_t how = s->is_plain ? 8 : feed_below(f, 16);

    if (how == 0)
        add_nothing(&list->text, f, s);
    if (how == 1 && s->with_bad_rows) {
        add_bad_row(list, f, s);
        return;
    }
    make_prefix(f, s, row.prefix);
    make_cost(f, s, row.cost);
    add_row(list, &row);
    if (how < 8) {
        add_field(&list->text, f, row.prefix, 0);
        add_field(&list->text, f, row.cost, 1);
        add_columns(&list->text, f, s);
    } else {
        buffer_string(&list->text, row.prefix);
        buffer_string(&list->text, ",");
        buffer_string(&list->text, row.cost);
        buffer_string(&list->text, s->line_end);
    }
}

static void make_list(scenario_list *list, feed *f, size_t n_rows_max)
{
    static const char *const starts[] = {
        "",          "prefix,cost\n", "\xef\xbb\xbf", "\xef\xbb\xbf\"Code\",Rate,x\r\n",
        "# 5,5\n\n", "a,b\r\n"};
    shape s = {.n_digit_kinds = 1 + feed_below(f, 10),
               .n_digits_max = 1 + feed_below(f, RC_PREFIX_DIGITS_MAX),
               .n_costs = 1 + feed_below(f, 2000),
               .with_plus = feed_below(f, 3) > 0,
               .with_bad_rows = feed_below(f, 4) == 1,
               .is_plain = feed_below(f, 2) == 1,
               .line_end = feed_below(f, 2) ? "\r\n" : "\n"};
    size_t n_rows = feed_below(f, n_rows_max), start = feed_below(f, 12);

    buffer_string(&list->text, start < 6 ? starts[start] : "");
    for (size_t i = 0; i < n_rows && !feed_is_over(f); i++)
        add_rows(list, f, &s);
    if (list->text.n_bytes > 0 && feed_below(f, 2) > 0 &&
        list->text.bytes[list->text.n_bytes - 1] == '\n')
        list->text.n_bytes--; /* the last line end may be missing */
}

static void make_lists(scenario *s, feed *f, size_t n_rows_max)
{
    static const char *const names[] = {"red", "b,lue", "gr\"een", "a name"};

    s->n_lists = 1 + feed_below(f, SCENARIO_CARRIERS_MAX);
    for (size_t i = 0; i < s->n_lists; i++) {
        strcpy(s->lists[i].name, names[i]);
        make_list(&s->lists[i], f, n_rows_max);
    }
}

/* ---- Options ---- */

static void make_fields(rc_answer_options *o, feed *f)
{
    size_t n = feed_below(f, RC_FIELDS_MAX + 1);

    for (size_t i = 0; i < n; i++) {
        rc_field field = (rc_field)(RC_FIELD_COST + feed_below(f, RC_FIELDS_MAX));
        for (size_t k = 0; k < i; k++)
            if (o->fields[k] == field)
                return;
        o->fields[i] = field;
    }
}

static int is_ranked(const rc_answer_options *o)
{
    for (int i = 0; i < RC_FIELDS_MAX; i++)
        if (o->fields[i] == RC_FIELD_PREFIX)
            return 1;
    return o->rank > 1;
}

static void make_options(scenario *s, feed *f)
{
    static const char *const no_routes[] = {"", "none", "-1", "a,b", "no route at all, sorry"};
    rc_load_options *l = &s->load_options;
    rc_answer_options *a = &s->answer_options;

    l->delimiter = ','; /* a tab in front of the first row could be one */
    l->duplicates = (rc_duplicates)feed_below(f, 4);
    l->plus_optional = (int)feed_below(f, 2);
    l->skip_bad_rows = (int)feed_below(f, 2);
    l->n_threads = feed_below(f, 8) == 7 ? 2 + (unsigned)feed_below(f, 6) : 1;
    a->n_threads = feed_below(f, 8) == 7 ? 2 + (unsigned)feed_below(f, 6) : 1;
    a->line_buffered = feed_below(f, 8) == 7;
    a->rank = feed_below(f, 2) ? (unsigned)feed_below(f, 6) : 0;
    make_fields(a, f);
    l->keep_carriers = is_ranked(a) || feed_below(f, 2);
    size_t no_route = feed_below(f, 10);
    if (no_route < 5)
        a->no_route = (rc_text){no_routes[no_route], strlen(no_routes[no_route])};
}

/* ---- Answers ---- */

static void add_field_of(const scenario *s, buffer *to, rc_field field, const oracle *lists,
                         const oracle_offer *offer)
{
    const char *name = s->lists[offer->carrier].name;

    if (field == RC_FIELD_COST)
        buffer_string(to, offer->row->cost);
    if (field == RC_FIELD_PREFIX)
        buffer_string(to, oracle_prefix(&lists[offer->carrier], offer->row));
    if (field != RC_FIELD_CARRIER)
        return;
    int is_quoted = strpbrk(name, ",\"") != NULL;
    buffer_string(to, is_quoted ? "\"" : "");
    for (; *name; name++) {
        buffer_add(to, name, 1);
        buffer_string(to, *name == '"' ? "\"" : "");
    }
    buffer_string(to, is_quoted ? "\"" : "");
}

/* Adds what follows a number: the fields of its offers, or what stands where there are none. */
static void add_tail(scenario *s, const oracle *lists, const oracle_offer *offers, size_t n_offers,
                     const char *no_cost)
{
    const rc_answer_options *a = &s->answer_options;
    rc_field only_cost[RC_FIELDS_MAX] = {RC_FIELD_COST};
    const rc_field *fields = a->fields[0] == RC_FIELD_NONE ? only_cost : a->fields;
    size_t n_ranks = a->rank > 0 ? a->rank : 1;

    for (size_t rank = 0; rank < n_ranks; rank++)
        for (int i = 0; i < RC_FIELDS_MAX && fields[i] != RC_FIELD_NONE; i++) {
            buffer_string(&s->expected, ",");
            if (rank < n_offers)
                add_field_of(s, &s->expected, fields[i], lists, &offers[rank]);
            else if (rank == 0 && fields[i] == RC_FIELD_COST)
                buffer_string(&s->expected, no_cost);
        }
}

static void expect_number(scenario *s, const oracle *lists, const char *number)
{
    oracle_offer offers[SCENARIO_CARRIERS_MAX];
    size_t n_offers = oracle_rank(lists, s->n_lists, number, offers);
    const char *no_route = s->answer_options.no_route.bytes;

    s->stats.n_numbers++;
    s->stats.n_routed += n_offers > 0;
    s->stats.n_plus_numbers += *number == '+';
    add_tail(s, lists, offers, n_offers, no_route ? no_route : "0");
}

enum { NUMBER_BYTES = 64 };

static void make_number(const scenario *s, feed *f, char number[NUMBER_BYTES])
{
    const scenario_list *list = &s->lists[feed_below(f, s->n_lists)];
    size_t length = 0, n_more = feed_below(f, 18);

    number[0] = '\0';
    if (list->n_rows > 0 && feed_below(f, 8) > 0) {
        strcpy(number,
               list->rows[feed_below(f, list->n_rows < 65536 ? list->n_rows : 65536)].prefix);
        length = strlen(number);
        if (feed_below(f, 3) == 1)
            length = 1 + feed_below(f, length);
        if (feed_below(f, 8) == 1 && number[0] == '+')
            memmove(number, number + 1, length--);
        if (length > 1 && feed_below(f, 6) == 1)
            number[length - 1] = (char)('0' + feed_below(f, 10));
    } else if (feed_below(f, 2) > 0) {
        number[length++] = '+';
    }
    if (length == 0 || (length == 1 && number[0] == '+'))
        n_more++;
    for (; n_more > 0; n_more--)
        number[length++] = (char)('0' + feed_below(f, 10));
    number[length] = '\0';
}

/* Adds a line that holds a number, maybe with blanks around. */
static void add_number(scenario *s, feed *f, const oracle *lists)
{
    static const char *const blanks[] = {"", " ", "\t", "  \t ", "                      "};
    char number[NUMBER_BYTES];
    size_t at = s->numbers.n_bytes, before = feed_below(f, 20), behind = feed_below(f, 20);

    make_number(s, f, number);
    buffer_string(&s->numbers, before < 5 ? blanks[before] : "");
    buffer_string(&s->numbers, number);
    buffer_string(&s->numbers, behind < 5 ? blanks[behind] : "");
    buffer_add(&s->expected, s->numbers.bytes + at, s->numbers.n_bytes - at);
    expect_number(s, lists, number);
}

/* Adds a line that holds none. */
static void add_other_line(scenario *s, feed *f)
{
    static const char *const lines[] = {"",
                                        " ",
                                        "\t\t",
                                        "abc",
                                        "+",
                                        "1a",
                                        "+1 5",
                                        "1+",
                                        "\"1\"",
                                        "\r1",
                                        "1234567890123456789012345x",
                                        "\357\273\2771"};
    enum { N_BLANK = 3, N_LINES = sizeof lines / sizeof *lines };
    size_t which = feed_below(f, s->numbers.n_bytes > 0 ? N_LINES : N_LINES - 1);

    buffer_string(&s->numbers, lines[which]);
    buffer_string(&s->expected, lines[which]);
    if (which < N_BLANK)
        return;
    s->stats.n_invalid++;
    add_tail(s, NULL, NULL, 0, "");
}

static void make_numbers(scenario *s, feed *f, size_t n_max)
{
    oracle lists[SCENARIO_CARRIERS_MAX];
    size_t n = feed_below(f, n_max), line_end = feed_below(f, 3);

    for (size_t i = 0; i < s->n_lists; i++)
        lists[i] = (oracle){s->lists[i].rows, s->lists[i].n_rows, s->load_options.duplicates,
                            s->load_options.plus_optional};
    for (size_t i = 0; i < n && !feed_is_over(f); i++) {
        if (feed_below(f, 12) == 1)
            add_other_line(s, f);
        else
            add_number(s, f, lists);
        buffer_string(&s->numbers, line_end == 1 ? "\r\n" : "\n");
        buffer_string(&s->expected, "\n");
    }
    if (line_end == 2 && s->numbers.n_bytes > 1 && s->numbers.bytes[s->numbers.n_bytes - 2] != '\n')
        s->numbers.n_bytes--;
}

/* What loading comes to. */
static int judge(const scenario *s)
{
    for (size_t i = 0; i < s->n_lists; i++) {
        const scenario_list *list = &s->lists[i];
        oracle o = {list->rows, list->n_rows, RC_DUPLICATES_ERROR, s->load_options.plus_optional};
        if (list->n_bad_rows > 0 && !s->load_options.skip_bad_rows)
            return RC_ERROR_LIST;
        if (list->n_rows == 0)
            return RC_ERROR_EMPTY;
        if (s->load_options.duplicates == RC_DUPLICATES_ERROR && !s->load_options.skip_bad_rows &&
            oracle_count(&o) < list->n_rows)
            return RC_ERROR_LIST;
    }
    return RC_OK;
}

void scenario_make(scenario *s, feed *f, size_t n_rows_max, size_t n_numbers_max)
{
    *s = (scenario){0};
    make_options(s, f);
    make_lists(s, f, n_rows_max);
    s->load_code = judge(s);
    s->compiled = (unsigned)feed_below(f, 3) == 1 ? (unsigned)feed_below(f, 32) : 0;
    if (s->compiled >> s->n_lists & 1)
        s->load_options.keep_carriers = 1;
    if (s->load_code == RC_OK)
        make_numbers(s, f, n_numbers_max);
}

void scenario_free(scenario *s)
{
    for (size_t i = 0; i < s->n_lists; i++) {
        buffer_free(&s->lists[i].text);
        free(s->lists[i].rows);
    }
    buffer_free(&s->numbers);
    buffer_free(&s->expected);
}

/* ---- Running ---- */

static memory_source source_of(const buffer *b, size_t n_at_once)
{
    memory_source source = memory_source_of(b->bytes, b->n_bytes);
    source.n_at_once = n_at_once;
    return source;
}

/* Reads a stream as a named carrier's list, or, without a name, as a compiled table. */
static void read_list(rc_builder *builder, const char *name, const buffer *text, size_t n_at_once,
                      rc_error *error)
{
    memory_source source = source_of(text, n_at_once);

    if (name)
        EXPECT(rc_builder_begin(builder, (rc_text){name, strlen(name)}, error) == RC_OK);
    if (rc_builder_read(builder, memory_reader(&source), error) == RC_OK)
        rc_builder_end(builder, error);
    EXPECT(error->code == RC_OK || error->code == RC_ERROR_LIST || error->code == RC_ERROR_EMPTY);
}

static rc_builder *new_builder(const scenario *s, fault_count *faults)
{
    rc_load_options options = s->load_options;

    faults->may_go_back = 1;
    options.on_fault = count_fault;
    options.fault_context = faults;
    rc_builder *builder = rc_builder_new(&options);
    if (!builder)
        abort();
    return builder;
}

static buffer save(const rc_table *table)
{
    memory_sink sink = {.fail_at = NEVER};

    EXPECT(rc_table_save(table, memory_writer(&sink), NULL) == RC_OK);
    return sink.taken;
}

/* A list as a compiled table. */
static buffer compile(const scenario *s, const scenario_list *list, size_t n_at_once)
{
    fault_count faults = {0};
    rc_error error = {.code = RC_OK};
    rc_table *table = NULL;
    rc_builder *builder = new_builder(s, &faults);

    read_list(builder, list->name, &list->text, n_at_once, &error);
    EXPECT(rc_builder_seal(builder, &table, &error) == RC_OK);
    rc_builder_free(builder);
    buffer image = save(table);
    rc_table_free(table);
    return image;
}

static rc_table *load_image(const scenario *s, const buffer *image, size_t n_at_once)
{
    fault_count faults = {0};
    rc_error error = {.code = RC_OK};
    rc_table *table = NULL;
    rc_builder *builder = new_builder(s, &faults);

    read_list(builder, NULL, image, n_at_once, &error);
    EXPECT(rc_builder_seal(builder, &table, &error) == RC_OK);
    rc_builder_free(builder);
    return table;
}

/* The table, or NULL where there should be none. */
static rc_table *load(const scenario *s, size_t n_at_once)
{
    fault_count faults = {0};
    rc_table *table = NULL;
    rc_error error = {.code = RC_OK};
    rc_builder *builder = new_builder(s, &faults);

    for (size_t i = 0; i < s->n_lists; i++) {
        const scenario_list *list = &s->lists[i];
        rc_error read_error = {.code = RC_OK};
        if (s->load_code == RC_OK && (s->compiled >> i & 1)) {
            buffer image = compile(s, list, n_at_once);
            read_list(builder, NULL, &image, n_at_once, &read_error);
            buffer_free(&image);
        } else {
            read_list(builder, list->name, &list->text, n_at_once, &read_error);
        }
    }
    EXPECT(rc_builder_seal(builder, &table, &error) == s->load_code);
    EXPECT((table != NULL) == (s->load_code == RC_OK));
    EXPECT(table || is_showable(&error));
    rc_builder_free(builder);
    if (!table || !(s->compiled >> s->n_lists & 1))
        return table;
    buffer image = save(table);
    rc_table_free(table);
    table = load_image(s, &image, n_at_once);
    buffer_free(&image);
    return table;
}

/* Shows the first line that differs. */
static void show_difference(const buffer *got, const buffer *expected)
{
    size_t at = 0;

    while (at < got->n_bytes && at < expected->n_bytes && got->bytes[at] == expected->bytes[at])
        at++;
    while (at > 0 && expected->bytes[at - 1] != '\n')
        at--;
    fprintf(stderr, "got      %.*s\nexpected %.*s\n", (int)strcspn(got->bytes + at, "\n"),
            got->bytes + at, (int)strcspn(expected->bytes + at, "\n"), expected->bytes + at);
}

void scenario_run(const scenario *s, size_t n_at_once)
{
    rc_table *table = load(s, n_at_once);
    memory_source source = source_of(&s->numbers, n_at_once);
    memory_sink sink = {.fail_at = NEVER};
    rc_answer_stats stats;

    if (!table)
        return;
    EXPECT(rc_answer(table, memory_reader(&source), memory_writer(&sink), &s->answer_options,
                     &stats, NULL) == RC_OK);
    buffer expected = s->expected;
    if (sink.taken.n_bytes != expected.n_bytes ||
        (expected.n_bytes > 0 && memcmp(sink.taken.bytes, expected.bytes, expected.n_bytes) != 0)) {
        buffer_string(&sink.taken, "");
        if (expected.bytes)
            show_difference(&sink.taken, &expected);
        EXPECT(0 /* the answer is the oracle's */);
    }
    EXPECT(stats.n_numbers == s->stats.n_numbers && stats.n_routed == s->stats.n_routed);
    EXPECT(stats.n_invalid == s->stats.n_invalid);
    EXPECT(stats.n_plus_numbers == s->stats.n_plus_numbers);
    rc_table_free(table);
    buffer_free(&sink.taken);
}
