/* Sorts a batch whose routes fit one word each: see words.h.
 *
 * Routes of a list are alike: their prefixes are shorter than a key, and their costs have few
 * digits. What differs of a route takes one word:
 *
 *     0...0 | bits of the key, between the lowest and the highest that differ | bits of the payload
 *
 * A pass of the sort then moves one word a route instead of two, and all passes are counted in one.
 * If the payload's bits cost no further pass, they are sorted, too, and the least is the first. */
#include "sort/words.h"

#include <string.h>

enum {
    WORD_BITS = 64,
    SORTED_BITS_MAX = SORT_WINDOW_BITS * SORT_WINDOWS,
    SMALL_BATCH = 48 /* below it, counting does not pay */
};

_Static_assert(BATCH_ROUTES <= UINT16_MAX, "a place in a batch fits a counter");

/* Which bits of keys and payloads differ, and what the others are. */
typedef struct word_shape {
    unsigned key_low, key_bits;
    unsigned payload_low, payload_bits;
    prefix_key common_key;
    uint32_t common_payload;
} word_shape;

static uint64_t low_bits(unsigned n)
{
    return ((uint64_t)1 << n) - 1;
}

/* Returns true if the keys ascend. */
static bool is_in_order(const batch *b)
{
    size_t i = 1;

    while (i < b->n && b->keys[i - 1] <= b->keys[i])
        i++;
    return i >= b->n;
}

/* Sets the lowest bit that differs, and how many bits there are from it to the highest. */
static void span(uint64_t differing, unsigned *low, unsigned *n_bits)
{
    *low = differing ? trailing_zeros(differing) : 0;
    *n_bits = differing ? 64 - leading_zeros(differing) - *low : 0;
}

/* Returns false if a word has no room for a route. */
static bool find_shape(const batch *b, batch_differences differing, word_shape *s)
{
    span(differing.keys, &s->key_low, &s->key_bits);
    span(differing.payloads, &s->payload_low, &s->payload_bits);
    if (s->key_bits == 0 || s->key_bits > SORTED_BITS_MAX ||
        s->key_bits + s->payload_bits > WORD_BITS)
        return false;
    s->common_key = b->keys[0] & ~(low_bits(s->key_bits) << s->key_low);
    s->common_payload = b->payloads[0] & ~((uint32_t)low_bits(s->payload_bits) << s->payload_low);
    return true;
}

static void pack(const batch *b, const word_shape *s, uint64_t *words)
{
    const uint64_t key_mask = low_bits(s->key_bits);
    const uint32_t payload_mask = (uint32_t)low_bits(s->payload_bits);
    const unsigned key_low = s->key_low, payload_low = s->payload_low, shift = s->payload_bits;
    const prefix_key *keys = b->keys;
    const uint32_t *payloads = b->payloads;

    for (size_t i = 0, n = b->n; i < n; i++)
        words[i] =
            (keys[i] >> key_low & key_mask) << shift | (payloads[i] >> payload_low & payload_mask);
}

/* Unpacks a word into place i of the batch. */
static HOT_INLINE void unpack(uint64_t word, const word_shape *s, batch *b, size_t i)
{
    const uint32_t payload_mask = (uint32_t)low_bits(s->payload_bits);

    b->payloads[i] = ((uint32_t)word & payload_mask) << s->payload_low | s->common_payload;
    b->keys[i] = word >> s->payload_bits << s->key_low | s->common_key;
}

/* Counts the words by the bits of each window; n_windows is a constant where this is called. */
static HOT_INLINE void count(const uint64_t *words, size_t n, sort_window *windows, unsigned shift,
                             unsigned n_bits, unsigned n_windows)
{
    const unsigned mask = (1u << n_bits) - 1;

    for (size_t i = 0; i < n; i++) {
        uint64_t word = words[i] >> shift;
        for (unsigned w = 0; w < n_windows; w++, word >>= n_bits)
            windows[w].starts[word & mask]++;
    }
}

static void count_windows(const uint64_t *words, size_t n, sort_window *windows, unsigned shift,
                          unsigned n_bits, unsigned n_windows)
{
    _Static_assert(SORT_WINDOWS == 5, "a case each");
    for (unsigned w = 0; w < n_windows; w++)
        memset(windows[w].starts, 0, sizeof *windows[w].starts << n_bits);
    switch (n_windows) {
    case 1:
        count(words, n, windows, shift, n_bits, 1);
        break;
    case 2:
        count(words, n, windows, shift, n_bits, 2);
        break;
    case 3:
        count(words, n, windows, shift, n_bits, 3);
        break;
    case 4:
        count(words, n, windows, shift, n_bits, 4);
        break;
    default:
        count(words, n, windows, shift, n_bits, 5);
        break;
    }
}

/* Makes places of counts. */
static void sum(uint16_t *starts, unsigned n)
{
    unsigned start = 0;

    for (unsigned i = 0; i < n; i++) {
        unsigned n_here = starts[i];
        starts[i] = (uint16_t)start;
        start += n_here;
    }
}

/* Moves the words to their places by the bits from shift up. */
static void scatter(const uint64_t *from, uint64_t *to, size_t n, uint16_t *starts, unsigned shift,
                    unsigned mask)
{
    size_t i = 0;

    for (; i + 4 <= n; i += 4) {
        uint64_t a = from[i], b = from[i + 1], c = from[i + 2], d = from[i + 3];
        to[starts[a >> shift & mask]++] = a;
        to[starts[b >> shift & mask]++] = b;
        to[starts[c >> shift & mask]++] = c;
        to[starts[d >> shift & mask]++] = d;
    }
    for (; i < n; i++)
        to[starts[from[i] >> shift & mask]++] = from[i];
}

static unsigned count_passes(unsigned n_bits)
{
    return (n_bits + SORT_WINDOW_BITS - 1) / SORT_WINDOW_BITS;
}

/* Sorts words by the n_bits bits from shift up. Returns where they are: in words or in spare. */
static uint64_t *sort(uint64_t *words, uint64_t *spare, size_t n, sort_window *windows,
                      unsigned shift, unsigned n_bits)
{
    unsigned n_windows = count_passes(n_bits);
    unsigned window_bits = (n_bits + n_windows - 1) / n_windows;
    unsigned mask = (1u << window_bits) - 1;

    count_windows(words, n, windows, shift, window_bits, n_windows);
    for (unsigned w = 0; w < n_windows; w++, shift += window_bits) {
        sum(windows[w].starts, mask + 1);
        scatter(words, spare, n, windows[w].starts, shift, mask);
        uint64_t *sorted = spare;
        spare = words;
        words = sorted;
    }
    return words;
}

/* Unpacks the first word of each key into the batch, whose keys may be those words. Whether a key
 * repeats is unpredictable, so no branch depends on it. */
static void unpack_first(const uint64_t *words, word_shape shape, batch *b)
{
    uint64_t before = ~words[0];
    batch to = *b;

    to.n = 0;
    for (size_t i = 0; i < b->n; i++) {
        uint64_t word = words[i];
        unpack(word, &shape, &to, to.n);
        to.n += (word ^ before) >> shape.payload_bits != 0;
        before = word;
    }
    b->n = to.n;
}

/* Unpacks the least word of each key, as above. A word is compared with the least one before it of
 * the same key, or with a bound above all words. */
static void unpack_least(const uint64_t *words, word_shape shape, batch *b)
{
    uint64_t least = words[0], before = words[0];
    batch to = *b;

    to.n = 0;
    for (size_t i = 1; i < b->n; i++) {
        uint64_t word = words[i];
        bool differs = (word ^ before) >> shape.payload_bits != 0;
        uint64_t bound = least | (0u - (uint64_t)differs);
        unpack(least, &shape, &to, to.n);
        least = word < bound ? word : bound;
        to.n += differs;
        before = word;
    }
    unpack(least, &shape, &to, to.n);
    b->n = to.n + 1;
}

bool rc_words_sort_least(batch *b, batch_differences differing)
{
    word_shape s;

    if (b->n < SMALL_BATCH || is_in_order(b) || !find_shape(b, differing, &s))
        return false;
    uint64_t *words = b->spare_keys, *spare = b->keys;
    unsigned all_bits = s.key_bits + s.payload_bits;
    bool by_key_only = count_passes(all_bits) > count_passes(s.key_bits);
    unsigned shift = by_key_only ? s.payload_bits : 0;

    pack(b, &s, words);
    words = sort(words, spare, b->n, b->windows, shift, all_bits - shift);
    if (words == b->keys) {
        b->keys = b->spare_keys;
        b->spare_keys = words;
    }
    (by_key_only ? unpack_least : unpack_first)(words, s, b);
    return true;
}
