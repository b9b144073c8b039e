/* Reads the values of the options that say how a route list is read: see list_value.h. */
#include "cli/list_value.h"

#include "routecost_calls.h"

#include <string.h>

static const uint64_t skip_lines_max = 1000000000;

rc_code list_value_read_currency(void *field, const char *value, usage_error *error)
{
    if (value[strspn(value, " \t")] == '\0')
        return usage_error_value(error, value, "is no sign of a currency");
    if (strpbrk(value, "0123456789"))
        return usage_error_value(error, value, "holds a digit: it would be part of a cost");
    size_t n_blanks = strspn(value, " \t"), n_points = strspn(value + n_blanks, ".,");
    const char *behind = value + n_blanks + n_points;
    if (n_points > 0 && behind[strspn(behind, " \t")] == '\0')
        return usage_error_value(error, value, "is a decimal point: it would be part of a cost");
    return option_read_text(field, value, error);
}

static rc_text trim(const char *start, const char *end)
{
    while (start < end && (*start == ' ' || *start == '\t'))
        start++;
    while (start < end && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    return (rc_text){start, (size_t)(end - start)};
}

/* Reads up to n_max columns with a + between them. */
static rc_code read_columns(prefix_columns *columns, const char *value, size_t n_max,
                            usage_error *error)
{
    prefix_columns read = {.n = 0};

    for (const char *at = value;; at++) {
        const char *end = at + strcspn(at, "+");
        if (read.n == n_max)
            return usage_error_set(error, "--%s joins at most %zu columns", error->option, n_max);
        rc_text part = trim(at, end);
        if (part.length == 0 && (at > value || *end))
            return usage_error_value(error, value, "has an empty part");
        rc_code code = option_read_column_text(part, &read.columns[read.n++], error);
        if (code)
            return code;
        at = end;
        if (*at == '\0')
            break;
    }
    *columns = read;
    return RC_OK;
}

rc_code list_value_read_prefix(void *field, const char *value, usage_error *error)
{
    return read_columns(field, value, PREFIX_COLUMNS_MAX, error);
}

rc_code list_value_read_increment(void *field, const char *value, usage_error *error)
{
    return read_columns(field, value, 2, error);
}

rc_code list_value_read_date_order(void *field, const char *value, usage_error *error)
{
    static const char *const words[] = {"dmy", "mdy"};
    size_t place = option_find_word(value, words, 2);

    if (place == 2)
        return usage_error_value(error, value, "is not dmy or mdy");
    *(rc_date_order *)field = place == 0 ? RC_DATE_ORDER_DMY : RC_DATE_ORDER_MDY;
    return RC_OK;
}

rc_code list_value_read_delimiter(void *field, const char *value, usage_error *error)
{
    bool is_tab = strcmp(value, "tab") == 0;
    char delimiter = is_tab ? '\t' : *value;

    if (!is_tab && (strlen(value) != 1 || !rc_delimiter_is_valid(delimiter)))
        return usage_error_value(error, value,
                                 "is not \"tab\" or one character that can be no part of a "
                                 "prefix or a cost");
    *(char *)field = delimiter;
    return RC_OK;
}

rc_code list_value_read_duplicates(void *field, const char *value, usage_error *error)
{
    static const char *const words[] = {"cheapest", "first", "last", "error"};
    size_t place = option_find_word(value, words, 4);

    if (place == 4)
        return usage_error_value(error, value, "is not cheapest, first, last or error");
    *(rc_duplicates *)field = (rc_duplicates)place;
    return RC_OK;
}

/* The library checks the factor as it checks a cost. */
rc_code list_value_read_factor(void *field, const char *value, usage_error *error)
{
    rc_charge_options terms = {.per = 0};
    rc_charge charge;

    if (!*value || rc_charge_call((rc_text){value, strlen(value)}, 0, &terms, &charge, NULL))
        return usage_error_value(error, value, "is not a plain decimal of at most 18 digits");
    return option_read_text(field, value, error);
}

rc_code list_value_read_header(void *field, const char *value, usage_error *error)
{
    static const char *const words[] = {"auto", "yes", "no"};
    size_t place = option_find_word(value, words, 3);

    if (place == 3)
        return usage_error_value(error, value, "is not auto, yes or no");
    *(rc_header *)field = (rc_header)place;
    return RC_OK;
}

rc_code list_value_read_prepend(void *field, const char *value, usage_error *error)
{
    size_t n_plus = *value == '+', n_digits = strspn(value + n_plus, "0123456789");

    if (!*value || value[n_plus + n_digits] != '\0' || n_digits > RC_PREFIX_DIGITS_MAX)
        return usage_error_value(error, value, "is not an optional + and at most 15 digits");
    return option_read_text(field, value, error);
}

rc_code list_value_read_skip_lines(void *field, const char *value, usage_error *error)
{
    return option_read_number(value, 0, skip_lines_max, field, error);
}
