/* The right answers to call records: see support_calls.h. */
#include "support_calls.h"

#include <string.h>

/* A record, of which strings are cut out. */
typedef struct cut_record {
    size_t next; /* where the next record begins */
    size_t end;  /* of its text */
    size_t n_fields;
    int is_faulty, is_blank;
    buffer number;
} cut_record;

/* The text is followed by a NUL that is not in it. */
static int ends_at(rc_text text, size_t at)
{
    return at == text.length || text.bytes[at] == '\n' ||
           (text.bytes[at] == '\r' && (at + 1 == text.length || text.bytes[at + 1] == '\n'));
}

static size_t past_blanks(rc_text text, size_t at, char delimiter)
{
    while (at < text.length && strchr(" \t", text.bytes[at]) && text.bytes[at] &&
           text.bytes[at] != delimiter)
        at++;
    return at;
}

/* Cuts one field off; its text goes to field, unless that is NULL.  Returns where it ends. */
static size_t cut_field(rc_text text, size_t at, char delimiter, cut_record *r, buffer *field)
{
    size_t quote = past_blanks(text, at, delimiter);

    if (quote < text.length && text.bytes[quote] == '"') {
        size_t close = quote + 1;
        while (close < text.length && (text.bytes[close] != '"' ||
                                       (close + 1 < text.length && text.bytes[close + 1] == '"'))) {
            if (field)
                buffer_add(field, text.bytes + close, 1);
            close += text.bytes[close] == '"' ? 2 : 1;
        }
        if (close == text.length) {
            r->is_faulty = 1;
            return close;
        }
        at = past_blanks(text, close + 1, delimiter);
        if (ends_at(text, at) || text.bytes[at] == delimiter)
            return at;
        r->is_faulty = 1;
    }
    for (; !ends_at(text, at) && text.bytes[at] != delimiter; at++)
        if (field)
            buffer_add(field, text.bytes + at, 1);
    return at;
}

static cut_record cut(rc_text text, size_t at, char delimiter, size_t column)
{
    cut_record r = {0};
    size_t start = at;

    buffer_string(&r.number, "");
    for (;; at++) {
        at = cut_field(text, at, delimiter, &r, ++r.n_fields == column ? &r.number : NULL);
        if (at >= text.length || text.bytes[at] != delimiter)
            break;
    }
    r.end = at;
    r.is_blank = past_blanks(text, start, 0) >= at;
    at += at < text.length && text.bytes[at] == '\r';
    r.next = at + (at < text.length);
    return r;
}

static const char *price(const oracle *routes, const char *field, call_answers *e)
{
    size_t n_plus, length;
    char number[64];

    while (*field == ' ' || *field == '\t')
        field++;
    length = strlen(field);
    while (length > 0 && (field[length - 1] == ' ' || field[length - 1] == '\t'))
        length--;
    n_plus = *field == '+';
    if (length == n_plus || strspn(field + n_plus, "0123456789") + n_plus != length)
        return NULL;
    snprintf(number, sizeof number, "%.*s", (int)length, field);
    const char *cost = oracle_price(routes, number);
    e->stats.n_numbers++;
    e->stats.n_plus_numbers += n_plus;
    e->stats.n_routed += cost != NULL;
    return cost ? cost : "0";
}

/* What a record gets appended, NULL if it has no valid number. */
static const char *answer_to(const oracle *routes, const cut_record *r, size_t column,
                             call_answers *e)
{
    int has_nul = strlen(r->number.bytes) < r->number.n_bytes;

    return r->is_faulty || has_nul || r->n_fields < column ? NULL
                                                           : price(routes, r->number.bytes, e);
}

call_answers expect_calls(const oracle *routes, rc_text text, char delimiter, size_t column)
{
    call_answers e = {0};
    uint64_t line = 1;
    int header_is_due = column == 0;

    buffer_string(&e.out, "");
    for (size_t at = 0, next; at < text.length; at = next) {
        cut_record r = cut(text, at, delimiter, column ? column : 2);
        next = r.next;
        buffer_add(&e.out, text.bytes + at, r.end - at);
        if (!r.is_blank) {
            buffer_add(&e.out, &delimiter, 1);
            const char *cost =
                header_is_due ? "cost" : answer_to(routes, &r, column ? column : 2, &e);
            buffer_string(&e.out, cost ? cost : "");
            if (!cost && e.stats.n_invalid++ < RC_FAULTS_SHOWN)
                e.fault_lines[e.stats.n_invalid - 1] = line;
            header_is_due = 0;
        }
        buffer_string(&e.out, "\n");
        for (size_t i = at; i < next; i++)
            line += text.bytes[i] == '\n';
        buffer_free(&r.number);
    }
    return e;
}

size_t count_whole_calls(rc_text text, char delimiter, size_t n_bytes)
{
    size_t at = 0;

    while (at < n_bytes) {
        cut_record r = cut(text, at, delimiter, 1);
        buffer_free(&r.number);
        if (r.next > n_bytes)
            break;
        at = r.next;
    }
    return at;
}
