/* Reads one record of a route list: see record.h. */
#include "deck/record.h"

#include <string.h>

typedef struct scan {
    const char *at, *end;
    char delimiter;
    int multiline;
} scan;

int is_spreadsheet_error(rc_text text)
{
    static const char *const values[] = {"#REF!",   "#N/A",  "#VALUE!", "#NAME?",
                                         "#DIV/0!", "#NUM!", "#NULL!"};

    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        size_t length = strlen(values[i]);
        if (text.length >= length && memcmp(text.bytes, values[i], length) == 0)
            return 1;
    }
    return 0;
}

static int is_blank(const scan *s, char c)
{
    return (c == ' ' || c == '\t') && c != s->delimiter;
}

static void skip_blanks(scan *s)
{
    while (s->at < s->end && is_blank(s, *s->at))
        s->at++;
}

static rc_text trim(const scan *s, const char *start, const char *end)
{
    while (start < end && is_blank(s, *start))
        start++;
    while (start < end && is_blank(s, end[-1]))
        end--;
    return (rc_text){start, (size_t)(end - start)};
}

/* The end of the line, before its line feed. */
static const char *line_end(const scan *s)
{
    const char *feed = memchr(s->at, '\n', (size_t)(s->end - s->at));
    return feed ? feed : s->end;
}

/* At the end of the line, but for a carriage return that belongs to it. */
static int at_line_end(const scan *s)
{
    const char *at = s->at;
    if (at < s->end && *at == '\r')
        at++;
    return at == s->end || *at == '\n';
}

static rc_text read_plain_field(scan *s, record *r)
{
    const char *start = s->at;

    while (s->at < s->end && *s->at != s->delimiter && *s->at != '\n')
        s->at++;
    const char *end = s->at;
    if (end > start && end[-1] == '\r' && (s->at == s->end || *s->at == '\n'))
        end--;
    if (end > start && memchr(start, '\r', (size_t)(end - start)))
        r->kind = RECORD_RETURN;
    return trim(s, start, end);
}

/* Reads the field whose opening quote is at hand, up to what follows its closing quote. */
static rc_text read_quoted_field(scan *s, record *r)
{
    const char *start = ++s->at;
    size_t n_lines = 0;

    for (;; s->at++) {
        if (s->at == s->end || (*s->at == '\n' && !s->multiline)) {
            r->kind = RECORD_OPEN;
            return (rc_text){start, (size_t)(s->at - start)};
        }
        n_lines += *s->at == '\n';
        if (*s->at != '"')
            continue;
        if (s->at + 1 == s->end || s->at[1] != '"')
            break;
        s->at++;
    }
    r->n_lines += n_lines;
    rc_text field = trim(s, start, s->at++);
    skip_blanks(s);
    if (!at_line_end(s) && *s->at != s->delimiter)
        r->kind = RECORD_GARBAGE;
    return field;
}

/* Reads the fields; leaves off where the record ends or goes wrong. */
static void read_fields(scan *s, record *r)
{
    for (;;) {
        const char *start = s->at;
        skip_blanks(s);
        rc_text field;
        int is_quoted = s->at < s->end && *s->at == '"';
        if (is_quoted) {
            field = read_quoted_field(s, r);
        } else {
            s->at = start;
            field = read_plain_field(s, r);
        }
        if (r->n_fields < RECORD_FIELDS) {
            r->is_quoted[r->n_fields] = is_quoted;
            r->fields[r->n_fields++] = field;
        }
        if (r->kind == RECORD_OPEN || r->kind == RECORD_GARBAGE || s->at == s->end ||
            *s->at != s->delimiter)
            return;
        s->at++;
    }
}

static int is_ignored(const scan *s)
{
    scan ahead = *s;

    if (*s->at == '#')
        return !is_spreadsheet_error((rc_text){s->at, (size_t)(s->end - s->at)});
    skip_blanks(&ahead);
    return at_line_end(&ahead);
}

void record_read(rc_text text, char delimiter, int multiline, record *r)
{
    scan s = {text.bytes, text.bytes + text.length, delimiter, multiline};

    *r = (record){.kind = RECORD_ROW};
    if (is_ignored(&s))
        r->kind = RECORD_IGNORED;
    else
        read_fields(&s, r);
    if (r->kind == RECORD_GARBAGE && r->n_lines > 0) {
        /* More likely than not the quote before was never closed: the lines that it took in
         * are rows of their own. */
        s.at = text.bytes;
        r->n_lines = 0;
    }
    s.at = line_end(&s);
    if (s.at < s.end) {
        r->has_end = 1;
        r->n_lines++;
        s.at++;
    }
    r->n_bytes = (size_t)(s.at - text.bytes);
}
