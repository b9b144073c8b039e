/* The names of carriers: see name_set.h. A hash table whose slots are taken in turn. */
#include "table/name_set.h"

#include <stdlib.h>
#include <string.h>

enum { CAPACITY_MIN = 16 };

/* FNV-1a. */
static uint64_t hash(rc_text name)
{
    uint64_t h = 0xcbf29ce484222325;

    for (size_t i = 0; i < name.length; i++)
        h = (h ^ (unsigned char)name.bytes[i]) * 0x100000001b3;
    return h ^ h >> 32;
}

static bool are_equal(rc_text a, rc_text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

/* Returns the slot that has the name, or the free one where it belongs. */
static rc_text *find_slot(const name_set *s, rc_text name)
{
    size_t i = (size_t)hash(name) & (s->capacity - 1);

    while (s->slots[i].bytes && !are_equal(s->slots[i], name))
        i = (i + 1) & (s->capacity - 1);
    return &s->slots[i];
}

bool rc_name_set_has(const name_set *s, rc_text name)
{
    return s->capacity > 0 && find_slot(s, name)->bytes;
}

static rc_code grow(name_set *s)
{
    name_set larger = {.n = s->n, .capacity = s->capacity > 0 ? 2 * s->capacity : CAPACITY_MIN};

    larger.slots = calloc(larger.capacity, sizeof *larger.slots);
    if (!larger.slots)
        return RC_ERROR_MEMORY;
    for (size_t i = 0; i < s->capacity; i++)
        if (s->slots[i].bytes)
            *find_slot(&larger, s->slots[i]) = s->slots[i];
    free(s->slots);
    *s = larger;
    return RC_OK;
}

rc_code rc_name_set_add(name_set *s, rc_text name)
{
    if (2 * (s->n + 1) > s->capacity && grow(s) != RC_OK)
        return RC_ERROR_MEMORY;
    *find_slot(s, name) = name;
    s->n++;
    return RC_OK;
}

void rc_name_set_free(name_set *s)
{
    free(s->slots);
    *s = (name_set){.slots = NULL};
}
