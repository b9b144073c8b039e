/* Reads the values of the options that say how calls are charged: see charge_value.h. */
#include "cli/charge_value.h"

#include "cli/options.h"

#include <string.h>

static rc_text text_of(const char *value)
{
    return (rc_text){value, strlen(value)};
}

rc_code charge_value_read_decimals(void *field, const char *value, usage_error *error)
{
    uint64_t n = 0;
    rc_code code = option_read_number(value, 0, RC_DECIMALS_MAX, &n, error);

    if (code == RC_OK)
        *(unsigned *)field = (unsigned)n;
    return code;
}

rc_code charge_value_read_duration(void *field, const char *value, usage_error *error)
{
    call_duration duration = {.is_given = true};
    const char *fault = rc_duration_parse(text_of(value), &duration.n_seconds);

    if (fault)
        return usage_error_value(error, value, fault);
    *(call_duration *)field = duration;
    return RC_OK;
}

/* The library checks the fee when it charges a call. */
rc_code charge_value_read_fee(void *field, const char *value, usage_error *error)
{
    rc_charge_options fee = {.connect_fee = text_of(value)};
    rc_charge charge;

    if (!*value || rc_charge_call((rc_text){"0", 1}, 0, &fee, &charge, NULL))
        return usage_error_value(error, value, "is not a plain decimal");
    *(rc_text *)field = fee.connect_fee;
    return RC_OK;
}

rc_code charge_value_read_increment(void *field, const char *value, usage_error *error)
{
    const char *fault = rc_increment_parse(text_of(value), field);

    return fault ? usage_error_value(error, value, fault) : RC_OK;
}

rc_code charge_value_read_per(void *field, const char *value, usage_error *error)
{
    uint64_t n = 0;
    rc_code code = option_read_number(value, 1, RC_PER_MAX, &n, error);

    if (code == RC_OK)
        *(uint32_t *)field = (uint32_t)n;
    return code;
}

rc_code charge_value_read_summary(void *field, const char *value, usage_error *error)
{
    static const char *const words[] = {"prefix", "carrier"};
    static const rc_field fields[] = {RC_FIELD_PREFIX, RC_FIELD_CARRIER};
    size_t place = option_find_word(value, words, 2);
    rc_text column = {NULL, 0};

    if (place == 2 && !option_is_column(value, strlen(value), &column))
        return usage_error_value(error, value, "is not prefix, carrier or column:NAME");
    *(summary_field *)field = (summary_field){place < 2 ? fields[place] : RC_FIELD_COLUMN, column};
    return RC_OK;
}
