/*
 * conllu.c - reads CoNLL-U (universaldependencies.org/format) line by line, and says what is wrong with a line that is none.
 *
 * In: lines. Out: whole sentences as lists of lines (comments, multiword ranges "1-2", empty nodes "1.1", words) and of forms. Checked is what the
 * format says about ID and FORM: ten columns, words that count from 1, ranges and empty nodes at their place. What stands in the other columns of a
 * word is another analysis, and not looked at. No input or output, so that a fuzzer can drive it.
 */
#include "ingest/conllu.h"

#include "text/text.h"

#define LIST_MAX (1u << 24) /* lines, words or sentences that wait; memory ends before */

void conllu_init(conllu *c)
{
    *c = (conllu){0};
    arena_init(&c->mem, &alloc_libc, false);
}

void conllu_release(conllu *c) { arena_release(&c->mem); }

void conllu_clear(conllu *c)
{
    arena mem = c->mem;
    arena_clear(&mem);
    *c = (conllu){.mem = mem};
}

str conllu_column(const char *line, uint32_t k)
{
    for (; k > 0; k--)
        line += strcspn(line, "\t") + 1;
    return str_of(line, strcspn(line, "\t"));
}

static bool refuse(conllu *c, const char *why)
{
    snprintf(c->problem, sizeof c->problem, "%s", why);
    return false;
}

static bool no_memory(conllu *c) { return refuse(c, "out of memory"); }

/* ---- numbers of words ---- */

/* Decimal without leading zero at *p, which moves behind it; UINT32_MAX: none, or too large to be true. */
static uint32_t number(const char **p, const char *end)
{
    uint32_t v = 0;
    const char *first = *p;
    for (; *p < end && **p >= '0' && **p <= '9'; ++*p)
        v = v < LIST_MAX ? 10 * v + (uint32_t)(**p - '0') : v;
    bool ok = *p > first && v < LIST_MAX && (*first != '0' || *p == first + 1);
    return ok ? v : UINT32_MAX;
}

static bool add_word(conllu *c, const char *line, uint32_t no)
{
    if (no != c->open.n_word + 1) {
        snprintf(c->problem, sizeof c->problem, "the word has the number %u where %u is due%s", no, c->open.n_word + 1,
                 no == 1 ? "; put an empty line between sentences" : "; number the words of a sentence from 1");
        return false;
    }
    str form = conllu_column(line, 1);
    const char **f = vec_push(&c->mem, &c->form, LIST_MAX);
    if (f == NULL || (*f = arena_copy(&c->mem, form.p, form.n)) == NULL)
        return no_memory(c);
    c->open.n_word++;
    c->empty = 0;
    return true;
}

static bool add_range(conllu *c, uint32_t first, uint32_t last)
{
    if (first != c->open.n_word + 1 || last < first || last == UINT32_MAX || first <= c->range_end)
        return refuse(c, "a range such as 3-4 stands before its first word, and ranges do not overlap");
    c->range_end = last;
    return true;
}

static bool add_empty(conllu *c, uint32_t word, uint32_t no)
{
    if (word != c->open.n_word || no != c->empty + 1)
        return refuse(c, "empty nodes stand behind their word and count from 1: 3.1, 3.2");
    c->empty = no;
    return true;
}

/* ---- lines ---- */

static bool add_row(conllu *c, conllu_line *l)
{
    uint32_t tabs = 0;
    for (const char *p = l->text; *p != '\0'; p++)
        tabs += *p == '\t';
    if (tabs + 1 != CONLLU_COLUMNS) {
        snprintf(c->problem, sizeof c->problem, "%u columns where CoNLL-U has 10; separate them by tabs and write _ for what is not known", tabs + 1);
        return false;
    }
    str id = conllu_column(l->text, 0), form = conllu_column(l->text, 1);
    const char *p = id.p, *end = id.p + id.n;
    uint32_t a = number(&p, end), b = UINT32_MAX;
    char between = p < end ? *p++ : '\0';
    if (between != '\0')
        b = number(&p, end);
    if (a == UINT32_MAX || p != end || (between != '\0' && (b == UINT32_MAX || (between != '-' && between != '.'))))
        return refuse(c, "the first column is no number of a word (3), a range (3-4) or an empty node (3.1)");
    if (form.n == 0)
        return refuse(c, "the second column, the form, is empty; write _ for what is not known");
    l->kind = between == '-' ? CONLLU_RANGE : between == '.' ? CONLLU_EMPTY : CONLLU_WORD;
    return between == '-' ? add_range(c, a, b) : between == '.' ? add_empty(c, a, b) : add_word(c, l->text, a);
}

bool conllu_end(conllu *c)
{
    if (c->range_end > c->open.n_word)
        return refuse(c, "a range goes beyond the last word of its sentence");
    if (c->open.n_line > 0) {
        conllu_sentence *s = vec_push(&c->mem, &c->sentence, LIST_MAX);
        if (s == NULL)
            return no_memory(c);
        *s = c->open;
    }
    c->open = (conllu_sentence){.line = c->line.n, .word = c->form.n};
    c->bytes += c->open_bytes;
    c->open_bytes = 0;
    c->range_end = c->empty = 0;
    return true;
}

bool conllu_add(conllu *c, const char *p, size_t n)
{
    if (n > 0 && p[n - 1] == '\r')
        n--;
    if (n == 0)
        return conllu_end(c);
    if (memchr(p, '\0', n) != NULL || !utf8_valid(p, n, NULL))
        return refuse(c, "not UTF-8; convert the file first, for example with iconv -t UTF-8");
    c->open_bytes += n + 1;
    if (c->open_bytes > CONLLU_SENTENCE_MAX)
        return refuse(c, "the sentence is longer than 8 MiB; put an empty line between sentences");
    conllu_line *l = vec_push(&c->mem, &c->line, LIST_MAX);
    if (l == NULL || (l->text = arena_copy(&c->mem, p, n)) == NULL)
        return no_memory(c);
    c->open.n_line++;
    if (p[0] != '#')
        return add_row(c, l);
    l->kind = CONLLU_COMMENT;
    return c->open.n_word == 0 || refuse(c, "a comment inside a sentence; comments stand before the first word, sentences are separated by an empty line");
}
