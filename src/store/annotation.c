/*
 * annotation.c - annotated articles for other programs: CoNLL-U (universaldependencies.org/format), CoNLL columns and JSON.
 *
 * In: tokens and sentences of a document. Out: text. What CoNLL-U has no column for stands in MISC, sorted by name: end, NER, SpaceAfter, start.
 */
#include "store/annotation.h"

#include "store/excerpt.h"
#include "store/record_json.h"

/* ---- CoNLL-U ---- */

/* A column holds no tab and no line end; an empty one is "_". */
static void put_column(buf *out, const char *z)
{
    if (*z == '\0')
        buf_char(out, '_');
    for (; *z != '\0'; z++)
        buf_char(out, (unsigned char)*z < 0x20 ? ' ' : *z);
}

/* An id has no white space. */
static void put_id(buf *out, const char *z)
{
    for (; *z != '\0'; z++)
        buf_char(out, (unsigned char)*z <= 0x20 ? '_' : *z);
}

/* LEMMA to DEPREL, each with the tab before it; casus makes no features. */
static void put_analysis(buf *out, const casus_token *t)
{
    const char *const columns[] = {t->lemma, t->upos, t->xpos, "_"};
    for (size_t i = 0; i < LEN(columns); i++) {
        buf_char(out, '\t');
        put_column(out, columns[i]);
    }
    buf_char(out, '\t');
    buf_uint(out, t->head);
    buf_char(out, '\t');
    put_column(out, t->deprel);
}

static bool is_name(const casus_token *t) { return strcmp(t->ner, "O") != 0; }

static void put_token(buf *out, const casus_token *t, uint32_t number, uint64_t base)
{
    buf_uint(out, number);
    buf_char(out, '\t');
    put_column(out, t->form);
    put_analysis(out, t);
    buf_str(out, "\t_\tend=");
    buf_uint(out, base + t->end);
    if (is_name(t)) {
        buf_str(out, "|NER=");
        buf_str(out, t->ner);
    }
    if (!t->space_after)
        buf_str(out, "|SpaceAfter=No");
    buf_str(out, "|start=");
    buf_uint(out, base + t->start);
    buf_char(out, '\n');
}

/* Does this attribute of MISC stand behind NER in the order of names, case ignored? */
static bool behind_ner(const char *p, size_t n)
{
    for (size_t i = 0; i < 3; i++) {
        int c = i < n && p[i] != '=' ? (unsigned char)p[i] : 0, lower = c >= 'A' && c <= 'Z' ? c + 32 : c;
        if (lower != "ner"[i])
            return lower > "ner"[i];
    }
    return n > 3 && p[3] != '=';
}

/* The given attributes in their order, with our name among them in place of a given one. */
static void put_given_misc(buf *out, const char *misc, const casus_token *t)
{
    size_t before = out->n;
    bool due = is_name(t);
    for (const char *p = strcmp(misc, "_") == 0 ? "" : misc; *p != '\0' || due;) {
        size_t n = strcspn(p, "|");
        bool ours = due && (n == 0 || behind_ner(p, n)), given_name = !ours && n >= 4 && memcmp(p, "NER=", 4) == 0;
        if (!given_name && out->n > before)
            buf_char(out, '|');
        if (ours) {
            buf_str(out, "NER=");
            buf_str(out, t->ner);
            due = false;
            continue;
        }
        if (!given_name)
            buf_add(out, p, n);
        p += n + (p[n] == '|');
    }
    if (out->n == before)
        buf_char(out, '_');
}

/* The k-th column, from 0, and what follows it. */
static const char *column(const char *line, int k)
{
    for (; k > 0; k--) {
        line += strcspn(line, "\t");
        line += *line == '\t';
    }
    return line;
}

void conllu_word(buf *out, const char *line, const casus_token *t)
{
    const char *lemma = column(line, 2), *deps = column(line, 8), *misc = column(line, 9);
    buf_add(out, line, (size_t)(lemma - line) - (lemma > line));
    put_analysis(out, t);
    buf_char(out, '\t');
    buf_add(out, deps, (size_t)(misc - deps));
    put_given_misc(out, misc, t);
}

void conllu_article(buf *out, const casus_doc *doc, const char *id, text_part at)
{
    size_t n_sentence, n_token;
    const casus_sentence *s = casus_sentences(doc, &n_sentence);
    const casus_token *t = casus_tokens(doc, &n_token);
    if (at.part == 0) {
        buf_str(out, "# newdoc id = ");
        put_id(out, id);
        buf_char(out, '\n');
    }
    for (size_t i = 0; i < n_sentence; i++) {
        if (i == 0 || s[i].paragraph != s[i - 1].paragraph)
            buf_str(out, "# newpar\n");
        if (s[i].headline)
            buf_str(out, "# headline = yes\n");
        buf_str(out, "# sent_id = ");
        put_id(out, id);
        buf_char(out, '-');
        if (at.part > 0) {
            buf_uint(out, at.part + 1);
            buf_char(out, '.');
        }
        buf_uint(out, i + 1);
        buf_str(out, "\n# text = ");
        excerpt_plain(out, doc, (uint32_t)i);
        buf_char(out, '\n');
        for (uint32_t k = 0; k < s[i].count; k++)
            put_token(out, &t[s[i].first + k], k + 1, at.base);
        buf_char(out, '\n');
    }
}

/* ---- CoNLL columns ---- */

/* "(3", "3)", "(3)", joined by "|": what begins at token t, the longer one first, then what ends there */
static void put_chains(buf *out, const casus_reference *r, size_t n, uint32_t t)
{
    bool any = false;
    for (size_t i = 0; i < n; i++)
        if (r[i].first == t) {
            buf_str(out, any ? "|(" : "(");
            buf_uint(out, r[i].chain);
            if (r[i].count == 1)
                buf_char(out, ')');
            any = true;
        }
    for (size_t i = n; i-- > 0;)
        if (r[i].count > 1 && r[i].first + r[i].count == t + 1) {
            if (any)
                buf_char(out, '|');
            buf_uint(out, r[i].chain);
            buf_char(out, ')');
            any = true;
        }
    if (!any)
        buf_char(out, '-');
}

static void put_word(buf *out, const char *z)
{
    if (*z == '\0')
        buf_char(out, '-');
    for (; *z != '\0'; z++)
        buf_char(out, (unsigned char)*z <= 0x20 ? '_' : *z);
}

void conll_article(buf *out, const casus_doc *doc, const char *id)
{
    size_t n_sentence, n_token, n_reference, at = 0;
    const casus_sentence *s = casus_sentences(doc, &n_sentence);
    const casus_token *t = casus_tokens(doc, &n_token);
    const casus_reference *r = casus_references(doc, &n_reference);
    buf_str(out, "#begin document (");
    put_word(out, id);
    buf_str(out, "); part 000\n");
    for (size_t i = 0; i < n_sentence; i++) {
        size_t from = at;
        while (at < n_reference && r[at].first < s[i].first + s[i].count)
            at++;
        for (uint32_t k = 0; k < s[i].count; k++) {
            const casus_token *w = &t[s[i].first + k];
            put_word(out, id);
            buf_str(out, "\t0\t");
            buf_uint(out, k);
            const char *const columns[] = {w->form, w->xpos, "", w->lemma, "", "", "", w->ner};
            for (size_t c = 0; c < LEN(columns); c++) {
                buf_char(out, '\t');
                put_word(out, columns[c]);
            }
            buf_char(out, '\t');
            put_chains(out, r + from, at - from, s[i].first + k);
            buf_char(out, '\n');
        }
        buf_char(out, '\n');
    }
    buf_str(out, "#end document\n");
}

/* ---- JSON ---- */

static void span(json *j, uint64_t base, uint32_t start, uint32_t end)
{
    jw_key(j, "start");
    jw_int(j, (int64_t)(base + start));
    jw_key(j, "end");
    jw_int(j, (int64_t)(base + end));
}

static void text(json *j, const char *key, const char *z)
{
    jw_key(j, key);
    jw_strz(j, z);
}

static void number(json *j, const char *key, uint32_t v)
{
    jw_key(j, key);
    jw_int(j, v);
}

static void put_tokens(json *j, const casus_token *t, size_t n, uint64_t base)
{
    jw_key(j, "tokens");
    jw_array(j);
    for (size_t i = 0; i < n; i++) {
        jw_object(j);
        text(j, "form", t[i].form);
        text(j, "lemma", t[i].lemma);
        text(j, "upos", t[i].upos);
        text(j, "xpos", t[i].xpos);
        number(j, "head", t[i].head);
        text(j, "deprel", t[i].deprel);
        jw_key(j, "space_after");
        jw_bool(j, t[i].space_after);
        span(j, base, t[i].start, t[i].end);
        jw_object_end(j);
    }
    jw_array_end(j);
}

static void put_sentences(json *j, const casus_sentence *s, size_t n, uint64_t base)
{
    jw_key(j, "sentences");
    jw_array(j);
    for (size_t i = 0; i < n; i++) {
        jw_object(j);
        number(j, "first", s[i].first);
        number(j, "count", s[i].count);
        number(j, "paragraph", s[i].paragraph);
        jw_key(j, "headline");
        jw_bool(j, s[i].headline);
        span(j, base, s[i].start, s[i].end);
        jw_object_end(j);
    }
    jw_array_end(j);
}

/* A name begins with B- and goes on over I-; it never crosses a sentence, since the next one begins with B- or O. */
static void put_names(json *j, const casus_token *t, size_t n, uint64_t base, buf *form)
{
    jw_key(j, "names");
    jw_array(j);
    for (size_t i = 0; i < n;) {
        if (t[i].ner[0] != 'B') {
            i++;
            continue;
        }
        size_t first = i;
        buf_clear(form);
        do {
            if (i > first && t[i - 1].space_after)
                buf_char(form, ' ');
            buf_str(form, t[i].form);
            i++;
        } while (i < n && t[i].ner[0] == 'I');
        jw_object(j);
        text(j, "type", t[first].ner + 2);
        jw_key(j, "text");
        jw_string(j, form->p != NULL ? form->p : "", form->n);
        number(j, "first", (uint32_t)first);
        number(j, "count", (uint32_t)(i - first));
        span(j, base, t[first].start, t[i - 1].end);
        jw_object_end(j);
    }
    jw_array_end(j);
}

static void put_references(json *j, const casus_doc *doc, uint64_t base)
{
    size_t n;
    const casus_reference *r = casus_references(doc, &n);
    jw_key(j, "references");
    jw_array(j);
    for (size_t i = 0; i < n; i++) {
        jw_object(j);
        number(j, "chain", r[i].chain);
        number(j, "first", r[i].first);
        number(j, "count", r[i].count);
        number(j, "head", r[i].head);
        span(j, base, r[i].start, r[i].end);
        jw_object_end(j);
    }
    jw_array_end(j);
}

static void put_dates(json *j, const casus_doc *doc, uint64_t base)
{
    size_t n;
    const casus_time *x = casus_times(doc, &n);
    jw_key(j, "dates");
    jw_array(j);
    for (size_t i = 0; i < n; i++) {
        char day[12];
        jw_object(j);
        text(j, "type", x[i].type);
        text(j, "value", x[i].value);
        jw_key(j, "mod");
        jw_str_or_null(j, x[i].mod);
        jw_key(j, "quant");
        jw_str_or_null(j, x[i].quant);
        date_text(x[i].date, x[i].precision, day);
        jw_key(j, "date");
        jw_str_or_null(j, day);
        date_text(x[i].enddate, CASUS_DAY, day);
        jw_key(j, "enddate");
        jw_str_or_null(j, day);
        jw_key(j, "date_precision");
        jw_str_or_null(j, precision_name(x[i].precision));
        number(j, "first", x[i].first);
        number(j, "count", x[i].count);
        span(j, base, x[i].start, x[i].end);
        jw_object_end(j);
    }
    jw_array_end(j);
}

static void put_places(json *j, const casus_doc *doc, uint64_t base)
{
    size_t n;
    const casus_place *p = casus_places(doc, &n);
    jw_key(j, "places");
    jw_array(j);
    for (size_t i = 0; i < n; i++)
        json_place(j, &p[i], base);
    jw_array_end(j);
}

void annotation_json(buf *out, const casus_doc *doc, const char *id, const char *coder, text_part at)
{
    size_t n_sentence, n_token;
    const casus_sentence *s = casus_sentences(doc, &n_sentence);
    const casus_token *t = casus_tokens(doc, &n_token);
    json j;
    buf form;
    buf_init(&form, out->alloc, out->max);
    jw_init(&j, out);
    jw_object(&j);
    text(&j, "doc", id);
    if (at.part > 0)
        number(&j, "part", at.part + 1);
    put_tokens(&j, t, n_token, at.base);
    put_sentences(&j, s, n_sentence, at.base);
    put_names(&j, t, n_token, at.base, &form);
    put_references(&j, doc, at.base);
    put_dates(&j, doc, at.base);
    put_places(&j, doc, at.base);
    text(&j, "coder", coder);
    jw_object_end(&j);
    buf_char(out, '\n');
    out->failed = out->failed || form.failed;
    buf_release(&form);
}
