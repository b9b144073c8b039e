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

/* Returns the field whose name is the first length bytes of name, or RC_FIELD_NONE. */
static rc_field find_field(const char *name, size_t length)
{
    static const char *const words[] = {"cost", "prefix", "carrier", "charge"};

    for (int i = 0; i < RC_FIELDS_MAX; i++)
        if (strlen(words[i]) == length && memcmp(words[i], name, length) == 0)
            return (rc_field)(RC_FIELD_COST + i);
    return RC_FIELD_NONE;
}

rc_code run_value_read_fields(void *field, const char *value, usage_error *error)
{
    rc_field fields[RC_FIELDS_MAX] = {RC_FIELD_NONE};
    const char *name = value;

    for (size_t n = 0, length;; n++, name += length + 1) {
        length = strcspn(name, ",");
        rc_field found = find_field(name, length);
        if (found == RC_FIELD_NONE)
            return usage_error_set(error, "--fields: %s is not cost, prefix, carrier or charge",
                                   QUOTED(name, length));
        for (size_t i = 0; i < n; i++)
            if (fields[i] == found)
                return usage_error_set(error, "--fields: %s is given twice", QUOTED(name, length));
        fields[n] = found; /* there are no more than RC_FIELDS_MAX different ones */
        if (name[length] == '\0')
            break;
    }
    memcpy(field, fields, sizeof fields);
    return RC_OK;
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
