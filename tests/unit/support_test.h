/* What every test program starts with: cmocka, and a short form for its tests. */
#ifndef SUPPORT_TEST_H
#define SUPPORT_TEST_H

/* cmocka.h wants these four before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A test: TEST(name_that_is_a_sentence) { ... }, listed in main by cmocka_unit_test. */
#define TEST(name)                                                                                 \
    static void name##_body(void);                                                                 \
    static void name(void **state)                                                                 \
    {                                                                                              \
        (void)state;                                                                               \
        name##_body();                                                                             \
    }                                                                                              \
    static void name##_body(void)

#define RUN_TESTS(tests) cmocka_run_group_tests(tests, NULL, NULL)

#define N_ELEMENTS(array) (sizeof(array) / sizeof *(array))

/* Prints how much of something a test program has done: analysis/counted.py adds that up. */
#define PRINT_COUNTED(n, what) printf("counted %zu %s\n", (size_t)(n), what)

/* An rc_text of a string literal or another NUL-terminated text. */
#define TEXT(string) ((rc_text){string, strlen(string)})

#endif
