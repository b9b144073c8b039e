/* The options that tell what is appended to numbers, and where these are: see options_parser.h. */
#include "cli/options_parser.h"

/* The field of a name of so many characters, or RC_FIELD_NONE. */
static rc_field find_field(const char *name, size_t length)
{
    static const char *const words[] = {"cost", "prefix", "carrier"};

    for (int i = 0; i < RC_FIELDS_MAX; i++)
        if (strlen(words[i]) == length && memcmp(words[i], name, length) == 0)
            return (rc_field)(RC_FIELD_COST + i);
    return RC_FIELD_NONE;
}

int options_set_fields(parser *p, const char *value)
{
    rc_field fields[RC_FIELDS_MAX] = {RC_FIELD_NONE};
    const char *name = value;

    for (size_t n = 0, length;; n++, name += length + 1) {
        length = strcspn(name, ",");
        rc_field field = find_field(name, length);
        if (field == RC_FIELD_NONE)
            return options_complain(p, "--fields: %s is not cost, prefix or carrier",
                                    QUOTED(name, length));
        for (size_t i = 0; i < n; i++)
            if (fields[i] == field)
                return options_complain(p, "--fields: %s stands there twice", QUOTED(name, length));
        fields[n] = field; /* there are no more than RC_FIELDS_MAX different ones */
        if (name[length] == '\0')
            break;
    }
    memcpy(p->o->fields, fields, sizeof fields);
    return 0;
}

int options_set_rank(parser *p, const char *value)
{
    return options_read_count(p, "rank", value, RC_RANK_MAX, &p->o->rank);
}

int options_set_no_route(parser *p, const char *value)
{
    if (strpbrk(value, "\r\n"))
        return options_complain(p, "--no-route=%s holds a line end", QUOTED(value, strlen(value)));
    p->o->no_route = value;
    return 0;
}

int options_set_number_column(parser *p, const char *value)
{
    return options_read_column(p, "number-column", value, &p->o->number_column);
}
