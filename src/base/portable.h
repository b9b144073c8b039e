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

/* Compiles a function twice, with and without a hardware popcount, and lets the loader
 * choose; only where compiler and C library are known to agree on how. */
#if defined(__GNUC__) && defined(__x86_64__) && defined(__GLIBC__) && defined(__OPTIMIZE__) &&     \
    !defined(__POPCNT__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) &&     \
    !defined(__clang__)
#define WITH_POPCOUNT_CLONE __attribute__((target_clones("popcnt", "default")))
#else
#define WITH_POPCOUNT_CLONE
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
    for (int i = 0; i < 8; i++)
        b[i] = (unsigned char)(word >> 8 * i);
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
static HOT_INLINE unsigned popcount(uint64_t word)
{
#if defined(__GNUC__)
    return (unsigned)__builtin_popcountll(word);
#else
    word -= word >> 1 & 0x5555555555555555u;
    word = (word & 0x3333333333333333u) + (word >> 2 & 0x3333333333333333u);
    return (unsigned)(((word + (word >> 4)) & 0x0f0f0f0f0f0f0f0fu) * 0x0101010101010101u >> 56);
#endif
}

#endif
