/* Copies load options, so that the caller's texts need not live on. */
#ifndef DECK_LOAD_OPTIONS_H
#define DECK_LOAD_OPTIONS_H

#include "routecost.h"

/* Copies options; NULL means defaults. *owned takes the copied texts and columns, which the caller
 * frees. RC_OK or RC_ERROR_MEMORY; after a failure *owned is NULL. */
rc_code rc_load_options_copy(rc_load_options *copy, void **owned, const rc_load_options *options);

/* Replaces, in *kept and *owned, what describes a list by a copy of options; what concerns the
 * whole table stays. RC_OK or RC_ERROR_MEMORY; after a failure nothing has changed. */
rc_code rc_load_options_replace(rc_load_options *kept, void **owned,
                                const rc_load_options *options);

#endif
