/* How many prefixes the table of a list has and how many bytes it takes. */
#ifndef BENCH_TABLE_SIZE_H
#define BENCH_TABLE_SIZE_H

struct table_size {
    unsigned long long n_prefixes;
    unsigned long long n_bytes;
};

/* Runs routecost --stats on the list and the empty file and reads what it tells; that is
 * kept in the file stats_path.  Returns 0, or 1 after a message on standard error. */
int table_size_read(const char *routecost, const char *list, const char *empty,
                    const char *stats_path, struct table_size *size);

/* Bytes a prefix; 0 without prefixes. */
double table_size_per_prefix(struct table_size size);

#endif
