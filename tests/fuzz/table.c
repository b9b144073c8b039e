/* Fuzz target: bytes as a compiled table.
 *
 * No damage gets past checksums, so after the first byte has said whether, they are put right: then
 * what is left to find out is whether the table could have been written so.  One that is taken is
 * asked, and saved and read again, which must make no difference. */
#include "compiled.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    feed f = {bytes, bytes + n_bytes, NULL};
    int is_right = feed_below(&f, 4) > 0;
    size_t n_at_once = feed_below(&f, 100);
    buffer compiled = {0};

    buffer_add(&compiled, f.at, (size_t)(f.end - f.at));
    if (is_right)
        put_right((uint8_t *)compiled.bytes, compiled.n_bytes);
    rc_table *table = load_compiled(&compiled, n_at_once);
    if (table)
        expect_round_trip(table, n_bytes * 7919 + compiled.n_bytes / 3);
    rc_table_free(table);
    buffer_free(&compiled);
    return 0;
}
