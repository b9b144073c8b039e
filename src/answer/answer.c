/* Answers a stream: rc_answer_numbers and rc_answer_file of routecost.h, rc_answer_calls of
 * routecost_calls.h.
 *
 *     take a block of lines -> answer them, on all threads -> write them in order
 */
#include "answer/call_take.h"
#include "answer/find.h"
#include "base/pipeline.h"
#include "routecost_calls.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    BLOCKS_A_THREAD = 2 /* so that threads go on while a block waits for its turn */
};

typedef struct answering {
    input in;
    rc_writer out;
    const rc_answer_options *options;
    answer_tails tails;
    answer_tails call_tails; /* of call records with another delimiter than ',' */
    int at_start;            /* the first block has still to come */
    int in_long_line;        /* the line that the next block starts with has begun before */
    number long_number;      /* what its pieces have made so far */
    call_taker calls;        /* takes the blocks in place of the three above, if wanted */
    uint64_t n_lines;        /* before the block whose turn it is */
    rc_answer_stats stats;
    rc_error error;
} answering;

/* ---- Taking blocks of whole lines, or pieces of a long one ---- */

/* The length of a line without the carriage return at its end. */
static size_t drop_return(const char *bytes, size_t length)
{
    return length > 0 && bytes[length - 1] == '\r' ? length - 1 : length;
}

/* Takes the piece at the start of the block; it ends with the line or with the block. */
static int take_piece(answering *a, answer_block *b, size_t piece_at)
{
    const char *bytes = b->text.bytes;
    const char *feed = memchr(bytes, '\n', b->text.n_bytes);
    size_t n_line = feed ? (size_t)(feed - bytes) : b->text.n_bytes;

    b->n_piece = drop_return(bytes, n_line);
    b->piece_ends = feed || (a->in.ended && !a->in.failed);
    b->lines_at = feed ? n_line + 1 : n_line;
    rc_number_feed(&a->long_number, bytes + piece_at, b->n_piece - piece_at);
    a->in_long_line = !b->piece_ends;
    b->long_number = a->long_number;
    if (b->piece_ends)
        return 1;
    /* A carriage return may belong to a line feed that comes with the next block. */
    b->lines_at = b->n_piece;
    return rc_input_cut(&a->in, &b->text, b->n_piece) == RC_OK;
}

/* Ends the block behind its last line end; without one, begins a long line.  A line that a
 * failure of the reader has cut short is dropped: its number would be another one. */
static int cut_lines(answering *a, answer_block *b)
{
    size_t n_used = b->text.n_bytes;

    if (a->in.ended && !a->in.failed)
        return 1;
    while (n_used > b->lines_at && b->text.bytes[n_used - 1] != '\n')
        n_used--;
    if (n_used > b->lines_at || b->piece_ends || a->in.failed)
        return rc_input_cut(&a->in, &b->text, n_used) == RC_OK;
    a->long_number = (number){0};
    return take_piece(a, b, b->lines_at);
}

/* Takes a block of call records; the first record has told their delimiter. */
static int take_calls(answering *a, answer_block *b)
{
    rc_error error;

    if (!rc_call_take(&a->calls, &a->in, b))
        return 0;
    if (b->format.delimiter != a->tails.delimiter) {
        if (!a->call_tails.table && rc_tails_init(&a->call_tails, a->tails.table, a->options,
                                                  b->format.delimiter, &error)) {
            a->in.no_memory = 1;
            return 0;
        }
        b->tails = &a->call_tails;
    }
    if (b->has_header)
        b->piece_tail = text_list_get(&b->tails->fixed, TAIL_HEADER);
    return 1;
}

static bool take_block(void *context, void *slot)
{
    answering *a = context;
    answer_block *b = slot;

    b->tails = &a->tails;
    b->piece_tail = (rc_text){"", 0};
    if (call_taker_is_wanted(&a->calls))
        return take_calls(a, b);
    if (a->in.failed)
        return 0;
    if (rc_block_reserve(&b->text, ANSWER_BLOCK_BYTES)) {
        a->in.no_memory = 1;
        return 0;
    }
    if (rc_input_fill(&a->in, &b->text) ||
        (b->text.n_bytes == 0 && (!a->in_long_line || a->in.failed)))
        return 0;
    b->n_piece = b->lines_at = 0;
    b->piece_ends = 0;
    if (a->in_long_line && !take_piece(a, b, 0))
        return 0;
    if (a->in_long_line)
        return 1;
    if (a->at_start)
        b->n_piece = b->lines_at = rc_block_mark(&b->text);
    a->at_start = 0;
    return cut_lines(a, b);
}

/* ---- Answering and writing ---- */

static void work_block(void *context, void *slot)
{
    (void)context;
    rc_answer_block_work(slot);
}

static void report_faults(answering *a, const answer_block *b)
{
    uint64_t n_before = a->stats.n_invalid, n_faults = b->stats.n_invalid;

    if (!a->options->on_fault)
        return;
    for (uint64_t i = 0; i < n_faults && n_before + i < RC_FAULTS_SHOWN; i++) {
        rc_error fault = b->faults[i];
        fault.line += a->n_lines;
        a->options->on_fault(a->options->fault_context, &fault);
    }
}

static void write_out(answering *a, const char *bytes, size_t n_bytes)
{
    errno = 0;
    if (!a->out.write(a->out.context, bytes, n_bytes)) {
        rc_error_set(&a->error, RC_ERROR_WRITE, "cannot write");
        a->error.os_error = errno;
    }
}

static pipeline_step give_block(void *context, void *slot)
{
    answering *a = context;
    const answer_block *b = slot;

    if (b->no_memory) {
        rc_error_set(&a->error, RC_ERROR_MEMORY, "out of memory");
        return PIPELINE_STOP;
    }
    report_faults(a, b);
    a->n_lines += b->n_lines;
    a->stats.n_numbers += b->stats.n_numbers;
    a->stats.n_routed += b->stats.n_routed;
    a->stats.n_invalid += b->stats.n_invalid;
    a->stats.n_plus_numbers += b->stats.n_plus_numbers;
    if (b->n_out > 0)
        write_out(a, b->out, b->n_out);
    if (a->in.by_line && a->error.code == RC_OK)
        write_out(a, "", 0);
    return a->error.code ? PIPELINE_STOP : PIPELINE_GO_ON;
}

static void note_input_failure(answering *a)
{
    if (a->in.no_memory)
        rc_error_set(&a->error, RC_ERROR_MEMORY, "out of memory");
    else if (a->in.failed)
        rc_error_set(&a->error, RC_ERROR_READ, "cannot read");
    else if (a->calls.error.code)
        a->error = a->calls.error;
    a->error.os_error = a->in.os_error;
}

/* Runs the pipeline. */
static void answer_blocks(answering *a, answer_block *blocks, unsigned n_blocks, unsigned n_threads)
{
    void *slots[PIPELINE_SLOTS_MAX];

    for (unsigned i = 0; i < n_blocks; i++)
        slots[i] = &blocks[i];
    rc_pipeline_run(&(pipeline){.context = a,
                                .take = take_block,
                                .work = work_block,
                                .give = give_block,
                                .slots = slots,
                                .n_slots = n_blocks,
                                .n_workers = n_threads});
    for (unsigned i = 0; i < n_blocks; i++)
        rc_answer_block_free(&blocks[i]);
    if (a->error.code == RC_OK)
        note_input_failure(a);
    if (a->error.code == RC_OK)
        write_out(a, "", 0);
}

/* How many threads the options ask for. */
static unsigned count_threads(const rc_answer_options *options)
{
    if (options->n_threads < 1 || options->line_buffered)
        return 1;
    return options->n_threads < RC_THREADS_MAX ? options->n_threads : RC_THREADS_MAX;
}

/* What one call asks for, beside its options. */
typedef struct request {
    rc_column number_column; /* none: lines, not call records */
    bool finds_only;         /* writes the offers that were found in place of text */
} request;

static rc_code answer_stream(const rc_table *table, rc_reader numbers, rc_writer answers,
                             const rc_answer_options *options, request wanted,
                             rc_answer_stats *stats, rc_error *error)
{
    answering a = {.in = {.reader = numbers}, .out = answers, .options = options, .at_start = 1};
    unsigned n_threads = count_threads(a.options);
    unsigned n_blocks = n_threads > 1 ? BLOCKS_A_THREAD * n_threads : 1;
    a.in.by_line = a.options->line_buffered;
    a.calls = (call_taker){.wanted = wanted.number_column, .at_start = 1};
    answer_block *blocks = calloc(n_blocks, sizeof *blocks);

    if (!blocks)
        rc_error_set(&a.error, RC_ERROR_MEMORY, "out of memory");
    else if (rc_tails_init(&a.tails, table, a.options, ',', &a.error) == RC_OK) {
        a.tails.finds_only = wanted.finds_only;
        answer_blocks(&a, blocks, n_blocks, n_threads);
    }
    free(blocks);
    rc_tails_free(&a.tails);
    rc_tails_free(&a.call_tails);
    rc_input_free(&a.in);
    if (stats)
        *stats = a.stats;
    if (a.error.code && error)
        *error = a.error;
    return a.error.code;
}

static const rc_answer_options defaults;

rc_code rc_answer_numbers(const rc_table *table, rc_reader numbers, rc_writer answers,
                          const rc_answer_options *options, rc_answer_stats *stats, rc_error *error)
{
    return answer_stream(table, numbers, answers, options ? options : &defaults,
                         (request){.finds_only = false}, stats, error);
}

rc_code rc_answer_calls(const rc_table *table, rc_reader calls, rc_writer answers,
                        const rc_answer_options *answer_options,
                        const rc_call_options *call_options, rc_answer_stats *stats,
                        rc_error *error)
{
    return answer_stream(table, calls, answers, answer_options ? answer_options : &defaults,
                         (request){.number_column = call_options->number_column}, stats, error);
}

rc_code rc_answer_find(const rc_table *table, rc_reader numbers, rc_writer found,
                       const rc_answer_options *options, rc_column number_column,
                       rc_answer_stats *stats, rc_error *error)
{
    return answer_stream(table, numbers, found, options,
                         (request){.number_column = number_column, .finds_only = true}, stats,
                         error);
}

rc_code rc_answer_file(const rc_table *table, const char *path, rc_writer answers,
                       const rc_answer_options *options, rc_answer_stats *stats, rc_error *error)
{
    errno = 0;
    FILE *file = fopen(path, "rb");

    if (!file) {
        rc_error_set(error, RC_ERROR_READ, "cannot open the file");
        if (error)
            error->os_error = errno;
        if (stats)
            *stats = (rc_answer_stats){.n_numbers = 0};
        return RC_ERROR_READ;
    }
    rc_code code =
        rc_answer_numbers(table, rc_reader_from_file(file), answers, options, stats, error);
    fclose(file);
    return code;
}
