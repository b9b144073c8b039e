/* Reads how calls are to be charged; charges one call. */
#ifndef ANSWER_CHARGE_OPTIONS_H
#define ANSWER_CHARGE_OPTIONS_H

#include "answer/charge.h"

enum {
    CHARGE_DECIMALS = 6, /* unless others are asked for */
    CHARGE_PER = 60      /* the same */
};

/* Reads the options.  RC_OK, or RC_ERROR_OPTIONS if one is out of range. */
rc_code rc_charge_terms_read(charge_terms *terms, const rc_charge_options *options,
                             rc_error *error);

/* The increment that the options ask for. */
static inline rc_increment charge_increment(const rc_charge_options *options)
{
    return options->increment.first > 0 ? options->increment : (rc_increment){1, 1};
}

#endif
