/*
 * excerpt.c - text for people: words wrapped into lines, sentences with the words that matter marked.
 *
 * In: sentences of a document, spans of the source. Out: text in a buffer. Sentences are put together from their tokens, so that a web page
 * shows no markup. Nothing of an article reaches the terminal as a control character.
 */
#include "store/excerpt.h"

#include "text/text.h"

#define WORD_BYTES_MAX ((size_t)1 << 20)

static int columns_of(uint32_t cp)
{
    if ((uc_props(cp) & UC_MARK) != 0 || cp == 0x200B || cp == 0x200D || cp == 0xFEFF)
        return 0;
    bool wide = (cp >= 0x1100 && cp <= 0x115F) || (cp >= 0x2E80 && cp <= 0xA4CF) || (cp >= 0xAC00 && cp <= 0xD7A3) || (cp >= 0xF900 && cp <= 0xFAFF) ||
                (cp >= 0xFE30 && cp <= 0xFE6F) || (cp >= 0xFF00 && cp <= 0xFF60) || (cp >= 0x1F300 && cp <= 0x1FAFF) || (cp >= 0x20000 && cp <= 0x3FFFD);
    return wide ? 2 : 1;
}

bool text_is_control(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == UTF8_BAD || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

int text_columns(const char *s, size_t n)
{
    int columns = 0;
    for (size_t i = 0; i < n;) {
        uint32_t len, cp = utf8_next(s + i, n - i, &len);
        columns += columns_of(cp);
        i += len;
    }
    return columns;
}

/* ---- pen ---- */

void pen_init(pen *p, buf *out, int width, int indent, int col)
{
    *p = (pen){.out = out, .width = width, .indent = indent, .col = col};
    buf_init(&p->w, out->alloc, WORD_BYTES_MAX);
}

static void put_word(pen *p)
{
    if (p->w.n == 0)
        return;
    if (p->width > 0 && p->word > 0 && p->col > p->indent && p->col + p->space + p->word > p->width) {
        buf_char(p->out, '\n');
        for (p->col = 0; p->col < p->indent; p->col++)
            buf_char(p->out, ' ');
    } else if (p->space) {
        buf_char(p->out, ' ');
        p->col++;
    }
    buf_add(p->out, p->w.p, p->w.n);
    p->out->failed = p->out->failed || p->w.failed;
    p->col += p->word;
    p->word = 0;
    p->space = false;
    buf_clear(&p->w);
}

void pen_space(pen *p)
{
    bool any = p->word > 0;
    if (!any)
        return;
    put_word(p);
    p->space = true;
}

void pen_raw(pen *p, const char *z) { buf_str(&p->w, z); }

void pen_text(pen *p, const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        uint32_t len, cp = utf8_next(s + i, n - i, &len);
        if (cp == ' ' || cp == '\n' || cp == '\t' || cp == '\r' || cp == 0xA0) {
            pen_space(p);
        } else if (text_is_control(cp)) {
            buf_str(&p->w, "\xEF\xBF\xBD");
            p->word++;
        } else {
            buf_add(&p->w, s + i, len);
            p->word += columns_of(cp);
        }
        i += len;
    }
}

void pen_end(pen *p)
{
    put_word(p);
    buf_release(&p->w);
}

/* ---- sentences ---- */

static const mark *mark_at(const casus_token *t, const mark *m, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (m[i].start < t->end && t->start < m[i].end)
            return &m[i];
    return NULL;
}

/* The beginning or end of a mark: a colour takes no room. */
static void put_sign(pen *p, const char *z)
{
    if (z[0] == '\033')
        pen_raw(p, z);
    else
        pen_text(p, z, strlen(z));
}

void excerpt_put(pen *p, const casus_doc *doc, uint32_t sentence, const mark *m, size_t n)
{
    size_t n_sentence, n_token;
    const casus_sentence *s = casus_sentences(doc, &n_sentence);
    const casus_token *t = casus_tokens(doc, &n_token);
    if (sentence >= n_sentence)
        return;
    const mark *open = NULL;
    uint32_t end = s[sentence].first + s[sentence].count;
    for (uint32_t i = s[sentence].first; i < end; i++) {
        const mark *here = mark_at(&t[i], m, n), *next = i + 1 < end ? mark_at(&t[i + 1], m, n) : NULL;
        if (here != NULL && here != open)
            put_sign(p, here->before);
        pen_text(p, t[i].form, strlen(t[i].form));
        if (here != NULL && here != next)
            put_sign(p, here->after);
        open = here;
        if (t[i].space_after)
            pen_space(p);
    }
}

void excerpt_plain(buf *out, const casus_doc *doc, uint32_t sentence)
{
    pen p;
    pen_init(&p, out, 0, 0, 0);
    excerpt_put(&p, doc, sentence, NULL, 0);
    pen_end(&p);
}
