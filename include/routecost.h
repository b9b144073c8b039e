/* routecost: prices phone numbers by the longest matching prefix of a carrier's route list.
 *
 * The way through this header:
 *
 *     rc_builder_new -> rc_builder_read (once a stream) -> rc_builder_seal -> rc_table
 *     rc_table -> rc_table_lookup (one number), rc_table_lookup_group (many),
 *                 rc_answer (a whole stream of numbers, one a line)
 *
 * The library keeps no global state, prints nothing and never ends the program.  Text is
 * a pointer and a length; no NUL is needed behind it.  Functions that can fail return an
 * rc_code, 0 for success, and describe the failure in an rc_error.
 *
 * Terms.  A symbol is '+' or a digit.  A prefix is an optional leading '+' and 1 to 15
 * digits (ITU-T E.164 allows a number 15 digits).  A number is an optional leading '+'
 * and at least one digit, of any length.  A cost is a plain decimal, kept as it was spelt.
 */
#ifndef ROUTECOST_H
#define ROUTECOST_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RC_VERSION "0.1.0"

enum {
    RC_PREFIX_DIGITS_MAX = 15,  /* digits of a prefix, E.164's maximum */
    RC_COST_DIGITS_MAX = 18,    /* significant digits of a cost */
    RC_COST_LENGTH_MAX = 255,   /* characters of a cost, leading zeros and the point included */
    RC_ROW_BYTES_MAX = 1 << 20, /* bytes of one row of a route list */
    RC_THREADS_MAX = 64,        /* worker threads of one call */
    RC_FAULTS_SHOWN = 10,       /* faults of one stream that are handed over; all are counted */
    RC_COLUMNS_MAX = 16384,     /* the highest number of a column that can be asked for */
    RC_REASON_BYTES = 512       /* size of a reason, its NUL included */
};

typedef struct rc_text {
    const char *bytes; /* not NUL-terminated */
    size_t length;
} rc_text;

/* ---- Errors --------------------------------------------------------------------- */

typedef enum rc_code {
    RC_OK = 0,
    RC_ERROR_MEMORY,  /* an allocation failed */
    RC_ERROR_READ,    /* a reader reported a failure */
    RC_ERROR_WRITE,   /* a writer reported a failure */
    RC_ERROR_LIST,    /* a route list has malformed rows; each was handed to on_fault */
    RC_ERROR_EMPTY,   /* a route list holds no routes */
    RC_ERROR_LIMIT,   /* more routes or costs than the table's indices can name */
    RC_ERROR_FORMAT,  /* not a route list of the kind that the options describe: another kind of
                         file, a header that lacks a column; line is set where it is known */
    RC_ERROR_OPTIONS, /* options that contradict each other */
    RC_FAULT_ROW,     /* one malformed row of a route list */
    RC_FAULT_NUMBER   /* one line that is not a number */
} rc_code;

/* What went wrong.  Faults (RC_FAULT_...) concern one line and are handed to a callback;
 * errors (RC_ERROR_...) end the call. */
typedef struct rc_error {
    rc_code code;
    int os_error;    /* errno as the failed stream left it, 0 when unknown */
    uint64_t line;   /* 1-based line on which the record starts, 0 when there is none */
    uint64_t column; /* 1-based byte of the field within its record, 0 when there is none */
    char reason[RC_REASON_BYTES]; /* NUL-terminated; what it quotes is bounded and escaped */
} rc_error;

/* Takes a fault.  Called from one thread at a time, in the order of the lines, but not
 * always from the thread that made the call.  The fault lives as long as the callback. */
typedef void rc_fault_fn(void *context, const rc_error *fault);

enum {
    RC_QUOTE_INPUT_MAX = 40,                            /* bytes of input that a quote shows */
    RC_QUOTE_BYTES = 4 * RC_QUOTE_INPUT_MAX + 3 + 2 + 1 /* all escaped, "...", quotes, NUL */
};

/* Writes text between double quotes, safe for a terminal: control bytes and bytes above 126
 * become \xNN, a quote and a backslash get a backslash; of longer text the first
 * RC_QUOTE_INPUT_MAX bytes and "..." are shown.  Returns quoted. */
char *rc_quote(char quoted[RC_QUOTE_BYTES], rc_text text);

/* ---- Streams --------------------------------------------------------------------- */

/* Where bytes come from.  read waits for 1 to n_bytes bytes and returns how many there are; 0
 * is the end of the stream or, when it has set *failed to 1, an error.  It is called from one
 * thread at a time. */
typedef struct rc_reader {
    void *context;
    size_t (*read)(void *context, void *bytes, size_t n_bytes, int *failed);
} rc_reader;

/* Where bytes go.  write takes all n_bytes and returns 0, or 1 after a failure; with
 * n_bytes 0 it flushes.  It is called from one thread at a time. */
typedef struct rc_writer {
    void *context;
    int (*write)(void *context, const void *bytes, size_t n_bytes);
} rc_writer;

/* A reader or writer over a C stream opened in binary mode, which stays the caller's to
 * close.  The reader waits until n_bytes are there, the line reader for no more than a line.
 * The writer hands every block to fwrite; a flush is fflush. */
rc_reader rc_reader_from_file(FILE *file);
rc_reader rc_line_reader_from_file(FILE *file);
rc_writer rc_writer_from_file(FILE *file);

/* ---- Building a table ------------------------------------------------------------ */

/* Which of several rows with one prefix stays. */
typedef enum rc_duplicates {
    RC_DUPLICATES_CHEAPEST, /* the cheapest; of equal costs the earliest row's spelling */
    RC_DUPLICATES_FIRST,    /* the earliest row */
    RC_DUPLICATES_LAST,     /* the latest row */
    RC_DUPLICATES_ERROR     /* none: every later row is a fault */
} rc_duplicates;

/* A day of the Gregorian calendar: 10000 * year + 100 * month + day; 0 is none. */
typedef uint32_t rc_date;

/* Reads a date in the form YYYY-MM-DD; 0 if the text is anything else, or no day. */
rc_date rc_date_parse(rc_text text);

/* A column of a route list, by its number from 1 on, or by its name in the header (a string; case
 * and blanks do not count); all zero: not asked for. */
typedef struct rc_column {
    unsigned number;  /* at most RC_COLUMNS_MAX */
    const char *name; /* NULL: by number */
} rc_column;

/* Whether the first record of a route list is a header. */
typedef enum rc_header {
    RC_HEADER_AUTO, /* if neither its prefix nor its cost holds a digit, or a column is named */
    RC_HEADER_YES,
    RC_HEADER_NO
} rc_header;

/* Whether a character may be a delimiter: a tab, or one of ASCII that is visible and neither
 * letter, digit, '+', '-', '.', '"' nor '#'. */
int rc_delimiter_is_valid(char delimiter);

/* All zero is the default.  What is said of the list's form holds for every list that is read;
 * see README.md for what each means. */
typedef struct rc_load_options {
    char delimiter; /* 0: the first of , ; TAB | in the first record */
    rc_header header;
    uint64_t n_skipped_lines;             /* passed over before anything else */
    rc_column prefix_column, cost_column; /* else by the header's known names, else 1 and 2 */
    rc_column effective_column;           /* the day from which a row holds; goes with at */
    rc_date at;        /* rows that begin later are passed over; of a prefix's others only those
                          that began last count */
    int decimal_comma; /* 1: costs have a comma where others have a point, and no point */
    rc_duplicates duplicates;
    int plus_optional;     /* 1: a leading '+' is ignored, in prefixes and in numbers */
    int skip_bad_rows;     /* 1: a malformed row is a fault but no error */
    unsigned n_threads;    /* 0 or 1: the caller's thread alone; at most RC_THREADS_MAX; fewer
                              are used where the system gives fewer */
    rc_fault_fn *on_fault; /* NULL: faults are counted only */
    void *fault_context;
} rc_load_options;

typedef struct rc_load_stats {
    uint64_t n_rows;     /* well-formed rows read, those that begin too late among them; neither
                            header, comment nor blank line */
    uint64_t n_bad_rows; /* malformed rows; later duplicates too under RC_DUPLICATES_ERROR */
    uint64_t n_prefixes; /* distinct prefixes; known once the table is sealed */
    size_t table_bytes;  /* memory of the sealed table; known once it is sealed */
} rc_load_stats;

typedef struct rc_builder rc_builder; /* gathers routes; for one thread at a time */
typedef struct rc_table rc_table;     /* sealed and read-only; any number of threads may share it */

/* A new, empty builder, or NULL without memory.  options is copied, but for the names of columns,
 * which have to live as long as the builder; NULL means defaults.
 * The caller frees the builder with rc_builder_free. */
rc_builder *rc_builder_new(const rc_load_options *options);

/* Reads a route list to its end and adds its routes.  Several streams form one list, in
 * the order in which they are read; line numbers start anew with each.
 *
 * Fails with RC_ERROR_MEMORY, RC_ERROR_READ, RC_ERROR_LIMIT,
 * RC_ERROR_EMPTY (not one route in the stream, and no fault either), RC_ERROR_FORMAT,
 * RC_ERROR_OPTIONS or, unless skip_bad_rows is set, RC_ERROR_LIST.  All rows are looked at before
 * RC_ERROR_LIST is returned.  After a failure the builder can only be freed.  Time is linear in the
 * bytes read; memory grows with the distinct prefixes, some 3 to 5 bytes each while rows are read.
 */
int rc_builder_read(rc_builder *builder, rc_reader list, rc_error *error);

/* Makes the table of all routes read so far and hands it to the caller, who frees it with
 * rc_table_free.  Fails with RC_ERROR_MEMORY, RC_ERROR_LIMIT, RC_ERROR_EMPTY,
 * and RC_ERROR_LIST under RC_DUPLICATES_ERROR.  Whether it succeeds or
 * fails, the builder can afterwards only be asked for its stats and freed. */
int rc_builder_seal(rc_builder *builder, rc_table **table, rc_error *error);

rc_load_stats rc_builder_stats(const rc_builder *builder);

/* Frees the builder; NULL is fine.  A sealed table does not need its builder. */
void rc_builder_free(rc_builder *builder);

/* Frees the table; NULL is fine. */
void rc_table_free(rc_table *table);

/* 1 when a prefix of the table begins with '+' (never, if plus_optional was set). */
int rc_table_has_plus(const rc_table *table);

/* ---- Looking numbers up ---------------------------------------------------------- */

typedef enum rc_verdict {
    RC_ROUTED,        /* a prefix matches; cost is set */
    RC_UNROUTED,      /* a number, but no prefix matches; cost is empty */
    RC_INVALID_NUMBER /* not a number; cost is empty */
} rc_verdict;

typedef struct rc_answer_value {
    rc_verdict verdict;
    rc_text cost; /* in the spelling of the list; lives as long as the table */
} rc_answer_value;

/* The cost of the longest prefix that matches the number.  Spaces and tabs around the
 * number are ignored.  Time does not depend on the size of the table but for the
 * memory's caches: at most 8 steps.  Never fails. */
rc_answer_value rc_table_lookup(const rc_table *table, rc_text number);

/* The same for n_numbers at once, which is faster than one by one: waits for memory
 * overlap.  answers has room for n_numbers. */
void rc_table_lookup_group(const rc_table *table, const rc_text *numbers, size_t n_numbers,
                           rc_answer_value *answers);

/* ---- Answering a stream ---------------------------------------------------------- */

/* All zero is the default. */
typedef struct rc_answer_options {
    rc_text no_route;      /* written where no prefix matches; bytes NULL means "0" */
    int line_buffered;     /* 1: answer and flush whenever the reader returns a line's end; then
                              n_threads does not count */
    unsigned n_threads;    /* 0 or 1: the caller's thread alone; at most RC_THREADS_MAX */
    rc_fault_fn *on_fault; /* NULL: faults are counted only */
    void *fault_context;
} rc_answer_options;

typedef struct rc_answer_stats {
    uint64_t n_numbers;      /* valid numbers: routed and unrouted */
    uint64_t n_routed;       /* numbers that a prefix matched */
    uint64_t n_invalid;      /* lines that are not numbers; blank lines are neither */
    uint64_t n_plus_numbers; /* numbers that begin with '+' */
} rc_answer_stats;

/* Reads one number a line and writes each line as it came, then ',' and the cost: one
 * line out for every line in, in the same order.  Blank lines stay blank; a line that is
 * no number gets an empty cost and is a fault.  "\n" and "\r\n" are read, "\n" is written.
 * The bytes written do not depend on n_threads.
 *
 * Fails with RC_ERROR_MEMORY, RC_ERROR_READ or RC_ERROR_WRITE; what was
 * written before stays written.  Ends with a flush.  stats may be NULL.  Memory is
 * bounded, whatever the length of the stream or of a line. */
int rc_answer(const rc_table *table, rc_reader numbers, rc_writer answers,
              const rc_answer_options *options, rc_answer_stats *stats, rc_error *error);

#ifdef __cplusplus
}
#endif

#endif
