/* routecost: prices phone numbers by the longest matching prefix of a carrier's route list.
 *
 * The way through this header:
 *
 *     rc_builder_new -> rc_builder_read (once a stream) -> rc_builder_seal -> rc_table
 *     rc_table -> rc_table_lookup (one number), rc_table_lookup_group (many),
 *                 rc_answer (a whole stream of numbers, one a line, or of call records)
 *
 * Several carriers, of which each number's cheapest is wanted:
 *
 *     rc_builder_begin (a carrier's name) -> rc_builder_read -> rc_builder_end, for each carrier
 *     rc_table -> as above; rc_table_rank (the cheapest carriers for a number, in order)
 *
 * What there is to know of a list: rc_builder_stats, rc_table_report.  Why a number costs what it
 * costs: rc_explainer_new -> rc_explainer_read, for each list -> rc_explainer_match.
 *
 * A table in a file: rc_table_save; rc_builder_read reads it wherever it reads a list.
 *
 * The library keeps no global state, prints nothing and never ends the program.  Text is
 * a pointer and a length; no NUL is needed behind it, and {NULL, 0} is the empty one.
 *
 * Functions that can fail return an rc_code, as an int: 0 for success.  They describe the failure
 * in *error, for which NULL may be given; after a success it is as it was, but for
 * rc_builder_begin's.
 *
 * Required of the caller, and not checked: a pointer is NULL only where that is said to be allowed,
 * an enum has one of its named values, and a carrier's number is below rc_table_carriers or
 * rc_explainer_carriers.
 *
 * Threads.  What is said to be "for one thread at a time" may wander between threads, but is
 * used by one; different ones don't know of each other.  Tables are read-only: any number of
 * threads may use one, with any function but rc_table_free.  Threads that the library starts have
 * ended when the call returns.
 *
 * Terms.  A symbol is '+' or a digit.  A prefix is an optional leading '+' and 1 to 15
 * digits (ITU-T E.164 allows a number 15 digits).  A number is an optional leading '+'
 * and at least one digit, of any length.  A cost is a plain decimal, kept as it was spelt.
 * Of each carrier's prefixes that a number begins with the longest counts, and its cost is what
 * the carrier offers.  Of all carriers' offers the one of the lowest cost is the cheapest,
 * compared exactly; of equal ones that of the carrier begun first.
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
    RC_THREADS_MAX = 64,        /* worker threads of one call; more asked for are so many */
    RC_RANK_MAX = 1000,         /* carriers that one line can name */
    RC_FAULTS_SHOWN = 10,       /* faults of one stream that are handed over; all are counted */
    RC_COLUMNS_MAX = 16384,     /* the highest number of a column that can be asked for */
    RC_MATCHES_SHOWN = 10,      /* rows of one prefix, beside the one that stays, that an explainer
                                   keeps; all are counted */
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
    RC_ERROR_LIST,    /* a route list has malformed rows; the first were handed to on_fault */
    RC_ERROR_EMPTY,   /* a route list holds no routes */
    RC_ERROR_LIMIT,   /* more routes or costs than the table's indices can name */
    RC_ERROR_FORMAT,  /* not a route list of the kind that the options describe: another kind of
                         file, a header that lacks a column; line is set where it is known */
    RC_ERROR_OPTIONS, /* options that contradict each other */
    RC_ERROR_NAME,    /* a carrier's name is empty, taken, or holds a control character */
    RC_ERROR_KEPT,    /* the table has not kept its carriers (keep_carriers) */
    RC_ERROR_TABLE, /* what should be a compiled table is damaged, or another version's, or does not
                       go with the options or with what was read before */
    RC_ERROR_COLUMN, /* a column that was asked for is not there, or its name is not clear */
    RC_FAULT_ROW,    /* one malformed row of a route list */
    RC_FAULT_NUMBER  /* one line that is not a number, or call record without one */
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
 * always from the thread that made the call.  Of each stream the first RC_FAULTS_SHOWN are handed
 * over, all are counted.  The fault lives as long as the callback. */
typedef void rc_fault_fn(void *context, const rc_error *fault);

enum {
    RC_QUOTE_INPUT_MAX = 40,                            /* bytes of input that a quote shows */
    RC_QUOTE_BYTES = 4 * RC_QUOTE_INPUT_MAX + 3 + 2 + 1 /* all escaped, "...", quotes, NUL */
};

/* Writes text between double quotes, safe for a terminal: control bytes and bytes above 126
 * become \xNN, a quote and a backslash get a backslash; of longer text the first
 * RC_QUOTE_INPUT_MAX bytes and "..." are shown.  Returns quoted.  Never fails. */
char *rc_quote(char quoted[RC_QUOTE_BYTES], rc_text text);

/* ---- Streams --------------------------------------------------------------------- */

/* Where bytes come from.  read waits for 1 to n_bytes bytes and returns how many there are; 0
 * is the end of the stream or, when it has set *failed to 1, an error, with what errno then says.
 * It is called from one thread at a time, but not always from the one that made the call. */
typedef struct rc_reader {
    void *context;
    size_t (*read)(void *context, void *bytes, size_t n_bytes, int *failed);
} rc_reader;

/* Where bytes go.  write takes all n_bytes and returns 0, or 1 after a failure; with
 * n_bytes 0 it flushes.  Threads and errno are as for a reader. */
typedef struct rc_writer {
    void *context;
    int (*write)(void *context, const void *bytes, size_t n_bytes);
} rc_writer;

/* A reader or writer over a C stream opened in binary mode, which stays the caller's to
 * close, and is nobody else's while a call uses it.  Nothing is allocated.  The reader waits until
 * n_bytes are there, the line reader for no more than a line. The writer hands every block to
 * fwrite; a flush is fflush. */
rc_reader rc_reader_from_file(FILE *file);
rc_reader rc_line_reader_from_file(FILE *file);
rc_writer rc_writer_from_file(FILE *file);

/* A column of a CSV file, by its number or by its name in the header; all zero: none. */
typedef struct rc_column {
    size_t number; /* 1-based, at most RC_COLUMNS_MAX; 0: by name */
    rc_text name;  /* case and blanks do not count; bytes NULL: none.  It lives as long as what
                      it was given to */
} rc_column;

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

/* Reads a date in the form YYYY-MM-DD, from 0001-01-01 to 9999-12-31; 0 if the text is anything
 * else, or no day. */
rc_date rc_date_parse(rc_text text);

/* Whether the first record of a route list is a header. */
typedef enum rc_header {
    RC_HEADER_AUTO, /* if neither its prefix nor its cost holds a digit, or a column is named */
    RC_HEADER_YES,
    RC_HEADER_NO
} rc_header;

/* 1 if a character may be a delimiter of lists: a tab, or one of ASCII that is visible and neither
 * letter, digit, '+', '-', '.', '"' nor '#'; else 0. */
int rc_delimiter_is_valid(char delimiter);

/* All zero is the default.  What is said of the list's form holds for every list that is read;
 * the manual page says what each means. */
typedef struct rc_load_options {
    char delimiter; /* 0: the first of , ; TAB | in the first record */
    rc_header header;
    uint64_t n_skipped_lines;             /* passed over before anything else */
    rc_column prefix_column, cost_column; /* else by the header's known names, else 1 and 2 */
    rc_column effective_column; /* the day from which a row holds; not without at, nor at without.
                                   Without both, rows of all days count, future ones too */
    rc_date at;        /* rows that begin later are passed over; of a prefix's others only those
                          that began last count */
    int decimal_comma; /* 1: costs have a comma where others have a point, and no point */
    rc_duplicates duplicates;
    int plus_optional;      /* 1: a leading '+' is ignored, in prefixes and in numbers */
    int skip_bad_rows;      /* 1: a malformed row is a fault but no error */
    int keep_carriers;      /* what a table of several carriers can be asked for.  0: the cheapest
                               cost and its carrier, by one walk.  1: also for matched prefixes and
                               for more carriers than the cheapest; then each carrier's routes
                               stay in memory beside the cheapest ones.  A table of one carrier
                               can be asked for everything */
    int compare_duplicates; /* 1: n_disagreeing of rc_load_stats is wanted, for a little time */
    unsigned n_threads;     /* 0 or 1: the caller's thread alone; of more than two half are used,
                               at most 8, and fewer where the system gives fewer; under
                               RC_DUPLICATES_ERROR one alone reads rows */
    rc_fault_fn *on_fault;  /* NULL: faults are counted only */
    void *fault_context;
} rc_load_options;

/* Over all lists. */
typedef struct rc_load_stats {
    uint64_t n_rows;     /* well-formed rows read, those that begin too late among them; neither
                            header, comment nor blank line */
    uint64_t n_bad_rows; /* malformed rows; later duplicates too under RC_DUPLICATES_ERROR */

    /* Lists of more than two columns whose header names the cost, but not the prefix, or the other
     * way round: that one was taken from column 1, or 2, as no option tells otherwise. */
    uint64_t n_assumed_prefixes, n_assumed_costs;

    uint64_t n_prefixes; /* distinct prefixes of each carrier; known once it has ended */
    uint64_t n_tables;   /* compiled tables among what was read; they add prefixes, but no rows */
    size_t table_bytes;  /* memory of the sealed table; known once it is sealed */

    /* Known once a carrier has ended. */
    uint64_t n_duplicates;  /* prefixes of rows that an earlier row of the carrier has, too; a row
                               counts for each of its prefixes, one that begins later for none */
    uint64_t n_disagreeing; /* prefixes whose rows, those that hold from the latest day on, do not
                               all have the same cost, by value; with compare_duplicates only */
} rc_load_stats;

typedef struct rc_builder rc_builder; /* gathers routes; for one thread at a time */
typedef struct rc_table rc_table;     /* sealed and read-only; any number of threads may share it */

/* A new, empty builder, or NULL without memory.  options is copied, but for the names of columns,
 * which have to live as long as the builder; NULL means defaults.  Whether the options go together
 * is looked at by rc_builder_read, when the first list comes.
 * The caller frees the builder with rc_builder_free. */
rc_builder *rc_builder_new(const rc_load_options *options);

/* Ends the carrier at hand, if there is one, and begins the next.  Its name is copied; it is not
 * empty, holds no control character (a byte below 32, or 127), and no other carrier has it: that
 * shows when its first list is read.  Without this call all lists are those of one carrier
 * without a name.
 *
 * Fails with RC_ERROR_NAME, RC_ERROR_MEMORY or RC_ERROR_LIMIT; then the builder can only be
 * freed.  That the carrier at hand ends with RC_ERROR_LIST or RC_ERROR_EMPTY is described in
 * *error, and kept for rc_builder_seal, but is no failure here.  Time is that of rc_builder_end. */
int rc_builder_begin(rc_builder *builder, rc_text name, rc_error *error);

/* Reads a route list to its end and adds its routes to those of the carrier at hand.  Several
 * streams form one list, in the order in which they are read.  Each has a header, a delimiter,
 * columns and skipped lines of its own, and its line numbers start anew.
 *
 * A compiled table can stand wherever a list can: the stream is one if it begins as
 * rc_table_save begins it.  Its carriers, with their names, take the place of the carrier at
 * hand, for which no list was read.  It holds what its own options made of its lists; of the
 * builder's, only plus_optional concerns it: it has to be the same, but a table that was made with
 * plus_optional, and is read before anything else, makes it 1 for the table that is sealed.
 *
 * Fails with RC_ERROR_MEMORY, RC_ERROR_READ, RC_ERROR_LIMIT, RC_ERROR_FORMAT, RC_ERROR_OPTIONS
 * (of lists only, before anything of them is taken), RC_ERROR_TABLE, RC_ERROR_NAME (a name that
 * another carrier has, or not one that rc_builder_begin takes; or a carrier has ended, and no other
 * has been begun), RC_ERROR_EMPTY (not one route in the stream, and no fault either) or, unless
 * skip_bad_rows is set, RC_ERROR_LIST. All rows are looked at before RC_ERROR_LIST is returned.
 * After RC_ERROR_LIST, RC_ERROR_EMPTY and RC_ERROR_FORMAT further lists and carriers can be read,
 * to find their faults; there will be no table.  After another failure the builder can only be
 * freed.  Time is linear in the bytes read, and in the number of carriers, whose names are
 * compared; memory grows with the distinct prefixes, some 3 to 5 bytes each while rows are read,
 * and under RC_DUPLICATES_ERROR with the rows, some 24 to 36 bytes each. */
int rc_builder_read(rc_builder *builder, rc_reader list, rc_error *error);

/* Ends the carrier at hand: its routes become a trie, of some 2 to 6 bytes a prefix.  The next
 * carrier and the sealing do that by themselves; by this call the faults that show only now,
 * those of RC_DUPLICATES_ERROR, come while it is known which list they are in.
 *
 * Fails as rc_builder_read does; RC_ERROR_LIST are duplicates under RC_DUPLICATES_ERROR,
 * RC_ERROR_EMPTY is a carrier for which nothing was read.  A carrier one of whose lists has
 * failed just ends, with RC_OK, and so it is where there is none.  Time is linear in the prefixes
 * read, under RC_DUPLICATES_ERROR in the rows; memory is up to twice what they took before. */
int rc_builder_end(rc_builder *builder, rc_error *error);

/* Makes the table of all routes read so far and hands it to the caller, who frees it with
 * rc_table_free; after a failure *table is NULL.  Fails as rc_builder_end does for the carrier at
 * hand, and with the first RC_ERROR_LIST or RC_ERROR_EMPTY that a list or a carrier has failed
 * with.  Whether it succeeds or fails, the builder can afterwards only be asked for its stats and
 * freed.
 *
 * With several carriers it works out which one is the cheapest for every prefix of any of them:
 * time is linear in all prefixes, times the number of carriers; prefixes that change no answer
 * are left out.  Meanwhile the routes of all carriers are in memory beside the new ones, with
 * keep_carriers or without. */
int rc_builder_seal(rc_builder *builder, rc_table **table, rc_error *error);

/* What has been read so far, in constant time; of use after a failure, too. */
rc_load_stats rc_builder_stats(const rc_builder *builder);

/* Frees the builder; NULL is fine.  A sealed table does not need its builder. */
void rc_builder_free(rc_builder *builder);

/* Writes a compiled table, from which rc_builder_read makes the same table again, at the speed
 * of reading: a head that tells the format's version, the carriers' names, costs and routes as
 * they are in memory, and checksums.  The same table gives the same bytes on every machine.  Ends
 * with a flush.  Fails with RC_ERROR_KEPT, RC_ERROR_LIMIT (more than 2^20 carriers),
 * RC_ERROR_MEMORY or RC_ERROR_WRITE; what was written before stays written.  Time is linear in the
 * table's bytes, memory constant. */
int rc_table_save(const rc_table *table, rc_writer out, rc_error *error);

/* Frees the table; NULL is fine. */
void rc_table_free(rc_table *table);

/* How the prefixes of a carrier begin: RC_PLUS_WITH, RC_PLUS_WITHOUT, or both added up.  Where a
 * leading '+' is ignored, all are without.  Constant time, as all that follows up to
 * rc_table_report. */
enum { RC_PLUS_WITHOUT = 1, RC_PLUS_WITH = 2 };
unsigned rc_table_plus(const rc_table *table, size_t carrier);

/* 1 when a stream that begins with these bytes, at least 8, is a compiled table or a damaged one.
 */
int rc_table_is_begun(rc_text first);

/* 1 when a leading '+' is ignored: plus_optional was set, or a compiled table was made with it. */
int rc_table_ignores_plus(const rc_table *table);

/* How many carriers there are, at least 1, numbered from 0 in the order in which they were begun;
 * and the name of one of them, which lives as long as the table.  A carrier that no name was given
 * has the empty one. */
size_t rc_table_carriers(const rc_table *table);
rc_text rc_table_carrier_name(const rc_table *table, size_t carrier);

/* 1 when the table can be asked for matched prefixes and several carriers: it has one carrier,
 * or has been sealed with keep_carriers. */
int rc_table_keeps_carriers(const rc_table *table);

/* ---- What is in a table ---------------------------------------------------------- */

enum {
    RC_PREFIX_LENGTH_MAX = RC_PREFIX_DIGITS_MAX + 1 /* characters of a prefix, '+' and digits */
};

/* A prefix of a carrier, and what it costs. */
typedef struct rc_route {
    char prefix[RC_PREFIX_LENGTH_MAX + 1]; /* NUL-terminated */
    rc_text cost; /* in the spelling of the list; lives as long as the table */
} rc_route;

/* The prefixes of a carrier.  Costs are compared by their value; of several routes that could stand
 * for one of the last four it is the one that comes first when prefixes are sorted as text, but
 * '+' behind the digits. */
typedef struct rc_report {
    uint64_t n_prefixes;
    uint64_t n_redundant;  /* that cost what the longest of the shorter ones that they begin with
                              does: without them every number has the same cost, by value */
    uint64_t n_zero_costs; /* that cost 0 */
    size_t table_bytes;    /* memory of the carrier's routes and costs; of a table of one carrier,
                              all that there is */
    rc_route cheapest, dearest, shortest, longest;
} rc_report;

/* Reports on a carrier.  Time is linear in its prefixes, memory constant.  Returns RC_OK, or
 * RC_ERROR_KEPT if the table has not kept its carriers. */
int rc_table_report(const rc_table *table, size_t carrier, rc_report *report);

/* ---- Looking numbers up ---------------------------------------------------------- */

typedef enum rc_verdict {
    RC_ROUTED,        /* a prefix matches; cost is set */
    RC_UNROUTED,      /* a number, but no prefix matches; cost is empty */
    RC_INVALID_NUMBER /* not a number; cost is empty */
} rc_verdict;

typedef struct rc_answer_value {
    rc_verdict verdict;
    rc_text cost;   /* in the spelling of the list; lives as long as the table */
    size_t carrier; /* whose cost it is; 0 unless the number is routed */
} rc_answer_value;

/* The cost of the longest prefix that matches the number; of several carriers, the cheapest
 * one's.  Spaces and tabs around the number are ignored; empty text is no number.  Time depends
 * neither on the number of carriers nor on the size of the table but for the memory's caches: at
 * most 8 steps.  Never fails. */
rc_answer_value rc_table_lookup(const rc_table *table, rc_text number);

/* The same for n_numbers at once, which is faster than one by one, and fastest from 64 on: waits
 * for memory overlap.  answers has room for n_numbers.  Never fails. */
void rc_table_lookup_group(const rc_table *table, const rc_text *numbers, size_t n_numbers,
                           rc_answer_value *answers);

/* What a carrier offers for a number. */
typedef struct rc_offer {
    size_t carrier;
    rc_text cost;   /* in the spelling of the list; lives as long as the table */
    rc_text prefix; /* the matched one: where it stands in the number; without its '+' when the
                       table was built with plus_optional */
    uint32_t order; /* of two offers of a table for a number, the cheaper one's is lower */
} rc_offer;

/* The offers of the n_max cheapest carriers for a number, the cheapest first.  offers has room
 * for n_max, or is NULL for 0; n_offers takes how many there are: fewer where fewer carriers have a
 * route, 0 where none has.  Spaces and tabs around the number are ignored.  Time is that of a
 * lookup a carrier, and at worst of n_max steps more for each. Returns RC_OK, RC_FAULT_NUMBER if
 * the text is no number, or RC_ERROR_KEPT; then n_offers is 0. */
int rc_table_rank(const rc_table *table, rc_text number, rc_offer *offers, size_t n_max,
                  size_t *n_offers);

/* ---- Answering a stream ---------------------------------------------------------- */

/* What can be appended to a line. */
typedef enum rc_field {
    RC_FIELD_NONE,   /* ends the list of fields */
    RC_FIELD_COST,   /* in the spelling of the list */
    RC_FIELD_PREFIX, /* the matched one; without '+' when the table was built with plus_optional */
    RC_FIELD_CARRIER /* its name; one with a ',' or a '"' quoted as RFC 4180 has it */
} rc_field;

enum { RC_FIELDS_MAX = 3 };
/* All zero is the default. */
typedef struct rc_answer_options {
    rc_text no_route; /* the cost that is written where no prefix matches; bytes NULL: "0"; what is
                         empty but not NULL leaves the cost empty */
    rc_field fields[RC_FIELDS_MAX]; /* what is appended, in this order, up to the first
                                       RC_FIELD_NONE; if that is the first one, the cost */
    unsigned rank;         /* so many of the cheapest carriers, each with all fields; 0 is 1, and
                              more than RC_RANK_MAX are RC_RANK_MAX */
    int line_buffered;     /* 1: answer and flush whenever the reader returns a line's end; then
                              n_threads does not count */
    unsigned n_threads;    /* 0 or 1: the caller's thread alone; more than RC_THREADS_MAX are
                              RC_THREADS_MAX */
    rc_fault_fn *on_fault; /* NULL: faults are counted only */
    void *fault_context;

    rc_column number_column; /* none: one number a line; else the stream has call records */
} rc_answer_options;

typedef struct rc_answer_stats {
    uint64_t n_numbers;      /* valid numbers: routed and unrouted */
    uint64_t n_routed;       /* numbers that a prefix matched */
    uint64_t n_invalid;      /* lines that are not numbers (or call records without); blank
                                lines are neither */
    uint64_t n_plus_numbers; /* numbers that begin with '+' */
} rc_answer_stats;

/* Reads one number a line and writes each line as it came, then ',' and the cost, or each of the
 * fields, of as many carriers as are asked for: one line out for every line in, in the same
 * order.  Fields of carriers that there are not are empty, but the first cost of a number without
 * a route is no_route.  Blank lines stay blank; a line that is no number gets empty fields and
 * is a fault.  "\n" and "\r\n" are read, "\n" is written.  The bytes written do not depend on
 * n_threads.
 *
 * With a number_column the stream has call records: RFC 4180 CSV, whose delimiter is the first of
 * ',' ';' TAB '|' outside quotes on the first record that is not blank (',' if there is none).
 * Each record is written as it came, line ends between quotes included, then the fields, each
 * behind the delimiter.  A column given by name makes the first record a header, which gets the
 * fields' names: "cost", "prefix", "carrier", of several carriers "cost_1" and so on.  A record
 * that is too short, or whose quotes are not those of RFC 4180, is a fault, as is one whose field
 * is no number; its line is the one on which it starts.  A quote that is not closed makes one
 * record of all that follows.
 *
 * Fails with RC_ERROR_KEPT before anything is read, if prefixes or several carriers are asked of
 * a table that has not kept them; with RC_ERROR_COLUMN before anything but blank lines is
 * written, when the first record has fewer columns than are asked for, when not exactly one
 * column of the header has the name, or when the header has more than RC_ROW_BYTES_MAX bytes;
 * with RC_ERROR_MEMORY, RC_ERROR_READ or RC_ERROR_WRITE; what was written before stays written.
 * Ends with a flush.  options may be NULL for the defaults, stats where it is not wanted; it is
 * filled in after a failure, too.  Time is linear in the bytes read; memory is bounded, whatever
 * the length of the stream, of a line or of a record. */
int rc_answer(const rc_table *table, rc_reader numbers, rc_writer answers,
              const rc_answer_options *options, rc_answer_stats *stats, rc_error *error);

/* ---- Explaining a price ---------------------------------------------------------- */

/* Reads lists once, as rc_builder does, and tells which of their rows match one number, and which
 * one counts: what a table of them would answer, and why.  It keeps nothing else: memory depends
 * on the number of carriers, not on their lists.  For one thread at a time. */
typedef struct rc_explainer rc_explainer;

/* Why a row does not tell what its carrier asks for the number. */
typedef enum rc_reason {
    RC_REASON_COUNTS,    /* it does */
    RC_REASON_SHORTER,   /* a longer prefix matches */
    RC_REASON_LATER,     /* it does not hold yet */
    RC_REASON_REPLACED,  /* a row of its prefix holds from a later day on */
    RC_REASON_DEARER,    /* a row of its prefix is cheaper: RC_DUPLICATES_CHEAPEST */
    RC_REASON_NOT_FIRST, /* a row of its prefix is earlier, and not dearer if that mattered */
    RC_REASON_NOT_LAST   /* a row of its prefix is later: RC_DUPLICATES_LAST */
} rc_reason;

/* A row whose prefix the number begins with, or a route of a compiled table.  Texts live as long
 * as the explainer, and until it reads again. */
typedef struct rc_match {
    rc_text prefix; /* without '+' where plus_optional is set */
    rc_text cost;
    uint64_t line; /* on which the row begins; 0: of a compiled table */
    rc_date date;  /* from which it holds; 0: rows have no dates */
    rc_reason reason;
    uint64_t n_more; /* rows of the prefix that have not been kept: RC_MATCHES_SHOWN beside the one
                        that stays are; told with the last of the others, else 0 */
} rc_match;

/* What becomes of a carrier. */
typedef enum rc_standing {
    RC_STANDING_CHEAPEST,
    RC_STANDING_DEARER,
    RC_STANDING_AS_CHEAP, /* as the cheapest, which was read before */
    RC_STANDING_NO_ROUTE
} rc_standing;

/* A new explainer for a number, blanks around which are ignored, or NULL with RC_FAULT_NUMBER,
 * RC_ERROR_OPTIONS (at once, other than rc_builder_new) or RC_ERROR_MEMORY.  Of options all counts
 * that rc_builder_read takes account of; they are copied as rc_builder_new does, and NULL means
 * defaults.  The caller frees it with rc_explainer_free. */
rc_explainer *rc_explainer_new(const rc_load_options *options, rc_text number, rc_error *error);
void rc_explainer_free(rc_explainer *explainer); /* NULL is fine */

/* Reads a list or a compiled table to its end: what rc_builder_begin, rc_builder_read and
 * rc_builder_end would read, with their failures; the name is the carrier's, who has this stream
 * alone.  A table brings its own, but one has to be given all the same.  After RC_ERROR_LIST,
 * RC_ERROR_EMPTY and RC_ERROR_FORMAT others can be read, to find their faults; of the list those
 * rows count that were well-formed, though no table could be made of it.  After another failure
 * the explainer can only be freed.
 *
 * Under RC_DUPLICATES_ERROR those duplicates are faults that match the number; others do not show.
 * Time is linear in the bytes read; n_threads does not count. */
int rc_explainer_read(rc_explainer *explainer, rc_text carrier, rc_reader list, rc_error *error);

/* What has been read; n_prefixes is that of compiled tables alone, table_bytes, n_duplicates and
 * n_disagreeing are 0.  Constant time, as all that follows. */
rc_load_stats rc_explainer_stats(const rc_explainer *explainer);

/* As rc_table_plus. */
unsigned rc_explainer_plus(const rc_explainer *explainer, size_t carrier);

/* As rc_table_ignores_plus. */
int rc_explainer_ignores_plus(const rc_explainer *explainer);

/* The carriers, numbered from 0 in the order in which they were read; their names, which live as
 * long as the explainer; and the call of rc_explainer_read that has read each, counted from 0. */
size_t rc_explainer_carriers(const rc_explainer *explainer);
rc_text rc_explainer_carrier_name(const rc_explainer *explainer, size_t carrier);
size_t rc_explainer_carrier_source(const rc_explainer *explainer, size_t carrier);

/* What becomes of a carrier, of all that have been read. */
rc_standing rc_explainer_standing(const rc_explainer *explainer, size_t carrier);

/* The i-th match of a carrier: the shortest prefix first, rows of one prefix in their order.
 * Returns 1, or 0 behind the last. */
int rc_explainer_match(const rc_explainer *explainer, size_t carrier, size_t i, rc_match *match);

#ifdef __cplusplus
}
#endif

#endif
