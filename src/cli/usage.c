/* What is wrong with a command line: see usage.h. */
#include "cli/usage.h"

#include <stdarg.h>
#include <string.h>

rc_code usage_error_set(usage_error *error, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(error->reason, sizeof error->reason, format, arguments);
    va_end(arguments);
    return RC_ERROR_OPTIONS;
}

rc_code usage_error_value(usage_error *error, const char *value, const char *text)
{
    return usage_error_set(error, "--%s=%s %s", error->option, QUOTED(value, strlen(value)), text);
}
