/* Looks at the first bytes of a stream: see peek.h. */
#include "io/peek.h"

#include <errno.h>
#include <string.h>

static size_t read_peeked(void *context, void *bytes, size_t n_bytes, bool *failed)
{
    peek *p = context;
    size_t n_left = p->n_bytes - p->n_given, n = n_left < n_bytes ? n_left : n_bytes;

    if (n_left > 0) {
        memcpy(bytes, p->bytes + p->n_given, n);
        p->n_given += n;
        return n;
    }
    if (p->ended) {
        *failed = p->failed;
        errno = p->os_error;
        return 0;
    }
    return p->in.read(p->in.context, bytes, n_bytes, failed);
}

rc_reader rc_peek_open(peek *p, rc_reader in)
{
    *p = (peek){.in = in};
    return (rc_reader){.context = p, .read = read_peeked};
}

rc_text rc_peek_first(peek *p, size_t n_bytes)
{
    while (p->n_bytes < n_bytes && !p->ended) {
        errno = 0;
        size_t n_read =
            p->in.read(p->in.context, p->bytes + p->n_bytes, n_bytes - p->n_bytes, &p->failed);
        p->n_bytes += n_read;
        p->ended = n_read == 0;
        p->os_error = errno;
    }
    return (rc_text){(const char *)p->bytes, p->n_bytes < n_bytes ? p->n_bytes : n_bytes};
}
