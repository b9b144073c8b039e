/* Tests of cli/advice.h: the option that was perhaps meant, and a line that is right. */
#include "cli/advice.h"

#include "support_test.h"

static const char *const names[] = {
    "check", "cost-column", "delimiter", "duplicates", "explain",       "fields", "header",  "help",
    "plus",  "progress",    "quiet",     "rank",       "skip-bad-rows", "stats",  "threads",
};

static const char *nearest(const char *word)
{
    misspelt m = {.word = word, .length = strlen(word)};

    for (size_t i = 0; i < N_ELEMENTS(names); i++)
        misspelt_consider(&m, names[i]);
    return m.nearest ? m.nearest : "none";
}

TEST(slips_of_the_hand_find_their_option)
{
    static const struct {
        const char *word, *meant;
    } cases[] = {
        {"quite", "quiet"},
        {"qiuet", "quiet"},
        {"Quiet", "quiet"},
        {"theads", "threads"},
        {"thread", "threads"},
        {"thraeds", "threads"},
        {"delimeter", "delimiter"},
        {"skip_bad_rows", "skip-bad-rows"},
        {"skip-bad-row", "skip-bad-rows"},
        {"skipbadrows", "skip-bad-rows"},
        {"hlep", "help"},
        {"costcolumn", "cost-column"},
        {"pluss", "plus"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++)
        assert_string_equal(nearest(cases[i].word), cases[i].meant);
}

/* One slip, and one more for every five letters of the name. */
TEST(longer_names_allow_more_slips)
{
    static const struct {
        const char *word, *meant;
    } cases[] = {
        {"plxs", "plus"},
        {"pxxs", "none"},
        {"qxxet", "quiet"},
        {"qxxxt", "none"},
        {"dexxmiter", "delimiter"},
        {"dexxxiter", "none"},
        {"duxxxcates", "duplicates"},
        {"duxxxxates", "none"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++)
        assert_string_equal(nearest(cases[i].word), cases[i].meant);
}

TEST(beginning_of_a_name_finds_it)
{
    assert_string_equal(nearest("skip"), "skip-bad-rows");
    assert_string_equal(nearest("prog"), "progress");
    assert_string_equal(nearest("he"), "help"); /* the nearest of several */
}

TEST(other_words_find_nothing)
{
    static const char *const words[] = {
        "",        "x",      "xx",    "frobnicate",
        "verbose", "output", "zzzzz", "a-word-that-is-longer-than-any-name-of-an-option-can-be",
    };

    for (size_t i = 0; i < N_ELEMENTS(words); i++)
        assert_string_equal(nearest(words[i]), "none");
}

TEST(of_two_names_the_nearer_one_is_meant)
{
    misspelt m = {.word = "counts", .length = 6};

    misspelt_consider(&m, "counties");
    assert_string_equal(m.nearest, "counties");
    misspelt_consider(&m, "count");
    assert_string_equal(m.nearest, "count");
    misspelt_consider(&m, "counted");
    assert_string_equal(m.nearest, "count");
}

static const char *advice(const char *name)
{
    static char text[ADVICE_BYTES];

    return advice_write(text, name);
}

TEST(advice_is_a_whole_command)
{
    assert_string_equal(advice(NULL), "try \"routecost routes.csv numbers.txt\"");
    assert_string_equal(advice("quiet"), "try \"routecost --quiet routes.csv numbers.txt\"");
    assert_string_equal(advice("threads"), "try \"routecost --threads=4 routes.csv numbers.txt\"");
    assert_string_equal(advice("check"), "try \"routecost --check routes.csv\"");
    assert_string_equal(advice("help"), "try \"routecost --help\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slips_of_the_hand_find_their_option),
        cmocka_unit_test(longer_names_allow_more_slips),
        cmocka_unit_test(beginning_of_a_name_finds_it),
        cmocka_unit_test(other_words_find_nothing),
        cmocka_unit_test(of_two_names_the_nearer_one_is_meant),
        cmocka_unit_test(advice_is_a_whole_command),
    };
    return RUN_TESTS(tests);
}
