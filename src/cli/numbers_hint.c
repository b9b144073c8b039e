/* Hints about operands that are not what NUMBERS should be: see numbers_hint.h. */
#include "cli/numbers_hint.h"

#include "cli/messages.h"
#include "cli/option_table.h"

#include <string.h>

enum { HINT_REASON_BYTES = 512 };

/* ---- Call records ---- */

/* Cuts the first line off what the file begins with.  Sets *is_whole if all of it is there. */
static rc_text first_line(const source *s, bool *is_whole)
{
    const char *start = s->first;
    size_t n = s->n_first;

    if (n >= 3 && memcmp(start, "\xef\xbb\xbf", 3) == 0) {
        start += 3;
        n -= 3;
    }
    const char *feed = n > 0 ? memchr(start, '\n', n) : NULL;
    *is_whole = feed || s->n_first < sizeof s->first;
    if (feed)
        n = (size_t)(feed - start);
    return (rc_text){start, n - (n > 0 && start[n - 1] == '\r')};
}

/* Returns the length of the first field, the delimiter not included. */
static size_t field_length(rc_text rest, char delimiter)
{
    bool is_quoted = false;
    size_t n = 0;

    for (; n < rest.length && (is_quoted || rest.bytes[n] != delimiter); n++)
        is_quoted ^= rest.bytes[n] == '"';
    return n;
}

static char find_delimiter(rc_text line)
{
    bool is_quoted = false;

    for (size_t i = 0; i < line.length; i++) {
        is_quoted ^= line.bytes[i] == '"';
        if (!is_quoted && memchr(",;\t|", line.bytes[i], 4))
            return line.bytes[i];
    }
    return '\0';
}

/* Returns a field without blanks and quotes around it. */
static rc_text trim(const char *bytes, size_t length)
{
    while (length > 0 && memchr(" \t\"", *bytes, 3)) {
        bytes++;
        length--;
    }
    while (length > 0 && memchr(" \t\"", bytes[length - 1], 3))
        length--;
    return (rc_text){bytes, length};
}

/* Returns true if a field is a name: it has a letter, or a byte beyond ASCII, and does not begin as
 * a number does. */
static bool is_name(rc_text field)
{
    if (field.length == 0 || memchr("+0123456789", *field.bytes, 11))
        return false;
    for (size_t i = 0; i < field.length; i++) {
        unsigned char c = (unsigned char)(field.bytes[i] | 32);
        if ((c >= 'a' && c <= 'z') || c >= 0x80)
            return true;
    }
    return false;
}

/* Writes the columns of a header, as many as have room.  Returns false if the line is none. */
static bool write_columns(char *to, size_t n_free, rc_text rest, char delimiter, bool is_whole)
{
    for (unsigned column = 1;; column++) {
        char quoted[RC_QUOTE_BYTES];
        size_t length = field_length(rest, delimiter);
        rc_text name = trim(rest.bytes, length);
        bool is_last = length == rest.length;
        if (is_last && !is_whole)
            return column > 1;
        if (!is_name(name))
            return false;
        rc_quote(quoted, name);
        if (n_free < strlen(quoted) + 24)
            return true;
        int n = snprintf(to, n_free, "%s %u %s", column > 1 ? "," : ":", column, quoted);
        to += n;
        n_free -= (size_t)n;
        if (is_last)
            return true;
        rest = (rc_text){rest.bytes + length + 1, rest.length - length - 1};
    }
}

void numbers_hint_print_calls(const source *numbers)
{
    char reason[HINT_REASON_BYTES] = "for call records, --number-column=N|NAME tells the column";
    size_t n = strlen(reason);
    bool is_whole;
    rc_text line = first_line(numbers, &is_whole);
    char delimiter = find_delimiter(line);

    if (!delimiter)
        return;
    if (!write_columns(reason + n, sizeof reason - n, line, delimiter, is_whole))
        reason[n] = '\0';
    message_file(numbers->name, reason, 0);
}

/* ---- A number in place of its file ---- */

/* Writes the '+' and the digits of a number as people write it.  Returns false if text has other
 * characters, or less than 3 digits. */
static bool write_number(char number[RC_QUOTE_INPUT_MAX], const char *text)
{
    size_t n = 0;

    for (; *text; text++) {
        bool is_symbol = (*text >= '0' && *text <= '9') || (*text == '+' && n == 0);
        if (is_symbol && n + 1 < RC_QUOTE_INPUT_MAX)
            number[n++] = *text;
        else if (!strchr(" -.()", *text))
            return false;
    }
    number[n] = '\0';
    return n >= 3;
}

/* Returns an argument as a shell takes it, or "ROUTES" if that would need quotes. */
static const char *show_argument(const char *argument)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_./=-+,:@%";
    return argument[strspn(argument, plain)] == '\0' ? argument : "ROUTES";
}

void numbers_hint_print_operand(const options *o)
{
    const option *mode = option_find_command(o->command);
    char number[RC_QUOTE_INPUT_MAX], lists[256] = "";
    char reason[HINT_REASON_BYTES];
    size_t n = 0;

    if (!write_number(number, o->numbers))
        return;
    for (size_t i = 0; i < o->n_lists; i++) {
        const char *argument = show_argument(o->lists[i].argument);
        if (n + strlen(argument) + strlen(" ") + sizeof "... " > sizeof lists) {
            snprintf(lists + n, sizeof lists - n, "... ");
            break;
        }
        n += (size_t)snprintf(lists + n, sizeof lists - n, "%s ", argument);
    }
    snprintf(reason, sizeof reason,
             "NUMBERS is a file of numbers: try \"echo %s | routecost %s%s%s%s-\"", number,
             mode ? "--" : "", mode ? mode->name : "", mode ? " " : "", lists);
    message_print(reason);
}
