/* Compiled tables in memory: see support_compiled.h. */
#include "support_compiled.h"

#include "base/checksum.h"
#include "base/portable.h"
#include "table/compiled_format.h"

#include <stdlib.h>

buffer compiled_of(const rc_table *table)
{
    memory_sink sink = {.fail_at = NEVER};

    if (rc_table_save(table, memory_writer(&sink), NULL) != RC_OK)
        abort();
    return sink.taken;
}

rc_table *read_compiled(const buffer *compiled, size_t n_at_once, rc_error *error)
{
    rc_table *table = NULL;
    memory_source source = memory_source_of(compiled->bytes, compiled->n_bytes);
    rc_builder *builder = rc_builder_new(&(rc_load_options){.keep_carriers = 1});

    if (!builder)
        abort();
    source.n_at_once = n_at_once;
    if (rc_builder_read(builder, memory_reader(&source), error) == RC_OK)
        rc_builder_seal(builder, &table, error);
    rc_builder_free(builder);
    return table;
}

static void put_sum(char *bytes, size_t start, size_t end)
{
    checksum sum = {{0}, 0, {0}};

    rc_checksum_add(&sum, bytes + start, end - start);
    store64(bytes + end, rc_checksum_value(&sum));
}

size_t mend_compiled(buffer *compiled)
{
    if (compiled->n_bytes < COMPILED_HEAD_BYTES + 2 * COMPILED_SUM_BYTES)
        return 0;
    uint64_t n_entries =
        (uint64_t)load32(compiled->bytes + 16) + (load32(compiled->bytes + 12) >> 1 & 1);
    uint64_t head = COMPILED_HEAD_BYTES + n_entries * COMPILED_ENTRY_BYTES;
    if (head + 2 * COMPILED_SUM_BYTES > compiled->n_bytes)
        return 0;
    size_t body = (size_t)head + COMPILED_SUM_BYTES;
    put_sum(compiled->bytes, 0, (size_t)head);
    put_sum(compiled->bytes, body, compiled->n_bytes - COMPILED_SUM_BYTES);
    return body;
}

buffer compiled_from(rc_text name, rc_text costs, uint32_t n_costs, rc_text trie_bytes,
                     uint32_t root)
{
    buffer compiled = {0};
    unsigned char head[COMPILED_HEAD_BYTES + COMPILED_ENTRY_BYTES + COMPILED_SUM_BYTES] =
        COMPILED_MAGIC;

    store_bytes(head + 8, COMPILED_VERSION, 4);
    store_bytes(head + 16, 1, 4);
    store_bytes(head + 24, name.length + costs.length + trie_bytes.length, 8);
    store_bytes(head + 32, name.length, 4);
    store_bytes(head + 36, n_costs, 4);
    store_bytes(head + 40, costs.length, 8);
    store_bytes(head + 48, trie_bytes.length, 8);
    store_bytes(head + 56, 1, 4);
    store_bytes(head + 60, root, 4);
    buffer_add(&compiled, head, sizeof head);
    buffer_add(&compiled, name.bytes, name.length);
    buffer_add(&compiled, costs.bytes, costs.length);
    buffer_add(&compiled, trie_bytes.bytes, trie_bytes.length);
    buffer_fill(&compiled, 0, COMPILED_SUM_BYTES);
    mend_compiled(&compiled);
    return compiled;
}
