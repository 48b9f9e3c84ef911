/*
 * dict.h - floor 6: dictionaries of TABARI, PETRARCH and PETRARCH 2, turned into tables of ours.
 *
 * dict.c reads a file and knows what it is; dict_actors.c and dict_verbs.c turn names and patterns into lines. What cannot be carried over is
 * counted by reason and listed.
 */
#ifndef CASUS_DICT_H
#define CASUS_DICT_H

#include "base/base.h"

typedef enum { DICT_ACTORS, DICT_AGENTS, DICT_VERBS, DICT_DISCARDS, DICT_CLASSES, DICT_ONTOLOGY, DICT_REPORT, DICT_OUTPUTS } dict_output;

#define DICT_REASONS 40u

/* What the ontology says of a code: its category, or NULL for none; `root` is set to the category of its first two digits if that has one. */
typedef const char *dict_category(void *ctx, const char *code, bool *known);

typedef struct {
    buf out[DICT_OUTPUTS];
    dict_category *category;
    void *ctx;
    bool alone; /* the built-in lines of these tables are taken out */
    struct {
        const char *text;
        uint32_t n;
    } reason[DICT_REASONS];
    uint32_t n_reason, carried[DICT_OUTPUTS];
    uint64_t *seen; /* names that were written: the first line of a name holds */
    uint32_t n_seen, seen_room;
    char codes[64][5]; /* codes of their own that the ontology table has */
    uint32_t n_codes;
    const char *file;
    bool failed;
} dict;

void dict_init(dict *d, dict_category *category, void *ctx, bool alone);
void dict_release(dict *d);
/* One file of a dictionary; what it is shows in its lines. `tables` are complete after the last file and dict_end(). False: no memory. */
bool dict_read(dict *d, const char *name, str bytes);
bool dict_end(dict *d);
const char *dict_file_name(dict_output i); /* "actors.tsv"; NULL: not written */

/* ---- for the readers ---- */
/* A line without its comment and blanks; `no` counts. False: the end. */
typedef struct {
    str rest;
    uint32_t no;
    bool comment; /* inside <!-- --> */
} dict_lines;
bool dict_line(dict_lines *l, str *line);
bool dict_lost(dict *d, uint32_t line, const char *reason, str text); /* always false */
bool dict_new_name(dict *d, char kind, str name);                     /* false: an earlier line has it */
/* "MINAS_TIRITH_" -> "Minas Tirith" */
str dict_name(str raw, bool title, char *out, size_t size);
void dict_actors(dict *d, str bytes);
void dict_agents(dict *d, str bytes);
void dict_verbs(dict *d, str bytes);

#endif
