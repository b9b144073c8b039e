/* A compiled table, byte by byte. All numbers are unsigned, the lowest byte first.
 *
 *     head      8  COMPILED_MAGIC
 *               4  COMPILED_VERSION
 *               4  flags: bit 0: a leading '+' is ignored
 *                         bit 1: the cheapest trie follows the carriers
 *               4  carriers, at least 1
 *               4  bytes of the direct-dial prefixes
 *               8  bytes of the body
 *     entries  40  of each carrier, and of the cheapest trie if there is one:
 *                     4  bytes of the name; 0 for the cheapest trie
 *                     4  values; the offers of all carriers for the cheapest trie
 *                     8  bytes of the costs; 0 for the cheapest trie
 *                     8  bytes of the trie
 *                     4  bytes of a value in the trie, 1..4
 *                     4  root without '+'
 *                     4  root with '+'
 *                     4  bytes of what routes carry; 0: nothing
 *     sum       8  checksum of the head and the entries
 *     body         the direct-dial prefixes that were read as '+', separated by commas, the longest
 *                  first, those of one length ascending
 *                  of each carrier: its name
 *                                   the costs of its values, each a byte of length and the
 *                                   spelling; a last one of length 0 stands for blocked routes
 *                                   what its routes carry, if they do:
 *                                      4  columns whose texts are kept, up to 16
 *                                      4  1 if terms of calls stand behind them, else 0
 *                                      4  texts
 *                                         the names of the columns, each behind its length (4)
 *                                         the texts, each behind its length (4); ascending in byte
 *                                         order, each once, the first empty. Terms are written as
 *                                         route/terms.h says
 *                                         of each value: of each column, and of the terms:
 *                                            4  number of the text
 *                                   its trie, as trie/format.h draws it, byte 0 included
 *                  the cheapest trie, if there is one
 *     sum       8  checksum of the body
 *
 * Nothing follows. The values of a carrier's trie are costs with what is carried, numbered in the
 * order in which they are written here. The values of the cheapest trie number offers: all values
 * of all carriers, sorted by cost, then by carrier, then by their order here. Blocked routes are no
 * offers: where one hides all offers, the trie has the value after the last offer. A table of one
 * carrier has no cheapest trie, since the carrier's own trie is the same; a table of several always
 * has one.
 *
 * A change of this drawing, or of that in trie/format.h, changes COMPILED_VERSION. */
#ifndef TABLE_COMPILED_FORMAT_H
#define TABLE_COMPILED_FORMAT_H

/* No text begins with these bytes: 0xf5 occurs in no UTF-8. "\r\n" shows a change of line ends. */
#define COMPILED_MAGIC "\365route\r\n"

enum {
    COMPILED_MAGIC_BYTES = 8,
    COMPILED_WORD_BYTES = 6, /* before the line end */
    COMPILED_VERSION = 4,
    COMPILED_HEAD_BYTES = 32,
    COMPILED_ENTRY_BYTES = 40,
    COMPILED_SUM_BYTES = 8,
    COMPILED_PLUS_OPTIONAL = 1, /* flags */
    COMPILED_HAS_CHEAPEST = 2,
    COMPILED_FLAGS = 3,
    COMPILED_CARRIERS_MAX = 1 << 20
};

#endif
