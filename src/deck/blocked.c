/* What means in a route list that a route is blocked: see blocked.h. */
#include "deck/blocked.h"

#include "base/ascii.h"

#include <string.h>

static rc_text trim(rc_text text)
{
    while (text.length > 0 && is_blank(text.bytes[0])) {
        text.bytes++;
        text.length--;
    }
    while (text.length > 0 && is_blank(text.bytes[text.length - 1]))
        text.length--;
    return text;
}

static bool is_same(rc_text a, rc_text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

/* Returns true if the text is one of the words, which are in lower case; NULL ends them. */
static bool is_word(rc_text text, const char *const *words)
{
    for (; *words; words++) {
        size_t i = 0;
        while (i < text.length && (*words)[i] && to_lower(text.bytes[i]) == (*words)[i])
            i++;
        if (i == text.length && !(*words)[i])
            return true;
    }
    return false;
}

bool rc_blocked_is_cost(const rc_text *texts, size_t n, rc_text text)
{
    static const char *const words[] = {"blocked", NULL};

    if (is_word(text, words))
        return true;
    for (size_t i = 0; i < n; i++)
        if (is_same(trim(texts[i]), text))
            return true;
    return false;
}

bool rc_blocked_is_likely(rc_text text)
{
    static const char *const words[] = {"",
                                        "n/a",
                                        "na",
                                        "n.a.",
                                        "none",
                                        "null",
                                        "nil",
                                        "closed",
                                        "not available",
                                        "unavailable",
                                        "not offered",
                                        "block",
                                        "barred",
                                        "bar",
                                        "stop",
                                        "stopped",
                                        "suspended",
                                        "no",
                                        "invalid",
                                        "not allowed",
                                        "no route",
                                        "disabled",
                                        "not supported",
                                        NULL};
    bool is_sign = text.length <= 3; /* nothing but hyphens and the like */

    for (size_t i = 0; i < text.length && is_sign; i++)
        is_sign = memchr("-*/_", text.bytes[i], 4) != NULL;
    return is_sign || is_word(text, words);
}

bool rc_blocked_may_be_costs(const rc_text *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < texts[i].length; k++)
            if (is_digit(texts[i].bytes[k]))
                return true;
    return false;
}

blocked_mark rc_blocked_read_mark(rc_text text)
{
    static const char *const yes[] = {"1", "y", "yes", "true", "x", "blocked", NULL};
    static const char *const no[] = {"", "0", "n", "no", "false", NULL};

    return is_word(text, yes) ? BLOCKED_YES : is_word(text, no) ? BLOCKED_NO : BLOCKED_UNCLEAR;
}
