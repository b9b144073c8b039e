/* The one place where a compiler's extensions may stand, each behind a macro or function
 * with a plain ISO C fallback, and where bytes become words in one order everywhere. */
#ifndef BASE_PORTABLE_H
#define BASE_PORTABLE_H

#include <stdint.h>

#if defined(__GNUC__)
#define LIKELY(condition)   __builtin_expect(!!(condition), 1)
#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)
#define PREFETCH(address)   __builtin_prefetch(address)
#define HOT_INLINE          inline __attribute__((always_inline))
#define PRINTF_LIKE(f, a)   __attribute__((format(printf, f, a)))
#else
#define LIKELY(condition)   (condition)
#define UNLIKELY(condition) (condition)
#define PREFETCH(address)   ((void)(address))
#define HOT_INLINE          inline
#define PRINTF_LIKE(f, a)
#endif

/* Eight bytes as a word, the first byte lowest. Compilers make one load of it. */
static inline uint64_t load64(const void *bytes)
{
    const unsigned char *b = bytes;
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 |
           (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 |
           (uint64_t)b[7] << 56;
}

/* Eight bytes as a word, the first byte highest. */
static inline uint64_t load64_big(const void *bytes)
{
    const unsigned char *b = bytes;
    return (uint64_t)b[7] | (uint64_t)b[6] << 8 | (uint64_t)b[5] << 16 | (uint64_t)b[4] << 24 |
           (uint64_t)b[3] << 32 | (uint64_t)b[2] << 40 | (uint64_t)b[1] << 48 |
           (uint64_t)b[0] << 56;
}

static inline uint32_t load32(const void *bytes)
{
    const unsigned char *b = bytes;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static inline uint32_t load16(const void *bytes)
{
    const unsigned char *b = bytes;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8;
}

static inline void store64(void *bytes, uint64_t word)
{
    unsigned char *b = bytes;
    b[0] = (unsigned char)word;
    b[1] = (unsigned char)(word >> 8);
    b[2] = (unsigned char)(word >> 16);
    b[3] = (unsigned char)(word >> 24);
    b[4] = (unsigned char)(word >> 32);
    b[5] = (unsigned char)(word >> 40);
    b[6] = (unsigned char)(word >> 48);
    b[7] = (unsigned char)(word >> 56);
}

static inline void store64_big(void *bytes, uint64_t word)
{
    unsigned char *b = bytes;
    b[0] = (unsigned char)(word >> 56);
    b[1] = (unsigned char)(word >> 48);
    b[2] = (unsigned char)(word >> 40);
    b[3] = (unsigned char)(word >> 32);
    b[4] = (unsigned char)(word >> 24);
    b[5] = (unsigned char)(word >> 16);
    b[6] = (unsigned char)(word >> 8);
    b[7] = (unsigned char)word;
}

/* Writes the n lowest bytes of word, the lowest first. */
static inline void store_bytes(void *bytes, uint64_t word, unsigned n)
{
    unsigned char *b = bytes;
    for (unsigned i = 0; i < n; i++)
        b[i] = (unsigned char)(word >> 8 * i);
}

/* The number of zero bits below the lowest one bit of a word that is not 0. */
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

/* The number of zero bits above the highest one bit of a word that is not 0. */
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

/* The number of one bits. Where no instruction is at hand the sums of neighbours are
 * added up in parallel: 2, 4, 8 bits wide, then all bytes by one multiplication. */
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

#endif
