/* Writes a table as compiled_format.h has it: rc_table_save of routecost.h. */
#include "base/checksum.h"
#include "base/error.h"
#include "table/carried_bytes.h"
#include "table/compiled_format.h"
#include "table/table.h"

#include <errno.h>
#include <stdlib.h>

enum {
    SAVE_BYTES = 64 * 1024 /* small pieces are gathered into blocks of this size */
};

typedef struct saving {
    const rc_table *table;
    rc_writer out;
    checksum sum;
    unsigned char *block; /* SAVE_BYTES */
    size_t n_held;        /* bytes in block */
    rc_error error;
} saving;

/* ---- Bytes ---- */

static void write_out(saving *s, const void *bytes, size_t n_bytes)
{
    if (s->error.code)
        return;
    errno = 0;
    if (!s->out.write(s->out.context, bytes, n_bytes)) {
        rc_error_set(&s->error, RC_ERROR_WRITE, "cannot write");
        s->error.os_error = errno;
    }
}

static void flush_block(saving *s)
{
    if (s->n_held > 0)
        write_out(s, s->block, s->n_held);
    s->n_held = 0;
}

static void put_bytes(saving *s, const void *bytes, size_t n_bytes)
{
    if (n_bytes == 0)
        return;
    rc_checksum_add(&s->sum, bytes, n_bytes);
    if (n_bytes > SAVE_BYTES - s->n_held)
        flush_block(s);
    if (n_bytes > SAVE_BYTES) {
        write_out(s, bytes, n_bytes);
        return;
    }
    memcpy(s->block + s->n_held, bytes, n_bytes);
    s->n_held += n_bytes;
}

static void put_number(saving *s, uint64_t number, unsigned n_bytes)
{
    unsigned char bytes[8];

    store_bytes(bytes, number, n_bytes);
    put_bytes(s, bytes, n_bytes);
}

/* Writes the checksum of all bytes since the last one. */
static void put_sum(saving *s)
{
    uint64_t sum = rc_checksum_value(&s->sum);

    put_number(s, sum, COMPILED_SUM_BYTES);
    s->sum = (checksum){0};
}

/* ---- Parts of a table ---- */

static uint64_t measure_costs(const rc_table *t, uint32_t carrier)
{
    uint32_t n_costs = table_costs(t, carrier);
    uint64_t n_bytes = n_costs;

    for (uint32_t cost = 0; cost < n_costs; cost++)
        n_bytes += table_cost(t, carrier, cost).length;
    return n_bytes;
}

static uint64_t measure_carried(const rc_table *t, uint32_t carrier)
{
    return t->carried ? rc_carried_measure(&t->carried[carrier], table_costs(t, carrier)) : 0;
}

static uint64_t measure_body(const rc_table *t)
{
    uint64_t n_bytes = rc_table_idd(t).length + (t->n_carriers > 1 ? t->trie.n_bytes : 0);

    for (uint32_t i = 0; i < t->n_carriers; i++)
        n_bytes += text_list_get(&t->names, i).length + measure_costs(t, i) +
                   measure_carried(t, i) + table_carrier_trie(t, i)->n_bytes;
    return n_bytes;
}

static void put_head(saving *s)
{
    const rc_table *t = s->table;
    unsigned flags = (t->plus_optional ? COMPILED_PLUS_OPTIONAL : 0) |
                     (t->n_carriers > 1 ? COMPILED_HAS_CHEAPEST : 0);

    put_bytes(s, COMPILED_MAGIC, COMPILED_MAGIC_BYTES);
    put_number(s, COMPILED_VERSION, 4);
    put_number(s, flags, 4);
    put_number(s, t->n_carriers, 4);
    put_number(s, rc_table_idd(t).length, 4);
    put_number(s, measure_body(t), 8);
}

static void put_entry(saving *s, size_t n_name, uint32_t n_costs, uint64_t n_cost_bytes,
                      uint64_t n_carried_bytes, const trie *t)
{
    put_number(s, n_name, 4);
    put_number(s, n_costs, 4);
    put_number(s, n_cost_bytes, 8);
    put_number(s, t->n_bytes, 8);
    put_number(s, t->value_width, 4);
    put_number(s, t->roots[0], 4);
    put_number(s, t->roots[1], 4);
    put_number(s, n_carried_bytes, 4);
}

static void put_entries(saving *s)
{
    const rc_table *t = s->table;

    for (uint32_t i = 0; i < t->n_carriers; i++)
        put_entry(s, text_list_get(&t->names, i).length, table_costs(t, i), measure_costs(t, i),
                  measure_carried(t, i), table_carrier_trie(t, i));
    if (t->n_carriers > 1)
        put_entry(s, 0, t->offers.n, 0, 0, &t->trie);
}

/* A carried_put_fn. */
static void put_carried(void *context, const void *bytes, size_t n_bytes)
{
    put_bytes(context, bytes, n_bytes);
}

static void put_carrier(saving *s, uint32_t carrier)
{
    const rc_table *t = s->table;
    rc_text name = text_list_get(&t->names, carrier);
    const trie *routes = table_carrier_trie(t, carrier);

    put_bytes(s, name.bytes, name.length);
    for (uint32_t cost = 0; cost < table_costs(t, carrier); cost++) {
        rc_text spelling = table_cost(t, carrier, cost);
        put_number(s, spelling.length, 1);
        put_bytes(s, spelling.bytes, spelling.length);
    }
    if (t->carried)
        rc_carried_put(&t->carried[carrier], table_costs(t, carrier), put_carried, s);
    put_bytes(s, routes->bytes, routes->n_bytes);
}

static void put_table(saving *s)
{
    put_head(s);
    put_entries(s);
    put_sum(s);
    put_bytes(s, s->table->idd_text, rc_table_idd(s->table).length);
    for (uint32_t i = 0; i < s->table->n_carriers; i++)
        put_carrier(s, i);
    if (s->table->n_carriers > 1)
        put_bytes(s, s->table->trie.bytes, s->table->trie.n_bytes);
    put_sum(s);
    flush_block(s);
    write_out(s, "", 0);
}

/* Returns true if the table is within the limits of the format. */
static bool fits(const rc_table *t)
{
    for (uint32_t i = 0; i < t->n_carriers; i++)
        if (text_list_get(&t->names, i).length > UINT32_MAX || measure_carried(t, i) > UINT32_MAX)
            return 0;
    return t->n_carriers <= COMPILED_CARRIERS_MAX;
}

rc_code rc_table_save(const rc_table *table, rc_writer out, rc_error *error)
{
    saving s = {.table = table, .out = out};

    if (!rc_table_keeps_carriers(table))
        return rc_error_set(error, RC_ERROR_NOT_KEPT, "the table has not kept its carriers");
    if (!fits(table))
        return rc_error_set(error, RC_ERROR_LIMIT,
                            "too many carriers or texts for a compiled table");
    s.block = malloc(SAVE_BYTES);
    if (!s.block)
        return rc_error_set(error, RC_ERROR_MEMORY, "out of memory");
    put_table(&s);
    free(s.block);
    if (s.error.code && error)
        *error = s.error;
    return s.error.code;
}
