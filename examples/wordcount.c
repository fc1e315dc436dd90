// Counts the words of a text and prints the most frequent ones: a hash table, a sort, and the file system.
// Usage: wordcount [FILE]     without FILE it reads standard input
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 4096, LONGEST_WORD = 63, SHOWN = 10 };

struct entry {
    struct entry *next;
    unsigned count;
    char word[];
};

static struct entry *buckets[BUCKETS];
static unsigned distinct, total;

static unsigned hash(const char *word)
{
    unsigned h = 2166136261u;
    while (*word) {
        h = (h ^ (unsigned char)*word++) * 16777619u;
    }
    return h % BUCKETS;
}

static void count(const char *word, size_t length)
{
    struct entry **slot = &buckets[hash(word)];
    total++;
    for (struct entry *e = *slot; e; e = e->next) {
        if (strcmp(e->word, word) == 0) {
            e->count++;
            return;
        }
    }
    struct entry *e = malloc(sizeof *e + length + 1);
    if (!e) {
        fprintf(stderr, "wordcount: out of memory\n");
        exit(1);
    }
    e->next = *slot;
    e->count = 1;
    memcpy(e->word, word, length + 1);
    *slot = e;
    distinct++;
}

static int by_count(const void *left, const void *right)
{
    const struct entry *a = *(struct entry *const *)left, *b = *(struct entry *const *)right;
    return a->count != b->count ? (a->count < b->count ? 1 : -1) : strcmp(a->word, b->word);
}

int main(int argc, char **argv)
{
    FILE *in = argc > 1 ? fopen(argv[1], "r") : stdin;
    if (!in) {
        perror(argv[1]);
        return 1;
    }
    char word[LONGEST_WORD + 1];
    size_t length = 0;
    for (int c; (c = getc(in)) != EOF;) {
        if (isalpha(c)) {
            if (length < LONGEST_WORD) {
                word[length++] = (char)tolower(c);
            }
        } else if (length) {
            word[length] = 0;
            count(word, length);
            length = 0;
        }
    }
    if (length) {
        word[length] = 0;
        count(word, length);
    }
    struct entry **all = malloc((distinct + 1) * sizeof *all);
    unsigned n = 0;
    for (unsigned i = 0; i < BUCKETS; i++) {
        for (struct entry *e = buckets[i]; e; e = e->next) {
            all[n++] = e;
        }
    }
    qsort(all, n, sizeof *all, by_count);
    printf("%u words, %u distinct\n", total, distinct);
    for (unsigned i = 0; i < n && i < SHOWN; i++) {
        printf("%6u %s\n", all[i]->count, all[i]->word);
    }
    return 0;
}
