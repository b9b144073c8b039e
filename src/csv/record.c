/* Reads one record of a route list: see record.h. */
#include "csv/record.h"

#include "base/portable.h"

#include <string.h>

enum { MARKED_BYTES = 16 }; /* looked at together */

typedef struct scan {
    const char *at, *end;
    char delimiter;
    int multiline;
    record_kind kind;
    size_t n_lines; /* line ends within quotes */
} scan;

/* A field as it stands between its delimiters, or between its quotes. */
typedef struct raw_field {
    const char *start, *end;
    int is_quoted;
} raw_field;

int rc_is_spreadsheet_error(rc_text text)
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

static field trim(const scan *s, raw_field raw)
{
    while (raw.start < raw.end && is_blank(s, *raw.start))
        raw.start++;
    while (raw.start < raw.end && is_blank(s, raw.end[-1]))
        raw.end--;
    return (field){{raw.start, (size_t)(raw.end - raw.start)}, raw.is_quoted};
}

/* The first of three characters, or the end. */
static HOT_INLINE const char *find_any(const char *at, const char *end, char a, char b, char c)
{
    for (; end - at >= MARKED_BYTES; at += MARKED_BYTES) {
        unsigned marks = mark_equal16(at, (unsigned char)a) | mark_equal16(at, (unsigned char)b) |
                         mark_equal16(at, (unsigned char)c);
        if (marks)
            return at + trailing_zeros(marks);
    }
    while (at < end && *at != a && *at != b && *at != c)
        at++;
    return at;
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

static HOT_INLINE const char *read_plain_field(scan *s)
{
    for (;;) {
        s->at = find_any(s->at, s->end, s->delimiter, '\n', '\r');
        if (LIKELY(s->at == s->end || *s->at != '\r'))
            return s->at;
        const char *end = s->at++;
        if (s->at == s->end || *s->at == '\n')
            return end;
        s->kind = RECORD_RETURN;
    }
}

/* Reads the field whose opening quote was passed, up to what follows its closing quote. */
static HOT_INLINE const char *read_quoted_field(scan *s)
{
    for (;; s->at++) {
        s->at = find_any(s->at, s->end, '"', '"', '\n');
        if (s->at == s->end || (*s->at == '\n' && !s->multiline)) {
            s->kind = RECORD_OPEN;
            return s->at;
        }
        if (*s->at == '\n')
            s->n_lines++;
        else if (s->at + 1 < s->end && s->at[1] == '"')
            s->at++;
        else
            break;
    }
    const char *end = s->at++;
    skip_blanks(s);
    if (s->at < s->end && *s->at != s->delimiter && !at_line_end(s))
        s->kind = RECORD_GARBAGE;
    return end;
}

/* Reads a field; leaves off behind it, or where the record goes wrong. */
static HOT_INLINE raw_field read_field(scan *s)
{
    const char *start = s->at;

    skip_blanks(s);
    if (s->at < s->end && *s->at == '"') {
        start = ++s->at;
        return (raw_field){start, read_quoted_field(s), 1};
    }
    return (raw_field){start, read_plain_field(s), 0};
}

/* Passes over the delimiter behind a field. Returns 0 if there is none. */
static HOT_INLINE int pass_delimiter(scan *s)
{
    if (s->at == s->end || *s->at != s->delimiter || s->kind == RECORD_OPEN ||
        s->kind == RECORD_GARBAGE)
        return 0;
    s->at++;
    return 1;
}

static HOT_INLINE void read_fields(scan *s, const layout *l, record *r)
{
    do {
        raw_field raw = read_field(s);
        for (int i = 0; i < N_ROLES; i++)
            if (r->n_fields == l->columns[i])
                r->fields[i] = trim(s, raw);
        r->n_fields++;
    } while (pass_delimiter(s));
}

static int is_ignored(const scan *s)
{
    scan ahead = *s;

    if (*s->at == '#')
        return !rc_is_spreadsheet_error((rc_text){s->at, (size_t)(s->end - s->at)});
    if (*s->at > ' ')
        return 0;
    ahead.delimiter = '\0'; /* a line of nothing but tabs is blank whatever they are for */
    skip_blanks(&ahead);
    return at_line_end(&ahead);
}

void rc_record_read(rc_text text, const layout *l, int multiline, record *r)
{
    scan s = {text.bytes, text.bytes + text.length, l->delimiter, multiline, RECORD_ROW, 0};

    *r = (record){.kind = RECORD_ROW};
    if (is_ignored(&s))
        s.kind = RECORD_IGNORED;
    else
        read_fields(&s, l, r);
    if (s.kind == RECORD_GARBAGE && s.n_lines > 0) {
        /* More likely than not the quote before was never closed: the lines that it took in
         * are rows of their own. */
        s.at = text.bytes;
        s.n_lines = 0;
        r->is_cut = 1;
    }
    if (s.at < s.end && *s.at != '\n')
        s.at = line_end(&s);
    if (s.at < s.end) {
        r->has_end = 1;
        s.n_lines++;
        s.at++;
    }
    r->kind = s.kind;
    r->n_lines = s.n_lines;
    r->n_bytes = (size_t)(s.at - text.bytes);
}

void rc_record_each_field(rc_text text, char delimiter, int multiline, field_fn *take,
                          void *context)
{
    scan s = {text.bytes, text.bytes + text.length, delimiter, multiline, RECORD_ROW, 0};
    unsigned column = 0;
    field f;

    do
        f = trim(&s, read_field(&s));
    while (take(context, column++, &f) && pass_delimiter(&s));
}

char rc_record_find_delimiter(rc_text text, int multiline)
{
    static const char candidates[] = {',', ';', '\t', '|'};
    scan s = {text.bytes, text.bytes + text.length, '\0', multiline, RECORD_ROW, 0};

    while (s.at < s.end && *s.at == ' ')
        s.at++;
    if (s.at < s.end && *s.at == '"') {
        s.at++;
        while (s.at < s.end && (*s.at != '"' || (s.at + 1 < s.end && s.at[1] == '"')) &&
               (*s.at != '\n' || multiline))
            s.at += *s.at == '"' ? 2 : 1;
        if (s.at == s.end || *s.at == '\n')
            s.at = text.bytes;
    }
    for (; s.at < s.end && *s.at != '\n'; s.at++)
        if (memchr(candidates, *s.at, sizeof candidates))
            return *s.at;
    return '\0';
}
