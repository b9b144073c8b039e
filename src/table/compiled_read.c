/* Reads a compiled table: see compiled.h.
 *
 * First come the head and the entries, whose checksum confirms all sizes; then the body, which is
 * read straight into the memory that the table will use; then a check of each part: a correct
 * checksum excludes damage, but not malice. */
#include "base/error.h"
#include "route/cost.h"
#include "table/carried_bytes.h"
#include "table/compiled.h"
#include "table/compiled_format.h"
#include "table/compiled_input.h"
#include "trie/check.h"

#include <stdlib.h>
#include <string.h>

/* An entry. */
typedef struct entry {
    uint32_t n_name, n_costs;
    uint64_t n_cost_bytes;
    uint64_t n_trie_bytes;
    uint32_t value_width, roots[2], n_carried_bytes;
} entry;

typedef struct loading {
    compiled_input in;
    compiled_table *m;
    unsigned n_threads;
    uint32_t flags, n_carriers, n_idd;
    size_t n_entries;
    uint64_t n_body;
    entry *entries;
} loading;

/* Sets the error for contents that no writer would have written. */
static void refuse(loading *l)
{
    if (l->in.error.code == RC_OK)
        rc_error_set(&l->in.error, RC_ERROR_TABLE, "the compiled table's contents are not sound");
}

/* ---- Head ---- */

bool rc_is_compiled_table(rc_text first)
{
    if (first.length >= COMPILED_WORD_BYTES &&
        memcmp(first.bytes, COMPILED_MAGIC, COMPILED_WORD_BYTES) == 0)
        return 1;
    if (first.length < COMPILED_MAGIC_BYTES)
        return 0;
    uint64_t differing = load64(first.bytes) ^ load64(COMPILED_MAGIC);
    return (differing & (differing - 1)) == 0;
}

static void read_head(loading *l)
{
    unsigned char magic[COMPILED_MAGIC_BYTES];

    rc_compiled_input_read(&l->in, magic, sizeof magic);
    uint32_t version = (uint32_t)rc_compiled_input_read_number(&l->in, 4);
    if (l->in.error.code)
        return;
    if (memcmp(magic, COMPILED_MAGIC, sizeof magic) != 0)
        rc_error_set(&l->in.error, RC_ERROR_TABLE, "the head of the compiled table is damaged");
    else if (version != COMPILED_VERSION)
        rc_error_set(&l->in.error, RC_ERROR_TABLE,
                     "the compiled table has format %u, not %u: compile it again from its lists",
                     (unsigned)version, (unsigned)COMPILED_VERSION);
    l->flags = (uint32_t)rc_compiled_input_read_number(&l->in, 4);
    l->n_carriers = (uint32_t)rc_compiled_input_read_number(&l->in, 4);
    l->n_idd = (uint32_t)rc_compiled_input_read_number(&l->in, 4);
    l->n_body = rc_compiled_input_read_number(&l->in, 8);
    l->n_entries = (size_t)l->n_carriers + (l->flags & COMPILED_HAS_CHEAPEST ? 1 : 0);
    if (l->n_carriers > COMPILED_CARRIERS_MAX)
        l->n_entries = 0; /* the checksum will be wrong */
}

static entry read_entry(const unsigned char *bytes)
{
    return (entry){.n_name = load32(bytes),
                   .n_costs = load32(bytes + 4),
                   .n_cost_bytes = load64(bytes + 8),
                   .n_trie_bytes = load64(bytes + 16),
                   .value_width = load32(bytes + 24),
                   .roots = {load32(bytes + 28), load32(bytes + 32)},
                   .n_carried_bytes = load32(bytes + 36)};
}

/* Reads the entries and the checksum behind them. */
static void read_entries(loading *l)
{
    unsigned char *bytes =
        rc_compiled_input_read_new(&l->in, (uint64_t)l->n_entries * COMPILED_ENTRY_BYTES, 0);

    if (bytes) /* so many have come */
        l->entries = calloc(l->n_entries + 1, sizeof *l->entries);
    if (bytes && !l->entries)
        rc_error_set(&l->in.error, RC_ERROR_MEMORY, "out of memory");
    for (size_t i = 0; l->entries && i < l->n_entries; i++)
        l->entries[i] = read_entry(bytes + i * COMPILED_ENTRY_BYTES);
    free(bytes);
    rc_compiled_input_read_sum(&l->in, "the head of the compiled table is");
}

/* Returns true if the sizes agree with each other and are within the limits. */
static bool are_sizes_sound(const loading *l)
{
    uint64_t n_body = l->n_idd;
    bool has_cheapest = (l->flags & COMPILED_HAS_CHEAPEST) != 0;

    if (l->n_idd >= IDD_TEXT_BYTES || l->n_entries == 0 || l->flags > COMPILED_FLAGS ||
        has_cheapest != (l->n_carriers > 1) ||
        (has_cheapest && l->entries[l->n_carriers].n_carried_bytes > 0))
        return 0;
    for (size_t i = 0; i < l->n_entries; i++) {
        const entry *e = &l->entries[i];
        if (e->n_trie_bytes > TRIE_BYTES_MAX || e->n_costs > TRIE_VALUES_MAX ||
            e->n_cost_bytes > (uint64_t)e->n_costs * (1 + RC_COST_LENGTH_MAX))
            return 0;
        n_body += e->n_name + e->n_cost_bytes + e->n_trie_bytes + e->n_carried_bytes;
    }
    return n_body == l->n_body;
}

/* ---- Body ---- */

static void read_name(loading *l, const entry *e, carrier_routes *c)
{
    c->name = rc_compiled_input_read_new(&l->in, e->n_name, 0);
    c->name_length = c->name ? e->n_name : 0;
}

/* Adds the spellings in bytes to the carrier. */
static void parse_costs(loading *l, const entry *e, const unsigned char *bytes, carrier_routes *c)
{
    uint64_t at = 0;

    for (uint32_t i = 0; i < e->n_costs; i++) {
        cost_value value;
        size_t length = at < e->n_cost_bytes ? bytes[at] : 0;
        rc_text spelling = {(const char *)bytes + at + 1, length};
        bool is_blocked = length == 0 && at < e->n_cost_bytes && i == e->n_costs - 1;
        if (!is_blocked &&
            (length == 0 || length > e->n_cost_bytes - at - 1 || rc_cost_parse(spelling, &value))) {
            refuse(l);
            return;
        }
        rc_text_list_add(&c->spellings, spelling);
        rc_text_list_end(&c->spellings);
        at += 1 + length;
    }
    if (at != e->n_cost_bytes)
        refuse(l);
    if (c->spellings.no_memory)
        rc_error_set(&l->in.error, RC_ERROR_MEMORY, "out of memory");
}

static void read_costs(loading *l, const entry *e, carrier_routes *c)
{
    unsigned char *bytes = rc_compiled_input_read_new(&l->in, e->n_cost_bytes, 0);

    if (bytes)
        parse_costs(l, e, bytes, c);
    free(bytes);
}

static void read_carried(loading *l, const entry *e, carrier_routes *c)
{
    if (e->n_carried_bytes == 0)
        return;
    void *bytes = rc_compiled_input_read_new(&l->in, e->n_carried_bytes, 0);
    if (!bytes)
        return;
    rc_code code = rc_carried_parse(&c->carried, (rc_text){bytes, e->n_carried_bytes}, e->n_costs);
    free(bytes);
    if (code == RC_ERROR_MEMORY)
        rc_error_set(&l->in.error, code, "out of memory");
    else if (code)
        refuse(l);
}

/* Reads a trie; check_trie checks it after the checksum. */
static void read_trie(loading *l, const entry *e, trie *t)
{
    t->bytes = rc_compiled_input_read_new(&l->in, e->n_trie_bytes, TRIE_PADDING);
    t->n_bytes = t->bytes ? (size_t)e->n_trie_bytes : 0;
    t->value_width = e->value_width;
    t->roots[0] = e->roots[0];
    t->roots[1] = e->roots[1];
}

/* Reads the direct-dial prefixes, which have the one form that rc_idd_write gives them. */
static void read_idd(loading *l)
{
    char text[IDD_TEXT_BYTES], *bytes = rc_compiled_input_read_new(&l->in, l->n_idd, 0);

    if (bytes &&
        (!rc_idd_parse(&l->m->idd, (rc_text){bytes, l->n_idd}) ||
         strlen(rc_idd_write(&l->m->idd, text)) != l->n_idd || memcmp(text, bytes, l->n_idd) != 0))
        refuse(l);
    free(bytes);
}

static void read_body(loading *l)
{
    compiled_table *m = l->m;

    read_idd(l);
    if (l->in.error.code)
        return;
    m->carriers = calloc(l->n_carriers, sizeof *m->carriers);
    if (!m->carriers) {
        rc_error_set(&l->in.error, RC_ERROR_MEMORY, "out of memory");
        return;
    }
    m->n_carriers = l->n_carriers;
    for (uint32_t i = 0; i < l->n_carriers && l->in.error.code == RC_OK; i++) {
        read_name(l, &l->entries[i], &m->carriers[i]);
        read_costs(l, &l->entries[i], &m->carriers[i]);
        read_carried(l, &l->entries[i], &m->carriers[i]);
        read_trie(l, &l->entries[i], &m->carriers[i].trie);
    }
    if (l->flags & COMPILED_HAS_CHEAPEST)
        read_trie(l, &l->entries[l->n_carriers], &m->cheapest);
    if (rc_compiled_input_read_sum(&l->in, "the compiled table is") == RC_OK)
        rc_compiled_input_read_end(&l->in);
}

/* ---- Soundness ---- */

static void check_trie(loading *l, trie *t, uint64_t n_costs, uint64_t *n_routes)
{
    if (l->in.error.code)
        return;
    if (n_costs > TRIE_VALUES_MAX ||
        !rc_trie_is_sound(t, (uint32_t)n_costs, l->n_threads, n_routes))
        refuse(l);
    else
        rc_trie_shape_blobs(t);
}

/* Checks that a writer could have written the parts. */
static void check_parts(loading *l)
{
    compiled_table *m = l->m;
    uint64_t n_offers = 0, n_routes = 0;
    size_t n_values;
    bool has_blocked = false;

    m->plus_optional = (l->flags & COMPILED_PLUS_OPTIONAL) != 0;
    for (uint32_t i = 0; i < m->n_carriers; i++) {
        carrier_routes *c = &m->carriers[i];
        check_trie(l, &c->trie, c->spellings.n, &n_routes);
        if (n_routes == 0 || (m->plus_optional && trie_plus(&c->trie) != RC_PLUS_WITHOUT))
            refuse(l);
        m->n_prefixes += n_routes;
        n_values = c->spellings.n;
        n_offers += n_values;
        if (n_values > 0 && text_list_get(&c->spellings, n_values - 1).length == 0) {
            has_blocked = true;
            n_offers--;
        }
    }
    if (m->n_carriers > 1 && l->entries[m->n_carriers].n_costs != n_offers)
        refuse(l);
    if (m->n_carriers > 1)
        check_trie(l, &m->cheapest, n_offers + has_blocked, &n_routes);
}

rc_code rc_compiled_read(compiled_table *m, rc_reader in, unsigned n_threads, rc_error *error)
{
    loading l = {.in = {.reader = in}, .m = m, .n_threads = n_threads};

    *m = (compiled_table){0};
    read_head(&l);
    read_entries(&l);
    if (l.in.error.code == RC_OK && !are_sizes_sound(&l))
        refuse(&l);
    if (l.in.error.code == RC_OK)
        read_body(&l);
    if (l.in.error.code == RC_OK)
        check_parts(&l);
    free(l.entries);
    if (l.in.error.code) {
        rc_compiled_free(m);
        *error = l.in.error;
    }
    return l.in.error.code;
}

void rc_compiled_free(compiled_table *m)
{
    for (uint32_t i = 0; i < m->n_carriers; i++)
        rc_carrier_free(&m->carriers[i]);
    free(m->carriers);
    rc_trie_free(&m->cheapest);
    *m = (compiled_table){0};
}

rc_code rc_compiled_check_plus(const compiled_table *m, bool is_first, bool *plus_optional,
                               rc_error *error)
{
    if (m->plus_optional == *plus_optional)
        return RC_OK;
    if (m->plus_optional && is_first) {
        *plus_optional = true;
        return RC_OK;
    }
    rc_error_set(error, RC_ERROR_TABLE, "%s",
                 m->plus_optional
                     ? "the compiled table ignores a leading +, and what was read "
                       "before does not"
                     : "a leading + has to match in the compiled table, and is ignored "
                       "in this run");
    rc_error_hint(error, RC_HINT_PLUS_OPTIONAL, NULL);
    return RC_ERROR_TABLE;
}
