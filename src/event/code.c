/*
 * code.c - the engine: opens the data file, runs the floors over one article and keeps what casus.h hands out.
 *
 * In: bytes. Out: records that live in the document's arena until the next article. The stages run in the order of event.h.
 */
#include "event/know.h"
#include "event/pair.h"
#include "event/record.h"
#include "event/scorer.h"

#define CODER_MAX 64

struct casus_engine {
    casus_alloc alloc;
    pack pk;
    nlp_model *model;
    lexicon *lex;
    char coder[CODER_MAX];
};

struct casus_doc {
    const casus_engine *en;
    arena mem;
    nlp_doc nlp;
    records rec;
    casus_date published;
    const scorer_input *scored; /* of the last pair, for train/ */
};

static void name_coder(casus_engine *en)
{
    static const char hex[] = "0123456789abcdef", head[] = "casus " CASUS_VERSION " en-";
    size_t n = sizeof head - 1;
    memcpy(en->coder, head, n);
    for (int i = 0; i < 8; i++)
        en->coder[n + (size_t)i] = hex[en->pk.checksum >> (60 - 4 * i) & 15];
    en->coder[n + 8] = 0;
}

casus_engine *casus_open_kernel(const void *data, size_t size, const casus_alloc *alloc, const char *kernel, casus_err *err)
{
    const casus_alloc *from = alloc ? alloc : &alloc_libc;
    casus_engine *en = from->alloc(from->ctx, sizeof *en);
    if (!en) {
        err_set(err, CASUS_ERR_MEMORY, "out of memory", 0);
        return NULL;
    }
    memset(en, 0, sizeof *en);
    en->alloc = *from;
    bool ok = pack_open(&en->pk, data, size, err);
    if (ok)
        ok = (en->model = nlp_open(&en->pk, from, kernel, err)) != NULL;
    if (ok)
        ok = (en->lex = lex_open(&en->pk, from, err)) != NULL;
    if (!ok) {
        casus_close(en);
        return NULL;
    }
    name_coder(en);
    return en;
}

casus_engine *casus_open(const void *data, size_t size, const casus_alloc *alloc, casus_err *err) { return casus_open_kernel(data, size, alloc, NULL, err); }

void casus_close(casus_engine *en)
{
    if (!en)
        return;
    casus_alloc a = en->alloc;
    nlp_close(en->model);
    lex_close(en->lex);
    a.release(a.ctx, en);
}

/* "+5e6f7a8b" behind the name: what was added, to the byte */
static void name_tables(casus_engine *en, const casus_table *table, size_t n)
{
    static const char hex[] = "0123456789abcdef";
    uint64_t h = 0;
    for (size_t i = 0; i < n; i++)
        h = hash_bytes(table[i].bytes, table[i].n, h);
    size_t at = strlen(en->coder);
    if (at + 10 > CODER_MAX)
        return;
    en->coder[at] = '+';
    for (int i = 0; i < 8; i++)
        en->coder[at + 1 + (size_t)i] = hex[h >> (60 - 4 * i) & 15];
    en->coder[at + 9] = 0;
}

bool casus_add_tables(casus_engine *en, const casus_table *table, size_t n, casus_report *report, void *ctx, casus_err *err)
{
    know_result r = know_add(en->lex, table, n, report, ctx);
    if (r == KNOW_MEMORY)
        return err_set(err, CASUS_ERR_MEMORY, "out of memory", 0);
    if (r == KNOW_BAD)
        return err_set(err, CASUS_ERR_DATA, "a table has a line that cannot be read", 0);
    name_tables(en, table, n);
    return true;
}

bool casus_check_tables(const casus_engine *en, const casus_table *table, size_t n, casus_report *report, void *ctx, casus_err *err)
{
    return know_check(en->lex, table, n, report, ctx) || err_set(err, CASUS_ERR_MEMORY, "out of memory", 0);
}

bool casus_typed(const casus_engine *en) { return lex_typed(en->lex); }
const char *casus_coder(const casus_engine *en) { return en->coder; }
const lexicon *casus_lexicon(const casus_engine *en) { return en->lex; }
const char *casus_kernel(const casus_engine *en) { return nlp_kernel_name(en->model); }

casus_doc *casus_doc_new(const casus_engine *en, casus_err *err) { return casus_doc_new_plain(en, false, err); }

casus_doc *casus_doc_new_plain(const casus_engine *en, bool plain, casus_err *err)
{
    casus_doc *doc = en->alloc.alloc(en->alloc.ctx, sizeof *doc);
    if (!doc) {
        err_set(err, CASUS_ERR_MEMORY, "out of memory", 0);
        return NULL;
    }
    memset(doc, 0, sizeof *doc);
    doc->en = en;
    arena_init(&doc->mem, &en->alloc, plain);
    return doc;
}

void casus_doc_free(casus_doc *doc)
{
    if (!doc)
        return;
    casus_alloc a = doc->en->alloc;
    arena_release(&doc->mem);
    a.release(a.ctx, doc);
}

static void clear(casus_doc *doc)
{
    arena_clear(&doc->mem);
    memset(&doc->nlp, 0, sizeof doc->nlp);
    memset(&doc->rec, 0, sizeof doc->rec);
    doc->scored = NULL;
    doc->nlp.mem = &doc->mem;
    doc->nlp.know = (nlp_knowledge){hint_find, doc->en->lex};
    doc->published = (casus_date){0};
}

/* forgets a half-made article; always false */
static bool fail(casus_doc *doc)
{
    clear(doc);
    return false;
}

/* Tags, trees, names and, if asked for, chains */
static bool annotate(casus_doc *doc, bool chains, casus_err *err)
{
    if (!nlp_annotate(doc->en->model, &doc->nlp, err))
        return false;
    return !chains || nlp_coref(doc->en->model, &doc->nlp) || err_set(err, CASUS_ERR_MEMORY, "out of memory", 0);
}

static bool read_text(casus_doc *doc, const char *bytes, size_t n, const casus_options *opt, bool chains, casus_err *err)
{
    nlp_doc *d = &doc->nlp;
    d->opt = opt;
    if (!body_read(&d->body, &doc->mem, bytes, n, opt, err))
        return false;
    if (!text_tokenize(&d->tok, &d->sent, &d->n_sent, &doc->mem, &d->body, err))
        return false;
    if (d->tok.n == 0)
        return err_set(err, CASUS_ERR_EMPTY, "no text in the input", 0);
    return annotate(doc, chains, err);
}

static event_doc coding_of(casus_doc *doc, const casus_options *opt)
{
    doc->published = opt->date.year ? opt->date : doc->nlp.body.found_date;
    return (event_doc){.nlp = &doc->nlp, .lex = doc->en->lex, .model = doc->en->model, .mem = &doc->mem, .pub = doc->published};
}

static bool record_where_when(records *r, event_doc *ed) { return record_times(r, ed) && record_places(r, ed) && !ed->mem->failed; }

bool casus_annotate(casus_doc *doc, const char *bytes, size_t n, const casus_options *opt, casus_err *err)
{
    static const casus_options none = {0};
    if (!opt)
        opt = &none;
    clear(doc);
    if (!read_text(doc, bytes, n, opt, opt->entities, err))
        return fail(doc);
    event_doc ed = coding_of(doc, opt);
    bool ok = record_tokens(&doc->rec, &doc->nlp) && record_references(&doc->rec, &doc->nlp);
    if (ok && opt->entities)
        ok = mention_find(&ed) && timex_find(&ed) && place_find(&ed) && record_where_when(&doc->rec, &ed);
    if (!ok)
        return err_set(err, CASUS_ERR_MEMORY, "out of memory", 0), fail(doc);
    return true;
}

static bool run_stages(event_doc *ed)
{
    return word_keys(ed) && mention_find(ed) && timex_find(ed) && place_find(ed) && quote_find(ed) && entity_resolve(ed) && quote_resolve(ed) &&
           frame_find(ed) && compose_apply(ed) && realis_apply(ed) && victim_find(ed) && domain_apply(ed) && bind_all(ed) && fold_apply(ed) &&
           settle_sides(ed) && discard_apply(ed) && merge_events(ed) && trust_apply(ed) && view_apply(ed);
}

static bool code_events(casus_doc *doc, const casus_options *opt, casus_err *err)
{
    event_doc ed = coding_of(doc, opt);
    ed.only_typed = opt->only_typed;
    ed.unsure = opt->unsure;
    bool ok = run_stages(&ed) && record_tokens(&doc->rec, &doc->nlp) && record_references(&doc->rec, &doc->nlp) && record_events(&doc->rec, &ed) &&
              record_statements(&doc->rec, &ed) && record_rejections(&doc->rec, &ed) &&
              (!opt->entities || (record_entities(&doc->rec, &ed) && record_where_when(&doc->rec, &ed))) && !doc->mem.failed;
    return ok || err_set(err, CASUS_ERR_MEMORY, "out of memory", 0);
}

bool casus_code(casus_doc *doc, const char *bytes, size_t n, const casus_options *opt, casus_err *err)
{
    static const casus_options none = {0};
    if (!opt)
        opt = &none;
    clear(doc);
    if (!read_text(doc, bytes, n, opt, true, err) || !code_events(doc, opt, err))
        return fail(doc);
    return true;
}

static bool run_pair(event_doc *ed, given_side pair[2], const casus_token *token, const casus_span span[2], pair_answer *answer)
{
    pair_mark(ed, pair, token, span);
    return word_keys(ed) && mention_find(ed) && timex_find(ed) && place_find(ed) && quote_find(ed) && entity_resolve(ed) && pair_resolve(ed) &&
           quote_resolve(ed) && frame_find(ed) && compose_apply(ed) && realis_apply(ed) && bind_all(ed) && fold_apply(ed) && pair_decide(ed, answer);
}

bool casus_code_pair(casus_doc *doc, const char *bytes, size_t n, casus_span actor, casus_span recipient, const casus_options *opt, casus_relation *out,
                     casus_err *err)
{
    const casus_span span[] = {actor, recipient};
    casus_options o = opt ? *opt : (casus_options){0};
    given_side pair[2];
    pair_answer answer;
    clear(doc);
    for (int i = 0; i < 2; i++)
        if (span[i].start > span[i].end || span[i].end > n)
            return err_set(err, CASUS_ERR_PARAM, i ? "the recipient lies outside the text" : "the actor lies outside the text", span[i].start);
    o.any_language = true;
    if (!read_text(doc, bytes, n, &o, true, err))
        return fail(doc);
    event_doc ed = coding_of(doc, &o);
    if (!record_tokens(&doc->rec, &doc->nlp) || !run_pair(&ed, pair, doc->rec.token, span, &answer) || !record_relation(&doc->rec, &ed, &answer, out) ||
        doc->mem.failed)
        return err_set(err, CASUS_ERR_MEMORY, "out of memory", 0), fail(doc);
    doc->nlp.opt = NULL; /* it was ours */
    doc->scored = ed.scored;
    return true;
}

uint64_t casus_event_trust(const casus_doc *doc, size_t i) { return i < doc->rec.n_event ? doc->rec.trust[i] : 0; }
const scorer_input *casus_pair_scored(const casus_doc *doc) { return doc->scored; }

bool casus_annotate_tokens(casus_doc *doc, const char *const *forms, size_t n_tokens, const uint32_t *lengths, size_t n_sentences, const casus_options *opt,
                           casus_err *err)
{
    clear(doc);
    if (!given_tokens(&doc->nlp, forms, n_tokens, lengths, n_sentences, err) || !annotate(doc, opt != NULL && opt->entities, err))
        return fail(doc);
    if (!record_tokens(&doc->rec, &doc->nlp) || !record_references(&doc->rec, &doc->nlp))
        return err_set(err, CASUS_ERR_MEMORY, "out of memory", 0), fail(doc);
    return true;
}

const casus_token *casus_tokens(const casus_doc *doc, size_t *n) { return *n = doc->rec.n_token, doc->rec.token; }
const casus_sentence *casus_sentences(const casus_doc *doc, size_t *n) { return *n = doc->rec.n_sentence, doc->rec.sentence; }
const casus_reference *casus_references(const casus_doc *doc, size_t *n) { return *n = doc->rec.n_reference, doc->rec.reference; }
const casus_event *casus_events(const casus_doc *doc, size_t *n) { return *n = doc->rec.n_event, doc->rec.event; }
const casus_rejection *casus_rejections(const casus_doc *doc, size_t *n) { return *n = doc->rec.n_rejection, doc->rec.rejection; }
const casus_statement *casus_statements(const casus_doc *doc, size_t *n) { return *n = doc->rec.n_statement, doc->rec.statement; }
const casus_entity *casus_entities(const casus_doc *doc, size_t *n) { return *n = doc->rec.n_entity, doc->rec.entity; }
const casus_time *casus_times(const casus_doc *doc, size_t *n) { return *n = doc->rec.n_time, doc->rec.time; }
const casus_place *casus_places(const casus_doc *doc, size_t *n) { return *n = doc->rec.n_place, doc->rec.place; }
casus_date casus_published(const casus_doc *doc) { return doc->published; }
const casus_statement *casus_attitudes(const casus_doc *doc, size_t *n) { return *n = doc->rec.n_attitude, doc->rec.attitude; }
