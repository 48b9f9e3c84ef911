/*
 * explain_html.c - `casus explain` as a page: the article with its evidence marked, and a card for every record.
 *
 * In: coded documents. Out: one HTML file that needs nothing else: no script, no font, nothing from the network, which its own policy forbids.
 * Whatever comes from an article, a table or a file name passes put(), which escapes it. Marks in the text link to the cards, the cards link to
 * their triggers. Linear in the article: a sentence of more than SHOWN_MAX tokens is shown in the text alone.
 */
#include "store/explain_html.h"

#include "store/evidence.h"
#include "store/excerpt.h"
#include "store/record_json.h"
#include "store/table.h"
#include "text/text.h"

#include <stdlib.h>

#define SHOWN_MAX 300u /* tokens of a sentence that a card shows */
#define ACTIVE_MAX 16u /* pieces of evidence on one token */
#define CELL_MAX 4096u

/* A piece of evidence and the record that it proves. */
typedef struct {
    evidence at;
    const casus_event *event; /* NULL: of a statement */
    size_t number;            /* of the record, from 1 */
} proof;

typedef struct {
    buf *out;
    const html_article *a;
    const casus_token *token;
    const casus_sentence *sentence;
    size_t n_token, n_sentence;
    proof *proof; /* by start */
    size_t n_proof;
} page;

static const char style[] =
    ":root{color-scheme:light dark;--bg:#fbfbf9;--fg:#1c1d20;--dim:#62666d;--card:#fff;--line:#d9dade;--trigger:#b3261e;--actor:#1b6e36;--recipient:#1f55b5;"
    "--place:#00707a;--date:#8a5a00;--source:#6b3fa0;--quote:#ececf4}"
    "@media(prefers-color-scheme:dark){:root{--bg:#17181b;--fg:#e6e6e3;--dim:#9da1a8;--card:#1f2125;--line:#3a3d43;--trigger:#ff8a80;--actor:#7fd197;"
    "--recipient:#8ab4f8;--place:#6fd3dc;--date:#f0bf66;--source:#cfa8ff;--quote:#2a2b38}}"
    "*{box-sizing:border-box}body{margin:0 auto;padding:1.5rem 1rem 4rem;max-width:78rem;background:var(--bg);color:var(--fg);"
    "font:16px/1.55 system-ui,sans-serif;overflow-wrap:anywhere}"
    "h1{font-size:1.4rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:0 0 .5rem}a{color:inherit}small,dt,.dim{color:var(--dim)}"
    ".two{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:2rem}@media(max-width:60rem){.two{grid-template-columns:minmax(0,1fr)}}"
    ".text{font-family:Georgia,serif}@media(min-width:60rem){.text{position:sticky;top:1rem;align-self:start;max-height:95vh;overflow:auto}}"
    ".text .headline{font-weight:bold}.card{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.8rem 1rem;margin:0 0 1rem}"
    ":target{outline:2px solid var(--date);outline-offset:2px}dl{display:grid;grid-template-columns:7.5rem minmax(0,1fr);gap:.15rem .8rem;margin:.5rem "
    "0}dd{margin:0}"
    "code,.code{font:.92em ui-monospace,monospace}.m{text-decoration:none;border-bottom:2px "
    "solid}.quotation,.quoted{background:var(--quote)}.quotation{border-bottom:0}"
    ".trigger{color:var(--trigger);font-weight:bold}.actor,.speaker{color:var(--actor)}.recipient{color:var(--recipient)}.place{color:var(--place)}"
    ".date{color:var(--date)}.source{color:var(--source)}.cue{color:var(--source);border-bottom-style:dotted}"
    ".badge{border:1px solid;border-radius:1rem;padding:0 .5rem;font-size:.85rem;font-weight:normal}.not{color:var(--trigger)}"
    "blockquote{margin:.6rem 0;padding-left:.8rem;border-left:3px solid var(--line);font-family:Georgia,serif}"
    ".why,.tree{list-style:none;padding:0;margin:.3rem 0;font-size:.92rem}.why .no{color:var(--dim)}.tree li{padding-left:calc(var(--d)*1.1rem)}"
    "details{margin:.3rem 0}summary{cursor:pointer;color:var(--dim)}.key span{margin-right:1rem}"
    "@media print{.two{display:block}.text{position:static;max-height:none;overflow:visible}.card{break-inside:avoid}}";

/* ---- text ---- */

static void raw(const page *p, const char *z) { buf_str(p->out, z); }

static void put_to(buf *out, const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        uint32_t len, cp = utf8_next(s + i, n - i, &len);
        if (cp == '<')
            buf_str(out, "&lt;");
        else if (cp == '>')
            buf_str(out, "&gt;");
        else if (cp == '&')
            buf_str(out, "&amp;");
        else if (cp == '"')
            buf_str(out, "&quot;");
        else if (cp == '\'')
            buf_str(out, "&#39;");
        else if (cp == '\n' || cp == '\t' || cp == '\r')
            buf_char(out, ' ');
        else if (text_is_control(cp))
            buf_str(out, "\xEF\xBF\xBD");
        else
            buf_add(out, s + i, len);
        i += len;
    }
}

static void put(const page *p, const char *z) { put_to(p->out, z, strlen(z)); }

/* "a1-e3": the name of a card; 'w' instead of the letter: of its trigger in the text */
static void put_anchor(const page *p, char letter, size_t number)
{
    buf_char(p->out, 'a');
    buf_uint(p->out, p->a->number);
    buf_char(p->out, '-');
    buf_char(p->out, letter);
    buf_uint(p->out, number);
}

static void put_link(const page *p, char letter, size_t number)
{
    raw(p, " href=\"#");
    put_anchor(p, letter, number);
    raw(p, "\"");
}

/* ---- marked text ---- */

static int by_start(const void *a, const void *b)
{
    const proof *x = a, *y = b;
    if (x->at.start != y->at.start)
        return x->at.start < y->at.start ? -1 : 1;
    return x->at.kind != y->at.kind ? (x->at.kind < y->at.kind ? -1 : 1) : x->number < y->number ? -1 : x->number > y->number;
}

typedef struct {
    const proof *at[ACTIVE_MAX];
    size_t n;
} active;

/* Proofs that a token stands on, out of those from *next on; `old` are those of the token before it. */
static active proofs_of(const page *p, const casus_token *t, const active *old, size_t *next)
{
    active now = {.n = 0};
    for (size_t i = 0; i < old->n; i++)
        if (t->start < old->at[i]->at.end)
            now.at[now.n++] = old->at[i];
    for (; *next < p->n_proof && p->proof[*next].at.start < t->end; ++*next)
        if (now.n < ACTIVE_MAX && t->start < p->proof[*next].at.end)
            now.at[now.n++] = &p->proof[*next];
    return now;
}

static bool same(const active *a, const active *b) { return a->n == b->n && (a->n == 0 || memcmp(a->at, b->at, a->n * sizeof a->at[0]) == 0); }

/* The one that gives the colour and the link: a trigger before sides, a quotation last. */
static const proof *foremost(const active *a)
{
    const proof *best = a->at[0];
    for (size_t i = 1; i < a->n; i++)
        if (a->at[i]->at.kind < best->at.kind)
            best = a->at[i];
    return best;
}

static void put_who(const page *p, const casus_actor *who)
{
    raw(p, *who->code ? "" : "---");
    put(p, who->code);
    if (*who->sector) {
        raw(p, " ");
        put(p, who->sector);
    }
    if (*who->identifier) {
        raw(p, " ");
        put(p, who->identifier);
    }
}

static void put_titles(const page *p, const active *a)
{
    for (size_t i = 0; i < a->n; i++) {
        const proof *x = a->at[i];
        raw(p, i ? "; " : "");
        raw(p, evidence_name(x->at.kind));
        raw(p, x->event ? " of e" : " of s");
        buf_uint(p->out, x->number);
        if (x->at.kind == EV_TRIGGER) {
            raw(p, " ");
            put(p, x->event->event);
        }
        if (x->at.who != NULL) {
            raw(p, ": ");
            put_who(p, x->at.who);
        }
    }
}

static void open_mark(const page *p, const active *a, const casus_token *t, bool anchors)
{
    const proof *first = foremost(a);
    bool quoted = false;
    for (size_t i = 0; i < a->n; i++)
        quoted = quoted || a->at[i]->at.kind == EV_QUOTE;
    raw(p, "<a class=\"m ");
    raw(p, evidence_name(first->at.kind));
    raw(p, quoted && first->at.kind != EV_QUOTE ? " quoted\"" : "\"");
    put_link(p, first->event ? 'e' : 's', first->number);
    raw(p, " title=\"");
    put_titles(p, a);
    raw(p, "\">");
    for (size_t i = 0; anchors && i < a->n; i++)
        if (a->at[i]->at.kind == EV_TRIGGER && t->start <= a->at[i]->at.start) {
            raw(p, "<span id=\"");
            put_anchor(p, 'w', a->at[i]->number);
            raw(p, "\"></span>");
        }
}

/* Tokens [first, end) with marks; *next and *on carry over from the tokens before. */
static void put_tokens(const page *p, uint32_t first, uint32_t end, size_t *next, active *on, bool anchors)
{
    bool open = false;
    for (uint32_t i = first; i < end; i++) {
        const casus_token *t = &p->token[i];
        active now = proofs_of(p, t, on, next);
        bool changes = !same(&now, on);
        if (open && changes) {
            raw(p, "</a>");
            open = false;
        }
        if (i > first && p->token[i - 1].space_after)
            buf_char(p->out, ' ');
        if (!open && now.n > 0) {
            open_mark(p, &now, t, anchors);
            open = true;
        }
        put(p, t->form);
        *on = now;
    }
    raw(p, open ? "</a>" : "");
}

/* The whole article, a paragraph of it a paragraph here. */
static void put_text(const page *p)
{
    size_t next = 0;
    active on = {.n = 0};
    for (size_t i = 0; i < p->n_sentence; i++) {
        const casus_sentence *s = &p->sentence[i];
        bool begins = i == 0 || s->paragraph != s[-1].paragraph, ends = i + 1 == p->n_sentence || s->paragraph != s[1].paragraph;
        raw(p, !begins ? " " : s->headline ? "<p class=\"headline\">" : "<p>");
        put_tokens(p, s->first, s->first + s->count, &next, &on, true);
        raw(p, ends ? "</p>\n" : "");
    }
}

/* One sentence with the marks of one record. */
static void put_sentence(const page *p, uint32_t sentence, proof *own, size_t n)
{
    if (sentence >= p->n_sentence || p->sentence[sentence].count > SHOWN_MAX)
        return;
    page one = *p;
    size_t next = 0;
    active on = {.n = 0};
    one.proof = own;
    one.n_proof = n;
    raw(p, "<blockquote>");
    put_tokens(&one, p->sentence[sentence].first, p->sentence[sentence].first + p->sentence[sentence].count, &next, &on, false);
    raw(p, "</blockquote>\n");
}

/* ---- trees ---- */

static void put_node(const page *p, const casus_token *t, uint32_t depth, const casus_event *e)
{
    bool trigger = t->start < e->trigger_end && e->trigger_start < t->end;
    raw(p, "<li style=\"--d:");
    buf_uint(p->out, depth);
    raw(p, trigger ? "\"><b class=\"trigger\">" : "\"><b>");
    put(p, t->form);
    raw(p, "</b> <small>");
    put(p, t->deprel);
    raw(p, ", ");
    put(p, t->upos);
    if (strcmp(t->lemma, t->form) != 0) {
        raw(p, ", ");
        put(p, t->lemma);
    }
    if (strcmp(t->ner, "O") != 0) {
        raw(p, ", ");
        put(p, t->ner);
    }
    raw(p, "</small></li>\n");
}

/* Depth first, children in order of the text. */
static void put_tree(const page *p, uint32_t sentence, const casus_event *e)
{
    if (sentence >= p->n_sentence || p->sentence[sentence].count > SHOWN_MAX)
        return;
    const casus_sentence *s = &p->sentence[sentence];
    uint16_t child[SHOWN_MAX + 1] = {0}, sibling[SHOWN_MAX + 1] = {0}; /* of token k from 1; 0: none, or the root */
    for (uint32_t k = s->count; k > 0; k--) {
        uint32_t head = p->token[s->first + k - 1].head;
        head = head <= s->count ? head : 0;
        sibling[k] = child[head];
        child[head] = (uint16_t)k;
    }
    raw(p, "<details><summary>tree of the sentence</summary><ol class=\"tree\">\n");
    uint32_t k = child[0], depth = 0, steps = 0;
    while (k != 0 && steps++ < s->count) {
        put_node(p, &p->token[s->first + k - 1], depth, e);
        if (child[k] != 0) {
            k = child[k];
            depth++;
            continue;
        }
        while (k != 0 && sibling[k] == 0) {
            uint32_t head = p->token[s->first + k - 1].head;
            k = head <= s->count ? head : 0;
            depth -= depth > 0;
        }
        k = sibling[k];
    }
    raw(p, "</ol></details>\n");
}

/* ---- cards ---- */

static void begin_field(const page *p, const char *name)
{
    raw(p, "<dt>");
    raw(p, name);
    raw(p, "</dt><dd>");
}

static void end_field(const page *p) { raw(p, "</dd>\n"); }

static void put_cell(const page *p, const char *name, void (*cell)(buf *, const casus_event *), const casus_event *e)
{
    buf text;
    buf_init(&text, &alloc_libc, CELL_MAX);
    cell(&text, e);
    if (text.n > 0) {
        begin_field(p, name);
        put_to(p->out, text.p, text.n);
        end_field(p);
    }
    p->out->failed = p->out->failed || (text.failed && text.n < CELL_MAX / 2);
    buf_release(&text);
}

static void put_actors(const page *p, const char *name, const char *class, const casus_actor *a, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        begin_field(p, name);
        raw(p, "<b class=\"");
        raw(p, class);
        raw(p, "\">");
        put_who(p, &a[i]);
        raw(p, "</b>");
        if (*a[i].office) {
            raw(p, ", ");
            put(p, a[i].office);
        }
        if (a[i].start < a[i].end) {
            raw(p, " <small>from “");
            put(p, a[i].text);
            raw(p, "” at ");
            buf_uint(p->out, a[i].start);
            raw(p, "–");
            buf_uint(p->out, a[i].end);
            raw(p, "</small>");
        }
        end_field(p);
    }
}

static void put_place(const page *p, const casus_place *x)
{
    const char *const parts[] = {x->name, x->admin1, x->country, x->resolution};
    begin_field(p, "place");
    for (size_t i = 0; i < LEN(parts); i++) {
        raw(p, i > 0 && *parts[i] ? ", " : "");
        put(p, parts[i]);
    }
    if (x->id != 0) {
        raw(p, " <small>");
        buf_fixed(p->out, x->lat, 4);
        raw(p, " ");
        buf_fixed(p->out, x->lon, 4);
        raw(p, ", GeoNames ");
        buf_uint(p->out, x->id);
        raw(p, "</small>");
    }
    end_field(p);
}

static void put_scores(const page *p, const casus_event *e)
{
    begin_field(p, "scores");
    raw(p, "confidence ");
    buf_fixed(p->out, e->confidence, 2);
    raw(p, ", scale ");
    buf_fixed(p->out, e->event_scale, 1);
    raw(p, ", Goldstein ");
    buf_fixed(p->out, e->goldstein, 1);
    raw(p, ", quad class ");
    buf_int(p->out, e->quad_code);
    raw(p, " (CAMEO ");
    buf_int(p->out, e->quad_cameo);
    raw(p, ")");
    end_field(p);
}

/* The coder's own steps, what was rejected in grey. */
static void put_why(const page *p, const char *why)
{
    raw(p, *why ? "<ol class=\"why\">\n" : "");
    for (const char *line = why; *line != '\0';) {
        size_t n = strcspn(line, "\n");
        str s = str_of(line, n);
        bool rejected = str_starts(s, "rejected"), frame = str_starts(s, "frame ");
        raw(p, rejected ? "<li class=\"no\">" : "<li>");
        if (frame) {
            raw(p, "frame <code>");
            put_to(p->out, line + 6, n - 6);
            raw(p, "</code>");
        } else {
            put_to(p->out, line, n);
        }
        raw(p, "</li>\n");
        line += n + (line[n] == '\n');
    }
    raw(p, *why ? "</ol>\n" : "");
}

static void begin_card(const page *p, char letter, size_t number, bool in_text)
{
    char name[2] = {letter, '\0'};
    raw(p, "<section class=\"card\" id=\"");
    put_anchor(p, letter, number);
    raw(p, "\"><h3><a");
    put_link(p, in_text ? 'w' : letter, number);
    raw(p, ">");
    raw(p, name);
    buf_uint(p->out, number);
    raw(p, "</a> ");
}

static size_t proofs_of_event(const page *p, const casus_event *e, size_t number, proof *out)
{
    evidence found[EVIDENCE_MAX];
    size_t n = evidence_event(p->a->doc, e, found);
    for (size_t i = 0; i < n; i++)
        out[i] = (proof){found[i], e, number};
    return n;
}

static size_t proofs_of_statement(const casus_statement *s, size_t number, proof *out)
{
    evidence found[EVIDENCE_MAX];
    size_t n = evidence_statement(s, found);
    for (size_t i = 0; i < n; i++)
        out[i] = (proof){found[i], NULL, number};
    return n;
}

static void put_event(const page *p, const casus_event *e, size_t number)
{
    proof own[EVIDENCE_MAX];
    size_t n = proofs_of_event(p, e, number, own);
    qsort(own, n, sizeof *own, by_start);
    begin_card(p, 'e', number, e->trigger_start < e->trigger_end);
    put(p, e->event);
    for (size_t i = 0; i < e->n_mode; i++) {
        raw(p, i ? "," : "/");
        put(p, e->mode[i]);
    }
    raw(p, *e->aux_mode ? " <span class=\"badge not\">" : " <span class=\"badge\">");
    put(p, *e->aux_mode ? e->aux_mode : "reported as having happened");
    raw(p, "</span></h3>\n<dl>");
    if (*e->cameo) {
        begin_field(p, "CAMEO");
        raw(p, "<b class=\"code\">");
        put(p, e->cameo);
        raw(p, "</b> ");
        put(p, p->a->cameo_name(p->a->ctx, e->cameo));
        end_field(p);
    }
    put_cell(p, "type", table_type, e);
    put_cell(p, "ACLED", table_acled, e);
    put_actors(p, "actor", "actor", e->actor, e->n_actor);
    put_actors(p, "recipient", "recipient", e->recipient, e->n_recipient);
    put_cell(p, "date", table_date, e);
    if (e->precision != CASUS_NO_DATE) {
        begin_field(p, "precision");
        put(p, precision_name(e->precision));
        end_field(p);
    }
    if (e->place != NULL)
        put_place(p, e->place);
    put_actors(p, "on the word of", "source", e->attributed_to, e->attributed_to != NULL);
    put_cell(p, "size", table_size, e);
    for (size_t i = 0; i < e->n_context; i++) {
        begin_field(p, "context");
        put(p, e->context[i]);
        end_field(p);
    }
    put_scores(p, e);
    raw(p, "</dl>\n");
    for (size_t i = 0; i < e->n_mention; i++)
        put_sentence(p, e->mention[i].sentence, own, n);
    put_why(p, e->why);
    if (e->n_mention > 0)
        put_tree(p, e->mention[0].sentence, e);
    raw(p, "</section>\n");
}

static void put_statement(const page *p, const casus_statement *s, size_t number)
{
    begin_card(p, 's', number, false);
    raw(p, s->kind == CASUS_DIRECT ? "direct quotation</h3>\n<dl>" : "indirect quotation</h3>\n<dl>");
    put_actors(p, "speaker", "speaker", s->speaker, s->speaker != NULL);
    put_actors(p, "addressee", "recipient", s->addressee, s->addressee != NULL);
    if (*s->cue) {
        begin_field(p, "cue");
        put(p, s->cue);
        end_field(p);
    }
    begin_field(p, "scores");
    raw(p, "confidence ");
    buf_fixed(p->out, s->confidence, 2);
    end_field(p);
    raw(p, "</dl>\n<blockquote>");
    put(p, s->text);
    raw(p, "</blockquote></section>\n");
}

static void put_entity(const page *p, const casus_entity *e, size_t number)
{
    begin_card(p, 'n', number, false);
    put(p, e->text);
    raw(p, " <span class=\"badge\">");
    put(p, e->kind);
    raw(p, "</span></h3>\n<dl>");
    put_actors(p, "who", "actor", e->who, e->n_who);
    if (e->place != NULL)
        put_place(p, e->place);
    begin_field(p, "scores");
    raw(p, "confidence ");
    buf_fixed(p->out, e->confidence, 2);
    end_field(p);
    raw(p, "</dl>\n");
    put_why(p, e->why);
    raw(p, "</section>\n");
}

/* ---- the page ---- */

static bool wanted(const page *p, char letter, size_t number) { return p->a->wanted(p->a->ctx, letter, number); }

/* All evidence of the records that are shown, by its place in the text. False: no memory. */
static bool gather(page *p, const casus_event *e, size_t n_event, const casus_statement *s, size_t n_statement)
{
    size_t room = 0;
    for (size_t i = 0; i < n_event; i++)
        room += e[i].n_actor + e[i].n_recipient + 4;
    room += 3 * n_statement + EVIDENCE_MAX;
    p->proof = malloc(room * sizeof *p->proof);
    if (p->proof == NULL)
        return false;
    for (size_t i = 0; i < n_event; i++)
        if (wanted(p, 'e', i + 1))
            p->n_proof += proofs_of_event(p, &e[i], i + 1, p->proof + p->n_proof);
    for (size_t i = 0; i < n_statement; i++)
        if (wanted(p, 's', i + 1))
            p->n_proof += proofs_of_statement(&s[i], i + 1, p->proof + p->n_proof);
    qsort(p->proof, p->n_proof, sizeof *p->proof, by_start);
    return true;
}

static size_t put_cards(const page *p, const casus_event *e, size_t n_event, const casus_statement *s, size_t n_statement)
{
    size_t n_entity, shown = 0;
    const casus_entity *x = casus_entities(p->a->doc, &n_entity);
    for (size_t i = 0; i < n_event; i++)
        if (wanted(p, 'e', i + 1)) {
            put_event(p, &e[i], i + 1);
            shown++;
        }
    for (size_t i = 0; i < n_statement; i++)
        if (wanted(p, 's', i + 1)) {
            put_statement(p, &s[i], i + 1);
            shown++;
        }
    for (size_t i = 0; i < n_entity; i++)
        if (wanted(p, 'n', i + 1)) {
            put_entity(p, &x[i], i + 1);
            shown++;
        }
    return shown;
}

size_t explain_html_article(buf *out, const html_article *a)
{
    page p = {.out = out, .a = a};
    size_t n_event, n_statement;
    const casus_event *e = casus_events(a->doc, &n_event);
    const casus_statement *s = casus_statements(a->doc, &n_statement);
    p.token = casus_tokens(a->doc, &p.n_token);
    p.sentence = casus_sentences(a->doc, &p.n_sentence);
    if (!gather(&p, e, n_event, s, n_statement)) {
        out->failed = true;
        return 0;
    }
    raw(&p, "<h2>");
    put(&p, a->id);
    raw(&p, "</h2>\n<div class=\"two\"><article class=\"text\">\n");
    put_text(&p);
    raw(&p, "</article>\n<div>\n");
    size_t shown = put_cards(&p, e, n_event, s, n_statement);
    raw(&p, shown ? "</div></div>\n" : "<p class=\"dim\">Nothing was coded.</p></div></div>\n");
    free(p.proof);
    return shown;
}

void explain_html_begin(buf *out, const char *coder)
{
    const page p = {.out = out};
    raw(&p, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            "<meta name=\"viewport\" content=\"width=device-width\"><title>casus explain</title>\n<style>");
    raw(&p, style);
    raw(&p, "</style></head><body>\n<h1>What was coded, and why</h1>\n<p class=\"dim\">");
    put(&p, coder);
    raw(&p, ". Every mark in the text leads to its record; numbers are byte offsets into the source.</p>\n<p class=\"key\">");
    for (int k = 0; k < EVIDENCE_KINDS; k++) {
        raw(&p, "<span class=\"m ");
        raw(&p, evidence_name((evidence_kind)k));
        raw(&p, "\">");
        raw(&p, evidence_name((evidence_kind)k));
        raw(&p, "</span> ");
    }
    raw(&p, "</p>\n");
}

void explain_html_end(buf *out) { buf_str(out, "</body></html>\n"); }
