/* Prices numbers: the main job. */
#ifndef CLI_PRICE_H
#define CLI_PRICE_H

#include "cli/options.h"

/* Answers the options' numbers on standard output.  Returns the exit status. */
int price_numbers(const options *o);

#endif
