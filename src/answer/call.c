/* Reads a call record in pieces: see call.h. */
#include "answer/call.h"

size_t rc_call_feed(call *c, const char *bytes, size_t n_bytes, bool is_last)
{
    const char *end = bytes + n_bytes;

    for (const char *at = bytes; at < end; at++) {
        csv_event event = rc_csv_step(&c->reader, at, end, is_last);
        if (event == CSV_END)
            return (size_t)(at + 1 - bytes);
        if (event == CSV_TEXT && c->reader.column + 1 == c->column)
            rc_number_feed(&c->number, at, 1);
    }
    return n_bytes;
}

number_kind rc_call_kind(const call *c)
{
    const csv_reader *r = &c->reader;

    if (!r->has_content)
        return NUMBER_BLANK;
    bool is_whole = !csv_is_open(r) && !r->is_garbled && r->column + 1 >= c->column;
    return is_whole && rc_number_kind(&c->number) == NUMBER_VALID ? NUMBER_VALID : NUMBER_INVALID;
}

void rc_call_describe(const call *c, rc_error *fault)
{
    const csv_reader *r = &c->reader;
    char quoted[RC_QUOTE_BYTES];

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
    else if (r->column + 1 < c->column)
        rc_error_set(fault, RC_FAULT_NUMBER,
                     "the record ends with column %zu, before the number's %zu", r->column + 1,
                     c->column);
    else
        rc_error_set(fault, RC_FAULT_NUMBER, "%s is not a number",
                     rc_quote(quoted, (rc_text){c->number.excerpt, c->number.n_bytes}));
}
