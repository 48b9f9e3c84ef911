/*
 * tables.c - reads the tables of a folder into memory, for casus_add_tables().
 *
 * In: the name of a file or folder. Out: bytes of every table, in the order of their names, so that "later" means the same everywhere.
 */
#include "ingest/tables.h"
#include "ingest/source.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#define FILES_MAX 1000u
#define FILE_BYTES_MAX ((size_t)256 << 20)
#define PATH_BYTES 4096u

static bool fail(char *problem, size_t size, const char *path, const char *why)
{
    snprintf(problem, size, "%s: %s", path, why);
    return false;
}

static bool add_file(tables *t, const char *path, char *problem, size_t size)
{
    if (t->n == t->cap) {
        casus_table *more = t->n < FILES_MAX ? realloc(t->at, (t->cap ? 2 * t->cap : 16) * sizeof *more) : NULL;
        if (more == NULL)
            return fail(problem, size, path, "too many tables");
        t->at = more;
        t->cap = t->cap ? 2 * t->cap : 16;
    }
    size_t n, len = strlen(path);
    char *bytes = NULL, *name = malloc(len + 1), why[PROBLEM_MAX] = "out of memory";
    if (name == NULL || !source_read(path, FILE_BYTES_MAX, &bytes, &n, why)) {
        fail(problem, size, path, why);
        free(bytes);
        free(name);
        return false;
    }
    memcpy(name, path, len + 1);
    t->at[t->n++] = (casus_table){name, bytes, n};
    return true;
}

static bool add_path(tables *t, const char *path, int depth, char *problem, size_t size);

static int visible(const struct dirent *e) { return e->d_name[0] != '.'; }

static bool add_folder(tables *t, const char *path, int depth, char *problem, size_t size)
{
    struct dirent **list = NULL;
    int n = scandir(path, &list, visible, NULL);
    bool ok = n >= 0 || fail(problem, size, path, strerror(errno));
    for (int i = 1; i < n; i++) /* by bytes, whatever the locale */
        for (int k = i; k > 0 && strcmp(list[k - 1]->d_name, list[k]->d_name) > 0; k--) {
            struct dirent *e = list[k];
            list[k] = list[k - 1];
            list[k - 1] = e;
        }
    for (int i = 0; i < n; i++) {
        char full[PATH_BYTES];
        struct stat st;
        int len = snprintf(full, sizeof full, "%s%s%s", path, path[strlen(path) - 1] == '/' ? "" : "/", list[i]->d_name);
        bool folder = len > 0 && (size_t)len < sizeof full && stat(full, &st) == 0 && S_ISDIR(st.st_mode);
        if (ok && folder && depth < 1)
            ok = add_path(t, full, depth + 1, problem, size);
        else if (ok && !folder && (size_t)len < sizeof full && str_ends(str_z(full), ".tsv"))
            ok = add_file(t, full, problem, size);
        free(list[i]);
    }
    free(list);
    return ok;
}

static bool add_path(tables *t, const char *path, int depth, char *problem, size_t size)
{
    struct stat st;
    if (path[0] == '\0' || stat(path, &st) != 0)
        return fail(problem, size, path, path[0] == '\0' ? "no name" : strerror(errno));
    return S_ISDIR(st.st_mode) ? add_folder(t, path, depth, problem, size) : add_file(t, path, problem, size);
}

bool tables_read(tables *t, const char *path, char *problem, size_t size)
{
    size_t before = t->n;
    if (!add_path(t, path, 0, problem, size))
        return false;
    return t->n > before || fail(problem, size, path, "no table there; tables are files that end in .tsv");
}

void tables_release(tables *t)
{
    for (size_t i = 0; i < t->n; i++) {
        free((void *)(uintptr_t)t->at[i].name);
        free((void *)(uintptr_t)t->at[i].bytes);
    }
    free(t->at);
    *t = (tables){0};
}
