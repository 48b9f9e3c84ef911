/*
 * annotate.c - opens the model and turns a document with tokens and sentences into one with tags, trees, names and lemmas.
 */
#include "nlp/nlp.h"

const char *const ud_pos_names[17] = {"X",   "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN",
                                      "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"};

/* in the order of penn_tag, ud_rel and ud_sub */
static const char *const penn_names[] = {"",   "NN", "NNS", "NNP",  "NNPS", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ",
                                         "MD", "JJ", "PRP", "PRP$", "CD",   "TO", "IN",  "WP",  "WDT", "DT"};
static const char *const rel_names[] = {
    "dep",   "root",   "nsubj",     "obj",   "iobj", "csubj", "ccomp",     "xcomp",    "obl",    "vocative", "expl",       "dislocated",
    "advcl", "advmod", "discourse", "aux",   "cop",  "mark",  "nmod",      "appos",    "nummod", "acl",      "amod",       "det",
    "case",  "conj",   "cc",        "fixed", "flat", "list",  "parataxis", "compound", "orphan", "goeswith", "reparandum", "punct",
};
static const char *const sub_names[] = {"", "pass", "prt", "poss", "agent", "relcl", "unmarked", "outer", "predet", "preconj"};

_Static_assert(LEN(penn_names) == X_DT + 1 && LEN(rel_names) == R_PUNCT + 1 && LEN(sub_names) == RS_OTHER, "the names follow the enums of doc.h");

static uint8_t number_of(const char *const *names, size_t n, str name, uint8_t none)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(name, names[i]))
            return (uint8_t)i;
    return none;
}

/* What the model's tags are in the enums of doc.h. */
static bool read_tags(nlp_model *m)
{
    const nn_model *nn = &m->nn;
    bool root = false;
    m->upos_tag = nn->tag;
    m->xpos_tag = m->upos_tag + nn->n_upos;
    m->ner_tag = m->xpos_tag + nn->n_xpos;
    m->rel_tag = m->ner_tag + nn->n_ner;
    for (uint32_t i = 0; i < nn->n_upos; i++)
        m->upos[i] = number_of(ud_pos_names, LEN(ud_pos_names), str_z(m->upos_tag[i]), U_X);
    for (uint32_t i = 0; i < nn->n_xpos; i++)
        m->penn[i] = number_of(penn_names, LEN(penn_names), str_z(m->xpos_tag[i]), X_OTHER);
    for (uint32_t i = 0; i < nn->n_rel; i++) {
        str tag = str_z(m->rel_tag[i]);
        const char *colon = memchr(tag.p, ':', tag.n);
        str rel = str_of(tag.p, colon != NULL ? (size_t)(colon - tag.p) : tag.n), sub = colon != NULL ? str_z(colon + 1) : STR("");
        m->rel[i] = number_of(rel_names, LEN(rel_names), rel, R_DEP);
        m->sub[i] = number_of(sub_names, LEN(sub_names), sub, RS_OTHER);
        if (str_is(tag, "root")) {
            m->root_rel = i;
            root = true;
        }
    }
    return root && names_open(m);
}

nlp_model *nlp_open(const pack *pk, const casus_alloc *alloc, const char *kernel, casus_err *err)
{
    if (alloc == NULL)
        alloc = &alloc_libc;
    nlp_model *m = alloc->alloc(alloc->ctx, sizeof *m);
    if (m == NULL) {
        err_set(err, CASUS_ERR_MEMORY, "out of memory", 0);
        return NULL;
    }
    memset(m, 0, sizeof *m);
    m->alloc = *alloc;
    const nn_kernel *k = nn_kernel_choose(kernel);
    bool ok = k != NULL ? nn_open(&m->nn, pk, k, err) : err_set(err, CASUS_ERR_PARAM, nn_kernel_unknown(), 0);
    ok = ok && coref_open(m, pk, err) && names_know_open(m, pk, err);
    if (ok && !read_tags(m))
        ok = err_set(err, CASUS_ERR_DATA, "the model's tags are not those of this version", 0);
    if (!ok) {
        nlp_close(m);
        return NULL;
    }
    feat_index(m);
    return m;
}

void nlp_close(nlp_model *m)
{
    if (m != NULL) {
        casus_alloc alloc = m->alloc;
        alloc.release(alloc.ctx, m);
    }
}

const char *nlp_kernel_name(const nlp_model *m) { return m->nn.kernel->name; }

static bool is_ascii(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

/* The folded forms, all in one piece of memory, and their hashes. */
static bool fold_forms(nlp_doc *doc)
{
    size_t room = 0;
    for (uint32_t i = 0; i < doc->n; i++)
        room += is_ascii(doc->form[i]) ? doc->form[i].n : 2 * doc->form[i].n + 4; /* a lower case letter may be longer */
    char *out = arena_get(doc->mem, room);
    doc->fold = arena_array(doc->mem, doc->n, sizeof *doc->fold);
    doc->name_hash = arena_array(doc->mem, doc->n, sizeof *doc->name_hash);
    if (doc->mem->failed)
        return false;
    for (uint32_t i = 0; i < doc->n; i++) {
        str form = doc->form[i];
        size_t n = text_fold(form.p, form.n, out, room);
        if (n == SIZE_MAX)
            return false;
        doc->fold[i] = str_of(out, n);
        doc->name_hash[i] = text_name_hash(doc->fold[i]);
        out += n;
        room -= n;
    }
    return true;
}

/* Slices of the body, unless the forms are given. */
static bool slice_forms(nlp_doc *doc)
{
    if (doc->body.n == 0)
        return true;
    doc->form = arena_array(doc->mem, doc->n, sizeof *doc->form);
    for (uint32_t i = 0; doc->form != NULL && i < doc->n; i++)
        doc->form[i] = str_of(doc->body.text + doc->tok.start[i], doc->tok.end[i] - doc->tok.start[i]);
    return doc->form != NULL;
}

static bool make_room(nlp_doc *doc)
{
    arena *a = doc->mem;
    size_t n = doc->n;
    doc->lemma = arena_array(a, n, sizeof *doc->lemma);
    doc->word = arena_array(a, n, sizeof *doc->word);
    doc->upos = arena_array(a, n, 1);
    doc->rel = arena_array(a, n, 1);
    doc->sub = arena_array(a, n, 1);
    doc->penn = arena_array(a, n, 1);
    doc->xpos_name = arena_array(a, n, sizeof *doc->xpos_name);
    doc->rel_name = arena_array(a, n, sizeof *doc->rel_name);
    doc->head = arena_array(a, n, sizeof *doc->head);
    doc->child = arena_array(a, n, sizeof *doc->child);
    doc->sibling = arena_array(a, n, sizeof *doc->sibling);
    doc->sent_of = arena_array(a, n, sizeof *doc->sent_of);
    if (doc->tok.flags == NULL) /* given tokens: nothing is known of quotation marks and spaces */
        doc->tok.flags = arena_array(a, n, 1);
    return !a->failed;
}

/* Lists of dependents, in order of the text. */
static void link_children(nlp_doc *doc)
{
    for (uint32_t i = 0; i < doc->n; i++)
        doc->child[i] = doc->sibling[i] = NO_TOKEN;
    for (uint32_t i = doc->n; i-- > 0;) {
        uint32_t head = doc->head[i];
        if (head != NO_TOKEN) {
            doc->sibling[i] = doc->child[head];
            doc->child[head] = i;
        }
    }
}

/* "he's gone", "they've": with the participle of a perfect, 's is "have" */
static bool is_perfect(const nlp_doc *doc, uint32_t i)
{
    str f = doc->fold[i];
    uint32_t h = doc->head[i];
    return str_is(f, "'s") && doc->penn[i] == X_VBZ && rel_is(doc, i, R_AUX) && doc->sub[i] == RS_NONE && h != NO_TOKEN && doc->penn[h] == X_VBN;
}

static void lemmas(nlp_doc *doc)
{
    for (uint32_t s = 0; s < doc->n_sent; s++) {
        bool loud = lemma_loud(doc, &doc->sent[s]);
        for (uint32_t i = doc->sent[s].first; i < doc->sent[s].first + doc->sent[s].count; i++) {
            ud_pos upos = (ud_pos)doc->upos[i];
            doc->lemma[i] = is_perfect(doc, i) ? STR("have") : lemma_of(doc->mem, doc->form[i], doc->fold[i], upos, doc->xpos_name[i], loud);
            doc->word[i] = lemma_word(doc->mem, doc->lemma[i], doc->form[i], doc->fold[i], upos, loud);
        }
    }
}

/* Asks the knowledge of names, if there is one, and decides names by its answer as well. */
static bool know_names(const nlp_model *m, nlp_doc *doc, uint8_t *name_tag)
{
    return doc->know.find == NULL || (doc->know.find(doc->know.of, doc) && names_know_tags(m, doc, name_tag));
}

static bool run_network(const nlp_model *m, nlp_doc *doc, uint8_t *name_tag)
{
    if (doc->know.find != NULL && (doc->name_score = arena_array(doc->mem, (size_t)doc->n * m->nn.n_ner, sizeof *doc->name_score)) == NULL)
        return false;
    return enc_run(m, doc, name_tag);
}

bool nlp_annotate(const nlp_model *m, nlp_doc *doc, casus_err *err)
{
    doc->n = doc->tok.n;
    uint8_t *name_tag = arena_array(doc->mem, doc->n, 1);
    bool ok = name_tag != NULL && make_room(doc) && slice_forms(doc) && fold_forms(doc) && run_network(m, doc, name_tag);
    for (uint32_t s = 0; ok && s < doc->n_sent; s++)
        for (uint32_t i = 0; i < doc->sent[s].count; i++)
            doc->sent_of[doc->sent[s].first + i] = s;
    if (!ok || !know_names(m, doc, name_tag) || !names_collect(m, doc, name_tag))
        return err_set(err, CASUS_ERR_MEMORY, "out of memory", 0);
    link_children(doc);
    lemmas(doc);
    return doc->mem->failed ? err_set(err, CASUS_ERR_MEMORY, "out of memory", 0) : true;
}
