/*
 * conllu_in.c - annotates given tokens: CoNLL-U in, CoNLL-U out.
 *
 * Of each token the form is read, and whether a space follows; comments are copied; multiword ranges ("1-2") and empty nodes ("1.1")
 * are passed over. The engine takes sentences of at most PIECE_MAX tokens: a longer one is cut behind punctuation, and the roots of the later pieces
 * hang on the first one's as parataxis, so that every token comes out and the sentence has one root. Sentences go to the engine in batches.
 */
#include "cli/conllu_in.h"

#include "store/annotation.h"

#include <errno.h>
#include <stdlib.h>

#define PIECE_MAX 256u
#define BATCH_TOKENS 8192u
#define BATCH_MAX (1u << 20)
#define LINE_BYTES_MAX ((size_t)1 << 20)

typedef struct {
    uint32_t token, count; /* its tokens */
    uint32_t comment, n_comment;
} given_sentence;

typedef struct {
    const char *path;
    output *out;
    casus_doc *doc;
    size_t line_no;
    arena mem; /* of one batch */
    VEC(const char *) form;
    VEC(bool) space;
    VEC(const char *) comment;
    VEC(given_sentence) sentence;
    given_sentence open; /* the one that is being read */
} batch;

static bool bad(const batch *b, const char *what)
{
    char where[512];
    snprintf(where, sizeof where, "%.400s:%zu", b->path, b->line_no);
    complain(where, what);
    return false;
}

static void batch_clear(batch *b)
{
    arena_clear(&b->mem);
    b->form.n = b->form.cap = b->space.n = b->space.cap = b->comment.n = b->comment.cap = b->sentence.n = b->sentence.cap = 0;
    b->form.at = NULL;
    b->space.at = NULL;
    b->comment.at = NULL;
    b->sentence.at = NULL;
    b->open = (given_sentence){0};
}

/* ---- sentences in pieces ---- */

static bool is_break(const char *form) { return strlen(form) == 1 && strchr(".;:!?,)", form[0]) != NULL; }

/* Length of the next piece of n tokens. */
static uint32_t piece(const char *const *form, uint32_t n)
{
    if (n <= PIECE_MAX)
        return n;
    for (uint32_t i = PIECE_MAX; i > PIECE_MAX / 2; i--)
        if (is_break(form[i - 1]))
            return i;
    return PIECE_MAX;
}

static bool annotate(batch *b)
{
    VEC(uint32_t) length = {0};
    for (uint32_t s = 0; s < b->sentence.n; s++)
        for (uint32_t i = 0; i < b->sentence.at[s].count;) {
            uint32_t *n = vec_push(&b->mem, &length, BATCH_MAX);
            if (n == NULL)
                return bad(b, "out of memory");
            i += *n = piece(b->form.at + b->sentence.at[s].token + i, b->sentence.at[s].count - i);
        }
    casus_err err = {0};
    if (length.n == 0)
        return true;
    return casus_annotate_tokens(b->doc, b->form.at, b->form.n, length.at, length.n, &err) || bad(b, err.msg);
}

/* ---- output ---- */

static void put_tokens(const batch *b, const given_sentence *s, buf *out)
{
    size_t n;
    const casus_token *t = casus_tokens(b->doc, &n);
    uint32_t first_root = 0;
    for (uint32_t from = 0; from < s->count;) {
        uint32_t len = piece(b->form.at + s->token + from, s->count - from);
        for (uint32_t i = 0; i < len && from == 0; i++)
            if (t[s->token + i].head == 0)
                first_root = i + 1;
        for (uint32_t i = from; i < from + len; i++) {
            const casus_token *w = &t[s->token + i];
            bool joined = w->head == 0 && from > 0;
            uint32_t head = joined ? first_root : w->head == 0 ? 0 : w->head + from;
            conllu_token(out, w, i + 1, head, joined ? "parataxis" : w->deprel, b->space.at[s->token + i], false);
        }
        from += len;
    }
}

static bool flush(batch *b)
{
    if (b->sentence.n == 0)
        return true;
    if (!annotate(b))
        return false;
    buf text;
    buf_init(&text, &alloc_libc, (size_t)256 << 20);
    for (uint32_t k = 0; k < b->sentence.n; k++) {
        const given_sentence *s = &b->sentence.at[k];
        for (uint32_t i = 0; i < s->n_comment; i++) {
            buf_str(&text, b->comment.at[s->comment + i]);
            buf_char(&text, '\n');
        }
        put_tokens(b, s, &text);
        buf_char(&text, '\n');
    }
    bool ok = text.failed ? bad(b, "out of memory") : output_write(b->out, text.p, text.n);
    buf_release(&text);
    batch_clear(b);
    return ok;
}

/* ---- input ---- */

static bool end_sentence(batch *b)
{
    if (b->open.count + b->open.n_comment > 0) {
        given_sentence *s = vec_push(&b->mem, &b->sentence, BATCH_MAX);
        if (s == NULL)
            return bad(b, "out of memory");
        *s = b->open;
    }
    b->open = (given_sentence){.token = b->form.n, .comment = b->comment.n};
    return b->form.n < BATCH_TOKENS || flush(b);
}

static bool add_comment(batch *b, const char *p, size_t n)
{
    const char **c = vec_push(&b->mem, &b->comment, BATCH_MAX);
    if (c == NULL || (*c = arena_copy(&b->mem, p, n)) == NULL)
        return bad(b, "out of memory");
    b->open.n_comment++;
    return true;
}

/* The k-th column (from 0), empty if there is none. */
static str column(const char *p, size_t n, int k)
{
    const char *end = p + n, *tab;
    for (; k > 0; k--) {
        tab = memchr(p, '\t', (size_t)(end - p));
        if (tab == NULL)
            return STR("");
        p = tab + 1;
    }
    tab = memchr(p, '\t', (size_t)(end - p));
    return str_of(p, (size_t)((tab != NULL ? tab : end) - p));
}

static bool no_space_after(str misc)
{
    static const char word[] = "SpaceAfter=No";
    for (size_t i = 0; i + sizeof word - 1 <= misc.n; i++)
        if (memcmp(misc.p + i, word, sizeof word - 1) == 0)
            return true;
    return false;
}

static bool add_token(batch *b, const char *p, size_t n)
{
    str number = column(p, n, 0), form = column(p, n, 1);
    for (size_t i = 0; i < number.n; i++)
        if (number.p[i] == '-' || number.p[i] == '.')
            return true;
    if (number.n == 0 || form.n == 0)
        return bad(b, "not a line of CoNLL-U: number, tab, form expected");
    if (b->open.count >= BATCH_MAX / 2)
        return bad(b, "the sentence is too long");
    const char **f = vec_push(&b->mem, &b->form, BATCH_MAX);
    bool *space = vec_push(&b->mem, &b->space, BATCH_MAX);
    if (f == NULL || space == NULL || (*f = arena_copy(&b->mem, form.p, form.n)) == NULL)
        return bad(b, "out of memory");
    *space = !no_space_after(column(p, n, 9));
    b->open.count++;
    return true;
}

static bool add_line(batch *b, const char *p, size_t n)
{
    if (memchr(p, '\0', n) != NULL)
        return bad(b, "a zero byte in CoNLL-U");
    if (n == 0)
        return end_sentence(b);
    return p[0] == '#' ? add_comment(b, p, n) : add_token(b, p, n);
}

/* Lines are read one by one: a treebank may be longer than an article. */
static bool read_lines(batch *b, FILE *f)
{
    char *line = malloc(LINE_BYTES_MAX);
    bool ok = line != NULL || bad(b, "out of memory");
    int c = 0;
    while (ok && c != EOF) {
        size_t n = 0;
        while ((c = getc_unlocked(f)) != EOF && c != '\n' && n < LINE_BYTES_MAX)
            line[n++] = (char)c;
        b->line_no++;
        if (n == LINE_BYTES_MAX)
            ok = bad(b, "the line is longer than 1 MiB");
        else if (n > 0 || c != EOF)
            ok = add_line(b, line, n > 0 && line[n - 1] == '\r' ? n - 1 : n);
    }
    if (ok && ferror(f))
        ok = bad(b, strerror(errno));
    ok = ok && end_sentence(b) && flush(b);
    free(line);
    return ok;
}

bool conllu_in(casus_doc *doc, const char *path, output *out)
{
    bool standard = strcmp(path, "-") == 0;
    FILE *f = standard ? stdin : fopen(path, "rb");
    if (f == NULL) {
        complain(path, strerror(errno));
        return false;
    }
    batch b = {.path = path, .out = out, .doc = doc};
    arena_init(&b.mem, &alloc_libc, false);
    bool ok = read_lines(&b, f);
    arena_release(&b.mem);
    if (!standard)
        fclose(f);
    return ok;
}
