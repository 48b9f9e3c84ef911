/*
 * dict_verbs.c - verbs, their patterns and word sets of a TABARI or PETRARCH dictionary.
 *
 *     &TIES                    a set: its words stand behind +
 *     --- ABANDON [345] ---    a block; the code of its verbs
 *     ABANDON {ABANDONNED}     a verb, with forms that are not regular; "WIRE_+TAP" and "LASH OUT" have more words
 *     - SAID WOULD * &TIES [901]    a pattern: words around the verb (*), side by side (_) or later (a blank); $ and + are the sides
 *
 * A pattern becomes a frame with one condition `seq`; the earlier line holds, as there. PETRARCH 2 puts phrases into () and {}: they are taken
 * off, since the order of words is what we ask for. A code without a category of PLOVER gets one in ontology.tsv, which its user may correct.
 */
#include "ingest/dict.h"
#include "nlp/nlp.h"
#include "text/text.h"

#define SETS_MAX 2000u
#define VERBS_MAX 400u
#define PATTERNS_MAX 8000u
#define TEXT_MAX 512u
#define PATTERNS_OF_VERB 250u /* the lexicon keeps 255 frames of one word */
#define RECIPIENT "obj/iobj/with/to/against/on/from/for/at/in/into/of/by/about/over/right"

typedef struct {
    str text, code;
    uint32_t line;
} item;

typedef struct {
    dict *d;
    arena mem;
    VEC(str) set; /* names as they are defined, without a last _ */
    VEC(item) verb;
    VEC(item) pattern;
    buf words; /* of the set that is being read */
    str set_name;
    uint32_t set_line;
    bool in_set;
    str code; /* of the block */
} reader;

static str trim(str s)
{
    while (s.n && memchr(" \t_", s.p[0], 3))
        s.p++, s.n--;
    while (s.n && memchr(" \t_", s.p[s.n - 1], 3))
        s.n--;
    return s;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

/* "TIE_TYPES2_" -> "tietypes2" */
static void put_set_name(buf *b, str name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = lower(name.p[i]);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            buf_char(b, c);
    }
}

/* One word as our tokens have it: "DON'T" is do n't, "CEASE-FIRE" cease - fire. */
static void put_word(buf *b, str w)
{
    if (w.n > 3 && str_is(str_of(w.p + w.n - 3, 3), "N'T")) {
        put_word(b, str_of(w.p, w.n - 3));
        buf_str(b, "_n't");
        return;
    }
    if (w.n > 2 && str_is(str_of(w.p + w.n - 2, 2), "'S")) {
        put_word(b, str_of(w.p, w.n - 2));
        buf_str(b, "_'s");
        return;
    }
    for (size_t i = 0; i < w.n; i++) {
        if (w.p[i] == '-' && i + 1 < w.n)
            buf_str(b, i > 0 ? "_-_" : "-_");
        else if (!memchr("|:*$+%^~@", w.p[i], 9))
            buf_char(b, lower(w.p[i]));
    }
}

/* ---- sets ---- */

static void end_set(reader *r)
{
    if (r->in_set && r->words.n) {
        buf *b = &r->d->out[DICT_CLASSES];
        put_set_name(b, r->set_name);
        buf_char(b, '\t');
        buf_add(b, r->words.p, r->words.n);
        buf_char(b, '\t');
        buf_str(b, r->d->file);
        buf_char(b, ':');
        buf_uint(b, r->set_line);
        buf_char(b, '\n');
        r->d->carried[DICT_CLASSES]++;
    } else if (r->in_set)
        dict_lost(r->d, r->set_line, "a set without words", r->set_name);
    r->in_set = false;
    buf_clear(&r->words);
}

static void begin_set(reader *r, uint32_t line, str name)
{
    end_set(r);
    r->in_set = true;
    r->set_line = line;
    r->set_name = trim(name);
    str *s = vec_push(&r->mem, &r->set, SETS_MAX);
    if (s)
        *s = r->set_name;
}

/* a set within a set: its words are added */
static bool add_set(reader *r, str name)
{
    buf head;
    buf_init(&head, &alloc_libc, TEXT_MAX);
    put_set_name(&head, trim(name));
    buf_char(&head, '\t');
    const buf *all = &r->d->out[DICT_CLASSES];
    bool found = false;
    for (size_t i = 0; i < all->n && !found && !head.failed;) {
        const char *line = all->p + i, *end = memchr(line, '\n', all->n - i);
        size_t n = end ? (size_t)(end - line) : all->n - i;
        if (n > head.n && memcmp(line, head.p, head.n) == 0) {
            const char *tab = memchr(line + head.n, '\t', n - head.n);
            if (r->words.n)
                buf_char(&r->words, '|');
            buf_add(&r->words, line + head.n, tab ? (size_t)(tab - line) - head.n : 0);
            found = true;
        }
        i += n + 1;
    }
    buf_release(&head);
    return found;
}

static bool set_word(reader *r, uint32_t line, str word)
{
    word = trim(word);
    if (!word.n)
        return dict_lost(r->d, line, "an empty word of a set", r->set_name);
    if (word.p[0] == '&') {
        if (!add_set(r, str_of(word.p + 1, word.n - 1)))
            return dict_lost(r->d, line, "a set that is not defined before", word);
        return true;
    }
    if (r->words.n)
        buf_char(&r->words, '|');
    bool more = false;
    for (size_t i = 0; i < word.n;) {
        size_t n = 0;
        while (i + n < word.n && !memchr("_ \t", word.p[i + n], 3))
            n++;
        if (n && more)
            buf_char(&r->words, '_');
        put_word(&r->words, str_of(word.p + i, n));
        more = more || n;
        i += n + 1;
    }
    return true;
}

/* the longest set whose name begins `s`; 0: none */
static size_t set_at(const reader *r, str s, uint32_t *which)
{
    size_t best = 0;
    for (uint32_t i = 0; i < r->set.n; i++) {
        str name = r->set.at[i];
        bool ends = s.n == name.n || (s.n > name.n && (s.p[name.n] == '_' || s.p[name.n] == ' '));
        if (name.n > best && ends && memcmp(s.p, name.p, name.n) == 0)
            best = name.n, *which = i;
    }
    return best;
}

/* ---- patterns ---- */

typedef struct {
    bool trigger, actor, recipient, both;
} marks;

/* One element behind what is there: `side` says that it stands beside the last. */
static void join(buf *b, bool side)
{
    if (b->n && b->p[b->n - 1] != ':')
        buf_char(b, side ? '_' : '~');
}

/* "SAID WOULD_*_TALKS" -> "said~would_*_talks". The reason why not, or NULL. `star` are the words for * ("wire_*"). */
static const char *put_sequence(reader *r, str s, const char *star, buf *b, marks *m)
{
    str last = STR("");
    *m = (marks){0};
    for (size_t i = 0; i < s.n;) {
        if (memchr(" \t_(){}", s.p[i], 7)) {
            i++;
            continue;
        }
        bool side = i > 0 && !memchr(" \t(){}", s.p[i - 1], 6), mark = memchr("*$+%^", s.p[i], 5) != NULL;
        size_t n = 0;
        uint32_t which = 0;
        if (s.p[i] == '&') {
            n = set_at(r, str_of(s.p + i + 1, s.n - i - 1), &which);
            if (!n)
                return "a set that is not defined";
            join(b, side);
            buf_char(b, '@');
            put_set_name(b, r->set.at[which]);
            i += n + 1;
            continue;
        }
        while (i + n < s.n && !memchr(" 	_(){}", s.p[i + n], 7) && !(mark && n == 1) && !(n > 0 && memchr("*$+%^", s.p[i + n], 5)))
            n++;
        join(b, side);
        str w = str_of(s.p + i, n);
        i += n;
        bool partner = str_is(w, "%") && m->trigger && str_is(last, "WITH"); /* it is with them that the subject does it */
        if (str_is(w, "*"))
            buf_str(b, star);
        else if (partner)
            buf_char(b, '+');
        else if (n == 1 && memchr("$+%^", w.p[0], 4))
            buf_char(b, w.p[0]);
        else
            put_word(b, w);
        m->trigger = m->trigger || str_is(w, "*");
        m->actor = m->actor || str_is(w, "$");
        m->recipient = m->recipient || partner || str_is(w, "+");
        m->both = m->both || (str_is(w, "%") && !partner);
        last = w;
        if (b->n && memchr(":_~", b->p[b->n - 1], 3))
            return "a word of marks alone";
    }
    return m->trigger ? NULL : "a pattern without *";
}

/* "[064:064]" -> "064", "064"; the reason why not, or NULL */
static const char *read_codes(str s, char code[2][5])
{
    size_t at = 0, n = 0;
    memset(code, 0, sizeof(char[2][5]));
    if (str_is(s, "---") || !s.n)
        return NULL;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == ':' && at == 0 && n) {
            at = 1;
            n = 0;
        } else if (c == '?' || c == ' ')
            continue;
        else if (!((c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z')))
            return "a code that discards, or none";
        else if (n == 4)
            return "a code of more than four letters";
        else
            code[at][n++] = c;
    }
    if (strcmp(code[1], "---") == 0)
        code[1][0] = 0;
    return code[0][0] ? NULL : "a code that discards, or none";
}

/* The category of a code; for one that has none a line of the ontology. */
static const char *category(dict *d, const char *code)
{
    bool known;
    const char *name = d->category(d->ctx, code, &known);
    if (name)
        return name;
    char root[3] = {code[0], code[1], 0};
    const char *of_root = d->category(d->ctx, root, &(bool){false});
    name = of_root ? of_root : "CONSULT";
    for (uint32_t i = 0; i < d->n_codes; i++)
        if (strcmp(d->codes[i], code) == 0)
            return name;
    if (d->n_codes == LEN(d->codes))
        return NULL;
    memcpy(d->codes[d->n_codes++], code, 5);
    buf *b = &d->out[DICT_ONTOLOGY];
    buf_str(b, "cameo\t");
    buf_str(b, code);
    buf_char(b, '\t');
    buf_str(b, name);
    buf_str(b, known ? "\t0.0;1\t-\tCAMEO, but PLOVER has no category for it: this one is a stopgap\n"
                     : "\t0.0;1\t-\tno code of CAMEO: put its category and score\n");
    d->carried[DICT_ONTOLOGY]++;
    return name;
}

static bool put_frame(reader *r, uint32_t line, str preds, const buf *need, const marks *m, str code_text)
{
    dict *d = r->d;
    char code[2][5];
    const char *why = read_codes(code_text, code), *name = why || !code[0][0] ? "NONE" : category(d, code[0]);
    if (why || !name || (code[1][0] && !category(d, code[1])))
        return dict_lost(d, line, why ? why : "more than 64 codes that are not CAMEO's", code_text);
    buf *b = &d->out[DICT_VERBS];
    buf_add(b, preds.p, preds.n);
    buf_str(b, "\tV\t");
    buf_add(b, need->n ? need->p : "-", need->n ? need->n : 1);
    buf_char(b, '\t');
    buf_str(b, name);
    if (!code[0][0]) {
        buf_str(b, "\t-\t-\t-\t-\t-\t");
    } else {
        buf_str(b, "\t-\t");
        buf_str(b, code[0]);
        if (code[1][0]) {
            buf_char(b, '|');
            buf_str(b, code[1]);
        }
        buf_str(b, m->actor ? "\tseq/subj\t" : "\tsubj/left\t");
        buf_str(b, m->both ? "-\texact mutual" : m->recipient ? "seq/" RECIPIENT "\texact" : RECIPIENT "\texact");
        buf_str(b, d->alone ? " named\t" : "\t");
    }
    buf_str(b, d->file);
    buf_char(b, ':');
    buf_uint(b, line);
    buf_char(b, '\n');
    d->carried[DICT_VERBS]++;
    return true;
}

/* ---- verbs ---- */

static void put_pred(buf *b, str p)
{
    for (size_t i = 0; i + p.n <= b->n; i++) /* none twice */
        if ((i == 0 || b->p[i - 1] == '|') && memcmp(b->p + i, p.p, p.n) == 0 && (i + p.n == b->n || b->p[i + p.n] == '|'))
            return;
    if (b->n)
        buf_char(b, '|');
    buf_add(b, p.p, p.n);
}

/* The form itself: where it is no lemma ("CALLED") the frame is of this form alone. A stem ("EXCHANG") has its verb, too. */
static void put_lemma(reader *r, buf *b, str form)
{
    char text[132];
    size_t n = text_fold(form.p, form.n, text, 128);
    if (n == SIZE_MAX || !n)
        return;
    put_pred(b, str_of(text, n));
    if (text[n - 1] == 'e')
        return; /* no stem */
    memcpy(text + n, "ed", 3);
    str past = str_of(text, n + 2), l = lemma_of(&r->mem, past, past, U_VERB, "VBD", false);
    if (l.n == n + 1 && l.p[n] == 'e' && memcmp(l.p, text, n) == 0)
        put_pred(b, l);
}

/* A verb's lemma, or of a phrase ("WIRE_+TAP", "LASH OUT") the lemma of its verb and the words around it in `star` ("wire_*"). */
static bool read_verb(reader *r, str text, buf *pred, buf *star)
{
    size_t verb = 0, n_word = 0;
    text = trim(text);
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '+')
            verb = i + 1;
    for (size_t i = 0; i < text.n;) {
        size_t n = 0;
        while (i + n < text.n && !memchr("_ \t", text.p[i + n], 3))
            n++;
        bool own = verb ? i + 1 == verb : i == 0;
        str w = str_of(text.p + i + (n && text.p[i] == '+'), n - (n && text.p[i] == '+'));
        if (w.n) {
            if (star->n)
                buf_char(star, '_');
            if (own)
                buf_char(star, '*');
            else
                put_word(star, w);
            if (own)
                put_lemma(r, pred, w);
            n_word++;
        }
        i += n + 1;
    }
    return n_word > 0 && pred->n > 0;
}

/* {BROKE BROKEN}: more forms of the first verb */
static void read_forms(reader *r, str braces, buf *pred)
{
    for (size_t i = 0; i < braces.n;) {
        size_t n = 0;
        while (i + n < braces.n && !memchr(" \t,", braces.p[i + n], 3))
            n++;
        str w = trim(str_of(braces.p + i, n));
        const char *plus = w.n ? memchr(w.p, '+', w.n) : NULL;
        if (plus) {
            const char *end = memchr(plus, '_', w.n - (size_t)(plus - w.p));
            w = str_of(plus + 1, (size_t)((end ? end : w.p + w.n) - plus - 1));
        }
        if (w.n && !memchr(w.p, '_', w.n))
            put_lemma(r, pred, w);
        i += n + 1;
    }
}

static str between(str s, char open, char close, str *before)
{
    const char *p = memchr(s.p, open, s.n), *q = p ? memchr(p, close, s.n - (size_t)(p - s.p)) : NULL;
    *before = p ? str_of(s.p, (size_t)(p - s.p)) : s;
    return p && q ? str_of(p + 1, (size_t)(q - p - 1)) : STR("");
}

/* The verb alone, then the patterns of its block. */
static void put_block(reader *r, str preds, const char *star, bool phrase, str code, uint32_t line)
{
    marks m = {.trigger = true};
    bool coded = code.n && !str_is(code, "---");
    buf need;
    buf_init(&need, &alloc_libc, 4096);
    if (coded && !phrase)
        put_frame(r, line, preds, &need, &m, code);
    for (uint32_t i = 0; i < r->pattern.n; i++) {
        const item *p = &r->pattern.at[i];
        if (i >= PATTERNS_OF_VERB) {
            dict_lost(r->d, p->line, "a verb has more than 250 patterns", p->text);
            continue;
        }
        buf_clear(&need);
        buf_str(&need, "seq:");
        const char *why = put_sequence(r, p->text, star, &need, &m);
        if (why)
            dict_lost(r->d, p->line, why, p->text);
        else
            put_frame(r, p->line, preds, &need, &m, p->code);
    }
    if (coded && phrase) { /* last, since its own words are a sequence as well: of equals the earlier holds */
        buf_clear(&need);
        buf_str(&need, "seq:");
        buf_str(&need, star);
        m = (marks){.trigger = true};
        put_frame(r, line, preds, &need, &m, code);
    }
    buf_release(&need);
}

static void end_block(reader *r)
{
    buf pred, star;
    buf_init(&pred, &alloc_libc, 4096);
    buf_init(&star, &alloc_libc, 4096);
    for (uint32_t i = 0; i < r->verb.n; i++) {
        str head, forms = between(r->verb.at[i].text, '{', '}', &head), own;
        buf_clear(&pred);
        buf_clear(&star);
        if (!read_verb(r, head, &pred, &star)) {
            dict_lost(r->d, r->verb.at[i].line, "no verb", r->verb.at[i].text);
            continue;
        }
        read_forms(r, forms, &pred);
        str names = str_of(pred.p, pred.n);
        if (!r->d->alone) {
            buf *b = &r->d->out[DICT_VERBS];
            buf_char(b, '-');
            buf_add(b, names.p, names.n);
            buf_str(b, "\tV\n");
        }
        own = r->verb.at[i].code.n ? r->verb.at[i].code : r->code;
        put_block(r, names, star.p, strcmp(star.p, "*") != 0, own, r->verb.at[i].line);
    }
    buf_release(&pred);
    buf_release(&star);
    r->verb.n = r->pattern.n = 0;
}

static void keep(reader *r, uint32_t line, str text, str code, bool pattern)
{
    item *i = pattern ? (item *)vec_push(&r->mem, &r->pattern, PATTERNS_MAX) : (item *)vec_push(&r->mem, &r->verb, VERBS_MAX);
    if (i)
        *i = (item){text, code, line};
    else
        dict_lost(r->d, line, "too many lines in one block", text);
}

static bool verb_line(reader *r, uint32_t no, str line)
{
    str before, code = trim(between(line, '[', ']', &before));
    bool dashes = str_starts(line, "---");
    if (line.p[0] == '&') {
        end_block(r);
        r->code = STR("");
        begin_set(r, no, str_of(line.p + 1, line.n - 1));
    } else if (line.p[0] == '+' && r->in_set) {
        set_word(r, no, str_of(line.p + 1, line.n - 1));
    } else if (dashes) {
        end_set(r);
        end_block(r);
        r->code = code;
    } else if (line.p[0] == '-' || line.p[0] == '~') {
        if (line.p[0] == '~')
            return dict_lost(r->d, no, "a combination of patterns", line);
        if (!r->verb.n)
            return dict_lost(r->d, no, "a pattern without a verb", line);
        if (before.n == line.n)
            return dict_lost(r->d, no, "a pattern without a code", line);
        keep(r, no, str_of(before.p + 1, before.n - 1), code, true);
    } else {
        end_set(r);
        str verb = line.p[0] == '+' ? str_of(line.p + 1, line.n - 1) : before;
        keep(r, no, line.p[0] == '+' ? str_of(verb.p, before.n - 1) : verb, code, false);
    }
    return true;
}

void dict_verbs(dict *d, str bytes)
{
    dict_lines l = {bytes, 0, false};
    reader r = {.d = d};
    str line;
    arena_init(&r.mem, &alloc_libc, false);
    buf_init(&r.words, &alloc_libc, (size_t)1 << 20);
    while (dict_line(&l, &line))
        verb_line(&r, l.no, line);
    end_set(&r);
    end_block(&r);
    d->failed = d->failed || r.words.failed || r.mem.failed;
    buf_release(&r.words);
    arena_release(&r.mem);
}
