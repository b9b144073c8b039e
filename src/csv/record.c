/* Reads one record of a text that is at hand: see record.h. */
#include "csv/record.h"

#include "csv/find.h"

#include <string.h>

/* ---- Fields, by what each byte is ---- */

/* A record on its way through the reader, and the field at hand. */
typedef struct reading {
    csv_reader reader;
    const char *at, *end;
    const char *field_start, *closing; /* closing: the last quote that may have closed the field */
    bool is_quoted;
} reading;

static reading begin_reading(rc_text text, char delimiter, csv_rules rules)
{
    return (reading){.reader = {.delimiter = delimiter, .rules = rules},
                     .at = text.bytes,
                     .end = text.bytes + text.length,
                     .field_start = text.bytes};
}

/* Reads on to the end of the field at hand.  Returns true if another one follows. */
static bool read_field(reading *g, field *f)
{
    char delimiter = g->reader.delimiter;
    const char *field_end = NULL;
    csv_event event = CSV_BLANK;

    for (; g->at < g->end && event != CSV_END && event != CSV_DELIMITER; g->at++) {
        event = rc_csv_step(&g->reader, g->at, g->end, true);
        if (event == CSV_OPENING) {
            g->field_start = g->at + 1;
            g->is_quoted = true;
        } else if (event == CSV_CLOSING) {
            g->closing = g->at;
        } else if (event >= CSV_DELIMITER && event != CSV_SKIPPED && !field_end) {
            field_end = g->at;
        }
    }
    if (!field_end)
        field_end = g->at;
    if (g->is_quoted && g->closing && !csv_is_open(&g->reader))
        field_end = g->closing;
    *f = field_trim(g->field_start, field_end, delimiter, g->is_quoted);
    g->field_start = g->at;
    g->closing = NULL;
    g->is_quoted = false;
    return event == CSV_DELIMITER;
}

static void keep_field(record *r, const layout *l, const field *f)
{
    for (unsigned i = 0; i < l->n_slots; i++)
        if (r->n_fields == l->columns[i])
            r->fields[i] = *f;
    r->n_fields++;
}

/* ---- Records ---- */

/* Returns the end of the line, before its line feed. */
static const char *find_line_end(rc_text text)
{
    const char *feed = memchr(text.bytes, '\n', text.length);
    return feed ? feed : text.bytes + text.length;
}

bool rc_record_is_ignored(rc_text text)
{
    const char *at = text.bytes, *end = at + text.length;

    if (*at == '#')
        return !rc_is_spreadsheet_error(text);
    while (at < end && is_blank(*at))
        at++;
    at += at < end && *at == '\r';
    return at == end || *at == '\n';
}

static record_kind find_kind(const csv_reader *c)
{
    return csv_is_open(c)  ? RECORD_OPEN
           : c->is_garbled ? RECORD_GARBAGE
           : c->has_return ? RECORD_RETURN
                           : RECORD_ROW;
}

/* Empties a record.  Slots that the layout does not use stay as they are: clearing them takes time.
 */
static void clear(record *r, const layout *l, record_kind kind)
{
    r->kind = kind;
    r->is_cut = r->has_end = false;
    r->n_bytes = r->n_lines = 0;
    r->n_fields = 0;
    for (unsigned i = 0; i < l->n_slots; i++)
        r->fields[i] = (field){{NULL, 0}, false};
}

/* Makes the record the first line of the text. */
static void cut_to_line(record *r, rc_text text)
{
    size_t n_text = (size_t)(find_line_end(text) - text.bytes);

    r->has_end = n_text < text.length;
    r->n_bytes = n_text + r->has_end;
    r->n_lines = r->has_end;
}

void rc_record_read_carefully(rc_text text, const layout *l, csv_rules rules, record *r)
{
    reading g = begin_reading(text, l->delimiter, rules);
    bool goes_on = true;
    field f;

    clear(r, l, RECORD_IGNORED);
    if (rules != CSV_CALLS && rc_record_is_ignored(text)) {
        cut_to_line(r, text);
        return;
    }
    while (goes_on) {
        goes_on = read_field(&g, &f);
        keep_field(r, l, &f);
    }
    r->kind = find_kind(&g.reader);
    r->has_end = g.reader.state == CSV_ENDED;
    r->n_bytes = (size_t)(g.at - text.bytes);
    r->n_lines = g.reader.n_lines + r->has_end;
    if (rules != CSV_CALLS && r->kind == RECORD_GARBAGE && g.reader.n_lines > 0) {
        /* Most likely the quote before was never closed: the lines that it took in are rows of
         * their own. */
        cut_to_line(r, text);
        r->is_cut = true;
    }
}

void rc_record_read(rc_text text, const layout *l, bool multiline, record *r)
{
    found_record found;

    clear(r, l, RECORD_ROW);
    if (!rc_csv_find_row(text, l->delimiter, multiline, l->columns, l->n_slots, r->fields,
                         &found)) {
        rc_record_read_carefully(text, l, multiline ? CSV_LIST : CSV_LINES, r);
        return;
    }
    r->has_end = true;
    r->n_bytes = found.n_bytes;
    r->n_lines = found.n_lines + 1;
    r->n_fields = found.n_fields;
}

void rc_record_each_field(rc_text text, char delimiter, bool multiline, field_fn *take,
                          void *context)
{
    reading g = begin_reading(text, delimiter, multiline ? CSV_LIST : CSV_LINES);
    unsigned column = 0;
    bool goes_on = true;
    field f;

    while (goes_on) {
        goes_on = read_field(&g, &f);
        goes_on = take(context, column++, &f) && goes_on;
    }
}

static bool is_empty_field(void *context, unsigned column, const field *f)
{
    bool *is_empty = context;

    (void)column;
    *is_empty = f->text.length == 0;
    return *is_empty;
}

bool rc_record_is_empty(rc_text text, char delimiter, bool multiline)
{
    bool is_empty = true;

    rc_record_each_field(text, delimiter, multiline, is_empty_field, &is_empty);
    return is_empty;
}
