/* Tests of csv/find.h and csv/cut.h: the fast ways find what the careful reader does, or decline.
 */
#include "csv/find.h"

#include "csv/cut.h"
#include "csv/record.h"
#include "support_csv.h"
#include "support_test.h"

/* A copy of the text that ends where its memory does. */
static char *copy_exactly(const buffer *b)
{
    char *copy = malloc(b->n_bytes);

    assert_non_null(copy);
    memcpy(copy, b->bytes, b->n_bytes);
    return copy;
}

static layout random_layout(prng *p)
{
    unsigned cost = (unsigned)prng_below(p, 4);

    return (layout){
        .delimiter = ",;\t|"[prng_below(p, 4)], .n_slots = 2, .columns = {cost ? 0 : 3, cost}};
}

static bool is_same_field(const field *a, const field *b)
{
    return a->text.bytes == b->text.bytes && a->text.length == b->text.length &&
           a->is_quoted == b->is_quoted;
}

static void check_row(rc_text text, const record *found, const record *read)
{
    bool is_same = read->kind == RECORD_ROW && read->has_end && found->n_bytes == read->n_bytes &&
                   found->n_lines + 1 == read->n_lines && found->n_fields == read->n_fields;

    for (int i = 0; i < 2; i++)
        is_same = is_same && is_same_field(&found->fields[i], &read->fields[i]);
    if (!is_same)
        fail_msg("\"%.*s\": a row of %zu bytes and %u fields, not %zu and %u", (int)text.length,
                 text.bytes, found->n_bytes, found->n_fields, read->n_bytes, read->n_fields);
}

TEST(rows_are_found_as_they_are_read)
{
    prng p = prng_start();
    size_t n_found = 0;

    for (int round = 0; round < 100000; round++) {
        buffer b = random_csv(&p, 1 + prng_below(&p, 60));
        char *exact = copy_exactly(&b);
        rc_text text = {exact, b.n_bytes};
        layout l = random_layout(&p);
        bool multiline = prng_below(&p, 3) > 0;
        found_record found;
        record from_find = {.kind = RECORD_ROW}, read;
        if (rc_csv_find_row(text, l.delimiter, multiline, l.columns, l.n_slots, from_find.fields,
                            &found)) {
            from_find.n_bytes = found.n_bytes;
            from_find.n_lines = found.n_lines;
            from_find.n_fields = found.n_fields;
            rc_record_read_carefully(text, &l, multiline ? CSV_LIST : CSV_LINES, &read);
            check_row(text, &from_find, &read);
            n_found++;
        }
        free(exact);
        buffer_free(&b);
    }
    assert_true(n_found > 10000);
}

/* The length of a record without its line end. */
static size_t count_text(rc_text text, const record *r)
{
    size_t n = r->n_bytes - 1;
    return n > 0 && text.bytes[n - 1] == '\r' ? n - 1 : n;
}

TEST(call_records_are_found_as_they_are_read)
{
    prng p = prng_start();
    size_t n_found = 0;

    for (int round = 0; round < 100000; round++) {
        buffer b = random_csv(&p, 1 + prng_below(&p, 60));
        char *exact = copy_exactly(&b);
        rc_text text = {exact, b.n_bytes};
        unsigned column = (unsigned)prng_below(&p, 4);
        layout l = {.delimiter = ",;\t|"[prng_below(&p, 4)], .n_slots = 1, .columns = {column}};
        found_record found;
        field wanted;
        record read;
        if (rc_csv_find_call(text, l.delimiter, column, &wanted, &found)) {
            rc_record_read_carefully(text, &l, CSV_CALLS, &read);
            if ((read.kind != RECORD_ROW && read.kind != RECORD_RETURN) || !read.has_end ||
                found.n_bytes != read.n_bytes || found.n_lines + 1 != read.n_lines ||
                found.n_text != count_text(text, &read) || !is_same_field(&wanted, read.fields))
                fail_msg("\"%.*s\": a record of %zu bytes, not %zu", (int)text.length, text.bytes,
                         found.n_bytes, read.n_bytes);
            n_found++;
        }
        free(exact);
        buffer_free(&b);
    }
    assert_true(n_found > 10000);
}

TEST(two_fields_of_call_records_are_found_as_they_are_read)
{
    prng p = prng_start();
    size_t n_found = 0;

    for (int round = 0; round < 100000; round++) {
        buffer b = random_csv(&p, 1 + prng_below(&p, 60));
        char *exact = copy_exactly(&b);
        rc_text text = {exact, b.n_bytes};
        size_t columns[2] = {prng_below(&p, 4), prng_below(&p, 4)};
        layout l = {.delimiter = ",;\t|"[prng_below(&p, 4)],
                    .n_slots = 2,
                    .columns = {(unsigned)columns[0], (unsigned)columns[1]}};
        found_record found;
        field wanted[2];
        record read;
        if (rc_csv_find_call_pair(text, l.delimiter, columns, wanted, &found)) {
            rc_record_read_carefully(text, &l, CSV_CALLS, &read);
            if ((read.kind != RECORD_ROW && read.kind != RECORD_RETURN) || !read.has_end ||
                found.n_bytes != read.n_bytes || found.n_lines + 1 != read.n_lines ||
                found.n_text != count_text(text, &read) ||
                !is_same_field(&wanted[0], &read.fields[0]) ||
                !is_same_field(&wanted[1], &read.fields[1]))
                fail_msg("\"%.*s\": a record of %zu bytes, not %zu", (int)text.length, text.bytes,
                         found.n_bytes, read.n_bytes);
            n_found++;
        }
        free(exact);
        buffer_free(&b);
    }
    assert_true(n_found > 4000);
}

/* Where the last whole record of the text ends, record by record. */
static size_t walk(rc_text text, char delimiter, csv_rules rules, bool is_last)
{
    layout l = {.delimiter = delimiter};
    size_t at = 0;

    while (at < text.length) {
        record r;
        rc_record_read_carefully((rc_text){text.bytes + at, text.length - at}, &l, rules, &r);
        if (r.kind == RECORD_OPEN ? rules != CSV_LINES || !r.has_end : !r.has_end && !is_last)
            break;
        at += r.n_bytes;
    }
    return at;
}

TEST(texts_are_cut_behind_their_last_whole_record)
{
    prng p = prng_start();

    for (int round = 0; round < 60000; round++) {
        buffer b = random_csv(&p, 1 + prng_below(&p, 90));
        char *exact = copy_exactly(&b);
        rc_text text = {exact, b.n_bytes};
        char delimiter = ",;\t|"[prng_below(&p, 4)];
        csv_rules rules = (csv_rules)prng_below(&p, 3);
        bool is_last = prng_below(&p, 2) > 0;
        size_t expected = walk(text, delimiter, rules, is_last);
        size_t n_whole = rc_csv_cut(text, delimiter, rules, is_last);
        if (n_whole != expected)
            fail_msg("\"%.*s\" is cut at %zu, not %zu", (int)text.length, text.bytes, n_whole,
                     expected);
        free(exact);
        buffer_free(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_found_as_they_are_read),
        cmocka_unit_test(call_records_are_found_as_they_are_read),
        cmocka_unit_test(two_fields_of_call_records_are_found_as_they_are_read),
        cmocka_unit_test(texts_are_cut_behind_their_last_whole_record),
    };
    return RUN_TESTS(tests);
}
