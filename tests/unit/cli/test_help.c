/* Tests of cli/help.h. */
#include "cli/help.h"

#include "cli/option_table.h"
#include "support_test.h"

enum { TEXT_BYTES = 16384, LINES_MAX = 24, COLUMNS_MAX = 80 };

/* Returns what help_print prints. */
static const char *help(bool all)
{
    static char text[TEXT_BYTES];
    FILE *file = tmpfile();

    assert_non_null(file);
    help_print(file, all);
    rewind(file);
    size_t length = fread(text, 1, sizeof text - 1, file);
    assert_true(length < sizeof text - 1);
    text[length] = '\0';
    fclose(file);
    return text;
}

static size_t count_lines(const char *text)
{
    size_t n = 0;

    for (; *text; text++)
        n += *text == '\n';
    return n;
}

static bool shows(const char *text, const option *o)
{
    char name[64];

    snprintf(name, sizeof name, "--%s", o->name);
    const char *at = strstr(text, o->help);
    while (at && at > text && at[-1] != '\n')
        at--;
    const char *found = at ? strstr(at, name) : NULL;
    return found && found < strstr(at, o->help);
}

TEST(help_fits_on_a_terminal)
{
    assert_in_range(count_lines(help(false)), 10, LINES_MAX);
}

TEST(no_line_is_wider_than_a_terminal)
{
    for (int all = 0; all <= 1; all++)
        for (const char *line = help(all); *line;) {
            size_t length = strcspn(line, "\n");
            if (length > COLUMNS_MAX)
                fail_msg("longer than %d: %.*s", COLUMNS_MAX, (int)length, line);
            line += length + (line[length] == '\n');
        }
}

TEST(help_shows_the_common_options_and_all_shows_every_option)
{
    for (size_t i = 0; i < n_options; i++) {
        const option *o = &option_table[i];
        if (!shows(help(true), o))
            fail_msg("--help=all does not show --%s", o->name);
        if (shows(help(false), o) != ((o->flags & OPTION_COMMON) != 0))
            fail_msg("--help: --%s", o->name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_fits_on_a_terminal),
        cmocka_unit_test(no_line_is_wider_than_a_terminal),
        cmocka_unit_test(help_shows_the_common_options_and_all_shows_every_option),
    };
    return RUN_TESTS(tests);
}
