/* Finds whether prefixes begin with a direct-dial prefix: rc_table_begins of routecost.h. */
#include "table/begins.h"

#include "table/table.h"
#include "trie/cursor.h"

unsigned rc_trie_begins(const trie *t)
{
    const prefix_key behind = (prefix_key)0x123 << 52; /* all that begin with 00 or 011 */
    unsigned begins = 0;
    trie_cursor c;

    rc_trie_cursor_open_root(&c, t, false);
    for (; c.key < behind && !(begins & RC_BEGINS_011); rc_trie_cursor_advance(&c))
        begins |= idd_begins(c.key);
    return begins;
}

unsigned rc_table_begins(const rc_table *table)
{
    return rc_trie_begins(&table->trie);
}
