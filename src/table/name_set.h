/* The names of carriers, to find out whether one is taken. */
#ifndef TABLE_NAME_SET_H
#define TABLE_NAME_SET_H

#include "routecost.h"

/* All zero is an empty set. The names are not copied. */
typedef struct name_set {
    rc_text *slots; /* capacity, a power of two or 0; a slot without bytes is free; owned */
    size_t n, capacity;
} name_set;

/* Returns true if the set has the name. Takes the same time however many there are. */
bool rc_name_set_has(const name_set *s, rc_text name);

/* Adds a name that the set does not have. Returns RC_OK or RC_ERROR_MEMORY; then the set is as
 * before. */
rc_code rc_name_set_add(name_set *s, rc_text name);

void rc_name_set_free(name_set *s);

#endif
