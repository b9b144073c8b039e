/* routecost: prices phone numbers by the longest matching prefix of a carrier's route list.
 *
 * One list, a few calls:
 *
 *     rc_table_load_file(path, NULL, &table, &error)
 *     rc_table_lookup(table, number)                      one number
 *     rc_table_lookup_group(table, numbers, n, results)   many numbers, faster
 *     rc_answer_file(table, path, writer, ...)            a file of numbers, one a line
 *     rc_table_free(table)
 *
 * Several lists, streams of your own, faults row by row:
 *
 *     rc_builder_new -> rc_builder_begin_carrier -> rc_builder_read -> rc_builder_seal -> rc_table
 *
 * Compiled tables: rc_table_save writes one; rc_builder_read and rc_table_load_file read it
 * wherever they read a list.
 *
 * Beside this header: routecost_calls.h (call records), routecost_explain.h (why a number costs
 * what it costs).
 *
 * Conventions
 *
 *   Errors      A function that can fail returns an rc_code; RC_OK (0) is success. On failure it
 *               fills *error, which may be NULL. On success it leaves *error alone.
 *               A function that answers yes or no returns bool.
 *   Arguments   Pointers must not be NULL unless the text allows it. Enums must have one of their
 *               named values. A carrier's index must be below the count of carriers. The library
 *               does not check these three.
 *   Text        A pointer and a length. No NUL is needed behind it. {NULL, 0} is empty text.
 *   Ownership   Who calls rc_..._new frees with rc_..._free. Freeing NULL does nothing.
 *               The library copies names and options that it is given, unless the text says
 *               otherwise.
 *   Threads     A table is read-only: any number of threads may use it at once, with every
 *               function but rc_table_free. Another object may move between threads but must not
 *               be used by two at once. Threads that a call starts have ended when it returns.
 *   State       The library has no global state, prints nothing and never ends the program.
 *
 * Terms
 *
 *   symbol      '+' or a digit.
 *   prefix      An optional leading '+' and 1 to 15 digits (ITU-T E.164 allows 15).
 *   number      A telephone number: an optional leading '+' and at least one digit, of any length.
 *   cost        A plain decimal. It is kept as the list spells it and compared exactly.
 *   route       A prefix with its cost, or a blocked one.
 *   blocked     The carrier takes no calls to the prefix. A blocked route matches like any other,
 * so it hides the carrier's shorter prefixes, and it offers nothing. offer       What a carrier
 * asks for a number: the cost of its longest prefix that the number begins with. The cheapest offer
 * wins; of equal ones, that of the earlier carrier.
 *
 * Compatibility
 *
 *   Before 1.0 a minor version (0.2, 0.3) may change this interface; a patch version (0.2.1) does
 *   not. The shared library's soname is libroutecost.so.MAJOR.MINOR before 1.0, so a program never
 *   runs with an interface that it was not built for. Structs may grow at any minor version:
 *   start options from all zero, by name ({.rank = 3}), and recompile.
 */
#ifndef ROUTECOST_H
#define ROUTECOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Marks what the library exports. RC_SHARED is defined for those who use it as a Windows DLL. */
#if defined(_WIN32) && defined(RC_BUILDS_SHARED)
#define RC_API __declspec(dllexport)
#elif defined(_WIN32) && defined(RC_SHARED)
#define RC_API __declspec(dllimport)
#elif defined(__GNUC__)
#define RC_API __attribute__((visibility("default")))
#else
#define RC_API
#endif

#define RC_VERSION_MAJOR 0
#define RC_VERSION_MINOR 2
#define RC_VERSION_PATCH 0
#define RC_VERSION       "0.2.0"

/* Returns the version of the library that runs, as RC_VERSION spells it. */
RC_API const char *rc_version(void);

enum {
    RC_PREFIX_DIGITS_MAX = 15,                       /* digits of a prefix */
    RC_PREFIX_LENGTH_MAX = RC_PREFIX_DIGITS_MAX + 1, /* characters of a prefix, '+' included */
    RC_COST_DIGITS_MAX = 18,                         /* significant digits of a cost */
    RC_COST_LENGTH_MAX = 255,    /* characters of a cost, leading zeros and point included */
    RC_ROW_BYTES_MAX = 1 << 20,  /* bytes of one row of a list, or of the header of call records */
    RC_COLUMNS_MAX = 16384,      /* highest number of a column that can be asked for */
    RC_JOINED_COLUMNS_MAX = 3,   /* columns that can be joined to the prefix column */
    RC_CARRIED_COLUMNS_MAX = 16, /* columns that routes can carry */
    RC_THREADS_MAX = 64,         /* worker threads of one call; more are taken as this many */
    RC_LOAD_THREADS_MAX = 8,     /* worker threads of loading; more do not help */
    RC_IDD_MAX = 8,              /* international direct-dial prefixes */
    RC_RANK_MAX = 1000,          /* carriers in one answer; more are taken as this many */
    RC_BLOCKED_TEXTS_MAX = 32,   /* texts that mean that a route is blocked */
    RC_FAULTS_SHOWN = 10         /* faults of one stream that reach on_fault; all are counted */
};

typedef struct rc_text {
    const char *bytes; /* not NUL-terminated */
    size_t length;
} rc_text;

/* ---- Errors ------------------------------------------------------------------------------- */

/* RC_ERROR_... ends the call. RC_FAULT_... concerns one row or line; a callback gets it, and
 * the call goes on. */
typedef enum rc_code {
    RC_OK = 0,
    RC_ERROR_MEMORY,   /* an allocation failed */
    RC_ERROR_READ,     /* a reader failed, or a file cannot be opened */
    RC_ERROR_WRITE,    /* a writer failed */
    RC_ERROR_LIST,     /* a route list has bad rows; the first were handed to on_fault */
    RC_ERROR_EMPTY,    /* a route list has no routes */
    RC_ERROR_LIMIT,    /* more routes or costs than a table can hold */
    RC_ERROR_FORMAT,   /* not a route list of the kind that the options describe: another kind of
                          file, a header without the column, columns that can be read in two ways */
    RC_ERROR_OPTIONS,  /* options that contradict each other */
    RC_ERROR_NAME,     /* a carrier's name is empty, taken, or holds a control character */
    RC_ERROR_NOT_KEPT, /* the table was sealed without keep_carriers */
    RC_ERROR_TABLE,    /* a compiled table is damaged, has another version, or does not go with
                          the options or with what was read before */
    RC_ERROR_COLUMN,   /* call records have no such column, or more than one of the name */
    RC_FAULT_ROW,      /* one bad row of a route list */
    RC_FAULT_NUMBER,   /* one line that is not a number, or one call record without a number */
    RC_WARNING         /* something in a list may not be as meant; the list is read all the same */
} rc_code;

/* What would help. The library does not know how a program names its options, so it gives a code,
 * and the program adds its own words. hint_value of rc_error completes some hints; it is cut from
 * the list as it is, so escape it before a terminal shows it. */
typedef enum rc_hint {
    RC_HINT_NONE,
    RC_HINT_DELIMITER,          /* set load options' delimiter */
    RC_HINT_PREAMBLE,           /* lines stand before the header: set n_skipped_lines; hint_value is
                                   the number of lines where it is known */
    RC_HINT_NOT_A_ROW,          /* a preamble, a header that is not recognised, or another column */
    RC_HINT_PREFIX_COLUMN,      /* set prefix_column; hint_value may hold what to set: columns to be
                                   joined stand between '+', alternatives between line feeds */
    RC_HINT_COST_COLUMN,        /* set cost_column; hint_value may hold what to set */
    RC_HINT_EFFECTIVE_COLUMN,   /* set effective_column */
    RC_HINT_UNTIL_COLUMN,       /* set until_column */
    RC_HINT_AT,                 /* set at */
    RC_HINT_DATE_ORDER,         /* set date_order */
    RC_HINT_PREFIX_OR_PREAMBLE, /* set prefix_column, or n_skipped_lines for a preamble */
    RC_HINT_COST_OR_PREAMBLE,   /* the same with cost_column */
    RC_HINT_EFFECTIVE_OR_PREAMBLE, /* the same with effective_column */
    RC_HINT_UNTIL_OR_PREAMBLE,     /* the same with until_column */
    RC_HINT_BOTH_OR_PREAMBLE,      /* the same with prefix_column and cost_column */
    RC_HINT_DECIMAL_COMMA,         /* set decimal_comma */
    RC_HINT_DECIMAL_COMMA_OFF,     /* decimal_comma leaves the meaning of a point open */
    RC_HINT_CURRENCY,              /* set currency; hint_value may hold what to set */
    RC_HINT_FACTOR,                /* compile with factor */
    RC_HINT_IDD,                   /* idd differs between tables and lists; hint_value is that of
                                      the table, empty if it has none */
    RC_HINT_PLUS_OPTIONAL,         /* plus_optional differs between tables and lists */
    RC_HINT_BLOCKED_COLUMN,        /* set blocked_column */
    RC_HINT_CARRY,                 /* compile with the carried column of the name hint_value */
    RC_HINT_BLOCKED                /* the text may mean that the route is blocked: add hint_value to
                                      blocked */
} rc_hint;

enum {
    RC_ERROR_REASON_BYTES = 512, /* size of a reason, its NUL included */
    RC_HINT_VALUE_BYTES = 128    /* size of a hint's value, its NUL included */
};

/* What went wrong. */
typedef struct rc_error {
    rc_code code;
    int os_error;    /* errno of the failed stream, 0 when unknown */
    uint64_t line;   /* 1-based line on which the record starts, 0 when there is none */
    uint64_t column; /* 1-based byte of the field within its record, 0 when there is none */
    rc_hint hint;    /* what would help */
    char reason[RC_ERROR_REASON_BYTES];   /* NUL-terminated; quoted input is bounded, escaped */
    char hint_value[RC_HINT_VALUE_BYTES]; /* NUL-terminated, empty for most hints */
} rc_error;

/* Gets a fault. The library calls it from one thread at a time, in the order of the lines, but not
 * always from the thread that made the call. It gets the first RC_FAULTS_SHOWN faults of a stream.
 * The fault lives as long as the callback runs. */
typedef void rc_fault_fn(void *context, const rc_error *fault);

enum {
    RC_QUOTE_INPUT_MAX = 40,                            /* bytes of input that a quote shows */
    RC_QUOTE_BYTES = 4 * RC_QUOTE_INPUT_MAX + 3 + 2 + 1 /* all escaped, "...", quotes, NUL */
};

/* Writes text between double quotes, safe for a terminal. Control bytes and bytes above 126 become
 * \xNN; a quote and a backslash get a backslash. Longer text is cut behind RC_QUOTE_INPUT_MAX
 * bytes, and "..." follows. Returns quoted. Never fails. */
RC_API char *rc_quote(char quoted[RC_QUOTE_BYTES], rc_text text);

/* ---- Streams ------------------------------------------------------------------------------ */

/* Where bytes come from. read waits for 1 to n_bytes bytes and returns how many it has read.
 * It returns 0 at the end of the stream; after an error it returns 0, sets *failed to true and
 * leaves errno set. *failed is false when it is called.
 * The library calls it from one thread at a time, but not always from the calling thread. */
typedef struct rc_reader {
    void *context;
    size_t (*read)(void *context, void *bytes, size_t n_bytes, bool *failed);
} rc_reader;

/* Where bytes go. write takes all n_bytes and returns true, or returns false after a failure and
 * leaves errno set. With n_bytes 0 it flushes.  Threads: as for a reader. */
typedef struct rc_writer {
    void *context;
    bool (*write)(void *context, const void *bytes, size_t n_bytes);
} rc_writer;

/* Return a reader or writer over a C stream opened in binary mode. The caller closes the stream,
 * and does not touch it while a call uses it. Nothing is allocated.
 * The reader waits until n_bytes are there; the line reader returns after each line.
 * The writer hands each block to fwrite, and a flush to fflush. */
RC_API rc_reader rc_reader_from_file(FILE *file);
RC_API rc_reader rc_line_reader_from_file(FILE *file);
RC_API rc_writer rc_writer_from_file(FILE *file);

/* A column of a CSV file, by number or by name. All zero: no column. */
typedef struct rc_column {
    size_t number; /* 1-based, at most RC_COLUMNS_MAX; 0: by name */
    rc_text name;  /* compared without case, blanks, '_', '-', '.', without an end in parentheses,
                      and without USD, EUR or GBP at the end; bytes NULL: none */
} rc_column;

/* ---- Building a table --------------------------------------------------------------------- */

/* Which of several rows with one prefix stays. */
typedef enum rc_duplicates {
    RC_DUPLICATES_CHEAPEST, /* the cheapest; of equal costs the earliest row's spelling. A blocked
                               row beats every cost */
    RC_DUPLICATES_FIRST,    /* the earliest row */
    RC_DUPLICATES_LAST,     /* the latest row */
    RC_DUPLICATES_ERROR     /* none: every later row is a fault */
} rc_duplicates;

/* A day of the Gregorian calendar: 10000 * year + 100 * month + day. 0 is no day. */
typedef uint32_t rc_date;

/* Which of two numbers before the year is the day. */
typedef enum rc_date_order {
    RC_DATE_ORDER_NONE, /* such days cannot be read */
    RC_DATE_ORDER_DMY,  /* the first */
    RC_DATE_ORDER_MDY   /* the second */
} rc_date_order;

/* Reads a day from 0001-01-01 to 9999-12-31, written 2026-04-01, 2026/04/01, 20260401, 01-Apr-2026
 * or 1 Apr 2026; with an order also 01.04.2026, 01/04/2026 or 1-4-2026. The time of midnight may
 * follow: 00:00 or 00:00:00 behind a blank or a T. Returns 0 for any other text. */
RC_API rc_date rc_date_parse(rc_text text, rc_date_order order);

/* Whether the first record of a route list is a header. */
typedef enum rc_header {
    RC_HEADER_AUTO, /* it is if neither its prefix nor its cost holds a digit, or if a column is
                       asked for by name */
    RC_HEADER_YES,
    RC_HEADER_NO
} rc_header;

/* Returns true if lists may be delimited by this character: a TAB, or a visible ASCII character
 * that is no letter, no digit and none of '+', '-', '.', '"', '#'. */
RC_API bool rc_delimiter_is_valid(char delimiter);

/* How many seconds of a call are billed: its first seconds whole, then every next seconds begun.
 * 60/6 bills 60 seconds for a call of 1 to 60 seconds, 66 for one of 61 to 66. */
typedef struct rc_increment {
    uint32_t first, next; /* seconds; at least 1 */
} rc_increment;

/* How lists are read. All zero is the default. The options hold for every list of a builder;
 * the manual page explains each. */
typedef struct rc_load_options {
    char delimiter; /* 0: the first of , ; TAB | in the first record */
    rc_header header;
    uint64_t n_skipped_lines; /* lines before the header or the first row that are left out */
    rc_column prefix_column;  /* none: by the header's known names; without one column 1 */
    const rc_column *joined_columns; /* fields that are joined behind that of prefix_column, in
                                        this order. Copied */
    size_t n_joined_columns;         /* at most RC_JOINED_COLUMNS_MAX; needs prefix_column */
    rc_column cost_column;           /* none: by the header's known names; without one column 2 */
    rc_column effective_column; /* the day from which a row holds; needs at. None: by known names */
    rc_column until_column;     /* the last day on which a row holds; the same */
    rc_date at;                 /* rows that do not hold on this day are passed over; of one prefix
                                   the row that began last stays. A list without columns of days
                                   counts whole. 0: rows of all days count */
    rc_date_order date_order;   /* of days in lists */
    bool decimal_comma;         /* costs are written 0,04 */
    rc_text currency;           /* taken off the front or the end of a cost, with the blanks beside
                                   it; it holds no digit. Empty: none */
    rc_text factor;             /* a decimal: each cost is multiplied by it, exactly. Then tables
                                   cannot be read. Empty: none */
    rc_text prepend;            /* an optional '+' and up to RC_PREFIX_DIGITS_MAX digits that come
                                   before each prefix. Empty: none */
    const rc_text *blocked;     /* n_blocked texts that stand for a cost and mean that the route is
                                   blocked, beside the word "blocked"; blanks around them do not
                                   count, case does. Empty text: an empty cost */
    size_t n_blocked;           /* at most RC_BLOCKED_TEXTS_MAX */
    rc_column blocked_column;   /* whether a row is blocked: 1, y, yes, true, x and blocked say yes,
                                   in any case; 0, n, no, false and nothing say no. None: the cost
                                   says it alone */
    const rc_column *carried_columns; /* columns, by their names, whose texts routes carry; of equal
                                         rows the earlier one's stay. Copied */
    size_t n_carried_columns;         /* at most RC_CARRIED_COLUMNS_MAX */
    rc_column increment_column; /* how calls are billed, as rc_increment_parse reads it; an empty
                                   field is the default. None: the default */
    rc_column next_column;      /* NEXT of the increment, where increment_column has FIRST alone; an
                                   empty field is FIRST. None: both are in one column */
    rc_column fee_column;   /* the connection fee of a call, written as costs are; an empty field is
                               the default. None: the default */
    rc_increment increment; /* the default of the list. All zero: that of charge options */
    rc_text connect_fee;    /* the same; a plain decimal. Empty: that of charge options */
    rc_duplicates duplicates;
    rc_text idd;             /* up to RC_IDD_MAX international direct-dial prefixes, as "00,011": of
                                a prefix or number that begins with one, '+' takes its place; the
                                longest counts. Empty: none */
    bool plus_optional;      /* a leading '+' is ignored, in prefixes and in numbers */
    bool skip_bad_rows;      /* a bad row is a fault but no error */
    bool keep_carriers;      /* keep each carrier's routes, so that a table of several carriers can
                                be asked for matched prefixes and for more than the cheapest.
                                Costs memory. A table of one carrier can always be asked */
    bool compare_duplicates; /* count n_disagreeing of rc_load_stats; costs a little time */
    unsigned n_threads;      /* worker threads. 0 or 1: the calling thread does the work. Loading
                                starts at most RC_LOAD_THREADS_MAX, and only one with
                                RC_DUPLICATES_ERROR */
    rc_fault_fn *on_fault;   /* NULL: faults are only counted */
    rc_fault_fn *on_warning; /* gets what may not be as meant in a list that is good otherwise, with
                                the code RC_WARNING. NULL: nobody is warned */
    void *fault_context;     /* of both */
} rc_load_options;

/* What was read, over all lists. */
typedef struct rc_load_stats {
    uint64_t
        n_rows; /* good rows, those that do not hold on the day too; no header, comment, blank */
    uint64_t n_bad_rows; /* bad rows, and later duplicates under RC_DUPLICATES_ERROR */

    uint64_t n_dated_lists; /* lists with a column of days that at was compared with */

    uint64_t n_prefixes; /* distinct prefixes of each carrier, added up; complete when all carriers
                            have ended */
    uint64_t n_tables;   /* compiled tables among what was read; they add prefixes but no rows */
    size_t table_bytes;  /* memory of the sealed table; 0 before */

    /* Complete when all carriers have ended. */
    uint64_t n_duplicates;  /* prefixes of rows that an earlier row of the carrier has too; a row
                               counts once for each such prefix, a row that begins later never */
    uint64_t n_disagreeing; /* prefixes whose rows differ in cost, by value, rows of the latest day
                               only; needs compare_duplicates */
} rc_load_stats;

typedef struct rc_table rc_table;     /* sealed and read-only; threads may share it */
typedef struct rc_builder rc_builder; /* gathers routes; one thread at a time */

/* Loads one route list or compiled table from a file.
 *
 * path: NUL-terminated, as for fopen. options: NULL means defaults.
 * On success *table is the new table; free it with rc_table_free. On failure *table is NULL, and
 * error->reason says what is wrong; the first bad row's line and reason stand in *error.
 *
 * RC_ERROR_READ     the file cannot be opened or read
 * RC_ERROR_LIST     the list has bad rows; *error describes the first
 * others            as rc_builder_read and rc_builder_seal
 *
 * Time is linear in the file's size. */
RC_API rc_code rc_table_load_file(const char *path, const rc_load_options *options,
                                  rc_table **table, rc_error *error);

/* Makes an empty builder. options: NULL means defaults; they are copied, names of columns too.
 * Contradictions between options show in rc_builder_read.
 * Returns NULL when memory is short. Free it with rc_builder_free. */
RC_API rc_builder *rc_builder_new(const rc_load_options *options);

/* Frees the builder; NULL does nothing. A sealed table does not need its builder. */
RC_API void rc_builder_free(rc_builder *builder);

/* Sets how the lists of the carriers are read that begin from now on; the carrier at hand ends
 * first, as by rc_builder_begin_carrier. Takes what describes a list: delimiter, header, skipped
 * lines, columns, days, costs, duplicates, skip_bad_rows. The other options stay as they are:
 * plus_optional, idd, keep_carriers, compare_duplicates, n_threads and on_fault.
 *
 * RC_ERROR_MEMORY
 * RC_ERROR_LIMIT    the carrier at hand has too many routes or costs
 *
 * After a failure the builder can only be freed. */
RC_API rc_code rc_builder_set_list_options(rc_builder *builder, const rc_load_options *options,
                                           rc_error *error);

/* Begins a carrier. Lists read from now on are this carrier's. If another carrier is at hand, it
 * ends first, as by rc_builder_end_carrier; that its lists were bad or empty is no failure here,
 * but rc_builder_seal will return it. Without this call all lists belong to one carrier without a
 * name.
 *
 * name: not empty, without what a terminal obeys (control characters of ASCII and C1, the latter as
 * bytes or in UTF-8, and marks that change the direction of text); copied. Whether another carrier
 * has the name is checked when its first list is read.
 *
 * RC_ERROR_NAME     the name is not allowed
 * RC_ERROR_MEMORY
 * RC_ERROR_LIMIT    the carrier at hand has too many routes or costs
 *
 * After a failure the builder can only be freed. Time: that of rc_builder_end_carrier. */
RC_API rc_code rc_builder_begin_carrier(rc_builder *builder, rc_text name, rc_error *error);

/* Reads a route list to its end and adds its routes to the carrier at hand.
 *
 * Several streams of one carrier form one list, in the order in which they are read. Each has its
 * own header, delimiter, columns and skipped lines, and its line numbers start at 1.
 *
 * A stream that begins as a compiled table (rc_is_compiled_table) is read as one. Its carriers,
 * with their own names, take the place of the carrier at hand, which must not have a list yet.
 * The table was made with options of its own; of this builder's options only plus_optional and idd
 * matter, and they must be the same. A table that is read before anything else sets them where they
 * are not given. With a factor, a table is refused.
 *
 * RC_ERROR_LIST     the list has bad rows, and skip_bad_rows is false; all rows were checked
 * RC_ERROR_EMPTY    the stream has no routes and no faults
 * RC_ERROR_FORMAT   another kind of file, or its columns cannot be told
 * RC_ERROR_OPTIONS  the options contradict each other; nothing was read
 * RC_ERROR_NAME     another carrier has the name; or a carrier has ended and no other has begun
 * RC_ERROR_TABLE    the compiled table is damaged or does not fit
 * RC_ERROR_LIMIT, RC_ERROR_READ, RC_ERROR_MEMORY
 *
 * After RC_ERROR_LIST, RC_ERROR_EMPTY and RC_ERROR_FORMAT further lists can be read, to find their
 * faults; there will be no table. After another failure the builder can only be freed.
 *
 * Time is linear in the bytes read. Memory: 3 to 5 bytes a distinct prefix while rows are read;
 * under RC_DUPLICATES_ERROR 24 to 36 bytes a row more. */
RC_API rc_code rc_builder_read(rc_builder *builder, rc_reader list, rc_error *error);

/* Ends the carrier at hand: its routes become a trie of 2 to 6 bytes a prefix. Beginning the next
 * carrier, or sealing, does the same. Call it to get faults that show only now (duplicates under
 * RC_DUPLICATES_ERROR) while you know which list they belong to.
 * Does nothing if no carrier is at hand, or if one of its lists has failed. With several threads, a
 * carrier of few routes becomes a trie while the next one is read; then a failure shows in
 * rc_builder_seal.
 *
 * RC_ERROR_LIST     duplicates under RC_DUPLICATES_ERROR
 * RC_ERROR_EMPTY    no list was read for the carrier
 * RC_ERROR_LIMIT, RC_ERROR_MEMORY
 *
 * Time is linear in the prefixes read (under RC_DUPLICATES_ERROR: in the rows). Memory: up to
 * twice what the carrier took before. */
RC_API rc_code rc_builder_end_carrier(rc_builder *builder, rc_error *error);

/* Makes the table of all carriers. On success *table is the caller's, who frees it with
 * rc_table_free. On failure *table is NULL. Either way the builder can afterwards only be asked
 * for its stats and freed.
 *
 * Fails as rc_builder_end_carrier does, and with the first failure of a list or carrier before.
 *
 * RC_ERROR_TABLE    the carriers are kept, and the compiled table that was read names another
 *                   cheapest offer for a prefix than they have
 *
 * With several carriers it works out the cheapest offer for every prefix of any of them: time is
 * linear in all prefixes times the number of carriers. */
RC_API rc_code rc_builder_seal(rc_builder *builder, rc_table **table, rc_error *error);

/* Returns what has been read so far, also after a failure. Constant time. */
RC_API rc_load_stats rc_builder_stats(const rc_builder *builder);

/* ---- Compiled tables ---------------------------------------------------------------------- */

/* Returns true if the bytes (at least 8) begin a compiled table, intact or damaged. */
RC_API bool rc_is_compiled_table(rc_text first);

/* Writes a compiled table and flushes. The same table gives the same bytes on every machine.
 *
 * RC_ERROR_NOT_KEPT the table of several carriers was sealed without keep_carriers
 * RC_ERROR_LIMIT    more than 2^20 carriers
 * RC_ERROR_WRITE    part of the table may have been written
 * RC_ERROR_MEMORY
 *
 * Time is linear in the table's bytes; memory is constant. */
RC_API rc_code rc_table_save(const rc_table *table, rc_writer out, rc_error *error);

/* ---- What is in a table ------------------------------------------------------------------- */

/* Frees the table; NULL does nothing. No thread may still use it. */
RC_API void rc_table_free(rc_table *table);

/* Returns the number of carriers, at least 1. Their indices follow the order in which they began.
 * Constant time, as for all functions down to rc_table_report. */
RC_API size_t rc_table_carriers(const rc_table *table);

/* Returns a carrier's name, which lives as long as the table; empty if it was given none. */
RC_API rc_text rc_table_carrier_name(const rc_table *table, size_t carrier);

/* Returns true if the table can be asked for matched prefixes and for several carriers: it has one
 * carrier, or was sealed with keep_carriers. */
RC_API bool rc_table_keeps_carriers(const rc_table *table);

/* Returns the direct-dial prefixes in whose place '+' is read, as idd of the load options, the
 * longest first; NUL-terminated; empty if there are none. They live as long as the table. */
RC_API rc_text rc_table_idd(const rc_table *table);

/* Returns true if a leading '+' is ignored: plus_optional was set, or a compiled table that was
 * read had it set. */
RC_API bool rc_table_ignores_plus(const rc_table *table);

enum { RC_PLUS_WITHOUT = 1, RC_PLUS_WITH = 2 };

/* Returns how a carrier's prefixes begin: RC_PLUS_WITH, RC_PLUS_WITHOUT, or their sum. Where a
 * leading '+' is ignored, all count as without. */
RC_API unsigned rc_table_plus(const rc_table *table, size_t carrier);

enum { RC_BEGINS_00 = 1, RC_BEGINS_011 = 2 };

/* Returns which of 00 and 011 some prefix begins with: the sum of their values. Both are
 * direct-dial prefixes that idd may have to name. Time: linear in the prefixes that begin with 0.
 */
RC_API unsigned rc_table_begins(const rc_table *table);

/* Where the memory of a table goes, in bytes. The fields add up to table_bytes of rc_load_stats. */
typedef struct rc_table_sizes {
    size_t index;   /* over the first digits of numbers */
    size_t nodes;   /* prefixes that share many of their digits */
    size_t lists;   /* up to 16 prefixes each */
    size_t costs;   /* spellings; of several carriers, the order of their costs */
    size_t names;   /* of carriers */
    size_t carried; /* texts of columns and terms of calls that routes carry */
} rc_table_sizes;

/* A prefix of a carrier with its cost. */
typedef struct rc_route {
    char prefix[RC_PREFIX_LENGTH_MAX + 1]; /* NUL-terminated */
    rc_text cost;                          /* as the list spells it; lives as long as the table;
                                              empty if the route is blocked */
} rc_route;

/* The prefixes of one carrier. Costs compare by value. Where several routes fit one of the last
 * four fields, it is the first one when prefixes are sorted as text with '+' behind the digits. */
typedef struct rc_report {
    uint64_t n_prefixes;
    uint64_t n_redundant;  /* prefixes that cost the same, by value, as the next shorter prefix that
                              they begin with: without them no number changes its cost */
    uint64_t n_blocked;    /* prefixes that are blocked: without a cost */
    uint64_t n_zero_costs; /* prefixes that cost 0 */
    size_t table_bytes;    /* memory of the carrier's routes and costs; of a table of one carrier,
                              all of the table's */
    rc_route cheapest, dearest; /* empty if all prefixes are blocked */
    rc_route shortest, longest;
} rc_report;

/* Fills *report for one carrier.
 *
 * RC_ERROR_NOT_KEPT  the table of several carriers was sealed without keep_carriers
 *
 * Time is linear in the carrier's prefixes; memory is constant. */
RC_API rc_code rc_table_report(const rc_table *table, size_t carrier, rc_report *report);

/* Fills *sizes. Time is linear in the table's bytes; memory is constant. */
RC_API void rc_table_measure(const rc_table *table, rc_table_sizes *sizes);

/* ---- Looking numbers up ------------------------------------------------------------------- */

typedef enum rc_lookup_status {
    RC_ROUTED,        /* a carrier has an offer; cost is set */
    RC_UNROUTED,      /* a number, but no carrier has an offer: no prefix matches, or only blocked
                         ones; cost is empty */
    RC_INVALID_NUMBER /* not a number; cost is empty */
} rc_lookup_status;

typedef struct rc_lookup {
    rc_lookup_status status;
    rc_text cost;   /* as the list spells it; lives as long as the table */
    size_t carrier; /* whose cost it is; 0 unless status is RC_ROUTED */
} rc_lookup;

/* Returns the cheapest offer for a number. Ignores spaces and tabs around the number; empty text
 * is no number. Never fails. Time: at most 8 steps, whatever the number of carriers and the size
 * of the table. */
RC_API rc_lookup rc_table_lookup(const rc_table *table, rc_text number);

/* Looks n_numbers up at once; lookups has room for as many results. This is faster than one by
 * one, because the waits for memory overlap; groups of 64 or more are fastest. Never fails. */
RC_API void rc_table_lookup_group(const rc_table *table, const rc_text *numbers, size_t n_numbers,
                                  rc_lookup *lookups);

/* Texts in one buffer, one behind the other, as Apache Arrow lays out strings: text i reaches from
 * byte offsets[i] up to byte offsets[i + 1], which is not before it. */
typedef struct rc_text_array {
    const char *bytes;
    size_t n_texts;
    const int32_t *offsets;      /* n_texts + 1 of them, or NULL */
    const int64_t *long_offsets; /* the same in 64 bits, where offsets is NULL */
} rc_text_array;

/* Where the prices of an array go. The caller owns all of it. */
typedef struct rc_price_array {
    char *costs;           /* the costs, one behind the other; as the lists spell them */
    size_t costs_size;     /* bytes that costs has room for */
    int64_t *cost_offsets; /* room for n_texts + 1; cost i is empty unless it is RC_ROUTED */
    uint8_t *statuses;     /* room for n_texts: each an rc_lookup_status */
    uint32_t *carriers;    /* room for n_texts, 0 unless RC_ROUTED; NULL: not wanted */
} rc_price_array;

/* Prices an array of numbers as rc_table_lookup_group does. Takes no memory and never fails.
 *
 * n_done: how many of the array were priced before; 0 at first. Their costs stay as they are.
 *
 * Returns how many are priced now: n_texts, or fewer if costs has no room for the next cost. Then
 * give costs more room, keep its bytes, and call again with what was returned. No cost is longer
 * than RC_COST_LENGTH_MAX. */
RC_API size_t rc_table_price_array(const rc_table *table, const rc_text_array *numbers,
                                   size_t n_done, rc_price_array *prices);

/* What a carrier offers for a number. */
typedef struct rc_offer {
    size_t carrier;
    rc_text cost;   /* as the list spells it; lives as long as the table */
    rc_text prefix; /* the matched prefix: a part of the number; without '+' where it is ignored,
                       and with the direct-dial prefix in place of '+' where that is read as one */
    uint32_t order; /* of two offers for a number, the cheaper one has the lower order */
} rc_offer;

/* Finds the n_max cheapest offers for a number, cheapest first. offers has room for n_max; it may
 * be NULL if n_max is 0. *n_offers takes their count: fewer where fewer carriers have a route.
 * Ignores spaces and tabs around the number. After a failure *n_offers is 0.
 *
 * RC_FAULT_NUMBER    the text is no number
 * RC_ERROR_NOT_KEPT  the table of several carriers was sealed without keep_carriers
 *
 * Time: one lookup a carrier, and up to n_max steps for each. */
RC_API rc_code rc_table_rank(const rc_table *table, rc_text number, rc_offer *offers, size_t n_max,
                             size_t *n_offers);

/* ---- Answering a stream ------------------------------------------------------------------- */

/* What can stand behind a number. */
typedef enum rc_field {
    RC_FIELD_NONE,       /* ends the list of fields */
    RC_FIELD_COST,       /* as the list spells it */
    RC_FIELD_PREFIX,     /* the matched prefix; without '+' where it is ignored */
    RC_FIELD_CARRIER,    /* its name, quoted as RFC 4180 says where it holds the delimiter or '"' */
    RC_FIELD_CHARGE,     /* what the call costs: of call records with a duration_column only, see
                            routecost_calls.h */
    RC_FIELD_COLUMN = 8, /* the text of a carried column, quoted as a carrier's name is: the first
                            of the options' columns; RC_FIELD_COLUMN + 1 is the second */
    RC_FIELD_COLUMN_LAST = RC_FIELD_COLUMN + RC_CARRIED_COLUMNS_MAX - 1
} rc_field;

enum { RC_FIELDS_MAX = 4 + RC_CARRIED_COLUMNS_MAX };

/* All zero is the default. */
typedef struct rc_answer_options {
    rc_text no_route;               /* the cost of a number without a route. bytes NULL: "0" */
    rc_field fields[RC_FIELDS_MAX]; /* what is appended, in this order, up to the first
                                       RC_FIELD_NONE. All zero: the cost */
    const rc_text *columns;         /* names of carried columns, compared as those of rc_column */
    size_t n_columns;               /* at most RC_CARRIED_COLUMNS_MAX */
    unsigned rank;      /* how many of the cheapest carriers, each with all fields; 0 means 1 */
    bool answers_only;  /* leave out the line that was read, and the ',' before the first field */
    bool line_buffered; /* answer and flush whenever the reader returns the end of a line;
                           works on one thread */
    unsigned n_threads; /* worker threads. 0 or 1: the calling thread does the work */
    rc_fault_fn *on_fault; /* NULL: faults are only counted */
    void *fault_context;
} rc_answer_options;

typedef struct rc_answer_stats {
    uint64_t n_numbers;      /* valid numbers: routed and unrouted */
    uint64_t n_routed;       /* numbers for which a carrier had an offer */
    uint64_t n_invalid;      /* lines that are no number, records without one; blank lines are
                                neither */
    uint64_t n_plus_numbers; /* valid numbers that begin with '+' */
    unsigned unrouted_begin; /* which of 00 and 011 some number without an offer begins with, as
                                rc_table_begins */
} rc_answer_stats;

/* Answers a stream of numbers, one a line: writes each line as it came, then ',' and each field of
 * each carrier asked for. One line out for every line in, in the same order. A field without a
 * carrier is empty, but the first cost of a number without a route is no_route. A blank line stays
 * blank. A line that is no number gets empty fields and is a fault. Reads "\n" and "\r\n", writes
 * "\n", and flushes at the end. The bytes written do not depend on n_threads.
 *
 * options: NULL means defaults. stats: may be NULL; filled also after a failure.
 *
 * RC_ERROR_NOT_KEPT  prefixes, several carriers or columns are asked of a table that did not keep
 *                    them; nothing was read
 * RC_ERROR_OPTIONS   charges are asked for; nothing was read
 * RC_ERROR_READ, RC_ERROR_WRITE, RC_ERROR_MEMORY   some lines may have been written
 *
 * Time is linear in the bytes read. Memory is bounded, whatever the length of the stream or of a
 * line. */
RC_API rc_code rc_answer_numbers(const rc_table *table, rc_reader numbers, rc_writer answers,
                                 const rc_answer_options *options, rc_answer_stats *stats,
                                 rc_error *error);

/* The same for the numbers of a file. path: NUL-terminated, as for fopen.
 *
 * RC_ERROR_READ     the file cannot be opened or read
 * others            as rc_answer_numbers */
RC_API rc_code rc_answer_file(const rc_table *table, const char *path, rc_writer answers,
                              const rc_answer_options *options, rc_answer_stats *stats,
                              rc_error *error);

#ifdef __cplusplus
}
#endif

#endif
