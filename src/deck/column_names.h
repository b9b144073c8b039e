/* The names by which columns of a route list are known. */
#ifndef DECK_COLUMN_NAMES_H
#define DECK_COLUMN_NAMES_H

/* Each list ends with NULL.  The names are spelt as rc_header_find compares them. */
typedef struct column_names {
    const char *const *prefixes;
    const char *const *codes; /* of the prefixes, those that may lack the country code */
    const char *const *costs;
    const char *const *first_days, *const *last_days; /* of a row */
    const char *const *countries;                     /* country codes */
    const char *const *area, *const *office;          /* NPA and NXX of North America */
    const char *const *block;                         /* the digit behind NPA and NXX */
    const char *const *blocked;                       /* columns that say what is blocked */
} column_names;

extern const column_names rc_column_names;

#endif
