/* What stands in the cost's column of a scenario's row, and what it means: see scenario.h. */
#include "scenario.h"
#include "support_decimal.h"

#include <stdlib.h>
#include <string.h>

/* Splits a plain decimal into its digits and the count of those behind the point. */
static size_t take_point_out(const char *text, char digits[40])
{
    size_t n_whole = strcspn(text, "."), n_decimals = strlen(text) - n_whole;

    memcpy(digits, text, n_whole);
    strcpy(digits + n_whole, text[n_whole] ? text + n_whole + 1 : "");
    return n_decimals > 0 ? n_decimals - 1 : 0;
}

/* Multiplies as on paper; zeros that need not be there are left out. */
static void multiply(const char *a, const char *b, char product[40])
{
    char digits_a[40], digits_b[40], digits[DECIMAL_TEXT_BYTES];
    size_t n_decimals = take_point_out(a, digits_a) + take_point_out(b, digits_b), n_zeros = 0;

    decimal_product(digits_a, digits_b, digits);
    size_t length = strlen(digits);
    if (length <= n_decimals)
        n_zeros = n_decimals + 1 - length;
    memset(product, '0', n_zeros);
    strcpy(product + n_zeros, digits);
    length += n_zeros;
    if (n_decimals > 0) {
        char *point = product + length - n_decimals;
        memmove(point + 1, point, n_decimals + 1);
        *point = '.';
        for (char *end = point + n_decimals; *end == '0'; end--)
            *end = '\0';
        if (point[1] == '\0')
            *point = '\0';
    }
}

/* Writes a cost with the sign of a currency, or so it happens, and with a decimal comma. */
static void write_cost(feed *f, const rc_load_options *o, const char *cost, char written[48])
{
    const char *sign = o->currency.length > 0 ? o->currency.bytes : "";
    size_t where = *sign ? feed_below(f, 8) : 4;

    snprintf(written, 48, "%s%s%s%s%s", where < 2 ? sign : "", where == 1 ? " " : "", cost,
             where == 3 ? "  " : "", where == 2 || where == 3 ? sign : "");
    char *point = o->decimal_comma ? strchr(written, '.') : NULL;
    if (point)
        *point = ',';
}

void scenario_spell_cost(feed *f, const rc_load_options *o, char cost[40], char written[48])
{
    static const char *const blocked[] = {"blocked", "Blocked", "N/A", "closed"};
    enum { DIGITS_MAX = 12 }; /* so that the product is never too long */

    if (o->n_blocked > 0 && feed_below(f, 8) == 1) {
        strcpy(cost, "");
        strcpy(written, blocked[feed_below(f, 4)]);
        return;
    }
    if (o->factor.length > 0 && strlen(cost) > DIGITS_MAX)
        strcpy(cost, "0.50");
    write_cost(f, o, cost, written);
    if (o->factor.length > 0) {
        char product[40];
        multiply(cost, o->factor.bytes, product);
        strcpy(cost, product);
    }
}
