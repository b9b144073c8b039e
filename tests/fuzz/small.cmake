# The library with its blocks, batches and chunks made so small that a few bytes of input cross their
# bounds.  What a size means stays.

include(shrink.cmake)
routecost_shrink_begin(small)

# A row may be longer than a block, and not much longer than a message's quotes.
routecost_shrink(small ../include/routecost.h "RC_ROW_BYTES_MAX = 1 << 20" "RC_ROW_BYTES_MAX = 600")
routecost_shrink(small deck/block_bytes.h
  "DECK_BLOCK_BYTES = 384 * 1024" "DECK_BLOCK_BYTES = 64"
  "DECK_BLOCK_ROWS = 24 * 1024" "DECK_BLOCK_ROWS = 4")
routecost_shrink(small answer/items.h "ITEM_BLOCK_BYTES = 256 * 1024" "ITEM_BLOCK_BYTES = 48")
routecost_shrink(small sort/batch.h "BATCH_ROUTES = 32768" "BATCH_ROUTES = 96")
routecost_shrink(small sort/chunk.h "SMALL_CHUNK_BYTES = 4096" "SMALL_CHUNK_BYTES = 128")
routecost_shrink(small sort/run.h "SAMPLE_ROUTES = 64" "SAMPLE_ROUTES = 4")
routecost_shrink(small sort/merge.h "MERGE_RUNS_MAX = 120" "MERGE_RUNS_MAX = 8")
routecost_shrink(small sort/run_store.c
  "YOUNG_BYTES_MIN = 8 << 20" "YOUNG_BYTES_MIN = 512"
  "YOUNG_BYTES_MAX = 16 << 20" "YOUNG_BYTES_MAX = 1024"
  "BIG_RUNS_MAX = 8" "BIG_RUNS_MAX = 3"
  "PACKED_CHUNK_BYTES = 64 << 10" "PACKED_CHUNK_BYTES = 128"
  "CHUNK_BYTES_MIN = 256 << 10" "CHUNK_BYTES_MIN = 128"
  "CHUNK_BYTES_MAX = 32 << 20" "CHUNK_BYTES_MAX = 256")
routecost_shrink(small trie/index.c
  "n_bytes < 16u << 10 ? 0 : n_bytes < 256u << 10 ? 3 : n_bytes < 4u << 20 ? 4 : 5"
  "n_bytes < 64 ? 0 : n_bytes < 1024 ? 3 : n_bytes < 8192 ? 4 : 5")
routecost_shrink(small table/cheapest.c "FOUND_MAX = 1 << 16" "FOUND_MAX = 8")
routecost_shrink(small table/compiled_input.c "FIRST_BYTES = 1 << 20" "FIRST_BYTES = 16")
routecost_shrink(small table/compiled_save.c "SAVE_BYTES = 64 * 1024" "SAVE_BYTES = 32")

# Fewer pages, which are larger: there is less to look through where costs are few.
routecost_shrink(small route/cost_set.h "COST_PAGE_BITS = 14" "COST_PAGE_BITS = 16")
routecost_shrink_end(small)
