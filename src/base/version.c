/* The library's version. */
#include "routecost.h"

const char *rc_version(void)
{
    return RC_VERSION;
}
