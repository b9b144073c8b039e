/* Looks at the first bytes of a stream, which then is read as if nobody had. */
#ifndef IO_PEEK_H
#define IO_PEEK_H

#include "routecost.h"

enum { PEEK_BYTES_MAX = 8 };

typedef struct peek {
    rc_reader in;
    unsigned char bytes[PEEK_BYTES_MAX];
    size_t n_bytes, n_given;
    int ended;
    bool failed;
    int os_error; /* errno after the failure */
} peek;

/* The stream to read in place of in, as long as p lives. */
rc_reader rc_peek_open(peek *p, rc_reader in);

/* The first n_bytes <= PEEK_BYTES_MAX of the stream, or all there are; they live as long as p. */
rc_text rc_peek_first(peek *p, size_t n_bytes);

#endif
