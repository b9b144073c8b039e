/* Reads the values of options: see options_parser.h. */
#include "cli/options_parser.h"

int options_find_word(const char *value, const char *const *words, int n)
{
    for (int i = 0; i < n; i++)
        if (strcmp(value, words[i]) == 0)
            return i;
    return -1;
}

int options_read_number(const char *value, uint64_t max, uint64_t *number)
{
    uint64_t n = 0;

    if (!*value)
        return 1;
    for (; *value; value++) {
        if (*value < '0' || *value > '9')
            return 1;
        n = 10 * n + (uint64_t)(*value - '0');
        if (n > max)
            return 1;
    }
    *number = n;
    return 0;
}

int options_read_count(parser *p, const char *name, const char *value, unsigned max,
                       unsigned *count)
{
    uint64_t n = 0;

    if (options_read_number(value, max, &n) || n == 0)
        return options_complain(p, "--%s=%s is not a number from 1 to %u", name,
                                QUOTED(value, strlen(value)), max);
    *count = (unsigned)n;
    return 0;
}

/* A column is a number if it is nothing but digits, else a name. */
int options_read_column(parser *p, const char *name, const char *value, rc_column *column)
{
    uint64_t number = 0;

    if (value[strspn(value, "0123456789")] != '\0') {
        if (value[strspn(value, " \t\r\n")] == '\0')
            return options_complain(p, "--%s=%s names no column", name,
                                    QUOTED(value, strlen(value)));
        *column = (rc_column){.name = {value, strlen(value)}};
        return 0;
    }
    if (options_read_number(value, RC_COLUMNS_MAX, &number) || number == 0)
        return options_complain(p, "--%s=%s is not a number from 1 to %d, nor a name", name,
                                QUOTED(value, strlen(value)), RC_COLUMNS_MAX);
    *column = (rc_column){.number = (size_t)number};
    return 0;
}

int options_names_file(const char *value)
{
    int is_device = strncmp(value, "/dev/", 5) == 0 && strncmp(value, "/dev/shm/", 9) != 0;

    return *value && strcmp(value, "-") != 0 && !is_device;
}
