/* Checks that options go together: see option_check.h. */
#include "cli/option_check.h"

#include <string.h>

typedef struct checking {
    const options *o;
    const bool *given;
    usage_error *error;
} checking;

/* Checks that the options given go with what is to be done, which is neither help nor version. */
static rc_code check_command(const checking *c)
{
    const option *mode = option_find_command(c->o->command);

    for (size_t i = 0; i < n_options; i++) {
        unsigned commands = option_table[i].commands;
        if (!c->given[i] || !commands || commands >> c->o->command & 1)
            continue;
        if (mode)
            return usage_error_set(c->error, "--%s has no meaning beside --%s",
                                   option_table[i].name, mode->name);
        return usage_error_set(c->error, "--%s has no meaning when numbers are priced",
                               option_table[i].name);
    }
    return RC_OK;
}

static bool is_given(const checking *c, const char *name)
{
    return c->given[option_find(name, strlen(name)) - option_table];
}

/* Reports an option that needs another one. */
static rc_code report_needed(const checking *c, const char *name, const char *needed)
{
    c->error->option = name;
    return usage_error_set(c->error, "--%s needs --%s", name, needed);
}

/* Returns true if the charge is among the fields. */
static bool has_charge_field(const options *o)
{
    bool has_charge = false;

    for (int i = 0; i < RC_FIELDS_MAX; i++)
        has_charge |= o->answer.fields[i] == RC_FIELD_CHARGE;
    return has_charge;
}

/* Checks that what concerns charges goes together. */
static rc_code check_charges(const checking *c)
{
    static const char *const instead[] = {"fields", "rank"};
    const char *needed = c->o->command == COMMAND_EXPLAIN ? "duration" : "duration-column";

    if (is_given(c, "duration-column") && !is_given(c, "number-column"))
        return report_needed(c, "duration-column", "number-column");
    for (size_t i = 0; i < n_options && !is_given(c, needed); i++)
        if (c->given[i] && option_table[i].group == GROUP_CALLS)
            return report_needed(c, option_table[i].name, needed);
    if (has_charge_field(c->o) && !is_given(c, "duration-column"))
        return usage_error_set(c->error, "the field charge needs --duration-column");
    for (size_t i = 0; i < 2 && is_given(c, "summary"); i++)
        if (is_given(c, instead[i])) {
            c->error->option = "summary";
            return usage_error_set(c->error, "--%s has no meaning beside --summary", instead[i]);
        }
    return RC_OK;
}

/* Checks that what concerns lines is not asked of call records. */
static rc_code check_lines(const checking *c)
{
    if (!is_given(c, "answers-only") || !is_given(c, "number-column"))
        return RC_OK;
    c->error->option = "answers-only";
    return usage_error_set(c->error, "--answers-only has no meaning beside --number-column");
}

rc_code option_check(const options *o, const bool given[OPTIONS_MAX], usage_error *error)
{
    checking c = {o, given, error};
    rc_code code = check_command(&c);

    if (code == RC_OK)
        code = check_lines(&c);
    return code ? code : check_charges(&c);
}
