/* Fuzz target: bytes as the decisions that make route lists with terms of calls, and call records.
 *
 * What is written behind the records, or the totals in their place, must be what the oracle's
 * offers cost when they are worked out as on paper. */
#include "compiled.h"
#include "routecost_calls.h"
#include "support_decimal.h"
#include "support_oracle.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { LISTS_MAX = 3, ROWS_MAX = 24, RECORDS_MAX = 30, VALUE_BYTES = 24 };

#define N_ELEMENTS(array) (sizeof(array) / sizeof *(array))

/* ---- What lists and records say ---- */

static const struct {
    const char *text, *first, *next; /* in one column, and in two */
    rc_increment seconds;
} increments[] = {{"", "", "", {0, 0}},        {"60/6", "60", "6", {60, 6}},
                  {"1", "1", "", {1, 1}},      {"30/1", "30", "1", {30, 1}},
                  {"60", " 60", "", {60, 60}}, {"9999/7", "9999", "7", {9999, 7}}};
static const char *const fees[] = {"", "0", "0.5", "1.25", ".0000000000000001", "999999"};
static const struct {
    const char *text, *in_list;
} notes[] = {
    {"", ""},       {"a", "a"},    {"a,b", "\"a,b\""}, {"b", " b\t"}, {"q\"x", "\"q\"\"x\""},
    {"x;y", "x;y"}, {"c d", "c d"}};
static const char *const costs[] = {"0",    "0.04", ".5",       "0.50",
                                    "1.00", "3.",   "99999999", "0.0000000000000001"};
static const struct {
    const char *text;
    uint64_t n_seconds;
    bool is_valid;
} durations[] = {{"63", 63, true},
                 {"1", 1, true},
                 {"0", 0, true},
                 {"62.4", 63, true},
                 {"1:03", 63, true},
                 {"0:01:03", 63, true},
                 {"100:00:00", 360000, true},
                 {"999999999999999", 999999999999999, true},
                 {"", 0, false},
                 {"-1", 0, false},
                 {"1:60", 0, false}};
static const char *const names[LISTS_MAX] = {"red", "b,l;ue", "gr\"een"};

typedef struct terms {
    size_t increment, fee, note;
} terms;

/* A carrier's list. */
typedef struct list {
    oracle_row rows[ROWS_MAX];
    terms of_rows[ROWS_MAX];
    terms defaults;
    size_t n_rows;
    buffer text;
} list;

typedef struct run {
    list lists[LISTS_MAX];
    oracle oracles[LISTS_MAX];
    size_t n_lists;
    char delimiter; /* of the records */
    rc_load_options load;
    rc_answer_options answer;
    rc_call_options calls;
    buffer records, expected;
    uint64_t n_invalid;
} run;

/* ---- Lists ---- */

static void add_row(run *r, list *l, feed *f)
{
    static const char *const blocked[] = {"blocked", " BLOCKED", "n/a"};
    oracle_row *row = &l->rows[l->n_rows];
    terms *t = &l->of_rows[l->n_rows++];
    size_t length = 1 + feed_below(f, 4), i;
    const char *cost = "";

    for (i = 0; i < length; i++)
        row->prefix[i] = (char)('1' + feed_below(f, 3));
    row->prefix[i] = '\0';
    *t = (terms){feed_below(f, N_ELEMENTS(increments)), feed_below(f, N_ELEMENTS(fees)),
                 feed_below(f, N_ELEMENTS(notes))};
    bool is_blocked = feed_below(f, 8) == 1;
    if (!is_blocked)
        cost = costs[feed_below(f, N_ELEMENTS(costs))];
    strcpy(row->cost, cost);
    const char *fields[] = {row->prefix,
                            is_blocked ? blocked[feed_below(f, 3)] : cost,
                            notes[t->note].in_list,
                            fees[t->fee],
                            r->load.next_column.name.bytes ? increments[t->increment].first
                                                           : increments[t->increment].text,
                            increments[t->increment].next};
    for (i = 0; i < N_ELEMENTS(fields); i++) {
        buffer_string(&l->text, fields[i]);
        buffer_string(&l->text, i + 1 < N_ELEMENTS(fields) ? "," : "\n");
    }
}

/* What the list's own terms are where its rows say nothing. */
static void choose_defaults(list *l, feed *f, rc_load_options *options)
{
    if (feed_below(f, 3) == 1)
        l->defaults.increment = feed_below(f, N_ELEMENTS(increments));
    if (feed_below(f, 3) == 1)
        l->defaults.fee = feed_below(f, N_ELEMENTS(fees));
    options->increment = increments[l->defaults.increment].seconds;
    options->connect_fee = (rc_text){fees[l->defaults.fee], strlen(fees[l->defaults.fee])};
}

static rc_table *load(run *r, feed *f)
{
    rc_builder *builder = rc_builder_new(&r->load);
    rc_table *table = NULL;
    bool is_compiled = feed_below(f, 3) == 1;

    if (!builder)
        abort();
    for (size_t i = 0; i < r->n_lists; i++) {
        list *l = &r->lists[i];
        rc_load_options options = r->load;
        choose_defaults(l, f, &options);
        buffer_string(&l->text, "prefix,cost,note,fee,inc,next\n");
        for (size_t n = 1 + feed_below(f, ROWS_MAX); n > 0; n--)
            add_row(r, l, f);
        memory_source source = memory_source_of(l->text.bytes, l->text.n_bytes);
        EXPECT(rc_builder_set_list_options(builder, &options, NULL) == RC_OK);
        EXPECT(rc_builder_begin_carrier(builder, (rc_text){names[i], strlen(names[i])}, NULL) ==
               RC_OK);
        EXPECT(rc_builder_read(builder, memory_reader(&source), NULL) == RC_OK);
        r->oracles[i] = (oracle){l->rows, l->n_rows, r->load.duplicates, 0};
    }
    EXPECT(rc_builder_seal(builder, &table, NULL) == RC_OK);
    rc_builder_free(builder);
    if (is_compiled) {
        buffer compiled = save_compiled(table);
        rc_table_free(table);
        table = load_compiled(&compiled, 0);
        EXPECT(table != NULL);
        buffer_free(&compiled);
    }
    return table;
}

/* ---- What calls cost ---- */

static const char *or_else(const char *a, const char *b, const char *c)
{
    return *a ? a : *b ? b : *c ? c : "0";
}

static rc_increment increment_of(const run *r, const list *l, const terms *t)
{
    const rc_increment each[] = {
        r->load.increment_column.name.bytes ? increments[t->increment].seconds
                                            : (rc_increment){0, 0},
        increments[l->defaults.increment].seconds, r->calls.charges.increment};

    for (size_t i = 0; i < N_ELEMENTS(each); i++)
        if (each[i].first > 0)
            return each[i];
    return (rc_increment){1, 1};
}

static const terms *terms_of(const run *r, const oracle_offer *offer)
{
    const list *l = &r->lists[offer->carrier];
    return &l->of_rows[offer->row - l->rows];
}

/* Works out an offer's charge. Returns the seconds that are billed. */
static uint64_t charge(const run *r, const oracle_offer *offer, uint64_t n_seconds,
                       char text[DECIMAL_TEXT_BYTES])
{
    const list *l = &r->lists[offer->carrier];
    const rc_charge_options *o = &r->calls.charges;
    const terms *t = terms_of(r, offer);
    rc_increment i = increment_of(r, l, t);
    uint64_t n_billed = n_seconds > 0 ? i.first : 0;

    if (n_seconds > n_billed)
        n_billed += (n_seconds - n_billed + i.next - 1) / i.next * i.next;
    decimal_call call = {offer->row->cost,
                         or_else(r->load.fee_column.name.bytes ? fees[t->fee] : "",
                                 fees[l->defaults.fee], o->connect_fee.bytes),
                         n_billed, o->per > 0 ? o->per : 60, o->has_decimals ? o->decimals : 6};
    decimal_charge(&call, text);
    return n_billed;
}

static void add_quoted(buffer *to, const char *text, char delimiter)
{
    bool is_quoted = strchr(text, delimiter) || strpbrk(text, "\"\r\n");

    if (*text == '\0')
        return;
    buffer_string(to, is_quoted ? "\"" : "");
    for (; *text; text++) {
        buffer_add(to, text, 1);
        buffer_string(to, *text == '"' ? "\"" : "");
    }
    buffer_string(to, is_quoted ? "\"" : "");
}

/* The text of an offer's field; that of a charge is written to charged. */
static const char *text_of(const run *r, rc_field field, const oracle_offer *offer,
                           uint64_t n_seconds, char charged[DECIMAL_TEXT_BYTES])
{
    if (field == RC_FIELD_CHARGE)
        charge(r, offer, n_seconds, charged);
    return field == RC_FIELD_CHARGE    ? charged
           : field == RC_FIELD_COST    ? offer->row->cost
           : field == RC_FIELD_PREFIX  ? offer->row->prefix
           : field == RC_FIELD_CARRIER ? names[offer->carrier]
                                       : notes[terms_of(r, offer)->note].text;
}

/* ---- Records ---- */

static void add_tail(run *r, const char *number, uint64_t n_seconds)
{
    static const rc_field usual[] = {RC_FIELD_COST, RC_FIELD_CHARGE, RC_FIELD_NONE};
    const rc_field *fields = r->answer.fields[0] ? r->answer.fields : usual;
    char charged[DECIMAL_TEXT_BYTES];
    oracle_offer offers[LISTS_MAX];
    size_t n_offers = number ? oracle_rank(r->oracles, r->n_lists, number, offers) : 0;

    for (size_t rank = 0; rank < r->answer.rank; rank++)
        for (const rc_field *field = fields; *field != RC_FIELD_NONE; field++) {
            buffer_add(&r->expected, &r->delimiter, 1);
            if (rank < n_offers)
                add_quoted(&r->expected, text_of(r, *field, &offers[rank], n_seconds, charged),
                           r->delimiter);
            else if (number && rank == 0 && *field == RC_FIELD_COST)
                buffer_string(&r->expected, "0");
        }
    buffer_string(&r->expected, "\n");
}

/* ---- Totals ---- */

typedef struct total {
    char value[VALUE_BYTES];
    uint64_t n_calls, n_seconds, n_billed;
    char charge[DECIMAL_TEXT_BYTES]; /* without its point */
} total;

typedef struct totals {
    total all[RECORDS_MAX];
    size_t n;
} totals;

/* Returns the total of a value; they are kept in order. */
static total *find_total(totals *t, const char *value)
{
    size_t at = 0;

    while (at < t->n && strcmp(t->all[at].value, value) < 0)
        at++;
    if (at == t->n || strcmp(t->all[at].value, value) != 0) {
        memmove(t->all + at + 1, t->all + at, (t->n++ - at) * sizeof *t->all);
        t->all[at] = (total){.charge = "0"};
        strcpy(t->all[at].value, value);
    }
    return &t->all[at];
}

static void add_to_totals(const run *r, totals *t, const char *number, uint64_t n_seconds)
{
    oracle_offer offers[LISTS_MAX];
    char charged[DECIMAL_TEXT_BYTES], sum[DECIMAL_TEXT_BYTES];
    bool is_routed = oracle_rank(r->oracles, r->n_lists, number, offers) > 0;
    total *to = find_total(t, is_routed ? text_of(r, r->calls.summary, &offers[0], 0, NULL) : "");

    to->n_calls++;
    to->n_seconds += n_seconds;
    if (!is_routed)
        return;
    to->n_billed += charge(r, &offers[0], n_seconds, charged);
    char *point = strchr(charged, '.');
    if (point)
        memmove(point, point + 1, strlen(point));
    decimal_sum(to->charge, charged, sum);
    strcpy(to->charge, sum);
}

static void write_totals(run *r, const totals *t)
{
    const rc_charge_options *o = &r->calls.charges;
    unsigned n_decimals = o->has_decimals ? o->decimals : 6;
    rc_field field = r->calls.summary;

    buffer_string(&r->expected, field == RC_FIELD_PREFIX    ? "prefix"
                                : field == RC_FIELD_CARRIER ? "carrier"
                                                            : "Note");
    buffer_string(&r->expected, ",calls,seconds,billed,charge\n");
    for (size_t i = 0; i < t->n; i++) {
        const total *of = &t->all[i];
        char line[160];
        add_quoted(&r->expected, of->value, ',');
        snprintf(line, sizeof line, ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",", of->n_calls,
                 of->n_seconds, of->n_billed);
        buffer_string(&r->expected, line);
        size_t n_digits = strlen(of->charge), n_zeros = 0;
        if (n_digits <= n_decimals)
            n_zeros = n_decimals + 1 - n_digits;
        snprintf(line, sizeof line, "%.*s%s", (int)n_zeros, "0000000000000", of->charge);
        size_t n_whole = n_digits + n_zeros - n_decimals;
        buffer_add(&r->expected, line, n_whole);
        buffer_string(&r->expected, n_decimals > 0 ? "." : "");
        buffer_string(&r->expected, line + n_whole);
        buffer_string(&r->expected, "\n");
    }
}

/* ---- A run ---- */

static void choose_options(run *r, feed *f)
{
    static const rc_text note = {"Note", 4}, not_available = {"n/a", 3};
    static const rc_column carried = {.name = {"note", 4}};
    static const rc_field fields[] = {RC_FIELD_COST, RC_FIELD_PREFIX, RC_FIELD_CARRIER,
                                      RC_FIELD_CHARGE, RC_FIELD_COLUMN};
    static const unsigned pers[] = {0, 1, 60, 7, RC_PER_MAX};
    size_t columns = feed_below(f, 5), fee = feed_below(f, 8), increment = feed_below(f, 8);
    rc_charge_options *c = &r->calls.charges;

    r->load = (rc_load_options){.keep_carriers = true,
                                .duplicates = (rc_duplicates)feed_below(f, 3),
                                .blocked = &not_available,
                                .n_blocked = 1,
                                .carried_columns = &carried,
                                .n_carried_columns = 1};
    if (columns & 1)
        r->load.fee_column.name = (rc_text){"fee", 3};
    if (columns >= 2)
        r->load.increment_column.name = (rc_text){"inc", 3};
    if (columns == 4)
        r->load.next_column.name = (rc_text){"next", 4};
    c->increment = increments[increment < N_ELEMENTS(increments) ? increment : 0].seconds;
    const char *fee_text = fees[fee < N_ELEMENTS(fees) ? fee : 0];
    c->connect_fee = (rc_text){fee_text, strlen(fee_text)};
    c->per = pers[feed_below(f, 5)];
    c->has_decimals = feed_below(f, 2);
    c->decimals = c->has_decimals ? (unsigned)feed_below(f, RC_DECIMALS_MAX + 1) : 0;
    if (feed_below(f, 3) == 1)
        r->calls.summary = fields[(const size_t[]){1, 2, 4}[feed_below(f, 3)]];
    for (size_t i = 0, n = feed_below(f, 6), first = feed_below(f, 5); i < n; i++)
        r->answer.fields[i] = fields[(first + i) % 5];
    r->answer.columns = &note;
    r->answer.n_columns = 1;
    r->answer.rank = 1 + (unsigned)feed_below(f, LISTS_MAX + 1);
    r->answer.n_threads = feed_below(f, 16) == 15 ? 3 : 1;
    r->answer.line_buffered = feed_below(f, 8) == 7;
}

/* Adds a record, and what is written behind it. Returns true if it is valid. */
static bool add_record(run *r, feed *f, char number[8], uint64_t *n_seconds)
{
    size_t length = feed_below(f, 7), start = r->records.n_bytes;
    size_t duration = feed_below(f, N_ELEMENTS(durations));
    bool is_valid = length > 0 && durations[duration].is_valid;

    for (size_t i = 0; i < length; i++)
        number[i] = (char)('1' + feed_below(f, 4));
    number[length] = '\0';
    *n_seconds = durations[duration].n_seconds;
    buffer_string(&r->records, durations[duration].text);
    buffer_add(&r->records, &r->delimiter, 1);
    buffer_string(&r->records, "\"a\nb\"");
    buffer_add(&r->records, &r->delimiter, 1);
    buffer_string(&r->records, number);
    buffer_add(&r->expected, r->records.bytes + start, r->records.n_bytes - start);
    add_tail(r, is_valid ? number : NULL, *n_seconds);
    buffer_string(&r->records, "\n");
    return is_valid;
}

static void make_records(run *r, feed *f)
{
    totals t = {.n = 0};

    r->delimiter = ",;"[feed_below(f, 2)];
    for (size_t n = feed_below(f, RECORDS_MAX); n > 0; n--) {
        char number[8];
        uint64_t n_seconds;
        if (!add_record(r, f, number, &n_seconds))
            r->n_invalid++;
        else if (r->calls.summary != RC_FIELD_NONE)
            add_to_totals(r, &t, number, n_seconds);
    }
    if (r->calls.summary == RC_FIELD_NONE)
        return;
    r->expected.n_bytes = 0;
    write_totals(r, &t);
}

static void answer(const run *r, const rc_table *table, size_t n_at_once)
{
    memory_source source = memory_source_of(r->records.bytes, r->records.n_bytes);
    memory_sink sink = {.fail_at = NEVER};
    rc_answer_stats stats;
    const buffer *got = &sink.taken, *expected = &r->expected;

    source.n_at_once = n_at_once;
    EXPECT(rc_answer_calls(table, memory_reader(&source), memory_writer(&sink), &r->answer,
                           &r->calls, &stats, NULL) == RC_OK);
    if (got->n_bytes != expected->n_bytes ||
        (got->n_bytes > 0 && memcmp(got->bytes, expected->bytes, got->n_bytes) != 0)) {
        fprintf(stderr, "got\n%.*sexpected\n%.*s", (int)got->n_bytes, got->bytes,
                (int)expected->n_bytes, expected->bytes);
        EXPECT(0 /* the charges are those worked out by hand */);
    }
    EXPECT(stats.n_invalid == r->n_invalid);
    buffer_free(&sink.taken);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    feed f = {bytes, bytes + n_bytes, NULL};
    run r = {.n_lists = 1 + feed_below(&f, LISTS_MAX),
             .calls = {.number_column.number = 3, .duration_column.number = 1}};
    size_t n_at_once = feed_below(&f, 40);

    choose_options(&r, &f);
    rc_table *table = load(&r, &f);
    make_records(&r, &f);
    answer(&r, table, n_at_once);
    rc_table_free(table);
    for (size_t i = 0; i < r.n_lists; i++)
        buffer_free(&r.lists[i].text);
    buffer_free(&r.records);
    buffer_free(&r.expected);
    return 0;
}
