/* Which slots of a node a pair of symbols stands for: see trie_format.h. */
#include "table/trie_format.h"

/* The ten bytes that begin with digit d, from "d" followed by 0 to "d" followed by 9. */
#define NONE SLOT_NONE
#define DIGIT(d)                                                                                   \
    [((d) + 1) * 16 + 0] = {NONE, SLOT_ONE_DIGIT + (d)},                                           \
    [((d) + 1) * 16 + 1] = {(d) * 10 + 0, SLOT_ONE_DIGIT + (d)},                    \
    [((d) + 1) * 16 + 2] = {(d) * 10 + 1, SLOT_ONE_DIGIT + (d)},                    \
    [((d) + 1) * 16 + 3] = {(d) * 10 + 2, SLOT_ONE_DIGIT + (d)},                    \
    [((d) + 1) * 16 + 4] = {(d) * 10 + 3, SLOT_ONE_DIGIT + (d)},                    \
    [((d) + 1) * 16 + 5] = {(d) * 10 + 4, SLOT_ONE_DIGIT + (d)},                    \
    [((d) + 1) * 16 + 6] = {(d) * 10 + 5, SLOT_ONE_DIGIT + (d)},                    \
    [((d) + 1) * 16 + 7] = {(d) * 10 + 6, SLOT_ONE_DIGIT + (d)},                    \
    [((d) + 1) * 16 + 8] = {(d) * 10 + 7, SLOT_ONE_DIGIT + (d)},                    \
    [((d) + 1) * 16 + 9] = {(d) * 10 + 8, SLOT_ONE_DIGIT + (d)},                    \
    [((d) + 1) * 16 + 10] = {(d) * 10 + 9, SLOT_ONE_DIGIT + (d)},

const slot_pair slot_of_byte[256] = {
    [0] = {NONE, NONE}, DIGIT(0) DIGIT(1) DIGIT(2) DIGIT(3) DIGIT(4)
    DIGIT(5) DIGIT(6) DIGIT(7) DIGIT(8) DIGIT(9)
};
