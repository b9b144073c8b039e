/* A file that is read: see source.h. */
#include "cli/source.h"

#include "cli/messages.h"

#include <errno.h>
#include <string.h>

FILE *source_open(const char *path)
{
    if (strcmp(path, "-") == 0)
        return stdin;
    errno = 0;
    FILE *file = fopen(path, "rb");
    if (!file)
        message_file(path, "cannot open", errno);
    return file;
}

void source_close(FILE *file)
{
    if (file && file != stdin)
        fclose(file);
}

bool source_is_input_closed(void)
{
#ifdef EBADF
    errno = 0;
    return ftell(stdin) < 0 && errno == EBADF;
#else
    return false;
#endif
}

size_t source_read(void *context, void *bytes, size_t n_bytes, bool *failed)
{
    source *s = context;

    progress_wait(s->progress);
    size_t n_read = s->reader.read(s->reader.context, bytes, n_bytes, failed);
    size_t n_room = sizeof s->first - s->n_first, n_kept = n_read < n_room ? n_read : n_room;

    if (n_kept > 0)
        memcpy(s->first + s->n_first, bytes, n_kept);
    s->n_first += n_kept;
    progress_add(s->progress, n_read);
    return n_read;
}

void source_show_fault(void *context, const rc_error *fault)
{
    source *s = context;

    if (s->quiet)
        return;
    s->n_shown++;
    progress_pause(s->progress);
    message_fault(s->name, fault);
    progress_resume(s->progress);
}
