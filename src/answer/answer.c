/* Answers a stream: rc_answer_numbers of routecost.h, rc_answer_calls of routecost_calls.h.
 *
 *     take a block of lines -> answer them, on all threads -> write them in order
 */
#include "answer/answer_block.h"
#include "answer/call_source.h"
#include "answer/find.h"
#include "answer/line_source.h"
#include "answer/totals_write.h"
#include "base/pipeline.h"
#include "routecost_calls.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    BLOCKS_A_THREAD = 2 /* so that threads go on while a block waits for its turn */
};

/* What belongs behind items, with one delimiter. */
typedef struct delimited {
    answer_tails tails;
    spelt_offers offers; /* all zero until it pays to spell them */
} delimited;

typedef struct answering {
    item_source *source;
    rc_writer out;
    rc_answer_options options;
    delimited forms[2];              /* with ',', and with another delimiter once there is one */
    charging charging;               /* if wanted */
    const charging *wanted_charging; /* NULL: calls are not charged */
    uint64_t n_bytes;                /* taken so far */
    uint64_t n_lines;                /* before the block whose turn it is */
    rc_answer_stats stats;
    rc_error error;
} answering;

/* ---- Taking blocks ---- */

/* Returns what belongs behind items with a delimiter, or NULL without memory. */
static delimited *find_delimited(answering *a, char delimiter)
{
    const answer_tails *first = &a->forms[0].tails;
    delimited *other = &a->forms[1];
    tail_form form = first->form;
    rc_error error;

    if (delimiter == form.delimiter)
        return &a->forms[0];
    form.delimiter = delimiter;
    if (!other->tails.table)
        rc_tails_init(&other->tails, first->table, &a->options, &form, &error);
    return other->tails.table ? other : NULL;
}

/* Spells the offers' tails as soon as that pays: the blocks before go without. */
static rc_code give_tails(answering *a, answer_block *b)
{
    delimited *d = find_delimited(a, b->items.delimiter);
    rc_code code = RC_OK;

    if (!d)
        return RC_ERROR_MEMORY;
    a->n_bytes += b->items.text.n_bytes;
    if (!d->offers.slots && rc_spelt_pays(&d->tails, a->n_bytes))
        code = rc_spelt_init(&d->offers, &d->tails);
    b->tails = &d->tails;
    b->offers = d->offers.slots ? &d->offers : NULL;
    b->charging = a->wanted_charging;
    return code;
}

static bool take_block(void *context, void *slot)
{
    answering *a = context;
    answer_block *b = slot;

    if (!rc_items_take(a->source, &b->items))
        return 0;
    if (give_tails(a, b) == RC_OK)
        return 1;
    a->source->in.no_memory = true;
    return 0;
}

static bool is_last_block(const void *context)
{
    const answering *a = context;
    const input *in = &a->source->in;
    return in->ended && in->n_carry == 0;
}

/* ---- Answering and writing ---- */

static void work_block(void *context, void *slot)
{
    (void)context;
    rc_answer_block_work(slot);
}

static void report_faults(answering *a, const answer_block *b)
{
    uint64_t n_before = a->stats.n_invalid, n_faults = b->items.stats.n_invalid;

    if (!a->options.on_fault)
        return;
    for (uint64_t i = 0; i < n_faults && n_before + i < RC_FAULTS_SHOWN; i++) {
        rc_error fault = b->items.faults[i];
        fault.line += a->n_lines;
        a->options.on_fault(a->options.fault_context, &fault);
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
    a->n_lines += b->items.n_lines;
    a->stats.n_numbers += b->items.stats.n_numbers;
    a->stats.n_routed += b->items.stats.n_routed;
    a->stats.n_invalid += b->items.stats.n_invalid;
    a->stats.n_plus_numbers += b->items.stats.n_plus_numbers;
    a->stats.unrouted_begin |= b->items.stats.unrouted_begin;
    if (b->n_out > 0)
        write_out(a, b->out, b->n_out);
    if (a->source->in.by_line && a->error.code == RC_OK)
        write_out(a, "", 0);
    return a->error.code ? PIPELINE_STOP : PIPELINE_GO_ON;
}

/* Sets the error that ended the reading, if one did. */
static void take_source_error(answering *a)
{
    const input *in = &a->source->in;

    if (in->no_memory)
        rc_error_set(&a->error, RC_ERROR_MEMORY, "out of memory");
    else if (in->failed)
        rc_error_set(&a->error, RC_ERROR_READ, "cannot read");
    else if (a->source->error.code)
        a->error = a->source->error;
    a->error.os_error = in->os_error;
}

/* Writes the totals. */
static void write_totals(answering *a)
{
    static const char *const names[] = {
        [RC_FIELD_PREFIX] = "prefix", [RC_FIELD_CARRIER] = "carrier"};
    rc_field summary = a->charging.summary;
    rc_text heading = summary >= RC_FIELD_COLUMN
                          ? a->options.columns[summary - RC_FIELD_COLUMN]
                          : (rc_text){names[summary], strlen(names[summary])};
    totals_format format = {.heading = heading,
                            .decimals = a->charging.terms.decimals,
                            .on_fault = a->options.on_fault,
                            .fault_context = a->options.fault_context};
    uint64_t n_faults;

    rc_totals_write(a->charging.totals, &format, a->out, &n_faults, &a->error);
    a->stats.n_invalid += n_faults;
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
                                .is_last = is_last_block,
                                .slots = slots,
                                .n_slots = n_blocks,
                                .n_workers = n_threads});
    for (unsigned i = 0; i < n_blocks; i++)
        rc_answer_block_free(&blocks[i]);
    if (a->error.code == RC_OK)
        take_source_error(a);
    if (a->error.code == RC_OK && a->charging.totals)
        write_totals(a);
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

static bool column_is_wanted(const rc_column *column)
{
    return column->number > 0 || column->name.bytes;
}

/* What one call asks for, beside its options. */
typedef struct request {
    const rc_call_options *calls; /* NULL: lines, not call records */
    bool finds_only;              /* writes the offers that were found in place of text */
} request;

/* Prepares what is written behind the items, and how they are charged. */
static rc_code prepare(answering *a, const rc_table *table, request wanted)
{
    const rc_call_options *calls = wanted.calls;
    tail_form form = {
        .delimiter = ',', .finds_only = wanted.finds_only, .answers_only = a->options.answers_only};
    rc_code code = RC_OK;

    if (calls && form.answers_only) {
        code = rc_error_set(&a->error, RC_ERROR_OPTIONS, "call records are written whole");
    } else if (calls && column_is_wanted(&calls->duration_column)) {
        code = rc_charging_init(&a->charging, &calls->charges, calls->summary, &a->error);
        a->wanted_charging = &a->charging;
        form.has_charges = true;
        form.decimals = a->charging.terms.decimals;
    } else if (calls && calls->summary != RC_FIELD_NONE) {
        code = rc_error_set(&a->error, RC_ERROR_OPTIONS, "totals need a duration column");
    }
    if (calls && calls->summary != RC_FIELD_NONE) {
        a->options.fields[0] = calls->summary; /* so that prefixes are found if they are wanted */
        a->options.fields[1] = RC_FIELD_NONE;
        a->options.rank = 1;
    }
    return code ? code : rc_tails_init(&a->forms[0].tails, table, &a->options, &form, &a->error);
}

static rc_code answer_stream(const rc_table *table, rc_reader numbers, rc_writer answers,
                             const rc_answer_options *options, request wanted,
                             rc_answer_stats *stats, rc_error *error)
{
    static const rc_call_options none;
    const rc_call_options *c = wanted.calls ? wanted.calls : &none;
    line_source lines = rc_lines_begin();
    call_source calls = rc_calls_begin(&(call_columns){c->number_column, c->duration_column});
    answering a = {
        .source = wanted.calls ? &calls.items : &lines.items, .out = answers, .options = *options};
    unsigned n_threads = count_threads(options);
    unsigned n_blocks = n_threads > 1 ? BLOCKS_A_THREAD * n_threads : 1;
    a.source->in = (input){.reader = numbers, .by_line = options->line_buffered};
    a.source->idd = table->idd;
    answer_block *blocks = calloc(n_blocks, sizeof *blocks);

    if (!blocks)
        rc_error_set(&a.error, RC_ERROR_MEMORY, "out of memory");
    else if (prepare(&a, table, wanted) == RC_OK)
        answer_blocks(&a, blocks, n_blocks, n_threads);
    free(blocks);
    for (unsigned i = 0; i < 2; i++) {
        rc_spelt_free(&a.forms[i].offers);
        rc_tails_free(&a.forms[i].tails);
    }
    rc_charging_free(&a.charging);
    rc_input_free(&a.source->in);
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
                         (request){.calls = call_options}, stats, error);
}

rc_code rc_answer_find(const rc_table *table, rc_reader numbers, rc_writer found,
                       const rc_answer_options *options, rc_column number_column,
                       rc_answer_stats *stats, rc_error *error)
{
    rc_call_options calls = {.number_column = number_column};
    bool is_calls = column_is_wanted(&number_column);

    return answer_stream(table, numbers, found, options,
                         (request){.calls = is_calls ? &calls : NULL, .finds_only = true}, stats,
                         error);
}
