/* Finds columns in a header by their names: see header.h. */
#include "csv/header.h"

#include "base/error.h"

#include <string.h>

/* Known names of the columns, without case and blanks. */
static const char *const known_prefix_names[] = {
    "prefix",          "code",     "codes",  "dialcode", "dialcodes",
    "destinationcode", "areacode", "npanxx", NULL,
};
static const char *const known_cost_names[] = {
    "cost",           "rate",          "price",     "rate/min",  "rateperminute",
    "priceperminute", "perminutecost", "rate_cost", "interrate", NULL,
};
static const char *const known_date_names[] = {NULL};

static const char *const *const known_names[N_ROLES] = {
    [ROLE_PREFIX] = known_prefix_names,
    [ROLE_COST] = known_cost_names,
    [ROLE_DATE] = known_date_names,
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The next character that counts, cut off the text; 0 at its end, and for a NUL byte 1, which no
 * name holds. */
static char next_letter(rc_text *rest, int is_quoted)
{
    while (rest->length > 0) {
        char c = *rest->bytes;
        size_t n = is_quoted && c == '"' && rest->length > 1 ? 2 : 1; /* doubled */
        rest->bytes += n;
        rest->length -= n;
        if (!is_blank(c))
            return c ? lower(c) : 1;
    }
    return 0;
}

static int is_name(const field *f, rc_text name)
{
    rc_text a = f->text, b = name;
    char letter;

    do {
        letter = next_letter(&a, f->is_quoted);
        if (letter != next_letter(&b, 0))
            return 0;
    } while (letter);
    return 1;
}

typedef struct search {
    const char *const *names; /* NULL ends them */
    rc_text name;             /* in place of them, where they are NULL */
    unsigned first, second;   /* columns that were found */
} search;

static int is_wanted(const search *s, const field *f)
{
    if (!s->names)
        return is_name(f, s->name);
    for (const char *const *name = s->names; *name; name++)
        if (is_name(f, (rc_text){*name, strlen(*name)}))
            return 1;
    return 0;
}

static int look(void *context, unsigned column, const field *f)
{
    search *s = context;

    if (is_wanted(s, f))
        *(s->first == COLUMN_NONE ? &s->first : &s->second) = column;
    return s->second == COLUMN_NONE;
}

static void find(search *s, const header *h)
{
    s->first = s->second = COLUMN_NONE;
    rc_record_each_field(h->text, h->delimiter, h->multiline, look, s);
}

unsigned rc_header_find_known(const header *h, role of)
{
    search s = {.names = known_names[of]};

    find(&s, h);
    return s.first;
}

/* Quotes a name, its doubled quotes made single. */
static void quote_name(char quoted[RC_QUOTE_BYTES], const field *f)
{
    char name[RC_QUOTE_INPUT_MAX + 1]; /* one more than is shown */
    size_t length = 0;

    for (size_t i = 0; i < f->text.length && length < sizeof name; i++) {
        name[length++] = f->text.bytes[i];
        i += f->is_quoted && f->text.bytes[i] == '"';
    }
    rc_quote(quoted, (rc_text){name, length});
}

/* Adds a name to those that an error lists, as long as there is room. */
static int list_name(void *context, unsigned column, const field *f)
{
    static const char more[] = "...";
    rc_error *error = context;
    size_t length = strlen(error->reason), room = sizeof error->reason - length;
    char quoted[RC_QUOTE_BYTES];

    quote_name(quoted, f);
    size_t n_needed = 2 + strlen(quoted) + 2 + sizeof more;
    int has_room = n_needed <= room;
    snprintf(error->reason + length, room, "%s%s", column > 0 ? ", " : " ",
             has_room ? quoted : more);
    return has_room;
}

rc_code rc_header_find_named(const header *h, rc_text name, unsigned *column, rc_error *error)
{
    char quoted[RC_QUOTE_BYTES];
    search s = {.name = name};

    find(&s, h);
    rc_quote(quoted, name);
    *column = s.first;
    if (s.second != COLUMN_NONE)
        return rc_error_set(
            error, RC_ERROR_FORMAT,
            "the header has %s more than once, in columns %u and %u: give the number", quoted,
            s.first + 1, s.second + 1);
    if (s.first != COLUMN_NONE)
        return RC_OK;
    rc_error_set(error, RC_ERROR_FORMAT,
                 "the header has no %s (--skip-lines passes over a preamble), but", quoted);
    rc_record_each_field(h->text, h->delimiter, h->multiline, list_name, error);
    return RC_ERROR_FORMAT;
}
