/* Makes a trie while the next carrier is read: see sealing.h. */
#include "load/sealing.h"

#if HAVE_THREADS

static int write_trie(void *context)
{
    sealing *s = context;

    s->code = rc_gathering_write(s->g);
    return 0;
}

bool rc_sealing_start(sealing *s, gathering *g)
{
    s->g = g;
    if (thrd_create(&s->thread, write_trie, s) == thrd_success)
        return true;
    s->g = NULL;
    return false;
}

#else

bool rc_sealing_start(sealing *s, gathering *g)
{
    (void)s, (void)g;
    return false;
}

#endif

gathering *rc_sealing_wait(sealing *s, rc_code *code)
{
    gathering *g = s->g;

#if HAVE_THREADS
    if (g)
        thrd_join(s->thread, NULL);
#endif
    *code = s->code;
    s->g = NULL;
    return g;
}
