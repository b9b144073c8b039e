/* The textbook's trie, for comparison: a node with eleven pointers for every symbol of a prefix.
 *
 *     naive_trie ROUTES NUMBERS
 *
 * Reads the plain lists that generate makes ("+1415,0.02") and answers as routecost does. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SYMBOLS = 11, LINE_BYTES = 256 };

struct node {
    struct node *children[SYMBOLS];
    char *cost; /* NULL: no prefix ends here */
};

static void *take(void *memory)
{
    if (!memory)
        exit((fputs("naive_trie: out of memory\n", stderr), 2));
    return memory;
}

static struct node *new_node(void)
{
    struct node *node = take(malloc(sizeof *node));

    *node = (struct node){.cost = NULL};
    return node;
}

/* 0 to 9, 10 for '+', or SYMBOLS. */
static int symbol_of(char c)
{
    return c == '+' ? 10 : c >= '0' && c <= '9' ? c - '0' : SYMBOLS;
}

static FILE *open_file(const char *path)
{
    FILE *file = fopen(path, "rb");

    if (!file)
        exit((perror(path), 2));
    return file;
}

/* The cheapest row of a prefix stays.  Doubles do for the few digits of the lists made here. */
static void add(struct node *root, const char *prefix, const char *cost)
{
    struct node *node = root;

    for (const char *at = prefix; symbol_of(*at) < SYMBOLS; at++) {
        struct node **child = &node->children[symbol_of(*at)];
        if (!*child)
            *child = new_node();
        node = *child;
    }
    if (node->cost && strtod(cost, NULL) >= strtod(node->cost, NULL))
        return;
    free(node->cost);
    node->cost = take(malloc(strlen(cost) + 1));
    strcpy(node->cost, cost);
}

static const char *find(const struct node *root, const char *number)
{
    const char *cost = "0";
    const struct node *node = root;

    for (const char *at = number; symbol_of(*at) < SYMBOLS; at++) {
        node = node->children[symbol_of(*at)];
        if (!node)
            break;
        if (node->cost)
            cost = node->cost;
    }
    return cost;
}

int main(int argc, char **argv)
{
    char line[LINE_BYTES];
    struct node *root = new_node();

    if (argc != 3)
        return fputs("usage: naive_trie ROUTES NUMBERS\n", stderr), 2;
    FILE *routes = open_file(argv[1]), *numbers = open_file(argv[2]);
    while (fgets(line, sizeof line, routes)) {
        char *comma = strchr(line, ',');
        line[strcspn(line, "\n")] = '\0';
        if (comma)
            add(root, line, comma + 1);
    }
    while (fgets(line, sizeof line, numbers)) {
        line[strcspn(line, "\n")] = '\0';
        printf("%s,%s\n", line, find(root, line));
    }
    return fclose(stdout) ? 2 : 0;
}
