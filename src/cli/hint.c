/* The options that help with an error of the library: see hint.h. */
#include "cli/hint.h"

#include <string.h>

/* Adds an option with a value, which is quoted where a shell would part it. */
static void add_option(char text[HINT_BYTES], const char *option, const char *value, size_t length)
{
    size_t n = strlen(text), n_plain = strspn(value, "0123456789+");
    const char *quote = length > 0 && n_plain < length ? "'" : "";

    snprintf(text + n, HINT_BYTES - n, "%s%s%s%.*s%s", option, length > 0 ? "=" : "", quote,
             (int)length, value, quote);
}

/* Names a column's option: as a question about a bad row, as the way out of an error. */
static void write_column(char text[HINT_BYTES], const rc_error *error, const char *option)
{
    const char *at = error->hint_value;
    size_t length = strcspn(at, "\n");

    if (error->code == RC_FAULT_ROW) {
        snprintf(text, HINT_BYTES, ": is it in another column? (%s)", option);
        return;
    }
    snprintf(text, HINT_BYTES, "%s",
             error->code == RC_WARNING ? ": if that is wrong, give " : ": name it with ");
    add_option(text, option, at, length);
    while (at[length]) {
        at += length + 1;
        length = strcspn(at, "\n");
        snprintf(text + strlen(text), HINT_BYTES - strlen(text), " or ");
        add_option(text, option, at, length);
    }
}

static void write_preamble(char text[HINT_BYTES], const rc_error *error)
{
    const char *value = error->hint_value;

    snprintf(text, HINT_BYTES,
             error->code == RC_FAULT_ROW ? ": a preamble (--skip-lines%s%s)?"
                                         : ": pass over a preamble with --skip-lines%s%s",
             *value ? "=" : "", value);
}

static void write_either(char text[HINT_BYTES], const char *option)
{
    snprintf(text, HINT_BYTES, ": name it with %s, or pass over a preamble with --skip-lines",
             option);
}

static void write_currency(char text[HINT_BYTES], const rc_error *error)
{
    const char *value = error->hint_value;

    if (*value)
        snprintf(text, HINT_BYTES, ": a currency? (--currency='%s')", value);
    else
        snprintf(text, HINT_BYTES, ": a currency? (--currency=SIGN)");
}

/* Names the column that a table has to be compiled with. */
static void write_carry(char text[HINT_BYTES], const char *name)
{
    snprintf(text, HINT_BYTES, ": compile it with --carry='%s'", name);
}

static void write_idd(char text[HINT_BYTES], const rc_error *error)
{
    if (*error->hint_value)
        snprintf(text, HINT_BYTES, ": give --idd=%s for all", error->hint_value);
    else
        snprintf(text, HINT_BYTES, ": compile it with --idd");
}

/* Asks whether a cost means blocked. */
static void write_blocked(char text[HINT_BYTES], const char *value)
{
    bool is_plain = *value && strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                            "/._-") == strlen(value);

    snprintf(text, HINT_BYTES,
             is_plain ? ": does it mean blocked? (--blocked=%s)"
                      : ": does it mean blocked? (--blocked='%s')",
             value);
}

/* Returns the text of a hint that is the same in every error. */
static const char *fixed_text(rc_hint hint)
{
    switch (hint) {
    case RC_HINT_DELIMITER:
        return ": give it with --delimiter";
    case RC_HINT_NOT_A_ROW:
        return ": a preamble (--skip-lines)? a header (--header=yes)? another column "
               "(--prefix-column)?";
    case RC_HINT_DECIMAL_COMMA:
        return ": is its comma a decimal one? (--decimal-comma)";
    case RC_HINT_DECIMAL_COMMA_OFF:
        return ": if the point is a decimal one, leave --decimal-comma out";
    case RC_HINT_FACTOR:
        return ": compile it with --factor";
    case RC_HINT_BOTH_OR_PREAMBLE:
        return ": name them with --prefix-column and --cost-column, or pass over a preamble with "
               "--skip-lines";
    case RC_HINT_AT:
        return ": give --at=DATE for those of one day";
    case RC_HINT_DATE_ORDER:
        return ": give --date-order=dmy or --date-order=mdy";
    case RC_HINT_PLUS_OPTIONAL:
        return ": give --plus=optional for both";
    default:
        return "";
    }
}

const char *hint_write(char text[HINT_BYTES], const rc_error *error)
{
    switch (error->hint) {
    case RC_HINT_PREAMBLE:
        write_preamble(text, error);
        break;
    case RC_HINT_CARRY:
        write_carry(text, error->hint_value);
        break;
    case RC_HINT_IDD:
        write_idd(text, error);
        break;
    case RC_HINT_CURRENCY:
        write_currency(text, error);
        break;
    case RC_HINT_PREFIX_COLUMN:
        write_column(text, error, "--prefix-column");
        break;
    case RC_HINT_COST_COLUMN:
        write_column(text, error, "--cost-column");
        break;
    case RC_HINT_EFFECTIVE_COLUMN:
        write_column(text, error, "--effective-column");
        break;
    case RC_HINT_UNTIL_COLUMN:
        write_column(text, error, "--until-column");
        break;
    case RC_HINT_PREFIX_OR_PREAMBLE:
        write_either(text, "--prefix-column");
        break;
    case RC_HINT_COST_OR_PREAMBLE:
        write_either(text, "--cost-column");
        break;
    case RC_HINT_EFFECTIVE_OR_PREAMBLE:
        write_either(text, "--effective-column");
        break;
    case RC_HINT_UNTIL_OR_PREAMBLE:
        write_either(text, "--until-column");
        break;
    case RC_HINT_BLOCKED:
        write_blocked(text, error->hint_value);
        break;
    case RC_HINT_BLOCKED_COLUMN:
        write_column(text, error, "--blocked-column");
        break;
    default:
        snprintf(text, HINT_BYTES, "%s", fixed_text(error->hint));
    }
    return text;
}
