/* Packs and unpacks prefixes symbol by symbol: see symbol.h. */
#include "route/symbol.h"

const unsigned char rc_symbol_of_byte[256] = {
    ['+'] = SYMBOL_PLUS, ['0'] = 1, ['1'] = 2, ['2'] = 3, ['3'] = 4,  ['4'] = 5,
    ['5'] = 6,           ['6'] = 7, ['7'] = 8, ['8'] = 9, ['9'] = 10,
};

prefix_key rc_key_pack(const char *symbols, size_t n_symbols)
{
    prefix_key key = 0;

    for (size_t i = 0; i < n_symbols && i < KEY_SYMBOLS; i++)
        key |= (prefix_key)rc_symbol_of_byte[(unsigned char)symbols[i]] << (60 - SYMBOL_BITS * i);
    return key;
}

unsigned rc_key_unpack(char symbols[KEY_SYMBOLS], prefix_key key)
{
    unsigned n_symbols = 0;

    for (; key; key <<= SYMBOL_BITS)
        symbols[n_symbols++] = ".0123456789+...."[key >> 60];
    return n_symbols;
}
