/*
 * conllu_in.c - annotates given tokens: CoNLL-U in, CoNLL-U or CoNLL columns out.
 *
 * Sentences go through the engine in batches, so that memory does not grow with the file; none holds more than one document ("# newdoc"). Words get our lemma, tags and tree; comments, ranges and
 * empty nodes come out as they are. What was read before a broken line is written before the line is complained about.
 */
#include "cli/conllu_in.h"

#include "ingest/conllu.h"
#include "store/annotation.h"

#include <errno.h>
#include <stdlib.h>

#define BATCH_WORDS 8192u
#define BATCH_BYTES ((size_t)4 << 20) /* with one more sentence it stays below CASUS_MAX_INPUT */
#define OUT_MAX ((size_t)1 << 30)

typedef struct {
    const char *path;
    output *out;
    casus_doc *doc;
    conllu in;
    size_t line_no;
    bool columns; /* CoNLL columns come out, a document at a time */
    char id[128]; /* of the document that is being read */
} job;

static bool bad(const job *j, const char *what)
{
    char where[512];
    snprintf(where, sizeof where, "%.400s:%zu", j->path, j->line_no);
    complain(where, what);
    return false;
}

/* ---- output ---- */

/* The words of all sentences, as the library wants them; a sentence of comments alone has none. */
static bool annotate(job *j)
{
    VEC(uint32_t) length = {0};
    for (uint32_t s = 0; s < j->in.sentence.n; s++) {
        if (j->in.sentence.at[s].n_word == 0)
            continue;
        uint32_t *n = vec_push(&j->in.mem, &length, j->in.sentence.n);
        if (n == NULL)
            return bad(j, "out of memory");
        *n = j->in.sentence.at[s].n_word;
    }
    casus_options opt = {.entities = j->columns};
    casus_err err = {0};
    return length.n == 0 || casus_annotate_tokens(j->doc, j->in.form.at, j->in.open.word, length.at, length.n, &opt, &err) || bad(j, err.msg);
}

static void put_sentence(const job *j, const conllu_sentence *s, buf *out)
{
    size_t n = 0;
    const casus_token *t = s->n_word > 0 ? casus_tokens(j->doc, &n) + s->word : NULL;
    for (uint32_t i = 0; i < s->n_line; i++) {
        const conllu_line *l = &j->in.line.at[s->line + i];
        if (l->kind == CONLLU_WORD)
            conllu_word(out, l->text, t++);
        else
            buf_str(out, l->text);
        buf_char(out, '\n');
    }
    buf_char(out, '\n');
}

/* Writes and forgets the whole sentences. */
static bool flush(job *j)
{
    buf text;
    buf_init(&text, &alloc_libc, OUT_MAX);
    bool ok = annotate(j);
    if (ok && j->columns && j->in.open.word > 0)
        conll_article(&text, j->doc, j->id);
    for (uint32_t k = 0; ok && !j->columns && k < j->in.sentence.n; k++)
        put_sentence(j, &j->in.sentence.at[k], &text);
    ok = ok && (text.failed ? bad(j, "out of memory") : output_write(j->out, text.p, text.n));
    buf_release(&text);
    conllu_clear(&j->in);
    return ok;
}

/* ---- input ---- */

static bool take_line(job *j, const char *p, size_t n)
{
    static const char bom[] = "\xEF\xBB\xBF";
    if (j->line_no == 1 && n >= 3 && memcmp(p, bom, 3) == 0) {
        p += 3;
        n -= 3;
    }
    static const char newdoc[] = "# newdoc", id[] = "# newdoc id = ";
    size_t from = sizeof id - 1;
    if (j->in.open.n_line == 0 && str_starts(str_of(p, n), newdoc)) { /* names and who is meant are asked in one document at a time */
        if (!flush(j))
            return false;
        if (str_starts(str_of(p, n), id))
            snprintf(j->id, sizeof j->id, "%.*s", (int)(n - from < 100 ? n - from : 100), p + from);
    }
    if (!conllu_add(&j->in, p, n))
        return false;
    bool between = j->in.open.n_line == 0;
    return !between || j->columns || (j->in.form.n < BATCH_WORDS && j->in.bytes < BATCH_BYTES) || flush(j);
}

/* False: stopped; the reader's problem says why, unless something was said already. */
static bool read_lines(job *j, FILE *f, char *line)
{
    for (int c = 0; c != EOF;) {
        size_t n = 0;
        while ((c = getc_unlocked(f)) != EOF && c != '\n' && n < CONLLU_LINE_MAX)
            line[n++] = (char)c;
        j->line_no++;
        if (n == CONLLU_LINE_MAX)
            return bad(j, "the line is longer than 1 MiB; is this CoNLL-U?");
        if ((n > 0 || c != EOF) && !take_line(j, line, n))
            return false;
    }
    if (ferror(f))
        return bad(j, strerror(errno));
    return conllu_end(&j->in);
}

static bool run(job *j, FILE *f)
{
    char *line = malloc(CONLLU_LINE_MAX);
    bool ok = line != NULL ? read_lines(j, f, line) : bad(j, "out of memory");
    char problem[PROBLEM_MAX];
    snprintf(problem, sizeof problem, "%s", j->in.problem);
    ok = flush(j) && ok;
    if (problem[0] != '\0')
        bad(j, problem);
    free(line);
    return ok;
}

bool conllu_in(casus_doc *doc, const char *path, bool columns, output *out)
{
    bool standard = strcmp(path, "-") == 0;
    FILE *f = standard ? stdin : fopen(path, "rb");
    if (f == NULL) {
        complain(path, strerror(errno));
        return false;
    }
    job j = {.path = standard ? "standard input" : path, .out = out, .doc = doc, .columns = columns, .id = "-"};
    conllu_init(&j.in);
    bool ok = run(&j, f);
    conllu_release(&j.in);
    if (!standard)
        fclose(f);
    return ok;
}
