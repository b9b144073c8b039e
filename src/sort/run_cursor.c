/* Reads a run: see run_cursor.h. */
#include "sort/run_cursor.h"

/* Unpacks the body of the route behind the one that key and payload are of. Returns the place
 * behind it. */
static HOT_INLINE const unsigned char *unpack_route(unsigned head, const unsigned char *body,
                                                    payload_form form, prefix_key *key,
                                                    uint32_t *payload)
{
    unsigned shared_bits = head >> 4 << 2, following_bits = ((head & 15) + 1) * SYMBOL_BITS;
    uint64_t word = load64_big(body);
    uint64_t bits = LIKELY(following_bits + form.n_bits < 64)
                        ? word << following_bits
                        : load64_big(body + following_bits / 8) << (following_bits & 4);
    prefix_key following = word & UINT64_MAX << (64 - following_bits);
    uint32_t packed = (uint32_t)(bits >> 1 >> (63 - form.n_bits));

    *key = (*key & ~(UINT64_MAX >> shared_bits)) | following >> shared_bits;
    *payload = payload_unpack(form, packed);
    body += (following_bits + form.n_bits + 4) / 8;
    if (UNLIKELY(packed == 0)) {
        *payload = load32(body);
        body += PAYLOAD_WHOLE_BYTES;
    }
    return body;
}

/* Goes to the next group. Returns false if there is none. */
static bool enter_group(run_cursor *c)
{
    if (c->body == c->source->end) {
        if (!c->source->next)
            return false;
        c->source = c->source->next;
        c->body = c->source->bytes;
    }
    c->head = c->body + GROUP_HEAD_BYTES;
    c->heads_end = c->body = c->head + *c->body + 1;
    return true;
}

/* Unpacks the next route, behind the one that the cursor is at. */
static void advance(run_cursor *c)
{
    if (UNLIKELY(c->head == c->heads_end) && !enter_group(c))
        c->key = KEY_END;
    else
        c->body = unpack_route(*c->head++, c->body, c->form, &c->key, &c->payload);
}

void rc_run_find_places(const run *r, const prefix_key *bounds, size_t n_bounds, run_place *places,
                        size_t stride)
{
    const chunk *source = r->first;
    size_t sample = 0;

    for (size_t i = 0; i <= n_bounds; i++, places += stride) {
        while (i > 0 && sample + 1 < r->n_samples && r->samples[sample + 1] <= bounds[i - 1])
            sample++;
        while (source && source->next && source->next->first_sample <= sample)
            source = source->next;
        *places = r->n_samples > 0 ? (run_place){source, source->bytes + r->sample_places[sample],
                                                 r->samples[sample]}
                                   : (run_place){0};
    }
}

void rc_run_cursor_open(run_cursor *c, const run *r, const run_place *place, prefix_key from)
{
    *c = (run_cursor){.key = KEY_END, .form = r->form};
    if (!place->source)
        return;
    c->source = place->source;
    c->body = place->at;
    advance(c);
    c->key = place->key; /* what it shares with the key before was not known */
    while (c->key < from)
        advance(c);
}

/* Moves the routes of the group that are below bound, but for the last. */
static void move_from_group(run_cursor *c, prefix_key bound, batch *routes)
{
    prefix_key *keys = routes->keys, key = c->key;
    uint32_t *payloads = routes->payloads, payload = c->payload;
    const unsigned char *head = c->head, *heads_end = c->heads_end, *body = c->body;
    const payload_form form = c->form;
    size_t n = routes->n;

    while (head != heads_end && key < bound && n < BATCH_ROUTES) {
        keys[n] = key;
        payloads[n++] = payload;
        body = unpack_route(*head++, body, form, &key, &payload);
    }
    c->head = head;
    c->body = body;
    c->key = key;
    c->payload = payload;
    routes->n = n;
}

void rc_run_cursor_move(run_cursor *c, prefix_key bound, batch *routes)
{
    while (c->key < bound && routes->n < BATCH_ROUTES) {
        move_from_group(c, bound, routes);
        if (c->key < bound && routes->n < BATCH_ROUTES) {
            routes->keys[routes->n] = c->key;
            routes->payloads[routes->n++] = c->payload;
            advance(c);
        }
    }
}
