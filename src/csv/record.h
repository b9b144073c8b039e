/* Reads one record of a text that is at hand: its kind, its length, and the fields that count. */
#ifndef CSV_RECORD_H
#define CSV_RECORD_H

#include "csv/field.h"
#include "csv/reader.h"

#include <limits.h>

/* What a field is for. */
typedef enum role {
    ROLE_PREFIX, /* or the first part of it */
    ROLE_COST,
    ROLE_DATE,    /* from which the row holds */
    ROLE_UNTIL,   /* the last day on which it holds */
    ROLE_BLOCKED, /* whether it is blocked */
    N_ROLES
} role;

#define COLUMN_NONE UINT_MAX /* no field has the role */

/* A slot is a role, or what stands behind the roles. */
enum {
    SLOT_JOINED = N_ROLES, /* further parts of a prefix that is joined */
    SLOT_INCREMENT = SLOT_JOINED + RC_JOINED_COLUMNS_MAX, /* of calls; or FIRST alone */
    SLOT_NEXT,
    SLOT_FEE,
    SLOT_CARRIED, /* texts that routes carry */
    N_SLOTS = SLOT_CARRIED + RC_CARRIED_COLUMNS_MAX
};

/* How records are cut into fields, and which fields are kept. */
typedef struct layout {
    char delimiter;
    unsigned n_slots;          /* slots from this one on are not looked at */
    unsigned columns[N_SLOTS]; /* the slot's field, counted from 0; or COLUMN_NONE */
} layout;

typedef enum record_kind {
    RECORD_ROW,
    RECORD_IGNORED, /* a blank line or a comment */
    RECORD_OPEN,    /* a quoted field does not end */
    RECORD_GARBAGE, /* text follows a closing quote */
    RECORD_RETURN   /* a carriage return stands elsewhere than at a line's end */
} record_kind;

typedef struct record {
    record_kind kind;
    bool is_cut;    /* RECORD_GARBAGE: the quote began on an earlier line; the record is the first
                       line alone */
    bool has_end;   /* a line end closes the record; else the text just ends */
    size_t n_bytes; /* the line end included */
    size_t n_lines; /* line ends in it */
    unsigned n_fields;     /* all of them */
    field fields[N_SLOTS]; /* as many as the layout has slots */
} record;

/* Reads the record of a list at the start of text, which is not empty, by the fastest way that
 * does.  With multiline false, a quoted field that reaches a line end does not end. */
void rc_record_read(rc_text text, const layout *l, bool multiline, record *r);

/* Returns true if the list has a comment at the start of text, which is not empty, or a line of
 * nothing but blanks, whatever they are for. */
bool rc_record_is_ignored(rc_text text);

/* Reads a record by any rules, byte by byte. */
void rc_record_read_carefully(rc_text text, const layout *l, csv_rules rules, record *r);

/* Takes a field; returns false to be spared the others. */
typedef bool field_fn(void *context, unsigned column, const field *f);

/* Hands all fields of the well-formed record at the start of text over, in order. */
void rc_record_each_field(rc_text text, char delimiter, bool multiline, field_fn *take,
                          void *context);

/* Returns true if all fields of the well-formed record at the start of text are empty. */
bool rc_record_is_empty(rc_text text, char delimiter, bool multiline);

#endif
