/* Reads one record of CSV byte by byte: see reader.h. */
#include "csv/reader.h"

#include "base/ascii.h"

#include <string.h>

static bool is_candidate(char byte)
{
    return byte == ',' || byte == ';' || byte == '\t' || byte == '|';
}

/* Looks for the delimiter.  Tabs before everything else may belong to a blank line; if they do
 * not, the first of them was the delimiter.  Returns true for such a tab. */
static bool detect(csv_reader *r, char byte)
{
    if (byte == '\t' && !r->has_content) {
        r->n_tabs++;
        return true;
    }
    if (r->n_tabs > 0 && !is_blank(byte)) {
        r->delimiter = '\t';
        r->column = r->n_tabs;
    } else if (is_candidate(byte)) {
        r->delimiter = byte;
    }
    return false;
}

/* Reads text behind a closing quote. */
static csv_event read_garbage(csv_reader *r)
{
    r->is_garbled = true;
    r->state = r->rules == CSV_CALLS ? CSV_IN_FIELD : CSV_IN_REST;
    return r->rules == CSV_CALLS ? CSV_TEXT : CSV_SKIPPED;
}

/* Reads a byte that is neither between quotes nor a line end. */
static csv_event step_outside(csv_reader *r, char byte)
{
    bool is_behind = r->state == CSV_AT_QUOTE || r->state == CSV_BEHIND_QUOTES;

    if (!r->delimiter && detect(r, byte))
        return CSV_BLANK;
    if (r->delimiter && byte == r->delimiter) {
        r->has_content |= !is_blank(byte);
        r->column++;
        r->state = CSV_AT_START;
        return CSV_DELIMITER;
    }
    if (is_blank(byte) && r->state != CSV_IN_FIELD) {
        r->state = is_behind ? CSV_BEHIND_QUOTES : CSV_AT_START;
        return CSV_BLANK;
    }
    r->has_content = true;
    if (is_behind)
        return read_garbage(r);
    if (byte == '"' && r->state == CSV_AT_START) {
        r->state = CSV_IN_QUOTES;
        return CSV_OPENING;
    }
    r->has_return |= byte == '\r';
    r->state = CSV_IN_FIELD;
    return CSV_TEXT;
}

static csv_event step_quoted(csv_reader *r, char byte)
{
    if (byte == '"' && r->state == CSV_IN_QUOTES) {
        r->state = CSV_AT_QUOTE;
        return CSV_CLOSING;
    }
    r->state = CSV_IN_QUOTES;
    r->n_lines += byte == '\n';
    return CSV_TEXT;
}

csv_event rc_csv_step(csv_reader *r, const char *at, const char *end, bool is_last)
{
    char byte = *at;
    bool is_quoted = r->state == CSV_IN_QUOTES || (r->state == CSV_AT_QUOTE && byte == '"');

    if (is_quoted && !(byte == '\n' && r->rules == CSV_LINES))
        return step_quoted(r, byte);
    if (byte == '\n') {
        r->is_open = is_quoted;
        r->state = CSV_ENDED;
        r->n_end++;
        return CSV_END;
    }
    if (byte == '\r' && (at + 1 < end ? at[1] == '\n' : is_last)) {
        r->n_end = 1;
        return CSV_RETURN;
    }
    return r->state == CSV_IN_REST ? CSV_SKIPPED : step_outside(r, byte);
}

char rc_csv_find_delimiter(rc_text text, bool multiline)
{
    csv_reader r = {.rules = CSV_CALLS};
    const char *feed = memchr(text.bytes, '\n', text.length), *end = text.bytes + text.length;
    const char *line_end = feed ? feed : end, *at = text.bytes;

    if (!multiline)
        end = line_end;
    while (at < end && !r.delimiter && r.state != CSV_ENDED)
        rc_csv_step(&r, at++, end, true);
    if (r.delimiter || r.state != CSV_IN_QUOTES)
        return r.delimiter;
    for (at = text.bytes; at < line_end; at++)
        if (is_candidate(*at))
            return *at;
    return '\0';
}
