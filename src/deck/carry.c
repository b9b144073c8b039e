/* Keeps what a row carries: see carry.h. */
#include "deck/carry.h"

#include <stdlib.h>
#include <string.h>

unsigned rc_row_texts(const rc_load_options *options)
{
    return (unsigned)options->n_carried_columns + (rc_dialect_has_terms(options) ? 1 : 0);
}

/* Makes doubled quotes of the texts single, in memory that the caller frees.  RC_OK or
 * RC_ERROR_MEMORY. */
static rc_code undouble(const record *r, unsigned n, rc_text *texts, char **owned)
{
    size_t n_bytes = 0;

    for (unsigned i = 0; i < n; i++) {
        const field *f = &r->fields[SLOT_CARRIED + i];
        texts[i] = f->text.length > 0 ? f->text : (rc_text){"", 0};
        if (f->is_quoted && f->text.length > 0 && memchr(f->text.bytes, '"', f->text.length))
            n_bytes += f->text.length;
    }
    if (n_bytes == 0)
        return RC_OK;
    char *to = *owned = malloc(n_bytes);
    if (!to)
        return RC_ERROR_MEMORY;
    for (unsigned i = 0; i < n; i++) {
        const field *f = &r->fields[SLOT_CARRIED + i];
        if (!f->is_quoted || f->text.length == 0 || !memchr(f->text.bytes, '"', f->text.length))
            continue;
        texts[i] = (rc_text){to, 0};
        for (size_t k = 0; k < f->text.length; k++) {
            *to++ = f->text.bytes[k];
            texts[i].length++;
            k += f->text.bytes[k] == '"';
        }
    }
    return RC_OK;
}

/* Whether a field's text is found as it stands. NULs at its end would not count. */
static bool is_findable(const field *f)
{
    rc_text text = f->text;

    if (!text.bytes || (f->is_quoted && memchr(text.bytes, '"', text.length)))
        return false;
    return text.length == 0 || text.bytes[text.length - 1] != '\0';
}

bool rc_row_find_carried(const record *r, const dialect *d, const carried_set *set, uint32_t *group)
{
    rc_text texts[CARRIED_TEXTS_MAX];

    for (unsigned i = 0; i < d->n_carried; i++) {
        const field *f = &r->fields[SLOT_CARRIED + i];
        if (!is_findable(f))
            return false;
        texts[i] = f->text;
    }
    return rc_carried_set_find(set, texts, group);
}

rc_code rc_row_carry(const deck_row *row, const dialect *d, carried_set *set, uint32_t *group)
{
    rc_text texts[CARRIED_TEXTS_MAX];
    char terms[TERMS_BYTES], *owned = NULL;
    rc_code code = undouble(row->record, d->n_carried, texts, &owned);

    if (d->has_terms)
        texts[d->n_carried] = (rc_text){terms, rc_terms_spell(&row->terms, terms)};
    if (code == RC_OK)
        code = rc_carried_set_add(set, texts, group);
    free(owned);
    return code;
}
