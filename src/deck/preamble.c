/* Finds a header further down: see preamble.h. */
#include "deck/preamble.h"

#include "base/error.h"
#include "deck/column_names.h"
#include "csv/header.h"

#include <inttypes.h>
#include <string.h>

enum { LINES_MAX = 20, LINE_BYTES_MAX = 64 * 1024 /* a header of more is not looked for */ };

/* Cuts the first line off the text, without its line feed. */
static rc_text cut_line(rc_text *text)
{
    const char *feed = memchr(text->bytes, '\n', text->length);
    size_t n = feed ? (size_t)(feed - text->bytes) : text->length;
    rc_text line = {text->bytes, n};

    n += feed != NULL;
    *text = (rc_text){text->bytes + n, text->length - n};
    return line;
}

static bool has_known(const header *h, const char *const *names)
{
    return rc_header_find_any(h, names).first != COLUMN_NONE;
}

/* Returns true if a line holds known names for both columns. */
static bool is_header(rc_text line)
{
    header h = {.text = line, .delimiter = rc_csv_find_delimiter(line, false)};

    if (!h.delimiter || line.length > LINE_BYTES_MAX || !has_known(&h, rc_column_names.costs))
        return false;
    return has_known(&h, rc_column_names.prefixes) ||
           (has_known(&h, rc_column_names.area) && has_known(&h, rc_column_names.office));
}

void rc_preamble_advise(rc_text text, bool with_first, uint64_t n_lines, rc_error *error)
{
    char value[24];
    unsigned n = 0;

    for (rc_text line = cut_line(&text); n <= LINES_MAX; line = cut_line(&text), n++) {
        if ((n > 0 || with_first) && line.length > 0 && is_header(line)) {
            snprintf(value, sizeof value, "%" PRIu64, n_lines + n);
            rc_error_hint(error, RC_HINT_PREAMBLE, value);
            return;
        }
        if (text.length == 0)
            return;
    }
}
