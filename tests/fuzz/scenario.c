/* A whole run made of decisions: see scenario.h. */
#include "scenario.h"

#include <stdlib.h>
#include <string.h>

/* ---- Options ---- */

enum { N_FIELDS = 3 }; /* of numbers */

static void make_fields(rc_answer_options *o, feed *f)
{
    size_t n = feed_below(f, N_FIELDS + 1);

    for (size_t i = 0; i < n; i++) {
        rc_field field = (rc_field)(RC_FIELD_COST + feed_below(f, N_FIELDS));
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

/* How all lists are written, as far as options tell. */
static void make_dialect(rc_load_options *l, feed *f)
{
    size_t which = feed_below(f, 12);

    l->decimal_comma = which == 1;
    l->header = feed_below(f, 6) < 4 ? RC_HEADER_AUTO : (rc_header)feed_below(f, 3);
    l->n_skipped_lines = which == 2 ? feed_below(f, 4) : 0;
    if (which == 3 || which == 4) {
        l->prefix_column.number = 3;
        l->cost_column.number = 1 + feed_below(f, 2);
    }
    if (which >= 5 && which < 7 && l->duplicates != RC_DUPLICATES_ERROR) {
        l->effective_column.number = 3;
        l->at = 20240000 + 100 * (1 + (rc_date)feed_below(f, 12)) + 1 + (rc_date)feed_below(f, 28);
    }
    if (feed_below(f, 8) == 1)
        l->delimiter = ",;\t|:"[feed_below(f, 5)];
}

static rc_text text_of(const char *text)
{
    return (rc_text){text, strlen(text)};
}

/* What the prefixes and costs of all lists are like. */
static void make_rules(rc_load_options *l, feed *f)
{
    static const rc_text blocked[] = {{"N/A", 3}, {"closed", 6}};
    static const char *const starts[] = {"+", "4", "44", "+1", "12345"};
    static const char *const signs[] = {"EUR", "\xe2\x82\xac"};
    static const char *const factors[] = {"1.5", "10", "0.001", "1.0800", "0"};

    if (feed_below(f, 3) == 1) {
        l->blocked = blocked;
        l->n_blocked = 2;
    }
    if (feed_below(f, 8) == 1)
        l->prepend = text_of(starts[feed_below(f, 5)]);
    if (feed_below(f, 8) == 1)
        l->currency = text_of(signs[feed_below(f, 2)]);
    if (feed_below(f, 8) == 1)
        l->factor = text_of(factors[feed_below(f, 5)]);
}

static void make_options(scenario *s, feed *f)
{
    static const char *const no_routes[] = {"", "none", "-1", "a,b", "no route at all, sorry"};
    rc_load_options *l = &s->load_options;
    rc_answer_options *a = &s->answer_options;

    l->duplicates = (rc_duplicates)feed_below(f, 4);
    l->plus_optional = (int)feed_below(f, 2);
    l->skip_bad_rows = (int)feed_below(f, 2);
    l->n_threads = feed_below(f, 8) == 7 ? 2 + (unsigned)feed_below(f, 6) : 1;
    a->n_threads = feed_below(f, 8) == 7 ? 2 + (unsigned)feed_below(f, 6) : 1;
    a->line_buffered = feed_below(f, 8) == 7;
    a->rank = feed_below(f, 2) ? (unsigned)feed_below(f, 6) : 0;
    a->answers_only = feed_below(f, 6) == 1;
    make_fields(a, f);
    make_dialect(l, f);
    make_rules(l, f);
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
            buffer_string(&s->expected, a->answers_only && rank == 0 && i == 0 ? "" : ",");
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
    if (!s->answer_options.answers_only)
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
    if (!s->answer_options.answers_only)
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

static void make_lists(scenario *s, feed *f, size_t n_rows_max)
{
    static const char *const names[] = {"red", "b,lue", "gr\"een", "a name"};

    s->n_lists = 1 + feed_below(f, SCENARIO_CARRIERS_MAX);
    for (size_t i = 0; i < s->n_lists; i++) {
        strcpy(s->lists[i].name, names[i]);
        scenario_make_list(&s->lists[i], f, &s->load_options, n_rows_max);
    }
}

/* What loading comes to. */
static rc_code judge(const scenario *s)
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
    if (s->load_options.factor.length > 0)
        s->compiled &= 1u << s->n_lists; /* tables beside a factor are refused */
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
        free(s->lists[i].days);
    }
    buffer_free(&s->numbers);
    buffer_free(&s->expected);
}
