/* Random text that looks like CSV, well-formed or not. */
#ifndef SUPPORT_CSV_H
#define SUPPORT_CSV_H

#include "support_random.h"
#include "support_stream.h"

/* Text of about n_parts bytes or fields; the caller frees it. */
buffer random_csv(prng *p, size_t n_parts);

#endif
