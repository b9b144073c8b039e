/* Makes a table of lists and compiled tables: the builder of routecost.h.
 *
 * It has three parts: the carriers that are complete, the carrier at hand, and the workers that
 * read its lists.  Before the next carrier is read, the routes of the one before have become its
 * trie; if they are few, the next is read meanwhile. */
#include "deck/load_options.h"
#include "io/peek.h"
#include "load/carriers.h"
#include "load/sealing.h"
#include "load/workers.h"
#include "table/compiled_format.h"

#include <stdlib.h>
#include <string.h>

enum {
    N_AT_HAND = 2,              /* a carrier that is read, and one whose trie is made meanwhile */
    ROUTES_MEANWHILE = 1 << 20, /* of such a carrier: more would take too much memory */
    ROUTES_MEANWHILE_MIN = 1 << 12 /* fewer take no longer than starting a thread */
};

/* Where a carrier is gathered. */
typedef struct place {
    gathering gathering;
    workers workers; /* the second place has some once it is needed */
} place;

struct rc_builder {
    rc_load_options options;
    void *option_texts; /* and columns of options; owned */
    rc_load_stats stats;
    rc_error failure; /* of the first list or carrier that has failed: there will be no table */
    carriers carriers;
    place places[N_AT_HAND];
    unsigned at_hand; /* the place of the carrier at hand */
    sealing sealing;  /* in the other place */
};

static gathering *gathering_of(rc_builder *b)
{
    return &b->places[b->at_hand].gathering;
}

rc_builder *rc_builder_new(const rc_load_options *options)
{
    rc_builder *b = calloc(1, sizeof *b);

    if (!b)
        return NULL;
    if (rc_load_options_copy(&b->options, &b->option_texts, options) ||
        rc_workers_init(&b->places[0].workers, &b->options)) {
        rc_builder_free(b);
        return NULL;
    }
    return b;
}

void rc_builder_free(rc_builder *b)
{
    if (!b)
        return;
    rc_code code;
    rc_sealing_wait(&b->sealing, &code);
    for (unsigned i = 0; i < N_AT_HAND; i++) {
        rc_gathering_close(&b->places[i].gathering);
        rc_workers_free(&b->places[i].workers);
    }
    rc_carriers_free(&b->carriers);
    free(b->option_texts);
    free(b);
}

rc_load_stats rc_builder_stats(const rc_builder *b)
{
    return b->stats;
}

/* Keeps the first failure of a list or a carrier. */
static void keep_failure(rc_builder *b, const rc_error *failure)
{
    if (b->failure.code == RC_OK)
        b->failure = *failure;
}

/* Copies a failure to the caller, if there is one. */
static rc_code report(const rc_error *failure, rc_error *error)
{
    if (failure->code && error)
        *error = *failure;
    return failure->code;
}

/* ---- Carriers ---- */

static void open_carrier(rc_builder *b, rc_text name, rc_error *failure)
{
    workers *w = &b->places[b->at_hand].workers;
    rc_code code = w->n > 0 ? RC_OK : rc_workers_init(w, &b->options);

    if (code == RC_OK)
        code = rc_gathering_open(gathering_of(b), name, &b->options, w->batches, w->n_slots, w->n);

    if (code)
        rc_list_fail(failure, code);
}

/* Adds a carrier that has ended to the others. */
static void add_carrier(rc_builder *b, gathering *g, rc_error *failure)
{
    if (rc_carriers_add(&b->carriers, &g->carrier))
        rc_list_fail(failure, RC_ERROR_MEMORY);
    rc_gathering_close(g);
    if (failure->code)
        keep_failure(b, failure);
}

/* Waits for the trie that is made meanwhile, if there is one.  A failure is kept. */
static void end_meanwhile(rc_builder *b)
{
    rc_error failure = {.code = RC_OK};
    rc_code code;
    gathering *g = rc_sealing_wait(&b->sealing, &code);

    if (!g)
        return;
    rc_gathering_finish(g, code, &b->options, &b->stats, &failure);
    add_carrier(b, g, &failure);
}

/* Lets the trie of the carrier at hand be made meanwhile, if there are threads and it has few
 * routes.  Returns false if it is not. */
static bool end_later(rc_builder *b)
{
    gathering *g = gathering_of(b);

    if (b->options.n_threads < 2 || b->options.duplicates == RC_DUPLICATES_ERROR ||
        g->n_routes < ROUTES_MEANWHILE_MIN || g->n_routes > ROUTES_MEANWHILE ||
        !rc_sealing_start(&b->sealing, g))
        return false;
    b->at_hand = (b->at_hand + 1) % N_AT_HAND;
    return true;
}

/* Ends the carrier at hand, if there is one.  If a list has failed before, its trie is not made,
 * unless that shows faults. */
static void end_carrier(rc_builder *b, rc_error *failure)
{
    gathering *g = gathering_of(b);

    if (!g->is_open)
        return;
    end_meanwhile(b);
    bool is_wanted = b->failure.code == RC_OK || b->options.duplicates == RC_DUPLICATES_ERROR ||
                     g->n_routes == 0;
    if (!g->has_failed && is_wanted) {
        if (end_later(b))
            return;
        rc_gathering_finish(g, rc_gathering_write(g), &b->options, &b->stats, failure);
    }
    add_carrier(b, g, failure);
}

/* Ends the carrier at hand. That its lists were bad or empty is kept for rc_builder_seal, and is no
 * failure here. */
static void end_before_next(rc_builder *b, rc_error *failure)
{
    end_carrier(b, failure);
    if (failure->code == RC_ERROR_LIST || failure->code == RC_ERROR_EMPTY)
        failure->code = RC_OK;
}

/* Makes the workers anew: under RC_DUPLICATES_ERROR they are others. */
static rc_code renew_workers(rc_builder *b)
{
    end_meanwhile(b);
    for (unsigned i = 0; i < N_AT_HAND; i++)
        rc_workers_free(&b->places[i].workers);
    return rc_workers_init(&b->places[b->at_hand].workers, &b->options);
}

rc_code rc_builder_set_list_options(rc_builder *b, const rc_load_options *options, rc_error *error)
{
    rc_error failure = {.code = RC_OK};
    bool had_lines = b->options.duplicates == RC_DUPLICATES_ERROR;

    end_before_next(b, &failure);
    if (failure.code == RC_OK &&
        rc_load_options_replace(&b->options, &b->option_texts, options) != RC_OK)
        rc_list_fail(&failure, RC_ERROR_MEMORY);
    if (failure.code == RC_OK && had_lines != (b->options.duplicates == RC_DUPLICATES_ERROR) &&
        renew_workers(b) != RC_OK)
        rc_list_fail(&failure, RC_ERROR_MEMORY);
    return report(&failure, error);
}

rc_code rc_builder_begin_carrier(rc_builder *b, rc_text name, rc_error *error)
{
    /* Whether another carrier has the name is asked when a list comes: a table brings its own
     * names. */
    rc_error failure = {.code = RC_OK};

    if (rc_carrier_check_name(name, &failure) == RC_OK)
        end_before_next(b, &failure);
    if (failure.code == RC_OK)
        open_carrier(b, name, &failure);
    return report(&failure, error);
}

rc_code rc_builder_end_carrier(rc_builder *b, rc_error *error)
{
    rc_error failure = {.code = RC_OK};

    end_carrier(b, &failure);
    return report(&failure, error);
}

/* ---- Lists and tables ---- */

/* Checks the name of the carrier at hand against those of all before. */
static void check_name(const rc_builder *b, rc_text name, rc_error *failure)
{
    const gathering *other = b->sealing.g;

    if (rc_carriers_check_name(&b->carriers, name, failure) == RC_OK && other &&
        other->carrier.name_length == name.length &&
        memcmp(other->carrier.name, name.bytes, name.length) == 0)
        rc_carrier_refuse_duplicate(name, failure);
}

/* Makes sure that there is a carrier for a list, and that it can have its name. */
static rc_code open_for_list(rc_builder *b, rc_error *failure)
{
    const gathering *g = gathering_of(b);
    const carrier_routes *c = &g->carrier;

    if (!g->is_open && (b->carriers.n > 0 || b->sealing.g))
        return rc_error_set(failure, RC_ERROR_NAME, "the list's carrier has not been named");
    if (!g->is_open)
        open_carrier(b, (rc_text){"", 0}, failure);
    else if (c->name_length > 0)
        check_name(b, (rc_text){c->name, c->name_length}, failure);
    return failure->code;
}

static void read_list(rc_builder *b, rc_reader in, rc_error *failure)
{
    gathering *g = gathering_of(b);
    list_reader l;

    if (rc_dialect_check_options(&b->options, failure) || open_for_list(b, failure))
        return;
    rc_list_open(&l, in, &b->options);
    rc_workers_read(&b->places[b->at_hand].workers, &l, g);
    rc_list_close(&l, &b->stats);
    g->n_routes += l.n_routes;
    if (l.error.code == RC_OK)
        return;
    *failure = l.error;
    g->has_failed = true;
    keep_failure(b, failure);
}

/* Reads a table in place of the carrier at hand. */
static void read_table(rc_builder *b, rc_reader in, rc_error *failure)
{
    end_meanwhile(b);
    if (gathering_of(b)->n_routes > 0) {
        rc_error_set(failure, RC_ERROR_TABLE, "a compiled table cannot be joined to a list");
        return;
    }
    rc_gathering_close(gathering_of(b));
    rc_carriers_read_table(&b->carriers, in, &b->options, &b->stats, failure);
}

rc_code rc_builder_read(rc_builder *b, rc_reader list, rc_error *error)
{
    peek p;
    rc_error failure = {.code = RC_OK};
    rc_reader in = rc_peek_open(&p, list);

    if (rc_is_compiled_table(rc_peek_first(&p, COMPILED_MAGIC_BYTES)))
        read_table(b, in, &failure);
    else
        read_list(b, in, &failure);
    return report(&failure, error);
}

/* ---- The table ---- */

rc_code rc_builder_seal(rc_builder *b, rc_table **table, rc_error *error)
{
    rc_error failure = {.code = RC_OK};

    *table = NULL;
    end_carrier(b, &failure);
    end_meanwhile(b);
    if (b->failure.code == RC_OK && b->carriers.n == 0)
        rc_error_set(&b->failure, RC_ERROR_EMPTY, "no routes");
    if (b->failure.code == RC_OK) {
        for (unsigned i = 0; i < N_AT_HAND; i++)
            rc_workers_free(&b->places[i].workers);
        rc_code code = rc_carriers_make_table(&b->carriers, &b->options, table);
        if (code)
            rc_list_fail(&b->failure, code);
    }
    if (*table)
        b->stats.table_bytes = rc_table_size(*table);
    return report(&b->failure, error);
}
