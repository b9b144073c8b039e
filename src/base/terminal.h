/* Text that a terminal obeys instead of showing it: control characters, and characters that change
 * the direction of others, so that a line reads otherwise than it is. */
#ifndef BASE_TERMINAL_H
#define BASE_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads the character at the start of a text of n > 0 bytes and sets its code.  Returns its length;
 * a byte that is no UTF-8 has length 1 and is its own code. */
static inline size_t terminal_read(const char *text, size_t n, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = (unsigned char)text[0];
    size_t length = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf8 ? 4 : 1;
    uint32_t read = first & (0xffU >> (length + 1));

    *code = first;
    if (length == 1 || length > n)
        return 1;
    for (size_t i = 1; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte >> 6 != 2)
            return 1;
        read = read << 6 | (byte & 0x3f);
    }
    if (read < least[length] || read > 0x10ffff || (read >= 0xd800 && read < 0xe000))
        return 1;
    *code = read;
    return length;
}

/* Returns true for controls of ASCII and of C1 (80 to 9f, which Latin-1 has as bytes), ends of
 * lines and paragraphs, and marks, overrides and isolates of the direction. */
static inline bool terminal_obeys(uint32_t code)
{
    return code < ' ' || (code >= 127 && code < 0xa0) || code == 0x61c || code == 0x200e ||
           code == 0x200f || (code >= 0x2028 && code <= 0x202e) ||
           (code >= 0x2066 && code <= 0x206f);
}

#endif
