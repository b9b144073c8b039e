/* The options that tell what is to be done in place of pricing: see options_parser.h. */
#include "cli/options_parser.h"

static const char *const command_names[] = {
    [COMMAND_CHECK] = "check", [COMMAND_COMPILE] = "compile", [COMMAND_EXPLAIN] = "explain"};

const char *options_command_name(command c)
{
    return (size_t)c < sizeof command_names / sizeof *command_names ? command_names[c] : NULL;
}

/* Sets what is to be done in place of pricing; help and version come first. */
static int set_command(parser *p, command wanted)
{
    command before = p->o->command;

    if (before == COMMAND_HELP || before == COMMAND_VERSION)
        return 0;
    if (before != COMMAND_PRICE && before != wanted)
        return options_complain(p, "--%s and --%s are two things to do: give one",
                                command_names[before], command_names[wanted]);
    p->o->command = wanted;
    return 0;
}

int options_set_check(parser *p, const char *value)
{
    (void)value;
    return set_command(p, COMMAND_CHECK);
}

int options_set_explain(parser *p, const char *value)
{
    const char *at = value + strspn(value, " \t");

    at += *at == '+';
    size_t n_digits = strspn(at, "0123456789");
    if (n_digits == 0 || at[n_digits + strspn(at + n_digits, " \t")] != '\0')
        return options_complain(p, "--explain=%s is not a number", QUOTED(value, strlen(value)));
    p->o->explained = value;
    return set_command(p, COMMAND_EXPLAIN);
}

int options_set_compile(parser *p, const char *value)
{
    if (!options_names_file(value))
        return options_complain(p, "--compile=%s names no file", QUOTED(value, strlen(value)));
    p->o->compiled = value;
    return set_command(p, COMMAND_COMPILE);
}

int options_judge_command(parser *p)
{
    const options *o = p->o;

    if (o->command == COMMAND_PRICE || !o->answer_option)
        return 0;
    return options_complain(p, "--%s has no meaning beside --%s", o->answer_option,
                            command_names[o->command]);
}
