/* What is appended to items: see tails.h. */
#include "answer/tails.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Writes a text as RFC 4180 does: quoted where it must be, in at most twice its bytes and two.
 * Returns the end. */
static char *write_quoted(const answer_tails *tails, rc_text text, char *to)
{
    const char *end = text.bytes + text.length;
    bool is_quoted = memchr(text.bytes, tails->form.delimiter, text.length) ||
                     memchr(text.bytes, '"', text.length);

    if (!is_quoted) {
        memcpy(to, text.bytes, text.length);
        return to + text.length;
    }
    *to++ = '"';
    for (const char *at = text.bytes; at < end; at++) {
        *to++ = *at;
        if (*at == '"')
            *to++ = '"';
    }
    *to++ = '"';
    return to;
}

/* Adds a name to a list as it is written. */
static void add_name(const answer_tails *tails, text_list *list, rc_text name)
{
    char *quoted = name.length < SIZE_MAX / 2 - 1 ? malloc(2 * name.length + 2) : NULL;

    list->no_memory |= !quoted;
    if (quoted)
        rc_text_list_add(list,
                         (rc_text){quoted, (size_t)(write_quoted(tails, name, quoted) - quoted)});
    rc_text_list_end(list);
    free(quoted);
}

/* Adds the tail for which only the first rank's cost is there, or nothing at all. */
static void add_fixed(answer_tails *tails, rc_text first_cost)
{
    for (size_t rank = 0; rank < tails->n_ranks; rank++)
        for (unsigned i = 0; i < tails->n_fields; i++) {
            if (tails_is_delimited(tails, rank, i))
                rc_text_list_add(&tails->fixed, (rc_text){&tails->form.delimiter, 1});
            if (rank == 0 && tails->fields[i] == RC_FIELD_COST)
                rc_text_list_add(&tails->fixed, first_cost);
        }
    rc_text_list_add(&tails->fixed, (rc_text){"\n", 1});
    rc_text_list_end(&tails->fixed);
}

/* Adds a field's name; of several ranks, with the rank. */
static void add_field_name(answer_tails *tails, rc_field field, size_t rank)
{
    static const char *const names[RC_FIELD_COLUMN] = {"", "cost", "prefix", "carrier", "charge"};
    char digits[24];
    rc_text name;

    if (field < RC_FIELD_COLUMN)
        name = (rc_text){names[field], strlen(names[field])};
    else
        name = text_list_get(&tails->columns, field - RC_FIELD_COLUMN);
    rc_text_list_add(&tails->fixed, (rc_text){&tails->form.delimiter, 1});
    rc_text_list_add(&tails->fixed, name);
    if (tails->n_ranks > 1) {
        int length = snprintf(digits, sizeof digits, "_%zu", rank);
        rc_text_list_add(&tails->fixed, (rc_text){digits, (size_t)length});
    }
}

/* Adds what a header gets. */
static void add_header(answer_tails *tails)
{
    for (size_t rank = 1; rank <= tails->n_ranks; rank++)
        for (unsigned i = 0; i < tails->n_fields; i++)
            add_field_name(tails, tails->fields[i], rank);
    rc_text_list_add(&tails->fixed, (rc_text){"\n", 1});
    rc_text_list_end(&tails->fixed);
}

static void spell_names(answer_tails *tails)
{
    for (uint32_t i = 0; i < tails->table->n_carriers && tails->has_carrier; i++)
        add_name(tails, &tails->names, rc_table_carrier_name(tails->table, i));
}

/* ---- Fields ---- */

static char *write_text(char *to, rc_text text)
{
    memcpy(to, text.bytes, text.length);
    return to + text.length;
}

static char *write_cost(const answer_tails *tails, unsigned field, const ranked_offer *o,
                        const tail_values *values, char *to)
{
    (void)field, (void)values;
    return write_text(to, table_spelling(tails->table, o->offer));
}

static char *write_prefix(const answer_tails *tails, unsigned field, const ranked_offer *o,
                          const tail_values *values, char *to)
{
    (void)tails, (void)field;
    return to + rc_key_unpack(to, values->key & key_mask(o->prefix_length));
}

static char *write_carrier(const answer_tails *tails, unsigned field, const ranked_offer *o,
                           const tail_values *values, char *to)
{
    (void)field, (void)values;
    return write_text(to,
                      text_list_get(&tails->names, table_offer_carrier(tails->table, o->offer)));
}

static char *write_charge(const answer_tails *tails, unsigned field, const ranked_offer *o,
                          const tail_values *values, char *to)
{
    (void)field, (void)o;
    return to + rc_amount_format(values->charge, tails->form.decimals, to);
}

static char *write_column(const answer_tails *tails, unsigned field, const ranked_offer *o,
                          const tail_values *values, char *to)
{
    size_t column = (size_t)tails->fields[field] - RC_FIELD_COLUMN;

    (void)values;
    return write_quoted(tails, rc_tails_column(tails, column, o->offer), to);
}

static tail_field_fn *const field_writers[] = {[RC_FIELD_COST] = write_cost,
                                               [RC_FIELD_PREFIX] = write_prefix,
                                               [RC_FIELD_CARRIER] = write_carrier,
                                               [RC_FIELD_CHARGE] = write_charge};

/* ---- Setting up ---- */

static void add_field(answer_tails *tails, rc_field field)
{
    tails->has_prefix |= field == RC_FIELD_PREFIX;
    tails->has_carrier |= field == RC_FIELD_CARRIER;
    tails->has_charge |= field == RC_FIELD_CHARGE;
    tails->writers[tails->n_fields] =
        field >= RC_FIELD_COLUMN ? write_column : field_writers[field];
    tails->fields[tails->n_fields++] = field;
}

/* Reads the fields and ranks that are asked for. */
static void take_options(answer_tails *tails, const rc_answer_options *o)
{
    unsigned rank = o->rank < RC_RANK_MAX ? o->rank : RC_RANK_MAX;

    while (tails->n_fields < RC_FIELDS_MAX && o->fields[tails->n_fields] != RC_FIELD_NONE)
        add_field(tails, o->fields[tails->n_fields]);
    if (tails->n_fields == 0) {
        add_field(tails, RC_FIELD_COST);
        if (tails->form.has_charges)
            add_field(tails, RC_FIELD_CHARGE);
    }
    tails->n_ranks = rank > 0 ? rank : 1;
    tails->n_ranked =
        tails->n_ranks < tails->table->n_carriers ? tails->n_ranks : tails->table->n_carriers;
}

/* The longest text of a column, as it is written. */
static size_t find_column_length_max(const answer_tails *tails)
{
    size_t length = 0;

    for (uint32_t i = 0; i < tails->table->n_carriers && tails->columns.n > 0; i++) {
        size_t longest = tails->table->carried[i].texts.length_max;
        length = longest > length ? longest : length;
    }
    return tails->columns.n > 0 ? 2 * length + 2 : 0;
}

/* No tail but the header's is longer. */
static size_t find_length_max(const answer_tails *tails)
{
    size_t field = tails->table->offers.spellings.length_max + tails->names.length_max +
                   KEY_SYMBOLS + 1 + (tails->has_charge ? AMOUNT_TEXT_BYTES : 0) +
                   find_column_length_max(tails);
    size_t length = 1;

    for (size_t tail = TAIL_UNROUTED; tail < TAIL_HEADER; tail++) {
        rc_text text = text_list_get(&tails->fixed, tail);
        length = text.length > length ? text.length : length;
    }
    return length + tails->n_ranks * (tails->n_fields + 1) +
           tails->n_ranked * tails->n_fields * field;
}

static rc_code refuse_column(const rc_table *table, uint32_t carrier, rc_text name, rc_error *error)
{
    char quoted[RC_QUOTE_BYTES], quoted_carrier[RC_QUOTE_BYTES];

    return rc_error_set(error, RC_ERROR_NOT_KEPT, "carrier %s has not kept the column %s",
                        rc_quote(quoted_carrier, rc_table_carrier_name(table, carrier)),
                        rc_quote(quoted, name));
}

/* Finds the columns that are asked for among what the carriers' routes carry. */
static rc_code find_columns(answer_tails *tails, const rc_answer_options *o, rc_error *error)
{
    const rc_table *t = tails->table;

    for (unsigned i = 0; i < tails->n_fields; i++)
        if (tails->fields[i] >= RC_FIELD_COLUMN &&
            (size_t)tails->fields[i] - RC_FIELD_COLUMN >= o->n_columns)
            return rc_error_set(error, RC_ERROR_OPTIONS, "a field is a column without a name");
    if (o->n_columns == 0)
        return RC_OK;
    tails->places = calloc(o->n_columns, t->n_carriers * sizeof *tails->places);
    if (!tails->places)
        return rc_error_set(error, RC_ERROR_MEMORY, "out of memory");
    for (size_t i = 0; i < o->n_columns; i++) {
        for (uint32_t k = 0; k < t->n_carriers; k++) {
            unsigned place = t->carried ? rc_carried_find(&t->carried[k], o->columns[i]) : 0;
            if (!t->carried || place == t->carried[k].n_texts)
                return refuse_column(t, k, o->columns[i], error);
            tails->places[i * t->n_carriers + k] = place;
        }
        add_name(tails, &tails->columns, o->columns[i]);
    }
    return RC_OK;
}

rc_text rc_tails_column(const answer_tails *tails, size_t column, uint32_t offer)
{
    const rc_table *t = tails->table;
    uint32_t value;
    const carried *c = table_offer_carried(t, offer, &value);

    return carried_text(c, value,
                        tails->places[column * t->n_carriers + table_offer_carrier(t, offer)]);
}

rc_code rc_tails_init(answer_tails *tails, const rc_table *table, const rc_answer_options *options,
                      const tail_form *form, rc_error *error)
{
    rc_text no_route = options->no_route.bytes ? options->no_route : (rc_text){"0", 1};

    *tails = (answer_tails){.table = table, .form = *form};
    take_options(tails, options);
    if (tails->has_charge && !form->has_charges)
        return rc_error_set(error, RC_ERROR_OPTIONS, "the field charge needs a duration column");
    if ((tails->has_prefix || tails->n_ranks > 1) && !rc_table_keeps_carriers(table))
        return rc_error_set(error, RC_ERROR_NOT_KEPT, "the table has not kept its carriers");
    rc_code code = find_columns(tails, options, error);
    if (code) {
        rc_tails_free(tails);
        return code;
    }
    add_fixed(tails, no_route);
    add_fixed(tails, (rc_text){"", 0});
    rc_text_list_add(&tails->fixed, (rc_text){"\n", 1});
    rc_text_list_end(&tails->fixed);
    add_header(tails);
    spell_names(tails);
    if (tails->fixed.no_memory || tails->names.no_memory || tails->columns.no_memory) {
        rc_tails_free(tails);
        return rc_error_set(error, RC_ERROR_MEMORY, "out of memory");
    }
    tails->length_max = find_length_max(tails);
    return RC_OK;
}

void rc_tails_free(answer_tails *tails)
{
    rc_text_list_free(&tails->fixed);
    rc_text_list_free(&tails->names);
    rc_text_list_free(&tails->columns);
    free(tails->places);
    *tails = (answer_tails){.table = NULL};
}

/* ---- Tails ---- */

size_t rc_tails_spell_ranked(const answer_tails *tails, const ranking *r, size_t i, prefix_key key,
                             const amount *charges, char *to)
{
    const ranked_offer *offers = r->offers + i * r->n_ranked;
    tail_values values = {.key = key};
    char *start = to;

    for (size_t rank = 0; rank < tails->n_ranks; rank++) {
        if (charges && rank < r->n[i])
            values.charge = charges[rank];
        to = tails_spell_rank(tails, rank, rank < r->n[i] ? &offers[rank] : NULL, &values, to);
    }
    *to++ = '\n';
    return (size_t)(to - start);
}
