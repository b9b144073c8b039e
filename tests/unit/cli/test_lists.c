/* Tests of cli/lists.h: what the command line calls a list, and its carrier. */
#include "cli/lists.h"

#include "support_test.h"

TEST(carrier_is_named_by_the_argument_or_after_its_file)
{
    static const struct {
        const char *argument, *path, *name;
    } cases[] = {
        {"deck.csv", "deck.csv", "deck"},
        {"lists/2026/deck.csv", "lists/2026/deck.csv", "deck"},
        {"deck.2026.csv", "deck.2026.csv", "deck.2026"},
        {"deck", "deck", "deck"},
        {"lists.d/deck", "lists.d/deck", "deck"},
        {"/dev/fd/63", "/dev/fd/63", "63"},
        {".deck", ".deck", ".deck"},
        {".deck.csv", ".deck.csv", ".deck"},
        {"deck.", "deck.", "deck"},
        {"..", "..", "."},
        {"-", "-", "stdin"},
        {"./-", "./-", "-"},
        {"acme=deck.csv", "deck.csv", "acme"},
        {"acme=/lists/deck.csv", "/lists/deck.csv", "acme"},
        {"acme=-", "-", "acme"},
        {"acme=a=b.csv", "a=b.csv", "acme"},
        {"./a=b.csv", "./a=b.csv", "a=b"},
        {"lists/a=b.csv", "lists/a=b.csv", "a=b"},
        {"Acme, Inc.=deck.csv", "deck.csv", "Acme, Inc."},
        {"=deck.csv", "deck.csv", ""},
        {"acme=", "", "acme"},
        {"lists/", "lists/", ""},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        list_argument list = list_parse(cases[i].argument);
        assert_string_equal(list.argument, cases[i].argument);
        assert_string_equal(list.path, cases[i].path);
        if (list.name.length != strlen(cases[i].name) ||
            memcmp(list.name.bytes, cases[i].name, list.name.length) != 0)
            fail_msg("%s is named %.*s", cases[i].argument, (int)list.name.length, list.name.bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(carrier_is_named_by_the_argument_or_after_its_file),
    };
    return RUN_TESTS(tests);
}
