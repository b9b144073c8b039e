/* Tests of cli/progress.h: the line as it is painted, read from the file that stands for standard
 * error. tests/cli/terminal.sh has terminals of different widths. */
#include "cli/progress.h"
#include "cli/system.h"

#include "support_screen.h"
#include "support_test.h"

#define SCREEN "test_progress.screen"

/* What was read last. */
static const char *painted;

/* What was painted since the phase began. */
static const char *read_screen(void)
{
    return painted = screen_read(SCREEN);
}

/* Waits until a text was painted; progress_add paints where there are no threads. */
static void see(progress *p, const char *text)
{
    double started = clock_now();

    while (!strstr(read_screen(), text)) {
        if (clock_now() - started > 20)
            fail_msg("no \"%s\" in \"%s\"", text, painted);
        if (!HAVE_THREADS)
            progress_add(p, 0);
    }
}

/* A file of n_bytes whose first n_read bytes were read. */
static FILE *make_file(long n_bytes, long n_read)
{
    FILE *file = tmpfile();

    assert_non_null(file);
    for (long i = 0; i < n_bytes; i++)
        putc('1', file);
    assert_int_equal(fseek(file, n_read, SEEK_SET), 0);
    return file;
}

TEST(share_is_of_what_is_left_of_the_file)
{
    static const struct {
        long n_bytes, n_read;
        size_t n_done;
        const char *line;
    } cases[] = {{100, 0, 25, "\rnumbers 25 %, 0 MB/s, "},
                 {200, 100, 25, "\rnumbers 25 %, 0 MB/s, "},
                 {100, 0, 100, "\rnumbers 100 %, 0 MB/s, 0 s left"},
                 {100, 99, 1, "\rnumbers 100 %, "},
                 {100, 0, 101, "\rnumbers 0 MB/s"},
                 {100, 100, 25, "\rnumbers 0 MB/s"},
                 {0, 0, 25, "\rnumbers 0 MB/s"}};

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        FILE *file = make_file(cases[i].n_bytes, cases[i].n_read);
        progress p;
        screen_clear(SCREEN);
        progress_init(&p, true, 1);
        progress_begin_numbers(&p, file);
        assert_int_equal(ftell(file), cases[i].n_read);
        progress_add(&p, cases[i].n_done);
        see(&p, cases[i].line);
        progress_end(&p);
        fclose(file);
    }
}

TEST(lists_are_counted_if_there_are_several)
{
    FILE *file = make_file(100, 0);
    progress p;

    progress_init(&p, true, 2);
    for (int i = 1; i <= 2; i++) {
        char line[80];
        screen_clear(SCREEN);
        progress_begin_list(&p, i == 1 ? file : NULL);
        progress_add(&p, 10);
        sprintf(line, "\rroutes %d of 2, %s0 MB/s", i, i == 1 ? "10 %, " : "");
        see(&p, line);
        progress_end(&p);
    }
    fclose(file);
    screen_clear(SCREEN);
    progress_init(&p, true, 1);
    progress_begin_list(&p, NULL);
    see(&p, "\rroutes 0 MB/s");
    progress_end(&p);
}

/* The rate is over the time since the phase began, which is known within bounds. */
TEST(rate_is_worked_out)
{
    double began = clock_now(), rate;
    progress p;

    screen_clear(SCREEN);
    progress_init(&p, true, 1);
    progress_begin_numbers(&p, NULL);
    progress_add(&p, (size_t)1 << 31);
    see(&p, " MB/s");
    assert_int_equal(sscanf(painted, "\rnumbers %lf MB/s", &rate), 1);
    assert_true(rate <= 2147.483648 / 0.25 + 1);
    assert_true(rate >= 2147.483648 / (clock_now() - began) - 1);
    progress_end(&p);
}

/* The phase began 400 s ago and has done 9 MB a second; a painting i % 8 was made then, too, and
 * (i + 1) MB a second were done since. */
TEST(rate_is_over_the_last_eight_paintings)
{
    static const struct {
        unsigned n_samples;
        const char *line;
    } cases[] = {{7, "\rnumbers 9 MB/s"}, {8, "\rnumbers 1 MB/s"}, {15, "\rnumbers 8 MB/s"}};

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        progress p;
        progress_init(&p, true, 1);
        progress_begin_numbers(&p, NULL);
        progress_add(&p, 3600000000);
        progress_pause(&p);
        screen_clear(SCREEN);
        p.started = clock_now() - 400;
        p.n_samples = cases[i].n_samples;
        for (int k = 0; k < PROGRESS_SAMPLES; k++)
            p.samples[k] = (progress_sample){p.started, 3.6e9 - 4e8 * (k + 1)};
        progress_resume(&p);
        see(&p, " MB/s");
        progress_end(&p);
        assert_memory_equal(painted, cases[i].line, strlen(cases[i].line));
    }
}

/* 100,000 bytes took 10,000 s, and a little longer until the line is painted. */
TEST(time_left_is_in_seconds_below_100_and_in_minutes_below_100)
{
    static const struct {
        long n_left;
        const char *text;
    } cases[] = {{998, ", 100 s left"},
                 {1002, ", 2 min left"},
                 {59900, ", 100 min left"},
                 {60100, ", 2 h left"}};

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        FILE *file = make_file(100000 + cases[i].n_left, 0);
        progress p;
        screen_clear(SCREEN);
        progress_init(&p, true, 1);
        progress_begin_numbers(&p, file);
        progress_pause(&p);
        p.started -= 10000;
        progress_resume(&p);
        progress_add(&p, 100000);
        see(&p, " left");
        progress_end(&p);
        fclose(file);
        assert_non_null(strstr(painted, cases[i].text));
    }
}

TEST(wait_is_shown_until_bytes_come)
{
    progress p;

    screen_clear(SCREEN);
    progress_init(&p, true, 1);
    progress_begin_list(&p, NULL);
    progress_wait(&p);
    if (HAVE_THREADS)
        see(&p, "\rroutes 0 MB/s, waiting");
    screen_clear(SCREEN);
    progress_add(&p, 10);
    see(&p, HAVE_THREADS ? "\rroutes 0 MB/s         " : "\rroutes 0 MB/s"); /* ", waiting" goes */
    progress_end(&p);
}

/* A line has room for 39 characters; a part that does not fit is left out whole. */
TEST(part_that_has_no_room_is_left_out)
{
    static const struct {
        size_t n_lists, list_no; /* before */
        bool has_file;
        const char *line;
    } cases[] = {
        {4000000000, 0, false, "\rroutes 1 of 4000000000, 0 MB/s, waiting"},
        {4000000000, 9, false, "\rroutes 10 of 4000000000, 0 MB/s"},
        {4000000000, 0, true, "\rroutes 1 of 4000000000, 0 %, 0 MB/s"},
        {4000000000, 3999999998, true, "\rroutes 3999999999 of 4000000000, 0 %"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases) && HAVE_THREADS; i++) {
        FILE *file = make_file(100, 0);
        progress p;
        screen_clear(SCREEN);
        progress_init(&p, true, cases[i].n_lists);
        p.list_no = cases[i].list_no;
        progress_begin_list(&p, cases[i].has_file ? file : NULL);
        progress_wait(&p);
        see(&p, cases[i].line);
        progress_pause(&p);
        assert_int_equal(strcspn(read_screen() + 1, "\r"), strlen(cases[i].line) - 1);
        progress_resume(&p);
        progress_end(&p);
        fclose(file);
    }
}

TEST(line_is_covered_with_blanks_at_the_end_and_for_a_message)
{
    static const char cleared[] = "\r             \r"; /* as long as "routes 0 MB/s" */
    progress p;

    screen_clear(SCREEN);
    progress_init(&p, true, 1);
    progress_begin_list(&p, NULL);
    see(&p, "\rroutes 0 MB/s");
    progress_pause(&p);
    assert_non_null(strstr(read_screen(), cleared));
    screen_clear(SCREEN);
    double paused = clock_now();
    while (clock_now() - paused < 0.4)
        progress_add(&p, 0);
    assert_string_equal(read_screen(), "");
    progress_resume(&p);
    see(&p, "\rroutes 0 MB/s");
    progress_end(&p);
    read_screen();
    assert_true(strlen(painted) > strlen(cleared));
    assert_string_equal(painted + strlen(painted) - strlen(cleared), cleared);
}

/* As where a thread cannot be started. Before a phase begins, none is. */
TEST(line_is_painted_when_bytes_come_if_no_thread_paints_it)
{
    progress p;

    screen_clear(SCREEN);
    progress_init(&p, true, 1);
    p.painted = clock_now() - 1;
    progress_add(&p, 10);
    assert_string_equal(read_screen(), "\rnumbers 0 MB/s");
}

/* ISO C lets standard error have one: a line buffer. */
TEST(line_does_not_wait_in_a_buffer)
{
    progress p;

    screen_clear_buffered(SCREEN, _IOLBF);
    progress_init(&p, true, 1);
    progress_begin_list(&p, NULL);
    see(&p, "\rroutes 0 MB/s");
    progress_end(&p);
}

TEST(line_that_is_not_wanted_is_never_shown)
{
    FILE *file = make_file(100, 0);
    progress p;

    screen_clear(SCREEN);
    progress_init(&p, false, 1);
    progress_begin_numbers(&p, file);
    progress_wait(&p);
    double began = clock_now();
    while (clock_now() - began < 0.4)
        progress_add(&p, 1);
    progress_pause(&p);
    progress_resume(&p);
    progress_end(&p);
    fclose(file);
    assert_string_equal(read_screen(), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(share_is_of_what_is_left_of_the_file),
        cmocka_unit_test(lists_are_counted_if_there_are_several),
        cmocka_unit_test(rate_is_worked_out),
        cmocka_unit_test(rate_is_over_the_last_eight_paintings),
        cmocka_unit_test(time_left_is_in_seconds_below_100_and_in_minutes_below_100),
        cmocka_unit_test(wait_is_shown_until_bytes_come),
        cmocka_unit_test(part_that_has_no_room_is_left_out),
        cmocka_unit_test(line_is_covered_with_blanks_at_the_end_and_for_a_message),
        cmocka_unit_test(line_is_painted_when_bytes_come_if_no_thread_paints_it),
        cmocka_unit_test(line_does_not_wait_in_a_buffer),
        cmocka_unit_test(line_that_is_not_wanted_is_never_shown),
    };
    return screen_end(SCREEN, RUN_TESTS(tests));
}
