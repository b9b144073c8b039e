/* Reads a compiled table where a list can come. */
#ifndef LOAD_LOAD_TABLE_H
#define LOAD_LOAD_TABLE_H

#include "table/compiled.h"
#include "table/name_set.h"

/* Reads a table and makes sure that it goes together with what was read before: no two carriers
 * have one name, and either all ignore '+' or none.  A table that comes first may set
 * options->plus_optional, and options->idd, whose text goes to idd_text then.  RC_OK, or an error
 * with m empty. */
rc_code rc_load_table(compiled_table *m, rc_reader in, const name_set *earlier,
                      rc_load_options *options, char idd_text[IDD_TEXT_BYTES], rc_error *error);

#endif
