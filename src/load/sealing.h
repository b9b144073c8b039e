/* Makes the trie of one carrier on a thread of its own, while the next carrier is read. */
#ifndef LOAD_SEALING_H
#define LOAD_SEALING_H

#include "base/thread.h"
#include "load/gathering.h"

/* All zero: nothing is under way. */
typedef struct sealing {
    gathering *g; /* whose trie is made; NULL: nothing is under way */
    rc_code code; /* how that has ended; g has the rest */
#if HAVE_THREADS
    thrd_t thread;
#endif
} sealing;

/* Starts to make the trie of a carrier, which stays where it is until rc_sealing_wait returns.
 * Returns false if there is no thread for it: then nothing is under way. */
bool rc_sealing_start(sealing *s, gathering *g);

/* Waits until the trie is made.  Returns the carrier, or NULL if nothing was under way; *code is
 * that of rc_gathering_write. */
gathering *rc_sealing_wait(sealing *s, rc_code *code);

#endif
