/* Joins the fields of several columns into one prefix field: see joined.h. */
#include "deck/joined.h"

#include "base/error.h"
#include "deck/prefix_item.h"

/* Adds a part that another one follows: digits, behind a + if it is the first. */
static rc_code add_part(dialled *before, rc_text part, rc_error *fault)
{
    char quoted[RC_QUOTE_BYTES];
    prefix_bound b;

    if (!rc_prefix_bound_read(part, &b) || (b.n_plus > 0 && before->n > 0))
        return rc_error_set(fault, RC_FAULT_ROW,
                            "prefix %s cannot be joined: it is not an optional + and digits",
                            rc_quote(quoted, part));
    *before = rc_dialled_join(*before, rc_dialled_pack(part));
    return RC_OK;
}

rc_code rc_joined_read(const record *r, const layout *l, dialled *before, field *last,
                       rc_error *fault)
{
    rc_code code = RC_OK;

    *before = (dialled){0};
    *last = r->fields[ROLE_PREFIX];
    for (unsigned slot = SLOT_JOINED; code == RC_OK && slot < SLOT_INCREMENT && slot < l->n_slots;
         slot++) {
        rc_text part = rc_prefix_field_text(last);
        if (l->columns[slot] == COLUMN_NONE || r->fields[slot].text.length == 0)
            continue;
        if (part.length > 0)
            code = add_part(before, part, fault);
        *last = r->fields[slot];
    }
    return code;
}
