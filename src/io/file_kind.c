/* Recognises files that are not text: see file_kind.h. */
#include "io/file_kind.h"

#include <string.h>

static const char utf16_refusal[] = "the file is UTF-16 text: save it as UTF-8";

static const struct {
    const char *magic;
    size_t length;
    const char *refusal;
} kinds[] = {
    {"\xff\xfe", 2, utf16_refusal},
    {"\xfe\xff", 2, utf16_refusal},
    {"\x1f\x8b", 2, "the file is compressed with gzip: pass it through zcat"},
    {"PK\003\004", 4,
     "the file is a zip archive or an .xlsx workbook: unzip it, or export the sheet as CSV"},
    {"PK\005\006", 4, "the file is an empty zip archive"},
    {"\xd0\xcf\x11\xe0", 4, "the file is an .xls workbook: export the sheet as CSV"},
};

/* Whether every other byte of the first characters is NUL, as of ASCII in UTF-16. */
static bool is_utf16(rc_text start)
{
    const char *bytes = start.bytes;

    return start.length >= 4 && ((bytes[0] && !bytes[1] && bytes[2] && !bytes[3]) ||
                                 (!bytes[0] && bytes[1] && !bytes[2] && bytes[3]));
}

/* Whether lines end with a carriage return and never with a line feed. */
static bool has_bare_returns(rc_text start)
{
    unsigned n_returns = 0;

    for (size_t i = 0; i < start.length && n_returns < 2; i++)
        n_returns += start.bytes[i] == '\r';
    return n_returns == 2 && !memchr(start.bytes, '\n', start.length);
}

const char *rc_file_kind_refusal(rc_text start)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (start.length >= kinds[i].length &&
            memcmp(start.bytes, kinds[i].magic, kinds[i].length) == 0)
            return kinds[i].refusal;
    if (is_utf16(start))
        return utf16_refusal;
    return has_bare_returns(start)
               ? "the lines end with CR alone: pass the file through tr '\\r' '\\n'"
               : NULL;
}
