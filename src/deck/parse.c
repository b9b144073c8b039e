/* Turns the rows of a block into routes: see parse.h.
 *
 * Most rows of a long list are scanned (row_scan.h, column_scan.h).  What the scan declines is cut
 * into fields, and what their scan declines goes the careful way, which knows everything that a row
 * can mean or lack.  In a search, rows that are looked for go the careful way, too. */
#include "deck/parse.h"

#include "deck/column_scan.h"
#include "deck/preamble.h"
#include "deck/row_scan.h"

/* A block on its way to routes. */
typedef struct parsing {
    const dialect *d;
    payloads *p; /* all zero in a search */
    deck_block *b;
    routes *to;           /* NULL in a search */
    route_search *search; /* else NULL */
    cost_cache *seen;
} parsing;

/* The prefix as it matches. */
static HOT_INLINE prefix_key match_key(bool plus_optional, prefix_key key)
{
    return plus_optional && key_has_plus(key) ? key << SYMBOL_BITS : key;
}

/* Sets the block's error, if there is one. */
static bool fail(deck_block *b, rc_code code)
{
    if (code)
        rc_error_set(&b->error, code,
                     code == RC_ERROR_LIMIT ? "too many different costs or texts"
                                            : "out of memory");
    return code != RC_OK;
}

/* ---- All routes ---- */

static void add_route(const parsing *s, prefix_key key, uint32_t payload, uint64_t line)
{
    routes *to = s->to;

    if (to->lines)
        to->lines[to->n] = line;
    to->keys[to->n] = match_key(s->d->plus_optional, key);
    to->payloads[to->n++] = payload;
    s->b->n_routes++;
}

/* Adds the prefixes of a row that are left, as many as there is room for. */
static void add_rest(const parsing *s)
{
    deck_rest *rest = &s->b->rest;
    prefix_key key;

    while (rest->is_there && s->to->n < s->to->n_max) {
        rest->is_there = rc_prefix_walk_next(&rest->walk, &key);
        if (rest->is_there)
            add_route(s, key, rest->payload, rest->line);
        else
            s->b->n_beyond += rest->walk.n_beyond;
    }
}

/* Adds the routes of a row.  Returns false when the block's error is set. */
static bool add_row(const parsing *s, const deck_row *parsed)
{
    deck_rest rest = {.is_there = true, .line = s->b->n_lines + 1};
    uint32_t texts = 0;
    cost_ref cost;

    if (!dialect_holds(s->d, parsed->date, parsed->last_date))
        return true;
    rc_prefix_walk_begin(&rest.walk, &parsed->prefixes);
    if (fail(s->b, rc_cost_set_add(s->p->costs, parsed->cost.text, parsed->cost.value, &cost)) ||
        (s->p->has_texts && parsed->cost.text.length > 0 &&
         fail(s->b, rc_row_carry(parsed, s->d, &s->p->texts, &texts))) ||
        fail(s->b, payload_add(s->p, cost, parsed->date, texts, &rest.payload)))
        return false;
    s->b->rest = rest;
    add_rest(s);
    return true;
}

/* Adds the route of a row that was scanned.  Returns false when the block's error is set. */
static bool add_scanned(const parsing *s, const scanned_row *found, uint32_t texts)
{
    uint32_t payload;

    if (!dialect_holds(s->d, found->day, found->last_day))
        return true;
    if (fail(s->b, row_scan_keep_cost(s->p, found->cost)) ||
        fail(s->b, payload_add(s->p, found->cost, found->day, texts, &payload)))
        return false;
    add_route(s, found->key, payload, s->b->n_lines + 1);
    return true;
}

/* What rows of a block are scanned by. */
typedef struct row_scanner {
    column_scan columns;
    const payloads *p;
    cost_cache *seen;
    const char *end; /* of the block */
} row_scanner;

static HOT_INLINE row_scanner begin_scan(const parsing *s)
{
    const block *text = &s->b->text;
    return (row_scanner){column_scan_begin(s->d), s->p, s->seen, text->bytes + text->n_bytes};
}

typedef size_t scan_fn(const row_scanner *by, const char *at, scanned_row *found);

/* Scans a row of a plain dialect, which begins with a quote or not. */
static HOT_INLINE size_t scan_plain(const row_scanner *by, const char *at, scanned_row *found)
{
    char delimiter = by->columns.delimiter;

    return UNLIKELY(*at == '"') ? row_scan_quoted(at, delimiter, by->p, by->seen, found)
                                : row_scan_line(at, delimiter, by->p, by->seen, found);
}

/* Scans a row of a simple dialect. */
static HOT_INLINE size_t scan_columns(const row_scanner *by, const char *at, scanned_row *found)
{
    return column_scan_row(&by->columns, at, by->end, by->p, by->seen, found);
}

/* Scans rows from b->at on until one is declined, or there is no more room. */
static HOT_INLINE void scan_rows(const parsing *s, scan_fn *scan_row)
{
    deck_block *b = s->b;
    routes *to = s->to;
    const row_scanner by = begin_scan(s);
    const char *at = b->text.bytes + b->at;
    const bool plus_optional = s->d->plus_optional;
    prefix_key *keys = to->keys;
    uint32_t *costs = to->payloads;
    const size_t n_before = to->n, n_max = to->n_max;
    size_t n = n_before, n_bytes;
    scanned_row found;

    while (at < by.end && n < n_max && (n_bytes = scan_row(&by, at, &found)) > 0) {
        keys[n] = match_key(plus_optional, found.key);
        costs[n] = found.cost;
        at += n_bytes;
        n++;
    }
    for (size_t i = n_before; to->lines && i < n; i++)
        to->lines[i] = b->n_lines + (i - n_before) + 1;
    b->at = (size_t)(at - b->text.bytes);
    b->n_rows += n - n_before;
    b->n_routes += n - n_before;
    b->n_lines += n - n_before;
    to->n = n;
}

/* ---- Routes that a number begins with ---- */

static HOT_INLINE bool is_wanted(const route_search *search, prefix_key key)
{
    return ((search->number ^ key) & key_mask(key_length(key))) == 0;
}

/* Counts a prefix, which is as it matches. */
static HOT_INLINE void count_prefix(const parsing *s, prefix_key key, bool holds)
{
    s->b->n_routes += holds;
    s->search->begins |= !holds ? 0u : idd_begins(key);
    s->search->plus |= !holds ? 0u : key_has_plus(key) ? RC_PLUS_WITH : RC_PLUS_WITHOUT;
}

/* Hands over the routes of a row that are wanted.  Returns false when the block's error is set. */
static bool search_row(const parsing *s, const deck_row *parsed)
{
    found_route route = {.row = parsed,
                         .holds = dialect_holds(s->d, parsed->date, parsed->last_date),
                         .line = s->b->n_lines + 1};
    prefix_walk walk;
    prefix_key key;

    rc_prefix_walk_begin(&walk, &parsed->prefixes);
    while (rc_prefix_walk_next(&walk, &key)) {
        route.key = match_key(s->d->plus_optional, key);
        count_prefix(s, route.key, route.holds);
        if (is_wanted(s->search, route.key) &&
            fail(s->b, s->search->take(s->search->context, &route)))
            return false;
    }
    s->b->n_beyond += walk.n_beyond;
    return true;
}

/* Passes over rows from b->at on until one is declined, or wanted. */
static HOT_INLINE void pass_rows(const parsing *s, scan_fn *scan_row)
{
    deck_block *b = s->b;
    const row_scanner by = begin_scan(s);
    const char *at = b->text.bytes + b->at;
    uint64_t n = 0;
    size_t n_bytes;
    scanned_row found;

    while (at < by.end && (n_bytes = scan_row(&by, at, &found)) > 0) {
        prefix_key key = match_key(s->d->plus_optional, found.key);
        if (is_wanted(s->search, key))
            break;
        count_prefix(s, key, true);
        at += n_bytes;
        n++;
    }
    b->at = (size_t)(at - b->text.bytes);
    b->n_rows += n;
    b->n_lines += n;
}

/* ---- Records ---- */

/* Adds the fault of a record, unless all its fields are empty. */
static void add_fault(const parsing *s, const record *r, const char *start, bool is_first)
{
    deck_block *b = s->b;
    rc_text rest = {start, b->text.n_bytes - b->at};

    if (r->kind == RECORD_ROW &&
        rc_record_is_empty((rc_text){start, r->n_bytes}, s->d->layout.delimiter, b->multiline))
        return;
    if (is_first && b->n_faults == 0)
        rc_preamble_advise(rest, false, b->n_lines, deck_next_fault(b));
    deck_add_fault(b);
}

/* Adds what a record contains, or its fault.  Returns false when the block's error is set. */
static bool parse_carefully(const parsing *s, const record *r, const char *start)
{
    deck_block *b = s->b;
    bool is_first = b->is_start && b->n_rows == 0;
    deck_row parsed;

    if (rc_row_read(r, start, s->d, is_first, &parsed, deck_next_fault(b))) {
        add_fault(s, r, start, is_first);
        return true;
    }
    b->n_rows++;
    return s->to ? add_row(s, &parsed) : search_row(s, &parsed);
}

/* Finds what the row of a scanned record carries.  Returns false to decline: if it is new, or, in a
 * search, if it has to be checked. */
static HOT_INLINE bool find_texts(const parsing *s, const record *r, uint32_t *texts)
{
    if (!s->to)
        return s->d->n_carried == 0;
    return !s->p->has_texts || rc_row_find_carried(r, s->d, &s->p->texts, texts);
}

/* The same, by a scan of the fields if that is enough. */
static HOT_INLINE bool parse_row(const parsing *s, const record *r, const char *start)
{
    scanned_row found;
    uint32_t texts = 0;

    if (!row_scan_fields(r, s->d, s->p, &found) || !find_texts(s, r, &texts))
        return parse_carefully(s, r, start);
    if (!s->to) {
        prefix_key key = match_key(s->d->plus_optional, found.key);
        if (is_wanted(s->search, key))
            return parse_carefully(s, r, start);
        s->b->n_rows++;
        count_prefix(s, key, dialect_holds(s->d, found.day, found.last_day));
        return true;
    }
    s->b->n_rows++;
    return add_scanned(s, &found, texts);
}

/* Parses the record at b->at.  Returns false when the block's error is set. */
static HOT_INLINE bool parse_record(const parsing *s)
{
    deck_block *b = s->b;
    const char *start = b->text.bytes + b->at;
    record r;

    if (b->too_long) {
        deck_fault_long_row(b);
        b->at = b->text.n_bytes;
        return true;
    }
    deck_read_record(b, &s->d->layout, &r);
    if (r.kind != RECORD_IGNORED) {
        if (deck_is_too_long(&r, start))
            deck_fault_long_row(b);
        else if (!parse_row(s, &r, start))
            return false;
    }
    b->n_lines += r.n_lines;
    b->at += r.n_bytes;
    return true;
}

bool rc_deck_parse(const dialect *d, payloads *p, deck_block *b, routes *to)
{
    cost_cache seen;
    parsing s = {.d = d, .p = p, .b = b, .to = to, .seen = &seen};

    cost_cache_init(&seen);
    to->n = 0;
    add_rest(&s);
    while (b->at < b->text.n_bytes && to->n < to->n_max) {
        if (d->is_plain)
            scan_rows(&s, scan_plain);
        else if (d->is_simple)
            scan_rows(&s, scan_columns);
        if (b->at < b->text.n_bytes && to->n < to->n_max && !parse_record(&s))
            return false;
    }
    return to->n > 0;
}

void rc_deck_search(const dialect *d, deck_block *b, route_search *search)
{
    payloads plain_only = {0};
    cost_cache seen;
    parsing s = {.d = d, .p = &plain_only, .b = b, .search = search, .seen = &seen};

    cost_cache_init(&seen);
    while (b->at < b->text.n_bytes) {
        if (d->is_plain)
            pass_rows(&s, scan_plain);
        else if (d->is_simple)
            pass_rows(&s, scan_columns);
        if (b->at < b->text.n_bytes && !parse_record(&s))
            return;
    }
}
