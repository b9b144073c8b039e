/* Tests of cli/load.h: messages, read from the file that stands for standard error.  What lists
 * give is in tests/cli/cases. */
#include "cli/load.h"

#include "support_test.h"

#define SCREEN "test_load.screen"

static char shown[1 << 10];

static void clear_screen(void)
{
    assert_non_null(freopen(SCREEN, "wb", stderr));
    setvbuf(stderr, NULL, _IONBF, 0);
}

/* What was printed since the screen was cleared. */
static const char *read_screen(void)
{
    FILE *file = fopen(SCREEN, "rb");
    assert_non_null(file);
    shown[fread(shown, 1, sizeof shown - 1, file)] = '\0';
    fclose(file);
    return shown;
}

TEST(what_is_no_number_is_not_explained)
{
    options o = {.command = COMMAND_EXPLAIN, .explained = "abc", .n_threads = 1};
    progress p;
    load l = {.o = &o, .progress = &p};

    clear_screen();
    progress_init(&p, false, 0);
    assert_null(load_explainer(&l));
    assert_string_equal(read_screen(), "routecost: \"abc\" is not a number\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_number_is_not_explained),
    };
    int n_failed = RUN_TESTS(tests);

    if (n_failed > 0)
        puts(read_screen()); /* where cmocka's messages went */
    remove(SCREEN);
    return n_failed;
}
