/* Reads one record of CSV byte by byte, in as many pieces as it comes.
 *
 * This is the one place that knows the grammar, RFC 4180's.  A quote opens a field only at its
 * start, blanks before it aside.  Between quotes a delimiter and a line end are text, and two
 * quotes are one.  Any other quote is text.  Blanks around a quoted field count for nothing.  A
 * line ends with LF or CR LF.  Of the bytes ahead, only a line feed behind a carriage return
 * counts, so a record may be of any length. */
#ifndef CSV_READER_H
#define CSV_READER_H

#include "routecost.h"

#include <stdbool.h>

/* Where route lists and call records differ.  In lists, record.h also ignores comments and blank
 * lines.  A call record is blank if it has nothing but blanks, even if they delimit. */
typedef enum csv_rules {
    CSV_CALLS, /* text behind a closing quote is part of a field that goes on without quotes */
    CSV_LIST,  /* text behind a closing quote ends the fields: the rest of the line is skipped */
    CSV_LINES  /* as CSV_LIST, and a quote that is open at a line's end stays open: a record is one
                  line */
} csv_rules;

typedef enum csv_state {
    CSV_AT_START, /* of a field; maybe behind blanks */
    CSV_IN_FIELD, /* one without quotes */
    CSV_IN_QUOTES,
    CSV_AT_QUOTE,      /* behind a quote that closes the field, or is the first of two */
    CSV_BEHIND_QUOTES, /* behind blanks that follow a closing quote */
    CSV_IN_REST,       /* of a line whose fields have ended */
    CSV_ENDED          /* behind the record's line end */
} csv_state;

/* All zero but for delimiter and rules, it is ready for a record's first byte. */
typedef struct csv_reader {
    char delimiter; /* 0: not known yet; it becomes the first of , ; TAB | outside quotes */
    csv_rules rules;
    csv_state state;
    bool has_content; /* anything but blanks was read; a tab that delimits is a blank, too */
    bool is_garbled;  /* text follows a closing quote */
    bool is_open;     /* the record ended between quotes: CSV_LINES only */
    bool has_return;  /* a carriage return stands outside quotes and not at the line's end */
    unsigned n_end;   /* bytes of the line end: 0..2 */
    size_t column;    /* fields before the one at hand */
    size_t n_tabs;    /* read before anything else while the delimiter is not known */
    size_t n_lines;   /* line ends between quotes */
} csv_reader;

/* What a byte is. */
typedef enum csv_event {
    CSV_TEXT, /* of the field at hand */
    CSV_BLANK,
    CSV_OPENING,   /* the quote that opens a field */
    CSV_CLOSING,   /* the quote that closes a field, or the first of two: then text follows */
    CSV_DELIMITER, /* column has gone up */
    CSV_SKIPPED,   /* belongs to no field */
    CSV_RETURN,    /* the carriage return of the record's line end */
    CSV_END        /* the line feed that ends the record */
} csv_event;

/* Reads the byte at `at`, which is before end.  is_last: nothing comes behind end. */
csv_event rc_csv_step(csv_reader *r, const char *at, const char *end, bool is_last);

/* Returns true if a record that has no line end, but nothing behind it either, is open. */
static inline bool csv_is_open(const csv_reader *r)
{
    return r->state == CSV_IN_QUOTES || r->is_open;
}

/* Returns the delimiter that the record at the start of text shows: the first of , ; TAB | outside
 * quotes; 0 if there is none.  With multiline false, the record is one line.  An open quote counts
 * as a character of the first line. */
char rc_csv_find_delimiter(rc_text text, bool multiline);

#endif
