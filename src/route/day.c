/* Parses dates in the one unambiguous form, YYYY-MM-DD: rc_date_parse of routecost.h. */
#include "routecost.h"

enum { DATE_LENGTH = 10 };

/* Reads n digits. Returns -1 if a character is not a digit. */
static int read_digits(const char *digits, int n)
{
    int value = 0;

    for (int i = 0; i < n; i++) {
        if (digits[i] < '0' || digits[i] > '9')
            return -1;
        value = 10 * value + (digits[i] - '0');
    }
    return value;
}

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && is_leap);
}

rc_date rc_date_parse(rc_text text)
{
    if (text.length != DATE_LENGTH || text.bytes[4] != '-' || text.bytes[7] != '-')
        return 0;
    int year = read_digits(text.bytes, 4), month = read_digits(text.bytes + 5, 2);
    int day = read_digits(text.bytes + 8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_of_month(year, month))
        return 0;
    return (rc_date)(10000 * year + 100 * month + day);
}
