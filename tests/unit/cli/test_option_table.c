/* Tests of cli/option_table.h: what every row of the table has to keep to. */
#include "cli/option_table.h"

#include "support_test.h"

TEST(names_and_letters_are_given_once)
{
    for (size_t i = 0; i < n_options; i++) {
        const option *o = &option_table[i];
        assert_ptr_equal(option_find(o->name, strlen(o->name)), o);
        if (o->letter)
            assert_ptr_equal(option_find_letter(o->letter), o);
        if (o->command != COMMAND_PRICE)
            assert_ptr_equal(option_find_command(o->command), o);
    }
}

TEST(unknown_names_find_no_row)
{
    assert_null(option_find("rankle", 6));
    assert_null(option_find("ran", 3));
    assert_null(option_find("", 0));
    assert_null(option_find_letter('x'));
    assert_null(option_find_command(COMMAND_PRICE));
    assert_string_equal(option_find("ranked", 4)->name, "rank");
}

TEST(every_row_can_be_shown_and_advised)
{
    for (size_t i = 0; i < n_options; i++) {
        const option *o = &option_table[i];
        bool needs_value = o->value && !(o->flags & OPTION_VALUE_IS_FREE);
        if (strlen(o->help) == 0 || strlen(o->help) > 54)
            fail_msg("--%s: the help is empty or longer than 54 characters", o->name);
        if (needs_value && !o->example)
            fail_msg("--%s needs a value, but there is no example of one", o->name);
        if (!needs_value && o->example)
            fail_msg("--%s has an example of a value that it does not need", o->name);
        if (!o->read && (o->value || o->command == COMMAND_PRICE))
            fail_msg("--%s sets nothing", o->name);
    }
}

/* Two options that set one field would undo each other. */
TEST(every_option_has_a_field_of_its_own)
{
    for (size_t i = 0; i < n_options; i++)
        for (size_t j = 0; j < i; j++) {
            const option *a = &option_table[i], *b = &option_table[j];
            bool are_of_one_struct = (a->flags & OPTION_OF_LISTS) == (b->flags & OPTION_OF_LISTS);
            if (a->read && b->read && are_of_one_struct && a->field == b->field)
                fail_msg("--%s and --%s set the same field", a->name, b->name);
        }
}

TEST(rows_of_a_group_are_in_order)
{
    for (size_t i = 1; i < n_options; i++) {
        const option *a = &option_table[i - 1], *b = &option_table[i];
        if (a->group > b->group || (a->group == b->group && strcmp(a->name, b->name) > 0))
            fail_msg("--%s stands before --%s", a->name, b->name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_letters_are_given_once),
        cmocka_unit_test(unknown_names_find_no_row),
        cmocka_unit_test(every_row_can_be_shown_and_advised),
        cmocka_unit_test(every_option_has_a_field_of_its_own),
        cmocka_unit_test(rows_of_a_group_are_in_order),
    };
    return RUN_TESTS(tests);
}
