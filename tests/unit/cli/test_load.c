/* Tests of cli/load.h: messages, read from the file that stands for standard error.  What lists
 * give is in tests/cli/cases. */
#include "cli/load.h"

#include "support_screen.h"
#include "support_test.h"

#define SCREEN "test_load.screen"

TEST(what_is_no_number_is_not_explained)
{
    options o = {.command = COMMAND_EXPLAIN, .explained = "abc", .n_threads = 1};
    progress p;
    load l = {.o = &o, .progress = &p};

    screen_clear(SCREEN);
    progress_init(&p, false, 0);
    assert_null(load_explainer(&l));
    assert_string_equal(screen_read(SCREEN), "routecost: \"abc\" is not a number\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_number_is_not_explained),
    };
    return screen_end(SCREEN, RUN_TESTS(tests));
}
