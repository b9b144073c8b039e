/* What routes carry, in a compiled table; compiled_format.h draws it. */
#ifndef TABLE_CARRIED_BYTES_H
#define TABLE_CARRIED_BYTES_H

#include "table/carried.h"

/* Takes bytes in their order. */
typedef void carried_put_fn(void *context, const void *bytes, size_t n_bytes);

/* Returns how many bytes rc_carried_put hands over; 0 where nothing is carried. */
uint64_t rc_carried_measure(const carried *c, uint32_t n_values);

/* Hands over the bytes of what n_values values carry. */
void rc_carried_put(const carried *c, uint32_t n_values, carried_put_fn *put, void *context);

/* Reads such bytes. Returns RC_OK; RC_ERROR_TABLE if no writer would have written them; or
 * RC_ERROR_MEMORY. In any case *c can be freed. */
rc_code rc_carried_parse(carried *c, rc_text bytes, uint32_t n_values);

#endif
