/*
 * encoder.c - runs the network over the sentences of a document, in batches of bounded size, and writes its answers down.
 *
 * Sentences are packed into batches of up to NN_BATCH_TOKENS tokens, so that the kernels see tall matrices and memory does not grow
 * with the article. The same sentence gets the same answer in any batch. A sentence that is longer than SENTENCE_MAX (given
 * tokens only; the tokeniser cuts before) goes through in pieces, whose roots then hang on the first one's as parataxis.
 */
#include "nlp/nlp.h"

typedef struct {
    const nlp_model *m;
    nlp_doc *doc;
    uint8_t *name_tag; /* [doc->n] */
    nn_batch batch;
    uint32_t *token, *head; /* [max_tokens] of the batch: the document's token; head within the batch */
    text_sentence *piece;   /* [max_tokens] sentences of the batch, in batch tokens */
    uint32_t n_piece;
    uint32_t *distinct, *rank; /* [max_tokens] tokens of the batch with distinct forms, in order; token -> its place among them */
    int32_t *name_score;       /* [max_tokens][n_ner] */
    int32_t *arc;              /* [longest][longest + 1, rounded up] */
    parse_space *space;
} encoder;

/* Finds the batch's distinct forms; their number. */
static uint32_t find_distinct(encoder *e)
{
    enum { SLOTS = 2 * NN_BATCH_TOKENS };
    uint16_t slot[SLOTS] = {0}; /* place + 1 of a form among the distinct ones */
    uint32_t n = 0;
    for (uint32_t i = 0; i < e->batch.n; i++) {
        str form = e->doc->form[e->token[i]];
        uint64_t h = hash_bytes(form.p, form.n, 0);
        uint32_t at = (uint32_t)(h ^ h >> 32) % SLOTS;
        while (slot[at] != 0 && !str_eq(e->doc->form[e->token[e->distinct[slot[at] - 1]]], form))
            at = (at + 1) % SLOTS;
        if (slot[at] == 0) {
            e->distinct[n] = i;
            slot[at] = (uint16_t)++n;
        }
        e->rank[i] = slot[at] - 1u;
    }
    return n;
}

/* Features into the network, block by block: once for each form, since the first layer looks at nothing else. */
static void run_input(encoder *e)
{
    nn_batch *b = &e->batch;
    size_t d = b->m->d;
    uint32_t n_distinct = find_distinct(e);
    for (uint32_t first = 0; first < n_distinct; first += NN_BLOCK) {
        uint32_t n = n_distinct - first < NN_BLOCK ? n_distinct - first : NN_BLOCK;
        for (uint32_t i = 0; i < n; i++) {
            word_rows rows;
            uint32_t t = e->token[e->distinct[first + i]];
            feat_rows(e->m, e->doc->form[t], e->doc->fold[t], &rows);
            feat_input(e->m, &rows, b->input + i * b->ld_input);
        }
        nn_mix(b, first, n);
    }
    for (uint32_t i = b->n; i-- > 0;) /* backwards: rank[i] <= i */
        memmove(b->x + i * d, b->x + e->rank[i] * d, d * sizeof *b->x);
}

static void run_tags(encoder *e)
{
    nn_batch *b = &e->batch;
    const nlp_model *m = e->m;
    nlp_doc *doc = e->doc;
    for (uint32_t first = 0; first < b->n; first += NN_BLOCK) {
        uint32_t n = b->n - first < NN_BLOCK ? b->n - first : NN_BLOCK;
        nn_tag_scores(b, first, n);
        for (uint32_t i = 0; i < n; i++) {
            const int32_t *s = b->sums + i * b->ld, *x = s + m->nn.n_upos, *names = x + m->nn.n_xpos;
            uint32_t t = e->token[first + i], xpos = b->k->argmax(x, m->nn.n_xpos);
            doc->upos[t] = m->upos[b->k->argmax(s, m->nn.n_upos)];
            doc->penn[t] = m->penn[xpos];
            doc->xpos_name[t] = m->xpos_tag[xpos];
            memcpy(e->name_score + (first + i) * (size_t)m->nn.n_ner, names, m->nn.n_ner * sizeof *names);
        }
    }
    for (uint32_t p = 0; p < e->n_piece; p++) {
        const text_sentence *s = &e->piece[p];
        const int32_t *score = e->name_score + s->first * (size_t)m->nn.n_ner;
        names_viterbi(m, score, m->nn.n_ner, s->count, 0, e->name_tag + e->token[s->first]);
        if (doc->name_score != NULL)
            memcpy(doc->name_score + e->token[s->first] * (size_t)m->nn.n_ner, score, s->count * (size_t)m->nn.n_ner * sizeof *score);
    }
}

/* Heads of every piece of the batch; false: no memory */
static bool run_trees(encoder *e)
{
    nn_batch *b = &e->batch;
    nn_parse_vectors(b);
    for (uint32_t p = 0; p < e->n_piece; p++) {
        const text_sentence *s = &e->piece[p];
        uint32_t *head = e->head + s->first;
        size_t ld = nn_round_up(s->count + 1, NN_OUTS);
        nn_arc_scores(b, s->first, s->count, e->arc, ld);
        if (!parse_tree(b->k, e->doc->mem, &e->space, e->arc, ld, s->count, head))
            return false;
        for (uint32_t i = 0; i < s->count; i++) {
            e->doc->head[e->token[s->first + i]] = head[i] == NO_TOKEN ? NO_TOKEN : e->token[s->first + head[i]];
            head[i] = head[i] == NO_TOKEN ? UINT32_MAX : s->first + head[i];
        }
    }
    return true;
}

static void set_relation(encoder *e, uint32_t t, uint32_t rel)
{
    e->doc->rel[t] = e->m->rel[rel];
    e->doc->sub[t] = e->m->sub[rel];
    e->doc->rel_name[t] = e->m->rel_tag[rel];
}

/* "root" is for the root and for it alone, whatever the scores say. */
static void run_labels(encoder *e)
{
    nn_batch *b = &e->batch;
    uint32_t n_rel = e->m->nn.n_rel, root = e->m->root_rel;
    for (uint32_t first = 0; first < b->n; first += NN_BLOCK) {
        uint32_t n = b->n - first < NN_BLOCK ? b->n - first : NN_BLOCK;
        nn_label_scores(b, e->head, first, n);
        for (uint32_t i = 0; i < n; i++) {
            int32_t *s = b->sums + i * b->ld;
            s[root] = INT32_MIN;
            set_relation(e, e->token[first + i], e->head[first + i] == UINT32_MAX ? root : b->k->argmax(s, n_rel));
        }
    }
}

static bool run_batch(encoder *e)
{
    run_input(e);
    nn_encode(&e->batch);
    run_tags(e);
    if (!run_trees(e))
        return false;
    run_labels(e);
    nn_batch_clear(&e->batch);
    e->n_piece = 0;
    return true;
}

/* Adds tokens first .. first + n - 1 of the document as one sentence of the network; runs the batch before when it is full. */
static bool add_piece(encoder *e, uint32_t first, uint32_t n)
{
    uint32_t at = e->batch.n;
    if (!nn_batch_add(&e->batch, n)) {
        if (!run_batch(e))
            return false;
        at = 0;
        nn_batch_add(&e->batch, n); /* an empty batch holds any piece */
    }
    for (uint32_t i = 0; i < n; i++)
        e->token[at + i] = first + i;
    e->piece[e->n_piece++] = (text_sentence){.first = at, .count = n};
    return true;
}

/* Hangs the roots of the later pieces of a sentence on the first one's. */
static void join_pieces(encoder *e, const text_sentence *s)
{
    uint32_t root = NO_TOKEN, parataxis = e->m->root_rel;
    for (uint32_t r = 0; r < e->m->nn.n_rel; r++)
        if (strcmp(e->m->rel_tag[r], "parataxis") == 0)
            parataxis = r;
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        if (e->doc->head[t] != NO_TOKEN)
            continue;
        if (root == NO_TOKEN) {
            root = t;
        } else {
            e->doc->head[t] = root;
            set_relation(e, t, parataxis);
        }
    }
}

static uint32_t at_most(uint32_t n, uint32_t most) { return n < most ? n : most; }

static bool start(encoder *e)
{
    nlp_doc *doc = e->doc;
    uint32_t longest = 1, gap = e->m->nn.gap;
    for (uint32_t s = 0; s < doc->n_sent; s++)
        longest = doc->sent[s].count > longest ? doc->sent[s].count : longest;
    longest = at_most(longest, SENTENCE_MAX);
    uint32_t tokens = at_most(doc->n, NN_BATCH_TOKENS);
    uint64_t rows = (uint64_t)doc->n + (uint64_t)gap * (doc->n_sent + doc->n / (SENTENCE_MAX / 2) + 1);
    if (!nn_batch_init(&e->batch, &e->m->nn, doc->mem, tokens, rows < NN_BATCH_ROWS ? (uint32_t)rows : NN_BATCH_ROWS))
        return false;
    e->token = arena_array(doc->mem, tokens, sizeof *e->token);
    e->head = arena_array(doc->mem, tokens, sizeof *e->head);
    e->piece = arena_array(doc->mem, tokens, sizeof *e->piece);
    e->distinct = arena_array(doc->mem, tokens, sizeof *e->distinct);
    e->rank = arena_array(doc->mem, tokens, sizeof *e->rank);
    e->name_score = arena_array(doc->mem, (size_t)tokens * e->m->nn.n_ner, sizeof *e->name_score);
    e->arc = arena_array(doc->mem, longest * nn_round_up(longest + 1, NN_OUTS), sizeof *e->arc);
    return !doc->mem->failed;
}

/* Of the n tokens from `first` on, the end of a sentence: how many go through next; cut behind the last punctuation of the second half. */
static uint32_t piece_length(const nlp_doc *doc, uint32_t first, uint32_t n)
{
    if (n <= SENTENCE_MAX)
        return n;
    for (uint32_t k = SENTENCE_MAX; k > SENTENCE_MAX / 2; k--) {
        str f = doc->form[first + k - 1];
        if (f.n == 1 && memchr(".;:!?,)", f.p[0], 7) != NULL)
            return k;
    }
    return SENTENCE_MAX;
}

bool enc_run(const nlp_model *m, nlp_doc *doc, uint8_t *name_tag)
{
    encoder e = {.m = m, .doc = doc, .name_tag = name_tag};
    if (!start(&e))
        return false;
    nn_batch_clear(&e.batch);
    for (uint32_t i = 0; i < doc->n_sent; i++) {
        const text_sentence *s = &doc->sent[i];
        for (uint32_t done = 0, n; done < s->count; done += n) {
            n = piece_length(doc, s->first + done, s->count - done);
            if (!add_piece(&e, s->first + done, n))
                return false;
        }
    }
    if (!run_batch(&e))
        return false;
    for (uint32_t i = 0; i < doc->n_sent; i++)
        if (doc->sent[i].count > SENTENCE_MAX)
            join_pieces(&e, &doc->sent[i]);
    return true;
}
