/* Parses days: rc_date_parse of routecost.h. */
#include "base/ascii.h"
#include "routecost.h"

#include <string.h>

enum { ISO_LENGTH = 10 /* 2026-04-01: nothing shorter has a time behind it */ };

/* What is left of a text, and numbers on their way to a day. */
typedef struct day_text {
    const char *at, *end;
} day_text;

/* Reads min to max digits.  Returns -1 if there are fewer. */
static int read_digits(day_text *t, int min, int max)
{
    int value = 0, n = 0;

    for (; n < max && t->at < t->end && is_digit(*t->at); n++)
        value = 10 * value + (*t->at++ - '0');
    return n >= min ? value : -1;
}

/* Reads one of some characters.  Returns it, or 0. */
static char read_char(day_text *t, const char *characters)
{
    return t->at < t->end && *t->at && strchr(characters, *t->at) ? *t->at++ : '\0';
}

/* Reads the three letters of a month.  Returns 0 if they are none. */
static int read_month_name(day_text *t)
{
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";

    for (int month = 1; month <= 12 && t->end - t->at >= 3; month++) {
        const char *name = names + 3 * (month - 1);
        if (to_lower(t->at[0]) == name[0] && to_lower(t->at[1]) == name[1] &&
            to_lower(t->at[2]) == name[2]) {
            t->at += 3;
            return month;
        }
    }
    return 0;
}

/* Cuts a time of midnight off the end of a text. */
static rc_text cut_midnight(rc_text text)
{
    static const char *const times[] = {"00:00:00", "00:00"};

    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        size_t n = strlen(times[i]) + 1, before = text.length > n ? text.length - n : 0;
        if (before > 0 && memcmp(text.bytes + before + 1, times[i], n - 1) == 0 &&
            (text.bytes[before] == ' ' || text.bytes[before] == 'T'))
            return (rc_text){text.bytes, before};
    }
    return text;
}

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && is_leap);
}

static rc_date make_day(int year, int month, int day)
{
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_of_month(year, month))
        return 0;
    return (rc_date)(10000 * year + 100 * month + day);
}

/* Reads a text that begins with the year. */
static rc_date read_year_first(day_text t)
{
    int year = read_digits(&t, 4, 4);
    char separator = read_char(&t, "-/");
    int month = read_digits(&t, 2, 2);
    bool is_alike = !separator || (t.at < t.end && *t.at++ == separator);
    int day = read_digits(&t, 2, 2);

    return is_alike && t.at == t.end ? make_day(year, month, day) : 0;
}

/* Reads a text that ends with the year. */
static rc_date read_year_last(day_text t, rc_date_order order)
{
    int first = read_digits(&t, 1, 2), second;
    char separator = read_char(&t, "-/. ");
    int named = separator == '-' || separator == ' ' ? read_month_name(&t) : 0;

    second = named ? named : read_digits(&t, 1, 2);
    if (!separator || read_char(&t, "-/. ") != separator)
        return 0;
    int year = read_digits(&t, 4, 4);
    if (t.at != t.end)
        return 0;
    if (named)
        return make_day(year, named, first);
    if (order == RC_DATE_ORDER_NONE || separator == ' ')
        return 0;
    return order == RC_DATE_ORDER_DMY ? make_day(year, second, first)
                                      : make_day(year, first, second);
}

rc_date rc_date_parse(rc_text text, rc_date_order order)
{
    if (text.length == 0)
        return 0;
    if (text.length > ISO_LENGTH)
        text = cut_midnight(text);
    day_text whole = {text.bytes, text.bytes + text.length}, t = whole;

    return read_digits(&t, 3, 3) >= 0 ? read_year_first(whole) : read_year_last(whole, order);
}
