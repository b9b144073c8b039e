/* The names by which columns of a route list are known: see column_names.h. */
#include "deck/column_names.h"

#include <stddef.h>

#define CODES                                                                                      \
    "code", "codes", "areacode", "areacodes", "citycode", "citycodes", "destinationcode",          \
        "destinationcodes"

static const char *const codes[] = {CODES, NULL};

static const char *const prefixes[] = {
    CODES,    "prefix", "dialcode",     "dialcodes", "dialprefix", "destinationprefix",
    "npanxx", "digits", "numberprefix", NULL,
};

static const char *const costs[] = {
    "cost",          "rate",        "price",        "ratecost",      "ratevalue",
    "perminutecost", "rate/min",    "rate/minute",  "ratepermin",    "rateperminute",
    "perminuterate", "price/min",   "price/minute", "pricepermin",   "priceperminute",
    "cost/min",      "cost/minute", "costpermin",   "costperminute", NULL,
};

static const char *const first_days[] = {
    "effective", "effectivedate", "effectivefrom", "startdate", "validfrom", "activationdate", NULL,
};

static const char *const last_days[] = {
    "enddate", "expires",     "expirydate",    "validto", "validuntil",
    "until",   "effectiveto", "effectivetill", NULL,
};

static const char *const countries[] = {"countrycode", "countrycodes", "cc", NULL};
static const char *const area[] = {"npa", NULL};
static const char *const office[] = {"nxx", NULL};
static const char *const block[] = {"x", "y", "block", "thousandsblock", "blockid", NULL};
static const char *const blocked[] = {
    "blocked", "forbidden", "discontinued", "closed", "rejectcalls", "status", NULL,
};

const column_names rc_column_names = {
    .prefixes = prefixes,
    .codes = codes,
    .costs = costs,
    .first_days = first_days,
    .last_days = last_days,
    .countries = countries,
    .area = area,
    .office = office,
    .block = block,
    .blocked = blocked,
};
