/* Answers the numbers of a file: rc_answer_file of routecost.h. */
#include "base/error.h"

#include <errno.h>

rc_code rc_answer_file(const rc_table *table, const char *path, rc_writer answers,
                       const rc_answer_options *options, rc_answer_stats *stats, rc_error *error)
{
    errno = 0;
    FILE *file = fopen(path, "rb");

    if (!file) {
        rc_error_set(error, RC_ERROR_READ, "cannot open the file");
        if (error)
            error->os_error = errno;
        if (stats)
            *stats = (rc_answer_stats){.n_numbers = 0};
        return RC_ERROR_READ;
    }
    rc_code code =
        rc_answer_numbers(table, rc_reader_from_file(file), answers, options, stats, error);
    fclose(file);
    return code;
}
