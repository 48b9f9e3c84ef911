/*
 * session.c - what every subcommand begins and ends with: the data file and engine, messages on standard error, output that is checked.
 *
 * The data file is the one inside the program; --data maps another, --knowledge lays tables over it. CASUS_KERNEL names the arithmetic kernel, CASUS_ARENA=0 makes every
 * object an allocation of its own.
 */
#include "cli/cli.h"
#include "cli/embed.h"
#include "event/record.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define WIDTH_DEFAULT 100
#define WIDTH_MIN 40
#define WIDTH_MAX 400

/* ---- messages ---- */

/* Names of files and words of articles may hold escape sequences: no control byte reaches the terminal. */
static void put_safe(const char *z)
{
    for (; *z != '\0'; z++)
        fputc((unsigned char)*z < 0x20 || *z == 0x7F ? '?' : *z, stderr);
}

void complain(const char *where, const char *message)
{
    fputs("casus: ", stderr);
    if (where != NULL) {
        put_safe(where);
        fputs(": ", stderr);
    }
    put_safe(message);
    fputc('\n', stderr);
}

void explain_error(const casus_err *err, char out[PROBLEM_MAX])
{
    const char *next = err->code == CASUS_ERR_LANGUAGE ? "; use --any-language to code it all the same" : "";
    if (err->code == CASUS_ERR_BINARY)
        snprintf(out, PROBLEM_MAX, "%s (byte %zu)", err->msg, err->pos);
    else
        snprintf(out, PROBLEM_MAX, "%s%s", err->msg, next);
}

/* ---- data and engine ---- */

static bool map_file(session *s, const char *path)
{
    int fd = open(path, O_RDONLY);
    struct stat st;
    bool ok = fd >= 0 && fstat(fd, &st) == 0;
    if (ok && !S_ISREG(st.st_mode)) {
        complain(path, "a data file must be a plain file");
        close(fd);
        return false;
    }
    if (ok && st.st_size > 0) {
        s->size = (size_t)st.st_size;
        s->map = mmap(NULL, s->size, PROT_READ, MAP_PRIVATE, fd, 0);
        ok = s->map != MAP_FAILED;
    }
    if (!ok) {
        complain(path, strerror(errno));
        s->map = NULL;
    }
    if (fd >= 0)
        close(fd);
    return ok;
}

#define PROBLEMS_SHOWN 20u

static void show_problem(void *ctx, const casus_problem *p)
{
    size_t *n = ctx;
    char where[PROBLEM_MAX];
    snprintf(where, sizeof where, "%s:%u:%u", p->table, (unsigned)p->line, (unsigned)p->column);
    if ((*n)++ < PROBLEMS_SHOWN)
        complain(where, p->message);
}

static bool add_knowledge(session *s, const char *path)
{
    tables t = {0};
    char problem[PROBLEM_MAX];
    casus_err err = {0};
    size_t n = 0;
    bool ok = tables_read(&t, path, problem, sizeof problem);
    if (!ok)
        complain(NULL, problem);
    if (ok && !casus_add_tables(s->en, t.at, t.n, show_problem, &n, &err)) {
        ok = false;
        snprintf(problem, sizeof problem, "%zu more; casus dict lint says them all", n > PROBLEMS_SHOWN ? n - PROBLEMS_SHOWN : 0);
        if (n > PROBLEMS_SHOWN || n == 0)
            complain(path, n == 0 ? err.msg : problem);
    }
    tables_release(&t);
    return ok;
}

bool session_open(session *s, const char *data_path, const char *knowledge)
{
    *s = (session){0};
    const char *kernel = getenv("CASUS_KERNEL"), *arena_mode = getenv("CASUS_ARENA");
    if (kernel != NULL && kernel[0] == '\0')
        kernel = NULL;
    s->plain = arena_mode != NULL && strcmp(arena_mode, "0") == 0;
    if (data_path != NULL && !map_file(s, data_path))
        return false;
    const void *data = data_path != NULL ? (s->map != NULL ? s->map : "") : casus_embedded;
    size_t size = data_path != NULL ? s->size : (size_t)(casus_embedded_end - casus_embedded);
    casus_err err = {0};
    s->en = casus_open_kernel(data, size, NULL, kernel, &err);
    if (s->en == NULL) {
        complain(err.code == CASUS_ERR_PARAM ? "CASUS_KERNEL" : data_path != NULL ? data_path : "the data inside the program", err.msg);
        session_close(s);
        return false;
    }
    if (knowledge != NULL && !add_knowledge(s, knowledge)) {
        session_close(s);
        return false;
    }
    return true;
}

bool session_ontology(session *s, const options *o)
{
    if (o->ontology != NULL && !add_knowledge(s, o->ontology))
        return false;
    if (o->ontology != NULL && !casus_typed(s->en))
        complain(o->ontology, "no table of types there; its header is type, name, host, cameo, quad, score, why (see docs/howto-ontology.md)");
    else if (o->only_typed && !casus_typed(s->en))
        complain(NULL, "--only-typed asks for the types of an ontology; name its folder with --ontology");
    else
        return true;
    return false;
}

casus_doc *session_doc(const session *s)
{
    casus_doc *doc = casus_doc_new_plain(s->en, s->plain, NULL);
    if (doc == NULL)
        complain(NULL, "out of memory");
    return doc;
}

void session_close(session *s)
{
    casus_close(s->en);
    if (s->map != NULL)
        munmap(s->map, s->size);
    *s = (session){0};
}

/* ---- output ---- */

/* A reader that has gone away needs no message: it knows. */
static bool output_fail(output *o)
{
    if (!o->failed && errno != EPIPE)
        complain(o->path != NULL ? o->path : "standard output", strerror(errno));
    o->failed = true;
    return false;
}

bool output_open(output *o, const char *path)
{
    *o = (output){.f = path != NULL ? fopen(path, "wb") : stdout, .path = path};
    return o->f != NULL || output_fail(o);
}

bool output_write(output *o, const char *p, size_t n)
{
    if (o->failed)
        return false;
    errno = 0;
    return n == 0 || fwrite(p, 1, n, o->f) == n || output_fail(o);
}

bool output_close(output *o)
{
    if (o->f == NULL)
        return false;
    errno = 0;
    bool ok = fflush(o->f) == 0;
    ok = (o->path == NULL || fclose(o->f) == 0) && ok;
    o->f = NULL;
    if (!ok)
        output_fail(o);
    return !o->failed;
}

/* ---- the terminal ---- */

bool output_is_terminal(const char *path) { return path == NULL && isatty(STDOUT_FILENO); }

bool terminal_colour(const char *path)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    return output_is_terminal(path) && (no == NULL || no[0] == '\0') && (term == NULL || strcmp(term, "dumb") != 0);
}

int terminal_width(void)
{
    const char *columns = getenv("COLUMNS");
    long w = columns != NULL ? strtol(columns, NULL, 10) : 0;
    struct winsize size;
    if (w <= 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        w = size.ws_col;
    return w <= 0 ? WIDTH_DEFAULT : w < WIDTH_MIN ? WIDTH_MIN : w > WIDTH_MAX ? WIDTH_MAX : (int)w;
}
