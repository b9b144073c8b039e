/* Random text that looks like CSV: see support_csv.h. */
#include "support_csv.h"

#include "support_test.h"

/* Records as they mostly are, now and then with a blank or a stray quote. */
static buffer random_records(prng *p, size_t n_fields)
{
    static const char *const fields[] = {
        "",  "+1415",    "\"\"",  "\"1415\"", "\"a,b\"", "\"\n\"", "\"\"\"\"", "\"a\"\"b;\"",
        "a", " \"44\" ", "#a,\"", "#N/A",     "1\r",     "\"x\"y", "\"x\ny\"z"};
    static const char *const ends[] = {",", ",", ",", ",", ";", "\n", "\r\n"};
    size_t n_kinds = N_ELEMENTS(fields) - (prng_below(p, 2) ? 5 : 0);
    buffer text = {0};

    while (n_fields-- > 0) {
        buffer_string(&text, fields[prng_below(p, n_kinds)]);
        buffer_string(&text, ends[prng_below(p, N_ELEMENTS(ends))]);
    }
    return text;
}

buffer random_csv(prng *p, size_t n_bytes)
{
    static const char bytes[] = "\"\"\"\"\",,,;;\n\n\n\r \t1234+x|";
    buffer text = {0};

    if (prng_below(p, 3) > 0)
        return random_records(p, n_bytes);
    buffer_fill(&text, 'z', prng_below(p, 40));
    while (n_bytes-- > 0)
        buffer_fill(&text, bytes[prng_below(p, sizeof bytes - 1)],
                    prng_below(p, 20) ? 1 : 1 + prng_below(p, 40));
    return text;
}
