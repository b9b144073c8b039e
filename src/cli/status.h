/* The exit statuses of the program. */
#ifndef CLI_STATUS_H
#define CLI_STATUS_H

enum {
    STATUS_DONE = 0,
    STATUS_WITH_FAULTS = 1, /* done, but some lines were invalid or skipped */
    STATUS_NOT_DONE = 2
};

#endif
