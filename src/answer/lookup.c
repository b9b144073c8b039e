/* Looks numbers up one by one and in groups: the lookups of routecost.h. */
#include "answer/number.h"
#include "table/table.h"

static rc_answer_value answer(const rc_table *table, const number *n, uint32_t cost)
{
    static const char empty[] = "";

    if (number_judge(n) != NUMBER_VALID)
        return (rc_answer_value){RC_INVALID_NUMBER, {empty, 0}};
    if (cost == TRIE_NO_COST)
        return (rc_answer_value){RC_UNROUTED, {empty, 0}};
    rc_text tail = table_tail(table, cost);
    return (rc_answer_value){RC_ROUTED, {tail.bytes + 1, tail.length - 2}};
}

void rc_table_lookup_group(const rc_table *table, const rc_text *numbers, size_t n_numbers,
                           rc_answer_value *answers)
{
    number read[TRIE_GROUP];
    prefix_key keys[TRIE_GROUP];
    uint32_t costs[TRIE_GROUP];

    for (size_t done = 0, n; done < n_numbers; done += n) {
        n = n_numbers - done < TRIE_GROUP ? n_numbers - done : TRIE_GROUP;
        for (size_t i = 0; i < n; i++) {
            read[i] = (number){0};
            number_feed(&read[i], numbers[done + i].bytes, numbers[done + i].length);
            keys[i] = table_key(table, read[i].key);
        }
        trie_find_group(&table->trie, keys, n, costs);
        for (size_t i = 0; i < n; i++)
            answers[done + i] = answer(table, &read[i], costs[i]);
    }
}

rc_answer_value rc_table_lookup(const rc_table *table, rc_text text)
{
    rc_answer_value value;
    rc_table_lookup_group(table, &text, 1, &value);
    return value;
}
