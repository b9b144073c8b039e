/* Reads the values of the options that say how calls are charged. */
#ifndef CLI_CHARGE_VALUE_H
#define CLI_CHARGE_VALUE_H

#include "cli/option_value.h"

option_read_fn charge_value_read_decimals;  /* unsigned */
option_read_fn charge_value_read_duration;  /* call_duration */
option_read_fn charge_value_read_fee;       /* rc_text: a cost */
option_read_fn charge_value_read_increment; /* rc_increment */
option_read_fn charge_value_read_per;       /* uint32_t */
option_read_fn charge_value_read_summary;   /* summary_field */

#endif
