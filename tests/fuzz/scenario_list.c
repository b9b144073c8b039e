/* Makes a list in one of the forms that lists have: see scenario.h. */
#include "scenario.h"

#include <stdlib.h>
#include <string.h>

/* What the rows of a list are like. */
typedef struct shape {
    const rc_load_options *options;
    size_t n_digit_kinds, n_digits_max, n_costs;
    int with_plus, with_bad_rows, is_plain;
    int is_turned; /* the header says that the columns stand the other way round */
    char delimiter[2];
    int is_told; /* an option or a header tells the delimiter */
    const char *line_end;
} shape;

/* A row of the list in text: several routes may come from it. */
typedef struct text_row {
    char prefixes[128], date[16];
    char cost[40], written[48]; /* what the cost is, and how the row writes it */
    rc_date day;
    size_t first_route;
} text_row;

/* ---- What rows say ---- */

static void add_route(scenario_list *list, const oracle_row *row, rc_date day)
{
    if (list->n_rows == list->capacity) {
        list->capacity = 2 * list->capacity + 16;
        list->rows = realloc(list->rows, list->capacity * sizeof *list->rows);
        list->days = realloc(list->days, list->capacity * sizeof *list->days);
        if (!list->rows || !list->days)
            abort();
    }
    list->days[list->n_rows] = day;
    list->rows[list->n_rows++] = *row;
}

/* Adds the fewest prefixes that stand for the numbers from low to high, behind the n digits at
 * hand: those whose numbers are all among them. */
static void add_range(scenario_list *list, oracle_row *row, size_t n_plus, size_t n,
                      const char *low, const char *high, rc_date day)
{
    size_t length = strlen(low);

    for (char digit = '0'; digit <= '9'; digit++) {
        char first[24], last[24];
        row->prefix[n_plus + n] = digit;
        row->prefix[n_plus + n + 1] = '\0';
        memset(first, '0', length);
        memset(last, '9', length);
        memcpy(first, row->prefix + n_plus, n + 1);
        memcpy(last, row->prefix + n_plus, n + 1);
        first[length] = last[length] = '\0';
        if (strcmp(first, high) > 0 || strcmp(last, low) < 0)
            continue;
        if (strcmp(first, low) >= 0 && strcmp(last, high) <= 0)
            add_route(list, row, day);
        else
            add_range(list, row, n_plus, n + 1, low, high, day);
    }
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

/* Makes a range of what begins with a prefix, or leaves the prefix alone. */
static void make_range(scenario_list *list, feed *f, oracle_row *row, text_row *text)
{
    char low[24], high[24], *digits = row->prefix + (row->prefix[0] == '+');
    size_t n_plus = row->prefix[0] == '+', length = strlen(digits);
    size_t n_open = 1 + feed_below(f, length < 4 ? length : 4);

    strcpy(low, digits);
    strcpy(high, digits);
    for (size_t i = length - n_open; i < length; i++) {
        low[i] = (char)('0' + feed_below(f, 10));
        high[i] = (char)('0' + feed_below(f, 10));
    }
    if (feed_below(f, 2) > 0) { /* to where it folds */
        low[length - 1] = '0';
        high[length - 1] = '9';
    }
    if (strcmp(low, high) > 0)
        strcpy(low, high);
    snprintf(text->prefixes + strlen(text->prefixes), 64, "%s%s-%s%s", n_plus ? "+" : "", low,
             n_plus ? "+" : "", high);
    add_range(list, row, n_plus, 0, low, high, text->day);
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

/* One, two or three prefixes or ranges. */
static void make_prefixes(scenario_list *list, feed *f, const shape *s, text_row *text)
{
    static const char *const separators[] = {";", ",", "|", " ", "\t", " ; ", ", ", " | "};
    const char *separator = separators[feed_below(f, 8)];
    size_t n = s->is_plain || feed_below(f, 4) > 0 ? 1 : 1 + feed_below(f, 3);

    text->prefixes[0] = '\0';
    text->first_route = list->n_rows;
    for (size_t i = 0; i < n; i++) {
        oracle_row row;
        strcpy(row.cost, text->cost);
        make_prefix(f, s, row.prefix);
        if (i > 0)
            strcat(text->prefixes, separator);
        if (!s->is_plain && feed_below(f, 4) == 1) {
            make_range(list, f, &row, text);
            continue;
        }
        strcat(text->prefixes, row.prefix);
        add_route(list, &row, text->day);
    }
}

/* ---- How they are written ---- */

/* Writes a field, in quotes if it must be, or so it happens. */
static void add_field(buffer *text, feed *f, const shape *s, const char *field, int must_quote)
{
    static const char *const around[][2] = {{"", ""},   {"\"", "\""},   {" ", ""},
                                            {" ", " "}, {" \"", "\" "}, {"\" ", " \""}};
    size_t which = s->is_plain ? 0 : feed_below(f, 12);
    int is_quoted = which == 1 || which == 4 || which == 5;

    if ((must_quote || strchr(field, s->delimiter[0])) && !is_quoted)
        which = 1;
    buffer_string(text, around[which < 6 ? which : 0][0]);
    buffer_string(text, field);
    buffer_string(text, around[which < 6 ? which : 0][1]);
}

/* What may stand between rows and says nothing. */
static void add_nothing(buffer *text, feed *f, const shape *s)
{
    static const char *const nothing[] = {"", " ", "# 1,2", "#", "#,\"\"", "  "};

    buffer_string(text, nothing[feed_below(f, 6)]);
    buffer_string(text, s->line_end);
}

static void add_bad_row(scenario_list *list, feed *f, const shape *s)
{
    static const char *const bad[] = {
        "1",          "x,1",     "1,x",      "1,-1",
        "1,1e+",      ",1",      "+,1",      "1234567890123456,1",
        "1,",         "#REF!,1", "\"1\"2,3", "++1,1",
        "1,1,\r1",    "1,.",     "1-,1",     "1,0.1234567890123456789",
        "4.47E+11,1", "1,$1",    "\"\",1",   "1-22,1",
        "2-1,1",      "1-+2,1",  "1;;2,1"};

    const char *row = bad[feed_below(f, sizeof bad / sizeof *bad)];

    /* The commas delimit and nothing else could, or the row has one field. */
    int is_clear =
        s->delimiter[0] == ',' ? s->is_told || !strchr(row, ';') : !strchr(row, s->delimiter[0]);
    buffer_string(&list->text, is_clear ? row : "1");
    buffer_string(&list->text, s->line_end);
    list->n_bad_rows++;
}

/* What may stand behind the columns that count. */
static void add_columns(buffer *text, feed *f, const shape *s)
{
    static const char *const columns[] = {"",   "x",     "\"a,\"\"b\"\"\nc\"",
                                          "1x", " \"\"", "\"\r\n+1,7\r\n\""};
    size_t which = s->is_plain ? 8 : feed_below(f, 16);

    if (which < 6) {
        buffer_string(text, s->delimiter);
        buffer_string(text, columns[which]);
    }
    buffer_string(text, s->line_end);
}

/* Writes the fields in the order that options or header have. */
static void write_row(buffer *text, feed *f, const shape *s, text_row *row)
{
    const rc_load_options *o = s->options;
    size_t prefix_at = s->is_turned ? 1 : 0, cost_at = s->is_turned ? 0 : 1;
    int is_quoted = o->decimal_comma && s->delimiter[0] == ',';

    if (o->prefix_column.number > 0) {
        prefix_at = o->prefix_column.number - 1;
        cost_at = o->cost_column.number - 1;
    }
    for (size_t i = 0; i < 2 || i <= prefix_at || (o->at && i < 3); i++) {
        if (i > 0)
            buffer_string(text, s->delimiter);
        if (i == prefix_at)
            add_field(text, f, s, row->prefixes, !s->is_told && strpbrk(row->prefixes, ",;\t|"));
        else if (i == cost_at)
            add_field(text, f, s, row->written, is_quoted);
        else if (o->at && i == 2)
            add_field(text, f, s, row->date, 0);
        else
            buffer_string(text, "x");
    }
    add_columns(text, f, s);
}

static void add_row(scenario_list *list, feed *f, const shape *s)
{
    text_row row = {.day = 0};
    size_t how = s->is_plain ? 8 : feed_below(f, 16);

    if (how == 0)
        add_nothing(&list->text, f, s);
    if (how == 1 && s->with_bad_rows && !s->is_turned) {
        add_bad_row(list, f, s);
        return;
    }
    if (s->options->at) {
        unsigned month = 1 + (unsigned)feed_below(f, 12), day = 1 + (unsigned)feed_below(f, 28);
        row.day = 20240000 + 100 * month + day;
        snprintf(row.date, sizeof row.date, "2024-%02u-%02u", month % 13, day % 32);
    }
    make_cost(f, s, row.cost);
    scenario_spell_cost(f, s->options, row.cost, row.written);
    make_prefixes(list, f, s, &row);
    write_row(&list->text, f, s, &row);
}

/* Puts what the options put in front of all prefixes. */
static void prepend(scenario_list *list, const rc_load_options *o)
{
    for (size_t i = 0; i < list->n_rows; i++) {
        char *prefix = list->rows[i].prefix;
        memmove(prefix + o->prepend.length, prefix, strlen(prefix) + 1);
        memcpy(prefix, o->prepend.bytes, o->prepend.length);
    }
}

/* Takes out what begins too late, and what later rows of the prefix have replaced. */
static void drop_dated(scenario_list *list, const rc_load_options *o)
{
    size_t n_kept = 0;
    oracle by_plus = {.plus_optional = o->plus_optional};
    char *stays = malloc(list->n_rows + 1);

    if (!stays)
        abort();
    for (size_t i = 0; i < list->n_rows; i++) {
        const char *prefix = oracle_prefix(&by_plus, &list->rows[i]);
        stays[i] = list->days[i] <= o->at;
        for (size_t k = 0; k < list->n_rows && stays[i]; k++)
            if (list->days[k] > list->days[i] && list->days[k] <= o->at &&
                strcmp(prefix, oracle_prefix(&by_plus, &list->rows[k])) == 0)
                stays[i] = 0;
    }
    for (size_t i = 0; i < list->n_rows; i++)
        if (stays[i])
            list->rows[n_kept++] = list->rows[i];
    list->n_rows = n_kept;
    free(stays);
}

/* The header, if there is one; what delimits has to be told by it where it is not the comma. */
static void add_header(buffer *text, feed *f, shape *s)
{
    static const char *const names[][2] = {{"prefix", "cost"},
                                           {"Area_Code", "Price (EUR)"},
                                           {"\" Dial  Code\"", "Rate"},
                                           {"CODES", "rate_cost"}};
    const rc_load_options *o = s->options;
    int is_told = o->delimiter || s->delimiter[0] == ',';
    size_t which = feed_below(f, 8);

    if (o->header == RC_HEADER_NO || (o->header == RC_HEADER_AUTO && is_told && which > 3))
        return;
    s->is_told = 1;
    s->is_turned = o->prefix_column.number == 0 && feed_below(f, 2) > 0;
    buffer_string(text, names[which % 4][s->is_turned]);
    buffer_string(text, s->delimiter);
    buffer_string(text, names[which % 4][!s->is_turned]);
    buffer_string(text, s->delimiter);
    buffer_string(text, "third");
    buffer_string(text, s->line_end);
}

static void add_start(buffer *text, feed *f, shape *s)
{
    static const char *const preamble[] = {"a \"preamble\n", "1,2\r\n", "\n", "\"\n"};

    if (feed_below(f, 6) == 1)
        buffer_string(text, "\xef\xbb\xbf");
    for (uint64_t i = 0; i < s->options->n_skipped_lines; i++)
        buffer_string(text, preamble[feed_below(f, 4)]);
    if (feed_below(f, 6) == 1)
        add_nothing(text, f, s);
    add_header(text, f, s);
}

void scenario_make_list(scenario_list *list, feed *f, const rc_load_options *options,
                        size_t n_rows_max)
{
    shape s = {.options = options,
               .n_digit_kinds = 1 + feed_below(f, 10),
               .n_digits_max = 1 + feed_below(f, RC_PREFIX_DIGITS_MAX),
               .n_costs = 1 + feed_below(f, 2000)};
    size_t n_rows = feed_below(f, n_rows_max);

    s.with_plus = feed_below(f, 3) > 0 && options->prepend.length == 0;
    if (s.n_digits_max > RC_PREFIX_DIGITS_MAX - options->prepend.length)
        s.n_digits_max = RC_PREFIX_DIGITS_MAX - options->prepend.length;
    s.with_bad_rows = feed_below(f, 4) == 1;
    s.is_plain = feed_below(f, 2) == 1;
    s.line_end = feed_below(f, 2) ? "\r\n" : "\n";
    s.delimiter[0] = options->delimiter ? options->delimiter
                     : options->header == RC_HEADER_NO || feed_below(f, 2) > 0
                         ? ','
                         : ",;\t|"[feed_below(f, 4)];
    s.is_told = options->delimiter != 0;
    add_start(&list->text, f, &s);
    for (size_t i = 0; i < n_rows && !feed_is_over(f); i++)
        add_row(list, f, &s);
    if (options->prepend.length > 0)
        prepend(list, options);
    if (options->at)
        drop_dated(list, options);
    if (list->text.n_bytes > 0 && feed_below(f, 2) > 0 &&
        list->text.bytes[list->text.n_bytes - 1] == '\n')
        list->text.n_bytes--; /* the last line end may be missing */
}
