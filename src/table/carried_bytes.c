/* What routes carry, in a compiled table: see carried_bytes.h. */
#include "table/carried_bytes.h"

#include "base/portable.h"
#include "csv/field.h"
#include "route/terms.h"

#include <stdlib.h>
#include <string.h>

enum { NUMBER_BYTES = 4, HEAD_NUMBERS = 3 };

/* ---- Writing ---- */

uint64_t rc_carried_measure(const carried *c, uint32_t n_values)
{
    uint64_t n_numbers = HEAD_NUMBERS + c->columns.n + c->texts.n + (uint64_t)n_values * c->n_texts;

    return c->n_texts == 0 ? 0 : NUMBER_BYTES * n_numbers + c->columns.n_bytes + c->texts.n_bytes;
}

typedef struct putting {
    carried_put_fn *put;
    void *context;
} putting;

static void put_number(const putting *p, size_t number)
{
    unsigned char bytes[NUMBER_BYTES];

    store_bytes(bytes, number, sizeof bytes);
    p->put(p->context, bytes, sizeof bytes);
}

static void put_texts(const putting *p, const text_list *texts)
{
    for (size_t i = 0; i < texts->n; i++) {
        rc_text text = text_list_get(texts, i);
        put_number(p, text.length);
        p->put(p->context, text.bytes, text.length);
    }
}

void rc_carried_put(const carried *c, uint32_t n_values, carried_put_fn *put, void *context)
{
    putting p = {put, context};

    if (c->n_texts == 0)
        return;
    put_number(&p, c->columns.n);
    put_number(&p, c->has_terms);
    put_number(&p, c->texts.n);
    put_texts(&p, &c->columns);
    put_texts(&p, &c->texts);
    for (size_t i = 0; i < (size_t)n_values * c->n_texts; i++)
        put_number(&p, c->numbers[i]);
}

/* ---- Reading ---- */

/* Bytes that are read from the front. */
typedef struct taking {
    rc_text rest;
    bool is_sound;
} taking;

static uint32_t take_number(taking *t)
{
    if (!t->is_sound || t->rest.length < NUMBER_BYTES) {
        t->is_sound = false;
        return 0;
    }
    uint32_t number = load32(t->rest.bytes);
    t->rest.bytes += NUMBER_BYTES;
    t->rest.length -= NUMBER_BYTES;
    return number;
}

/* Takes n texts; all are texts that a list can bring. */
static void take_texts(taking *t, uint32_t n, text_list *texts)
{
    for (uint32_t i = 0; i < n && t->is_sound && !texts->no_memory; i++) {
        uint32_t length = take_number(t);
        if (!t->is_sound || length > t->rest.length) {
            t->is_sound = false;
            return;
        }
        rc_text text = {t->rest.bytes, length};
        t->is_sound = !rc_field_control(text, true);
        rc_text_list_add(texts, text);
        rc_text_list_end(texts);
        t->rest.bytes += length;
        t->rest.length -= length;
    }
}

/* Whether the texts ascend from the empty one. */
static bool are_in_order(const text_list *texts)
{
    if (texts->n == 0 || text_list_get(texts, 0).length > 0)
        return false;
    for (size_t i = 1; i < texts->n; i++) {
        rc_text a = text_list_get(texts, i - 1), b = text_list_get(texts, i);
        int order = memcmp(a.bytes, b.bytes, a.length < b.length ? a.length : b.length);
        if (order > 0 || (order == 0 && a.length >= b.length))
            return false;
    }
    return true;
}

/* Takes the numbers of the values' texts. RC_OK, RC_ERROR_TABLE or RC_ERROR_MEMORY. */
static rc_code take_numbers(taking *t, carried *c, uint32_t n_values)
{
    size_t n = (size_t)n_values * c->n_texts;
    call_terms terms;

    if (t->rest.length / NUMBER_BYTES != n || t->rest.length % NUMBER_BYTES != 0)
        return RC_ERROR_TABLE;
    c->numbers = malloc((n + 1) * sizeof *c->numbers);
    if (!c->numbers)
        return RC_ERROR_MEMORY;
    for (size_t i = 0; i < n; i++) {
        c->numbers[i] = take_number(t);
        if (c->numbers[i] >= c->texts.n)
            return RC_ERROR_TABLE;
    }
    for (uint32_t i = 0; i < n_values; i++)
        if (!rc_terms_parse(carried_terms(c, i), &terms))
            return RC_ERROR_TABLE;
    return RC_OK;
}

rc_code rc_carried_parse(carried *c, rc_text bytes, uint32_t n_values)
{
    taking t = {bytes, true};
    uint32_t n_columns = take_number(&t), has_terms = take_number(&t), n_texts = take_number(&t);

    if (n_columns > RC_CARRIED_COLUMNS_MAX || has_terms > 1 || n_columns + has_terms == 0)
        return RC_ERROR_TABLE;
    c->has_terms = has_terms;
    c->n_texts = n_columns + has_terms;
    take_texts(&t, n_columns, &c->columns);
    take_texts(&t, n_texts, &c->texts);
    if (c->columns.no_memory || c->texts.no_memory)
        return RC_ERROR_MEMORY;
    if (!t.is_sound || !are_in_order(&c->texts))
        return RC_ERROR_TABLE;
    return take_numbers(&t, c, n_values);
}
