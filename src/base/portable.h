/* Compiler extensions, each behind a macro or function with a plain ISO C fallback, and the
 * conversion of bytes to words, in the same order on every machine. No other file may use an
 * extension. */
#ifndef BASE_PORTABLE_H
#define BASE_PORTABLE_H

#include <stdint.h>
#include <string.h>

#if defined(__GNUC__)
#define LIKELY(condition)   __builtin_expect(!!(condition), 1)
#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)
#define PREFETCH(address)   __builtin_prefetch(address)
#define HOT_INLINE          inline __attribute__((always_inline))
#define PRINTF_LIKE(f, a)   __attribute__((format(PRINTF, f, a)))
#if defined(__clang__)
#define PRINTF printf
#else
#define PRINTF gnu_printf /* knows %zu on every system */
#endif
#else
#define LIKELY(condition)   (condition)
#define UNLIKELY(condition) (condition)
#define PREFETCH(address)   ((void)(address))
#define HOT_INLINE          inline
#define PRINTF_LIKE(f, a)
#endif

#if defined(__GNUC__) && defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define BYTES_ARE_LITTLE 1 /* words in memory begin with their lowest byte */
#else
#define BYTES_ARE_LITTLE 0
#endif

/* Returns eight bytes as a word, the first byte lowest. */
static inline uint64_t load64(const void *bytes)
{
#if BYTES_ARE_LITTLE
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
#else
    const unsigned char *b = bytes;
    uint64_t word = 0;
    for (int i = 0; i < 8; i++)
        word |= (uint64_t)b[i] << 8 * i;
    return word;
#endif
}

/* Returns eight bytes as a word, the first byte highest. */
static inline uint64_t load64_big(const void *bytes)
{
#if BYTES_ARE_LITTLE
    return __builtin_bswap64(load64(bytes));
#else
    const unsigned char *b = bytes;
    uint64_t word = 0;
    for (int i = 0; i < 8; i++)
        word = word << 8 | b[i];
    return word;
#endif
}

/* Returns the word with its bytes in the opposite order. */
static inline uint64_t swap_bytes(uint64_t word)
{
#if defined(__GNUC__)
    return __builtin_bswap64(word);
#else
    unsigned char b[8];
    store64_big(b, word);
    return load64(b);
#endif
}

static inline uint32_t load32(const void *bytes)
{
#if BYTES_ARE_LITTLE
    uint32_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
#else
    const unsigned char *b = bytes;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
#endif
}

static inline void store64(void *bytes, uint64_t word)
{
#if BYTES_ARE_LITTLE
    memcpy(bytes, &word, sizeof word);
#else
    unsigned char *b = bytes;
    for (int i = 0; i < 8; i++)
        b[i] = (unsigned char)(word >> 8 * i);
#endif
}

static inline void store64_big(void *bytes, uint64_t word)
{
#if BYTES_ARE_LITTLE
    store64(bytes, __builtin_bswap64(word));
#else
    unsigned char *b = bytes;
    for (int i = 0; i < 8; i++)
        b[i] = (unsigned char)(word >> (56 - 8 * i));
#endif
}

/* Writes the n lowest bytes of word, the lowest first. */
static inline void store_bytes(void *bytes, uint64_t word, unsigned n)
{
    unsigned char *b = bytes;
    for (unsigned i = 0; i < n; i++)
        b[i] = (unsigned char)(word >> 8 * i);
}

/* Returns the number of zero bits below the lowest one bit of a word that is not 0. */
static inline unsigned trailing_zeros(uint64_t word)
{
#if defined(__GNUC__)
    return (unsigned)__builtin_ctzll(word);
#else
    unsigned n = 0;
    for (unsigned step = 32; step; step /= 2)
        if (!(word << (64 - step))) {
            word >>= step;
            n += step;
        }
    return n;
#endif
}

/* Returns the number of zero bits above the highest one bit of a word that is not 0. */
static inline unsigned leading_zeros(uint64_t word)
{
#if defined(__GNUC__)
    return (unsigned)__builtin_clzll(word);
#else
    unsigned n = 0;
    for (unsigned step = 32; step; step /= 2)
        if (!(word >> (64 - step))) {
            word <<= step;
            n += step;
        }
    return n;
#endif
}

/* Returns the number of the highest one bit of a word that is not 0; the lowest bit is 0. */
static inline unsigned highest_bit(uint64_t word)
{
    return 63 ^ leading_zeros(word);
}

/* Returns the number of one bits. Without an instruction for it, adds neighbours in parallel: 2, 4,
 * then 8 bits wide, then all bytes by one multiplication. */
static inline unsigned popcount(uint64_t word)
{
#if defined(__GNUC__) && (defined(__POPCNT__) || !defined(__x86_64__))
    return (unsigned)__builtin_popcountll(word);
#else
    word -= word >> 1 & 0x5555555555555555u;
    word = (word & 0x3333333333333333u) + (word >> 2 & 0x3333333333333333u);
    return (unsigned)(((word + (word >> 4)) & 0x0f0f0f0f0f0f0f0fu) * 0x0101010101010101u >> 56);
#endif
}

#define EACH_BYTE 0x0101010101010101u /* times a byte: a word of eight such bytes */

/* Sixteen bytes compared at once: bit i of the result is for byte i. mark_equal16 marks the bytes
 * equal to value, mark_or_low16 those, too, that are at most `highest`, which is below 128, and
 * mark_digits16 those that are digits. mark_halves16 marks the bytes equal to those of two words
 * (of low first, the lowest first) or to the high halves of these, and mark_begun16 those, too,
 * that are 0. */
#if defined(__GNUC__) && defined(__SSE2__)
#define COMPARES_16 1 /* in a few instructions */

typedef unsigned char byte_vector __attribute__((vector_size(16)));
typedef char char_vector __attribute__((vector_size(16)));
typedef unsigned short word_vector __attribute__((vector_size(16)));
typedef short short_vector __attribute__((vector_size(16)));
typedef uint64_t long_vector __attribute__((vector_size(16)));

static HOT_INLINE unsigned mark_equal16(const void *bytes, unsigned char value)
{
    byte_vector v;
    memcpy(&v, bytes, sizeof v);
    return (unsigned)__builtin_ia32_pmovmskb128((char_vector)(v == value));
}

static HOT_INLINE unsigned mark_or_low16(const void *bytes, unsigned char value,
                                         unsigned char highest)
{
    byte_vector v;
    memcpy(&v, bytes, sizeof v);
    return (unsigned)__builtin_ia32_pmovmskb128((char_vector)((v == value) | (v <= highest)));
}

static HOT_INLINE unsigned mark_halves16(const void *bytes, uint64_t low, uint64_t high)
{
    byte_vector v, pattern = (byte_vector)(long_vector){low, high};
    memcpy(&v, bytes, sizeof v);
    return (unsigned)__builtin_ia32_pmovmskb128(
        (char_vector)((v == pattern) | (v == (pattern & 0xf0))));
}

static HOT_INLINE unsigned mark_begun16(const void *bytes, uint64_t low, uint64_t high)
{
    byte_vector v, pattern = (byte_vector)(long_vector){low, high};
    memcpy(&v, bytes, sizeof v);
    return (unsigned)__builtin_ia32_pmovmskb128(
        (char_vector)((v == pattern) | (v == (pattern & 0xf0)) | (v == 0)));
}

static HOT_INLINE unsigned mark_digits16(const void *bytes)
{
    byte_vector v;
    memcpy(&v, bytes, sizeof v);
    return (unsigned)__builtin_ia32_pmovmskb128((char_vector)(v - '0' <= 9));
}

/* Packs the low halves of sixteen bytes, each plus 1 (15 becomes 0), the first byte's highest. */
static HOT_INLINE uint64_t pack_halves16(const void *bytes)
{
    byte_vector v;
    memcpy(&v, bytes, sizeof v);
    word_vector pairs = (word_vector)(((v & 15) + 1) & 15);
    pairs = (pairs << 4 | pairs >> 8) & 255;
    uint64_t packed;
    byte_vector both =
        (byte_vector)__builtin_ia32_packuswb128((short_vector)pairs, (short_vector)pairs);
    memcpy(&packed, &both, sizeof packed);
    return __builtin_bswap64(packed);
}

#else
#define COMPARES_16 0

/* Gathers the high bits of the bytes of a word without other bits, the lowest byte's first. */
static HOT_INLINE unsigned gather_marks(uint64_t marks)
{
    return (unsigned)((marks >> 7) * 0x0102040810204080u >> 56);
}

static HOT_INLINE unsigned mark_equal8(const void *bytes, unsigned char value)
{
    uint64_t differing = load64(bytes) ^ value * EACH_BYTE;
    return gather_marks(~(((differing & 127 * EACH_BYTE) + 127 * EACH_BYTE) | differing) &
                        128 * EACH_BYTE);
}

static HOT_INLINE unsigned mark_low8(const void *bytes, unsigned char highest)
{
    uint64_t word = load64(bytes);
    return gather_marks(~(((word & 127 * EACH_BYTE) + (127u - highest) * EACH_BYTE) | word) &
                        128 * EACH_BYTE);
}

static HOT_INLINE unsigned mark_nondigits8(const void *bytes)
{
    uint64_t digits = load64(bytes) ^ '0' * EACH_BYTE;
    return gather_marks((((digits & 127 * EACH_BYTE) + 118 * EACH_BYTE) | digits) &
                        128 * EACH_BYTE);
}

static HOT_INLINE unsigned mark_equal16(const void *bytes, unsigned char value)
{
    return mark_equal8(bytes, value) | mark_equal8((const char *)bytes + 8, value) << 8;
}

static HOT_INLINE unsigned mark_or_low16(const void *bytes, unsigned char value,
                                         unsigned char highest)
{
    return mark_equal16(bytes, value) | mark_low8(bytes, highest) |
           mark_low8((const char *)bytes + 8, highest) << 8;
}

/* Returns the high bit of each byte of a word that is not 0. */
static HOT_INLINE uint64_t high_if_any(uint64_t word)
{
    return (((word & 127 * EACH_BYTE) + 127 * EACH_BYTE) | word) & 128 * EACH_BYTE;
}

/* Returns the high bit of each byte that is neither a pattern's nor the high half of that. */
static HOT_INLINE uint64_t high_if_other(uint64_t word, uint64_t pattern)
{
    return high_if_any(word ^ pattern) & high_if_any(word ^ (pattern & 240 * EACH_BYTE));
}

static HOT_INLINE unsigned mark_halves8(const void *bytes, uint64_t pattern)
{
    return gather_marks(high_if_other(load64(bytes), pattern) ^ 128 * EACH_BYTE);
}

static HOT_INLINE unsigned mark_begun8(const void *bytes, uint64_t pattern)
{
    uint64_t word = load64(bytes);
    return gather_marks((high_if_other(word, pattern) & high_if_any(word)) ^ 128 * EACH_BYTE);
}

static HOT_INLINE unsigned mark_halves16(const void *bytes, uint64_t low, uint64_t high)
{
    return mark_halves8(bytes, low) | mark_halves8((const char *)bytes + 8, high) << 8;
}

static HOT_INLINE unsigned mark_begun16(const void *bytes, uint64_t low, uint64_t high)
{
    return mark_begun8(bytes, low) | mark_begun8((const char *)bytes + 8, high) << 8;
}

static HOT_INLINE unsigned mark_digits16(const void *bytes)
{
    return ~(mark_nondigits8(bytes) | mark_nondigits8((const char *)bytes + 8) << 8) & 0xffff;
}

/* Does the same for eight bytes. */
static HOT_INLINE uint64_t pack_halves8(const void *bytes)
{
    uint64_t halves = ((load64(bytes) & 15 * EACH_BYTE) + EACH_BYTE) & 15 * EACH_BYTE;
    uint64_t pairs = (halves << 4 | halves >> 8) & 0x00ff00ff00ff00ffu;
    uint64_t quads = (pairs << 8 | pairs >> 16) & 0x0000ffff0000ffffu;
    return (quads << 16 | quads >> 32) & 0xffffffffu;
}

static HOT_INLINE uint64_t pack_halves16(const void *bytes)
{
    return pack_halves8(bytes) << 32 | pack_halves8((const char *)bytes + 8);
}

#endif

#endif
