/* tables.h - floor 6: the tables of a folder, read into memory. */
#ifndef CASUS_TABLES_H
#define CASUS_TABLES_H

#include "casus.h"

#include <stdbool.h>

typedef struct {
    casus_table *at; /* sorted by name within a folder */
    size_t n, cap;
} tables;

/* A file, or every *.tsv of a folder and of the folders in it. False: `problem` (size bytes) says why. */
bool tables_read(tables *t, const char *path, char *problem, size_t size);
void tables_release(tables *t);

#endif
