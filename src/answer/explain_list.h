/* Reads a list for an explainer:
 *
 *     list -> blocks -> routes, as for a builder -> those that the number begins with */
#ifndef ANSWER_EXPLAIN_LIST_H
#define ANSWER_EXPLAIN_LIST_H

#include "answer/explained.h"

/* Reads the list of the last carrier, which has no rows yet, to its end.  RC_OK, or sets *failure.
 */
rc_code rc_explain_list(rc_explainer *e, rc_reader in, rc_error *failure);

#endif
