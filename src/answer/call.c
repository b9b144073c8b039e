/* Reads a call record in pieces: see call.h. */
#include "answer/call.h"

/* Feeds a byte of text to the field that it stands in. */
static void feed_field(call *c, const char *at)
{
    size_t column = c->reader.column + 1;

    if (column == c->column)
        rc_number_feed(&c->number, at, 1);
    if (column == c->duration_column)
        rc_duration_feed(&c->duration, at, 1);
}

size_t rc_call_feed(call *c, const char *bytes, size_t n_bytes, bool is_last)
{
    const char *end = bytes + n_bytes;

    for (const char *at = bytes; at < end; at++) {
        csv_event event = rc_csv_step(&c->reader, at, end, is_last);
        if (event == CSV_END)
            return (size_t)(at + 1 - bytes);
        if (event == CSV_TEXT)
            feed_field(c, at);
    }
    return n_bytes;
}

/* Returns true if the record has a field in this column. */
static bool has_column(const call *c, size_t column)
{
    return c->reader.column + 1 >= column;
}

number_kind rc_call_kind(const call *c, uint64_t *n_seconds)
{
    const csv_reader *r = &c->reader;

    *n_seconds = 0;
    if (!r->has_content)
        return NUMBER_BLANK;
    bool is_whole = !csv_is_open(r) && !r->is_garbled && has_column(c, c->column) &&
                    has_column(c, c->duration_column);
    if (!is_whole || rc_number_kind(&c->number) != NUMBER_VALID)
        return NUMBER_INVALID;
    bool has_fault = c->duration_column > 0 && rc_duration_end(&c->duration, n_seconds);
    return has_fault ? NUMBER_INVALID : NUMBER_VALID;
}

/* Sets the fault of a record that is well-formed. */
static void describe_field(const call *c, rc_error *fault)
{
    char quoted[RC_QUOTE_BYTES];
    uint64_t n_seconds;

    if (!has_column(c, c->column))
        rc_error_set(fault, RC_FAULT_NUMBER,
                     "the record ends with column %zu, before the number's %zu",
                     c->reader.column + 1, c->column);
    else if (rc_number_kind(&c->number) != NUMBER_VALID)
        rc_error_set(fault, RC_FAULT_NUMBER, "%s is not a number",
                     rc_quote(quoted, (rc_text){c->number.excerpt, c->number.n_bytes}));
    else if (!has_column(c, c->duration_column))
        rc_error_set(fault, RC_FAULT_NUMBER,
                     "the record ends with column %zu, before the duration's %zu",
                     c->reader.column + 1, c->duration_column);
    else
        rc_error_set(fault, RC_FAULT_NUMBER, "duration %s %s",
                     rc_quote(quoted, (rc_text){c->duration.bytes, c->duration.n_bytes}),
                     rc_duration_end(&c->duration, &n_seconds));
}

void rc_call_describe(const call *c, rc_error *fault)
{
    const csv_reader *r = &c->reader;

    if (csv_is_open(r))
        rc_error_set(fault, RC_FAULT_NUMBER,
                     "a quote is not closed: the record goes on to the end of the file");
    else if (r->is_garbled && r->n_lines > 0)
        rc_error_set(
            fault, RC_FAULT_NUMBER,
            "text follows a closing quote in a record of %llu lines: none of them is priced",
            (unsigned long long)r->n_lines + 1);
    else if (r->is_garbled)
        rc_error_set(fault, RC_FAULT_NUMBER, "text follows a closing quote");
    else
        describe_field(c, fault);
}
