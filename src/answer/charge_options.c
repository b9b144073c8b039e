/* Reads how calls are to be charged; charges one call: see charge_options.h, and rc_charge_call of
 * routecost_calls.h. */
#include "answer/charge_options.h"

#include "base/error.h"
#include "route/increment.h"

rc_code rc_charge_terms_read(charge_terms *terms, const rc_charge_options *options, rc_error *error)
{
    rc_text fee = options->connect_fee.length > 0 ? options->connect_fee : (rc_text){"0", 1};
    char quoted[RC_QUOTE_BYTES];

    *terms =
        (charge_terms){.per = options->per > 0 ? options->per : CHARGE_PER,
                       .decimals = options->has_decimals ? options->decimals : CHARGE_DECIMALS};
    if (terms->per > RC_PER_MAX)
        return rc_error_set(error, RC_ERROR_OPTIONS, "a cost is for more than %d seconds",
                            RC_PER_MAX);
    if (terms->decimals > RC_DECIMALS_MAX)
        return rc_error_set(error, RC_ERROR_OPTIONS, "charges have more than %d decimals",
                            RC_DECIMALS_MAX);
    if ((options->increment.first > 0) != (options->increment.next > 0))
        return rc_error_set(error, RC_ERROR_OPTIONS, "an increment is 0");
    if (rc_cost_parse(fee, &terms->fee) != COST_OK)
        return rc_error_set(error, RC_ERROR_OPTIONS, "the connection fee %s is not a plain decimal",
                            rc_quote(quoted, fee));
    return RC_OK;
}

/* Writes the two charges. */
static rc_code write_charges(const charge_rule *rule, rc_charge *charge)
{
    amount rounded;
    rc_code code = charge_compute(rule, charge->n_billed, &rounded);

    if (code == RC_OK)
        code = rc_charge_explain(rule, charge->n_billed, charge->exact);
    if (code == RC_OK)
        charge->charge[rc_amount_format(rounded, rule->terms.decimals, charge->charge)] = '\0';
    return code;
}

rc_code rc_charge_call(rc_text cost, uint64_t n_seconds, const rc_charge_options *options,
                       rc_charge *charge, rc_error *error)
{
    static const rc_charge_options defaults;
    const rc_charge_options *o = options ? options : &defaults;
    char quoted[RC_QUOTE_BYTES];
    charge_terms terms;
    charge_rule rule;
    cost_value value;
    rc_charge result;

    rc_code code = rc_charge_terms_read(&terms, o, error);
    if (code)
        return code;
    if (rc_cost_parse(cost, &value) != COST_OK)
        return rc_error_set(error, RC_ERROR_OPTIONS, "cost %s is not a plain decimal",
                            rc_quote(quoted, cost));
    if (n_seconds > INCREMENT_SECONDS_MAX)
        return rc_error_set(error, RC_ERROR_LIMIT, "the call lasts too long");
    result.n_billed = increment_bill(charge_increment(o), n_seconds);
    rc_charge_prepare(&rule, value, &terms);
    if (write_charges(&rule, &result))
        return rc_error_set(error, RC_ERROR_LIMIT, "the charge is above 10^30");
    *charge = result;
    return RC_OK;
}
