/* Reads a call record byte by byte: see call.h. */
#include "answer/call.h"

static int is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* Looks for the delimiter of the first record.  Tabs ahead of everything else may belong to a
 * blank line; when they do not, the first of them was the delimiter.  Returns 1 for such a tab. */
static int detect(call *c, call_format *f, char byte)
{
    if (byte == '\t' && !c->is_blank_no_more) {
        c->n_tabs++;
        return 1;
    }
    if (c->n_tabs > 0 && !is_blank(byte)) {
        f->delimiter = '\t';
        c->column = c->n_tabs;
    } else if (byte == ',' || byte == ';' || byte == '\t' || byte == '|') {
        f->delimiter = byte;
    }
    return 0;
}

/* Reads a byte that is neither between quotes nor a line end. */
static call_byte step_outside(call *c, call_format *f, char byte)
{
    int is_behind = c->state == CALL_AT_QUOTE || c->state == CALL_BEHIND_QUOTES;

    if (!f->delimiter && detect(c, f, byte))
        return CALL_MARK;
    if (f->delimiter && byte == f->delimiter) {
        c->is_blank_no_more = 1;
        c->column++;
        c->state = CALL_AT_START;
        return CALL_MARK;
    }
    if (is_blank(byte) && c->state != CALL_IN_FIELD) {
        c->state = is_behind ? CALL_BEHIND_QUOTES : CALL_AT_START;
        return CALL_MARK;
    }
    c->is_blank_no_more = 1;
    if (byte == '"' && c->state == CALL_AT_START) {
        c->state = CALL_IN_QUOTES;
        return CALL_MARK;
    }
    c->is_garbled |= is_behind;
    c->state = CALL_IN_FIELD;
    return CALL_CONTENT;
}

call_byte rc_call_step(call *c, call_format *f, char byte)
{
    if (c->state == CALL_IN_QUOTES && byte == '"') {
        c->state = CALL_AT_QUOTE;
        return CALL_MARK;
    }
    if (c->state == CALL_IN_QUOTES || (c->state == CALL_AT_QUOTE && byte == '"')) {
        c->state = CALL_IN_QUOTES;
        c->n_lines += byte == '\n';
        return CALL_CONTENT;
    }
    if (byte != '\n')
        return step_outside(c, f, byte);
    c->state = CALL_ENDED;
    c->n_end++;
    return CALL_END;
}

size_t rc_call_feed(call *c, call_format *f, const char *bytes, size_t n_bytes, int is_last)
{
    for (size_t i = 0; i < n_bytes; i++) {
        int ends_line = i + 1 < n_bytes ? bytes[i + 1] == '\n' : is_last;
        if (bytes[i] == '\r' && ends_line && c->state != CALL_IN_QUOTES) {
            c->n_end = 1;
            continue;
        }
        call_byte what = rc_call_step(c, f, bytes[i]);
        if (what == CALL_END)
            return i + 1;
        if (what == CALL_CONTENT && c->column + 1 == f->column)
            rc_number_feed(&c->number, &bytes[i], 1);
    }
    return n_bytes;
}

number_kind rc_call_judge(const call *c, const call_format *f)
{
    if (!c->is_blank_no_more)
        return NUMBER_BLANK;
    int is_whole = c->state != CALL_IN_QUOTES && !c->is_garbled && c->column + 1 >= f->column;
    return is_whole && rc_number_judge(&c->number) == NUMBER_VALID ? NUMBER_VALID : NUMBER_INVALID;
}

void rc_call_describe(const call *c, const call_format *f, rc_error *fault)
{
    char quoted[RC_QUOTE_BYTES];

    if (c->state == CALL_IN_QUOTES)
        rc_error_set(fault, RC_FAULT_NUMBER,
                     "a quote is not closed: the record goes on to the end of the file");
    else if (c->is_garbled && c->n_lines > 0)
        rc_error_set(
            fault, RC_FAULT_NUMBER,
            "text follows a closing quote in a record of %llu lines: none of them is priced",
            (unsigned long long)c->n_lines + 1);
    else if (c->is_garbled)
        rc_error_set(fault, RC_FAULT_NUMBER, "text follows a closing quote");
    else if (c->column + 1 < f->column)
        rc_error_set(fault, RC_FAULT_NUMBER,
                     "the record ends with column %zu, before the number's %zu", c->column + 1,
                     f->column);
    else
        rc_error_set(fault, RC_FAULT_NUMBER, "%s is not a number",
                     rc_quote(quoted, (rc_text){c->number.excerpt, c->number.n_bytes}));
}
