/* Prices numbers that stand one behind the other in a buffer: rc_table_price_array of routecost.h.
 */
#include "routecost.h"

#include <string.h>

enum { GROUP = 64 }; /* numbers looked up at once */

static size_t get_offset(const rc_text_array *texts, size_t i)
{
    return texts->offsets ? (size_t)texts->offsets[i] : (size_t)texts->long_offsets[i];
}

static rc_text get_text(const rc_text_array *texts, size_t i)
{
    size_t start = get_offset(texts, i), end = get_offset(texts, i + 1);

    return start == end ? (rc_text){"", 0} : (rc_text){texts->bytes + start, end - start};
}

/* Writes what one number costs. Returns false if there is no room for the cost. */
static bool write_price(const rc_lookup *lookup, size_t i, rc_price_array *prices)
{
    size_t at = (size_t)prices->cost_offsets[i], length = lookup->cost.length;

    if (length > prices->costs_size - at)
        return false;
    if (length > 0)
        memcpy(prices->costs + at, lookup->cost.bytes, length);
    prices->cost_offsets[i + 1] = (int64_t)(at + length);
    prices->statuses[i] = (uint8_t)lookup->status;
    if (prices->carriers)
        prices->carriers[i] = (uint32_t)lookup->carrier;
    return true;
}

size_t rc_table_price_array(const rc_table *table, const rc_text_array *numbers, size_t n_done,
                            rc_price_array *prices)
{
    rc_text texts[GROUP];
    rc_lookup lookups[GROUP];
    size_t n;

    if (n_done == 0)
        prices->cost_offsets[0] = 0;
    for (size_t done = n_done; done < numbers->n_texts; done += n) {
        n = numbers->n_texts - done < GROUP ? numbers->n_texts - done : GROUP;
        for (size_t i = 0; i < n; i++)
            texts[i] = get_text(numbers, done + i);
        rc_table_lookup_group(table, texts, n, lookups);
        for (size_t i = 0; i < n; i++)
            if (!write_price(&lookups[i], done + i, prices))
                return done + i;
    }
    return numbers->n_texts;
}
