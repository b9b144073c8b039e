/* A file that stands for standard error: see support_screen.h. */
#include "support_screen.h"

#include "support_test.h"

void screen_clear_buffered(const char *path, int buffering)
{
    assert_non_null(freopen(path, "wb", stderr));
    assert_int_equal(setvbuf(stderr, NULL, buffering, buffering == _IONBF ? 0 : BUFSIZ), 0);
}

void screen_clear(const char *path)
{
    screen_clear_buffered(path, _IONBF);
}

const char *screen_read(const char *path)
{
    static char text[1 << 16];
    FILE *file = fopen(path, "rb");

    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

int screen_end(const char *path, int n_failed)
{
    if (n_failed > 0)
        puts(screen_read(path));
    remove(path);
    return n_failed;
}
