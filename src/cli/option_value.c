/* Reads the value of an option: see option_value.h. */
#include "cli/option_value.h"

#include <inttypes.h>
#include <string.h>

rc_code option_read_flag(void *field, const char *value, usage_error *error)
{
    (void)value;
    (void)error;
    *(bool *)field = true;
    return RC_OK;
}

rc_code option_read_text(void *field, const char *value, usage_error *error)
{
    (void)error;
    *(const char **)field = value;
    return RC_OK;
}

static rc_code add_text(option_texts *list, rc_text text, usage_error *error)
{
    if (list->n_texts == TEXTS_MAX)
        return usage_error_set(error, "--%s takes at most %d values", error->option, TEXTS_MAX);
    list->texts[list->n_texts++] = text;
    return RC_OK;
}

rc_code option_read_texts(void *field, const char *value, usage_error *error)
{
    return add_text(field, (rc_text){value, strlen(value)}, error);
}

rc_code option_read_parts(option_texts *list, const char *value, usage_error *error)
{
    for (const char *at = value;; at++) {
        size_t length = strcspn(at, ",");
        if (length == 0)
            return usage_error_value(error, value, "has an empty part");
        rc_code code = add_text(list, (rc_text){at, length}, error);
        at += length;
        if (code || *at == '\0')
            return code;
    }
}

bool option_is_column(const char *value, size_t length, rc_text *name)
{
    static const char kind[] = "column:";
    const size_t n_kind = sizeof kind - 1;

    if (length <= n_kind || memcmp(value, kind, n_kind) != 0)
        return false;
    *name = (rc_text){value + n_kind, length - n_kind};
    return true;
}

size_t option_find_word(const char *value, const char *const *words, size_t n)
{
    size_t i = 0;

    while (i < n && strcmp(value, words[i]) != 0)
        i++;
    return i;
}

/* Returns true if value is digits alone and the number is at most max; sets *number then. */
static bool is_number(const char *value, uint64_t max, uint64_t *number)
{
    uint64_t n = 0;

    if (!*value)
        return false;
    for (; *value; value++) {
        if (*value < '0' || *value > '9')
            return false;
        n = 10 * n + (uint64_t)(*value - '0');
        if (n > max)
            return false;
    }
    *number = n;
    return true;
}

rc_code option_read_number(const char *value, uint64_t min, uint64_t max, uint64_t *number,
                           usage_error *error)
{
    uint64_t n = 0;

    if (!is_number(value, max, &n) || n < min)
        return usage_error_set(error, "--%s=%s is not a number from %" PRIu64 " to %" PRIu64,
                               error->option, QUOTED(value, strlen(value)), min, max);
    *number = n;
    return RC_OK;
}

rc_code option_read_count(const char *value, unsigned max, unsigned *count, usage_error *error)
{
    uint64_t n = 0;
    rc_code code = option_read_number(value, 1, max, &n, error);

    if (code == RC_OK)
        *count = (unsigned)n;
    return code;
}

/* Returns true if text is characters of a set alone. */
static bool consists_of(rc_text text, const char *set)
{
    for (size_t i = 0; i < text.length; i++)
        if (!strchr(set, text.bytes[i]))
            return false;
    return true;
}

rc_code option_read_column_text(rc_text text, rc_column *column, usage_error *error)
{
    size_t number = 0;

    if (consists_of(text, " \t\r\n"))
        return usage_error_set(error, "--%s=%s names no column", error->option,
                               QUOTED(text.bytes, text.length));
    *column = (rc_column){.name = text};
    if (!consists_of(text, "0123456789"))
        return RC_OK;
    for (size_t i = 0; i < text.length && number <= RC_COLUMNS_MAX; i++)
        number = 10 * number + (size_t)(text.bytes[i] - '0');
    if (number == 0 || number > RC_COLUMNS_MAX)
        return usage_error_set(error, "--%s=%s is not a number from 1 to %d, nor a name",
                               error->option, QUOTED(text.bytes, text.length), RC_COLUMNS_MAX);
    *column = (rc_column){.number = number};
    return RC_OK;
}

rc_code option_read_column(void *field, const char *value, usage_error *error)
{
    return option_read_column_text((rc_text){value, strlen(value)}, field, error);
}
