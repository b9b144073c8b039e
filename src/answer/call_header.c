/* Finds a column by its name: see call_header.h. */
#include "answer/call_header.h"

#include <string.h>

enum { LIST_BYTES = RC_ERROR_REASON_BYTES / 2 };

/* The field at hand, compared byte by byte with the name that is looked for. */
typedef struct match {
    rc_text name;
    size_t n_same; /* bytes of the name found so far */
    int differs;
    size_t n_excerpt, n_bytes;
    char excerpt[RC_QUOTE_INPUT_MAX];
} match;

/* The names of the columns, as a message lists them. */
typedef struct name_list {
    char text[LIST_BYTES];
    size_t n_bytes;
    int is_full;
} name_list;

static int is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static void skip_blanks(match *m)
{
    while (m->n_same < m->name.length && is_blank(m->name.bytes[m->n_same]))
        m->n_same++;
}

static void compare(match *m, char byte)
{
    if (m->n_excerpt < RC_QUOTE_INPUT_MAX)
        m->excerpt[m->n_excerpt++] = byte;
    m->n_bytes++;
    if (is_blank(byte))
        return;
    skip_blanks(m);
    if (m->n_same == m->name.length || lower(m->name.bytes[m->n_same]) != lower(byte))
        m->differs = 1;
    else
        m->n_same++;
}

static void add_name(name_list *list, const match *m)
{
    char quoted[RC_QUOTE_BYTES];
    size_t length = m->n_bytes;

    while (length > 0 && length <= m->n_excerpt && is_blank(m->excerpt[length - 1]))
        length--;
    rc_quote(quoted, (rc_text){m->excerpt, length});
    size_t n_quoted = strlen(quoted), n_free = LIST_BYTES - list->n_bytes;
    if (list->is_full || n_quoted + sizeof ", , ..." > n_free) {
        if (!list->is_full)
            strcpy(list->text + list->n_bytes, list->n_bytes > 0 ? ", ..." : "...");
        list->is_full = 1;
        return;
    }
    list->n_bytes += (size_t)snprintf(list->text + list->n_bytes, n_free, "%s%s",
                                      list->n_bytes > 0 ? ", " : "", quoted);
}

/* Ends the field in this column, 1-based.  Returns 0 when it is the second one of the name. */
static int end_field(match *m, name_list *list, size_t at_column, size_t *column, size_t *second)
{
    add_name(list, m);
    skip_blanks(m);
    if (!m->differs && m->n_same == m->name.length) {
        if (*column > 0) {
            *second = at_column;
            return 0;
        }
        *column = at_column;
    }
    *m = (match){.name = m->name};
    return 1;
}

rc_code rc_call_header_find(rc_text header, char delimiter, rc_text name, size_t *column,
                            rc_error *error)
{
    char quoted[RC_QUOTE_BYTES];
    call_format format = {.delimiter = delimiter};
    call c = {.state = CALL_AT_START};
    match m = {.name = name};
    name_list list = {.n_bytes = 0};
    size_t second = 0;

    *column = 0;
    for (size_t i = 0; i < header.length && !second; i++) {
        size_t at_column = c.column + 1;
        if (rc_call_step(&c, &format, header.bytes[i]) == CALL_CONTENT)
            compare(&m, header.bytes[i]);
        else if (c.column == at_column)
            end_field(&m, &list, at_column, column, &second);
    }
    if (!second)
        end_field(&m, &list, c.column + 1, column, &second);
    rc_quote(quoted, name);
    if (second)
        return rc_error_set(error, RC_ERROR_COLUMN, "columns %zu and %zu are both named %s",
                            *column, second, quoted);
    if (*column == 0)
        return rc_error_set(error, RC_ERROR_COLUMN, "no column is named %s: the header has %s",
                            quoted, list.text);
    return RC_OK;
}
