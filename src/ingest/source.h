/* source.h - floor 6: articles from files, standard input and JSON Lines, one at a time and in order. */
#ifndef CASUS_SOURCE_H
#define CASUS_SOURCE_H

#include "base/base.h"

#include <stdio.h>

#define PROBLEM_MAX 200u
#define PART_MAX ((size_t)1 << 20) /* bytes */

/* One article, or the reason why there is none. All pointers are owned; article_release() frees them. */
typedef struct {
    char *id;    /* name of the file without folder and extension, or what the line of JSON says */
    char *where; /* for messages: "page.txt", "pages.jsonl:12" */
    char *bytes; /* n bytes and a zero byte; NULL: see problem */
    size_t n;
    casus_date date; /* year 0: not given */
    casus_format format;
    casus_span actor, recipient; /* of a line of pairs */
    uint32_t part;               /* of a long text, from 0 */
    uint64_t base;               /* bytes of the file before this part */
    char problem[PROBLEM_MAX];   /* "" or one line */
} article;
void article_release(article *a);

/* Where articles come from. Fill the first part, zero the rest. */
typedef struct {
    const char *const *path; /* n_path of them: files, "-" for standard input, names that end in ".jsonl" */
    size_t n_path;
    casus_date date; /* of articles that bring none */
    const char *id;  /* NULL: as above */
    bool pairs;      /* every file, "-" too, holds lines of JSON with "actor" and "recipient" */
    bool parts;      /* plain text longer than PART_MAX comes in parts of about that size, cut at an empty line if there is one */

    size_t at, line_no;
    FILE *lines; /* the .jsonl file that is open */
    char *line;
    size_t line_cap;
    FILE *text; /* the long text that is open, and what was read of it and not handed out */
    char *rest;
    size_t n_rest;
    uint64_t base;
    uint32_t part;
} source;
/* Fills *a (release it) and returns true, or false at the end. An article that cannot be read has a problem and no bytes. */
bool source_next(source *s, article *a);
void source_release(source *s);

/* Reads a whole file ("-": standard input) of at most max bytes into malloc()ed memory with a zero byte behind; a longer one is refused
 * without being read where its size is known. False: problem holds one line. */
bool source_read(const char *path, size_t max, char **bytes, size_t *n, char problem[PROBLEM_MAX]);

/* "2024-05-14", a day that exists; with `tail`, what follows from a "T" or a space on is passed over. False: *out is unchanged. */
bool date_parse(const char *s, bool tail, casus_date *out);

#endif
