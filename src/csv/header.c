/* Finds columns in a header by their names: see header.h. */
#include "csv/header.h"

#include "base/ascii.h"
#include "base/error.h"

#include <string.h>

/* ---- Names ---- */

static bool is_space(char c)
{
    return is_blank(c) || c == '\n' || c == '\r';
}

/* Returns true for a character that does not count in a name. */
static bool is_passed(char c)
{
    return is_space(c) || c == '_' || c == '-' || c == '.';
}

/* Returns the text without passed characters at its end. */
static rc_text cut_passed(rc_text text)
{
    while (text.length > 0 && is_passed(text.bytes[text.length - 1]))
        text.length--;
    return text;
}

/* Returns the text without an end in parentheses; {NULL, 0} if it has none. */
static rc_text cut_parentheses(rc_text text)
{
    size_t n = text.length;

    if (n == 0 || text.bytes[n - 1] != ')')
        return (rc_text){NULL, 0};
    do
        n--;
    while (n > 0 && text.bytes[n - 1] != '(' && text.bytes[n - 1] != ')');
    return n > 0 && text.bytes[n - 1] == '(' ? (rc_text){text.bytes, n - 1} : (rc_text){NULL, 0};
}

/* Returns the text without one of three currencies at its end; {NULL, 0} if it has none. */
static rc_text cut_currency(rc_text text)
{
    static const char *const codes[] = {"usd", "eur", "gbp"};

    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        rc_text rest = cut_passed(text);
        size_t n = strlen(codes[i]);
        while (n > 0 && rest.length > 0 &&
               to_lower(rest.bytes[rest.length - 1]) == codes[i][n - 1]) {
            n--;
            rest.length--;
            rest = cut_passed(rest);
        }
        if (n == 0)
            return rest;
    }
    return (rc_text){NULL, 0};
}

rc_text rc_header_plain(rc_text name)
{
    rc_text plain = cut_passed(name), shorter = cut_parentheses(plain);

    if (cut_passed(shorter).length > 0)
        plain = cut_passed(shorter);
    shorter = cut_currency(plain);
    return shorter.length > 0 ? shorter : plain;
}

/* Cuts the next character that counts off the text, and returns it; 0 at its end, and for a NUL
 * byte 1, which no name holds. */
static char next_letter(rc_text *rest, bool is_quoted)
{
    while (rest->length > 0) {
        char c = *rest->bytes;
        size_t n = is_quoted && c == '"' && rest->length > 1 ? 2 : 1; /* doubled */
        rest->bytes += n;
        rest->length -= n;
        if (!is_passed(c))
            return c ? to_lower(c) : 1;
    }
    return 0;
}

bool rc_header_is_name(const field *f, rc_text name)
{
    rc_text a = rc_header_plain(f->text), b = rc_header_plain(name);
    char letter;

    do {
        letter = next_letter(&a, f->is_quoted);
        if (letter != next_letter(&b, false))
            return false;
    } while (letter);
    return true;
}

/* ---- Searches ---- */

/* A search for one of several names. */
typedef struct search {
    const char *const *names; /* of small letters; NULL ends them */
    rc_text name;             /* in place of them, if they are NULL */
    char first;               /* letter of name */
    named_columns found;
} search;

/* A header can have 500,000 fields: most of them are told apart by their first letters. */
static bool is_wanted(const search *s, const field *f)
{
    rc_text rest = f->text;
    char first = next_letter(&rest, f->is_quoted);

    if (!s->names)
        return first == s->first && rc_header_is_name(f, s->name);
    for (const char *const *name = s->names; *name; name++)
        if (**name == first && rc_header_is_name(f, (rc_text){*name, strlen(*name)}))
            return true;
    return false;
}

static bool look(void *context, unsigned column, const field *f)
{
    search *s = context;

    if (is_wanted(s, f))
        *(s->found.first == COLUMN_NONE ? &s->found.first : &s->found.second) = column;
    return s->found.second == COLUMN_NONE;
}

static named_columns find(search *s, const header *h)
{
    rc_text rest = s->name;

    s->first = next_letter(&rest, false);
    s->found = (named_columns){COLUMN_NONE, COLUMN_NONE};
    rc_record_each_field(h->text, h->delimiter, h->multiline, look, s);
    return s->found;
}

named_columns rc_header_find(const header *h, rc_text name)
{
    return find(&(search){.name = name}, h);
}

named_columns rc_header_find_any(const header *h, const char *const *names)
{
    return find(&(search){.names = names}, h);
}

static bool keep(void *context, unsigned column, const field *f)
{
    header_column *wanted = context;

    if (column == wanted->column)
        wanted->name = *f;
    return column < wanted->column;
}

header_column rc_header_column(const header *h, unsigned column)
{
    header_column wanted = {.column = column, .name = {.text = {"", 0}}};

    rc_record_each_field(h->text, h->delimiter, h->multiline, keep, &wanted);
    return wanted;
}

/* ---- Lists of names ---- */

typedef struct name_list {
    char *text;
    size_t n_free; /* bytes, the NUL's included */
    bool with_numbers;
} name_list;

char *rc_header_quote(char quoted[RC_QUOTE_BYTES], const field *f)
{
    char name[RC_QUOTE_INPUT_MAX + 1]; /* one more than is shown */
    size_t length = 0;

    for (size_t i = 0; i < f->text.length && length < sizeof name; i++) {
        name[length++] = f->text.bytes[i];
        i += f->is_quoted && f->text.bytes[i] == '"';
    }
    return rc_quote(quoted, (rc_text){name, length});
}

/* Adds a name, if "..." has room behind it; else "...". */
static bool list_name(void *context, unsigned column, const field *f)
{
    static const char more[] = "...";
    name_list *list = context;
    char quoted[RC_QUOTE_BYTES], number[16] = "";

    rc_header_quote(quoted, f);
    if (list->with_numbers)
        snprintf(number, sizeof number, "%u ", column + 1);
    bool has_room = strlen(number) + strlen(quoted) + strlen(", , ...") < list->n_free;
    size_t n = (size_t)snprintf(list->text, list->n_free, "%s%s%s", column > 0 ? ", " : "",
                                has_room ? number : "", has_room ? quoted : more);
    list->text += n;
    list->n_free -= n;
    return has_room;
}

void rc_header_list_names(const header *h, char *list, size_t n_bytes)
{
    rc_record_each_field(h->text, h->delimiter, h->multiline, list_name,
                         &(name_list){.text = list, .n_free = n_bytes});
}

void rc_header_list_columns(const header *h, char *list, size_t n_bytes)
{
    rc_record_each_field(h->text, h->delimiter, h->multiline, list_name,
                         &(name_list){.text = list, .n_free = n_bytes, .with_numbers = true});
}

rc_code rc_header_find_named(const header *h, rc_text name, unsigned *column, rc_error *error)
{
    char quoted[RC_QUOTE_BYTES], names[RC_ERROR_REASON_BYTES];
    named_columns found = rc_header_find(h, name);

    rc_quote(quoted, name);
    *column = found.first;
    if (found.second != COLUMN_NONE)
        return rc_error_set(
            error, RC_ERROR_FORMAT,
            "the header has %s more than once, in columns %u and %u: give the number", quoted,
            found.first + 1, found.second + 1);
    if (found.first != COLUMN_NONE)
        return RC_OK;
    rc_header_list_names(h, names, sizeof names - 64 - strlen(quoted));
    rc_error_set(error, RC_ERROR_FORMAT, "the header has no %s, but %s", quoted, names);
    rc_error_hint(error, RC_HINT_PREAMBLE, NULL);
    return RC_ERROR_FORMAT;
}
