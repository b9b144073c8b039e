/* What options change in the fields of all rows: see row_rules.h. */
#include "deck/row_rules.h"

#include "base/ascii.h"
#include "base/error.h"
#include "deck/blocked.h"

static rc_code refuse(rc_error *error, const char *reason)
{
    return rc_error_set(error, RC_ERROR_OPTIONS, "%s", reason);
}

static bool holds_digit(rc_text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (is_digit(text.bytes[i]))
            return true;
    return false;
}

/* Returns true for an optional '+' and up to RC_PREFIX_DIGITS_MAX digits, not both missing. */
static bool can_be_prepended(rc_text text)
{
    size_t n_plus = text.length > 0 && text.bytes[0] == '+';

    for (size_t i = n_plus; i < text.length; i++)
        if (!is_digit(text.bytes[i]))
            return false;
    return text.length > 0 && text.length - n_plus <= RC_PREFIX_DIGITS_MAX;
}

rc_code rc_row_rules_read(row_rules *rules, const rc_load_options *o, rc_error *error)
{
    *rules = (row_rules){.currency = o->currency,
                         .has_factor = o->factor.length > 0,
                         .blocked = o->blocked,
                         .n_blocked = o->n_blocked};
    if (holds_digit(o->currency))
        return refuse(error, "the sign of a currency holds a digit");
    if (rules->has_factor && rc_cost_parse(o->factor, &rules->factor) != COST_OK)
        return refuse(error, "the factor is not a plain decimal");
    if (o->prepend.length > 0) {
        if (!can_be_prepended(o->prepend))
            return refuse(error, "what is put before prefixes is not an optional + and digits");
        rules->prepended = rc_dialled_pack(o->prepend);
    }
    if (!rc_idd_parse(&rules->idd, o->idd))
        return refuse(error, "the international prefixes are not digits, separated by commas");
    rules->has_blocked_decimals = rc_blocked_may_be_costs(o->blocked, o->n_blocked);
    rules->change_rows = rules->has_factor || rules->prepended.n > 0 || rules->idd.n > 0 ||
                         rules->has_blocked_decimals;
    return RC_OK;
}
