/* Reads the values of the options that concern a whole run: see run_value.h. */
#include "cli/run_value.h"

#include "cli/options.h"

#include <string.h>

/* ---- What to do ---- */

rc_code run_value_read_all(void *field, const char *value, usage_error *error)
{
    if (value && strcmp(value, "all") != 0)
        return usage_error_value(error, value, "is not all");
    *(bool *)field = value != NULL;
    return RC_OK;
}

rc_code run_value_read_explained(void *field, const char *value, usage_error *error)
{
    const char *at = value + strspn(value, " \t");

    at += *at == '+';
    size_t n_digits = strspn(at, "0123456789");
    if (n_digits == 0 || at[n_digits + strspn(at + n_digits, " \t")] != '\0')
        return usage_error_value(error, value, "is not a number");
    return option_read_text(field, value, error);
}

/* A device such as /dev/stdout cannot be replaced by a file. */
rc_code run_value_read_file(void *field, const char *value, usage_error *error)
{
    bool is_device = strncmp(value, "/dev/", 5) == 0 && strncmp(value, "/dev/shm/", 9) != 0;

    if (!*value || is_device)
        return usage_error_value(error, value, "names no file");
    return option_read_text(field, value, error);
}

/* ---- What to write ---- */

/* Adds a column to the fields. Returns its field, or RC_FIELD_NONE if there are too many. */
static rc_field add_column(answer_fields *read, rc_text name)
{
    for (size_t i = 0; i < read->n_columns; i++)
        if (read->columns[i].length == name.length &&
            memcmp(read->columns[i].bytes, name.bytes, name.length) == 0)
            return (rc_field)(RC_FIELD_COLUMN + i);
    if (read->n_columns == RC_CARRIED_COLUMNS_MAX)
        return RC_FIELD_NONE;
    read->columns[read->n_columns] = name;
    return (rc_field)(RC_FIELD_COLUMN + read->n_columns++);
}

/* Reads the first length bytes of name as a field, RC_FIELD_NONE if there is none. */
static rc_code read_field(answer_fields *read, const char *name, size_t length, rc_field *field,
                          usage_error *error)
{
    static const char *const words[] = {"cost", "prefix", "carrier", "charge"};
    rc_text column;

    *field = RC_FIELD_NONE;
    for (int i = 0; i < 4; i++)
        if (strlen(words[i]) == length && memcmp(words[i], name, length) == 0)
            *field = (rc_field)(RC_FIELD_COST + i);
    if (*field != RC_FIELD_NONE)
        return RC_OK;
    if (!option_is_column(name, length, &column))
        return usage_error_set(error,
                               "--fields: %s is not cost, prefix, carrier, charge or column:NAME",
                               QUOTED(name, length));
    *field = add_column(read, column);
    return *field != RC_FIELD_NONE ? RC_OK
                                   : usage_error_set(error, "--fields takes at most %d columns",
                                                     RC_CARRIED_COLUMNS_MAX);
}

rc_code run_value_read_fields(void *field, const char *value, usage_error *error)
{
    answer_fields read = {.n_columns = 0};
    const char *name = value;

    for (size_t n = 0, length;; n++, name += length + 1) {
        rc_field found;
        length = strcspn(name, ",");
        rc_code code = read_field(&read, name, length, &found, error);
        if (code)
            return code;
        for (size_t i = 0; i < n; i++)
            if (read.fields[i] == found)
                return usage_error_set(error, "--fields: %s is given twice", QUOTED(name, length));
        read.fields[n] = found; /* there are no more than RC_FIELDS_MAX different ones */
        if (name[length] == '\0')
            break;
    }
    *(answer_fields *)field = read;
    return RC_OK;
}

rc_code run_value_read_carried(void *field, const char *value, usage_error *error)
{
    const option_texts *carried = field;

    if (!*value)
        return usage_error_value(error, value, "names no column");
    if (carried->n_texts == RC_CARRIED_COLUMNS_MAX)
        return usage_error_set(error, "--carry takes at most %d columns", RC_CARRIED_COLUMNS_MAX);
    return option_read_texts(field, value, error);
}

rc_code run_value_read_no_route(void *field, const char *value, usage_error *error)
{
    if (strpbrk(value, "\r\n"))
        return usage_error_value(error, value, "holds a line end");
    return option_read_text(field, value, error);
}

rc_code run_value_read_idd(void *field, const char *value, usage_error *error)
{
    size_t n_prefixes = 0;

    for (const char *at = value;; at++) {
        size_t n_digits = strspn(at, "0123456789");
        at += n_digits;
        if (n_digits == 0 || n_digits > RC_PREFIX_DIGITS_MAX || (*at != ',' && *at != '\0') ||
            ++n_prefixes > RC_IDD_MAX)
            return usage_error_value(error, value,
                                     "is not up to 8 prefixes of 1 to 15 digits, as 00,011");
        if (*at == '\0')
            return option_read_text(field, value, error);
    }
}

rc_code run_value_read_plus(void *field, const char *value, usage_error *error)
{
    static const char *const words[] = {"exact", "optional"};
    size_t place = option_find_word(value, words, 2);

    if (place == 2)
        return usage_error_value(error, value, "is not exact or optional");
    *(plus_mode *)field = place == 0 ? PLUS_EXACT : PLUS_OPTIONAL;
    return RC_OK;
}

/* ---- How ---- */

rc_code run_value_read_rank(void *field, const char *value, usage_error *error)
{
    return option_read_count(value, RC_RANK_MAX, field, error);
}

rc_code run_value_read_threads(void *field, const char *value, usage_error *error)
{
    return option_read_count(value, RC_THREADS_MAX, field, error);
}
