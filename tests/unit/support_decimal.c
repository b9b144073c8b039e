/* What calls cost, by the plainest means: see support_decimal.h. */
#include "support_decimal.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { N_DIGITS = 760, N_DECIMALS = 320 };

/* A decimal with N_DECIMALS digits behind the point, the last digit first. */
typedef struct decimal {
    unsigned char digits[N_DIGITS];
} decimal;

static decimal from_text(const char *text)
{
    decimal d = {{0}};
    size_t n_whole = strcspn(text, ".");

    for (size_t i = 0; i < n_whole; i++)
        d.digits[N_DECIMALS + n_whole - 1 - i] = (unsigned char)(text[i] - '0');
    for (size_t i = n_whole; text[i] && text[i + 1]; i++)
        d.digits[N_DECIMALS - 1 - (i - n_whole)] = (unsigned char)(text[i + 1] - '0');
    return d;
}

static decimal add(const decimal *a, const decimal *b)
{
    decimal sum = {{0}};
    int carry = 0;

    for (int i = 0; i < N_DIGITS; i++) {
        carry += a->digits[i] + b->digits[i];
        sum.digits[i] = (unsigned char)(carry % 10);
        carry /= 10;
    }
    return sum;
}

/* Multiplies by a whole number given in digits, the first one first. */
static decimal multiply(const decimal *a, const char *factor)
{
    decimal product = {{0}};

    for (; *factor; factor++) {
        memmove(product.digits + 1, product.digits, N_DIGITS - 1);
        product.digits[0] = 0;
        for (int times = *factor - '0'; times > 0; times--)
            product = add(&product, a);
    }
    return product;
}

/* Divides as on paper, digit by digit from the left. */
static decimal divide(const decimal *a, uint64_t divisor)
{
    decimal quotient = {{0}};
    uint64_t rest = 0;

    for (int i = N_DIGITS - 1; i >= 0; i--) {
        rest = rest * 10 + a->digits[i];
        quotient.digits[i] = (unsigned char)(rest / divisor);
        rest %= divisor;
    }
    return quotient;
}

/* Writes the digits down to the lowest that is shown. */
static void write_digits(const decimal *d, int n_decimals, char *text)
{
    int at = N_DIGITS - 1;

    while (at > N_DECIMALS && d->digits[at] == 0)
        at--;
    for (; at >= N_DECIMALS - n_decimals; at--) {
        *text++ = (char)('0' + d->digits[at]);
        if (at == N_DECIMALS && n_decimals > 0)
            *text++ = '.';
    }
    *text = '\0';
}

void decimal_charge(const decimal_call *call, char text[DECIMAL_TEXT_BYTES])
{
    char billed[32];
    decimal cost = from_text(call->cost), fee = from_text(call->fee), unit = {{0}};

    if (call->n_billed == 0)
        fee = from_text("0");
    sprintf(billed, "%" PRIu64, call->n_billed);
    decimal charge = multiply(&cost, billed);
    charge = divide(&charge, call->per);
    /* The fee is a whole number of 10^-N_DECIMALS, so it changes no digit behind those. */
    charge = add(&charge, &fee);
    unit.digits[N_DECIMALS - call->n_decimals] = 1;
    if (charge.digits[N_DECIMALS - 1 - call->n_decimals] >= 5)
        charge = add(&charge, &unit);
    write_digits(&charge, (int)call->n_decimals, text);
}

void decimal_product(const char *a, const char *b, char text[DECIMAL_TEXT_BYTES])
{
    decimal value = from_text(a);
    value = multiply(&value, b);
    write_digits(&value, 0, text);
}

void decimal_sum(const char *a, const char *b, char text[DECIMAL_TEXT_BYTES])
{
    decimal x = from_text(a), y = from_text(b);
    x = add(&x, &y);
    write_digits(&x, 0, text);
}
