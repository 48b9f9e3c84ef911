/*
 * record.c - fills the public structures of casus.h from the coder's own.
 *
 * In: a coded document. Out: arrays in its arena; every offset is mapped from the body back to the source, every string ends with zero.
 */
#include "event/record.h"

const char *record_text(arena *a, str s)
{
    const char *p = s.n ? arena_copy(a, s.p, s.n) : NULL;
    return p ? p : "";
}

static uint32_t source_start(const nlp_doc *d, uint32_t t) { return d->body.src ? d->body.src[d->tok.start[t]] : d->tok.start[t]; }
/* The end of a token is where its last byte ends, not where the next one begins: markup may lie between. A space is mapped to that very place;
 * without one, a single byte may have been an entity ("&amp;"), which only the next token's start bounds. */
static uint32_t source_end(const nlp_doc *d, uint32_t t)
{
    uint32_t end = d->tok.end[t];
    if (!d->body.src)
        return end;
    char last = d->body.text[end - 1], next = d->body.text[end];
    bool decoded = last == '&' || last == '<' || last == '>' || last == '"' || last == '\'';
    return next == ' ' || next == '\n' || next == '\0' || decoded ? d->body.src[end] : d->body.src[end - 1] + 1;
}

bool record_tokens(records *r, nlp_doc *d)
{
    static const char *const kinds[] = {"PER", "ORG", "LOC", "NORP"}, *const begins[] = {"B-PER", "B-ORG", "B-LOC", "B-NORP"},
                             *const insides[] = {"I-PER", "I-ORG", "I-LOC", "I-NORP"};
    (void)kinds;
    r->token = arena_array(d->mem, d->n + 1, sizeof *r->token);
    r->sentence = arena_array(d->mem, (size_t)d->n_sent + 1, sizeof *r->sentence);
    if (!r->token || !r->sentence)
        return false;
    for (uint32_t t = 0; t < d->n; t++) {
        casus_token *k = &r->token[t];
        uint32_t name = d->name_of[t];
        k->start = source_start(d, t);
        k->end = source_end(d, t);
        k->form = record_text(d->mem, d->form[t]);
        k->lemma = record_text(d->mem, d->lemma[t]);
        k->upos = ud_pos_names[d->upos[t]];
        k->xpos = d->xpos_name[t];
        k->deprel = d->rel_name[t];
        k->ner = name == NO_TOKEN ? "O" : d->name[name].first == t ? begins[d->name[name].type] : insides[d->name[name].type];
        k->head = d->head[t] == NO_TOKEN ? 0 : d->head[t] - d->sent[d->sent_of[t]].first + 1;
        k->space_after = (d->tok.flags[t] & TOK_SPACE_AFTER) != 0;
    }
    for (uint32_t s = 0; s < d->n_sent; s++) {
        const text_sentence *x = &d->sent[s];
        bool headline = d->body.block && x->block < d->body.n_block && d->body.block[x->block].kind == BLOCK_HEADLINE;
        r->sentence[s] = (casus_sentence){x->first, x->count, x->count ? r->token[x->first].start : 0, x->count ? r->token[x->first + x->count - 1].end : 0,
                                          x->block, headline};
    }
    r->n_token = d->n;
    r->n_sentence = d->n_sent;
    return true;
}

void record_actor(const records *r, event_doc *ed, uint32_t id, uint32_t first, uint32_t end, casus_actor *out)
{
    const entity *e = &ed->entity.at[id];
    out->code = record_text(ed->mem, str_z(e->code));
    out->sector = record_text(ed->mem, str_z(e->sector));
    out->text = record_text(ed->mem, doc_text(ed->nlp, first, end));
    out->identifier = record_text(ed->mem, e->named ? e->name : doc_text(ed->nlp, first, end));
    out->office = record_text(ed->mem, e->office);
    out->start = r->token[first].start;
    out->end = r->token[end - 1].end;
}

static const casus_actor *actors(const records *r, event_doc *ed, const sides *s, size_t *n)
{
    casus_actor *out = arena_array(ed->mem, (size_t)s->n + 1, sizeof *out);
    *n = out ? s->n : 0;
    for (uint32_t i = 0; i < *n; i++)
        record_actor(r, ed, s->at[i].entity, s->at[i].first, s->at[i].end, &out[i]);
    return out;
}

static const casus_actor *single(const records *r, event_doc *ed, uint32_t id, uint32_t token)
{
    if (id == NO_ENTITY)
        return NULL;
    casus_actor *out = arena_get(ed->mem, sizeof *out);
    if (!out)
        return NULL;
    uint32_t left = token == NO_TOKEN ? ed->entity.at[id].first_token : token, end = left + 1;
    uint32_t m = ed->mention_of[left];
    if (m != NO_TOKEN)
        left = ed->mention.at[m].first, end = left + ed->mention.at[m].count;
    record_actor(r, ed, id, left, end, out);
    return out;
}

const casus_place *record_place(const records *r, event_doc *ed, uint32_t at)
{
    static const char *const level[] = {"city", "city", "admin1", "admin2", "place", "place", "place", "place", "place"};
    if (at == NO_TOKEN)
        return NULL;
    const place_mention *p = &ed->place.at[at];
    casus_place *out = arena_get(ed->mem, sizeof *out);
    if (!out)
        return NULL;
    out->name = record_text(ed->mem, p->name);
    out->country = record_text(ed->mem, str_z(p->code));
    out->admin1 = p->place ? lex_string(ed->lex, p->place->admin1) : "";
    out->lat = p->place ? p->place->lat / 10000.0 : 0;
    out->lon = p->place ? p->place->lon / 10000.0 : 0;
    out->id = p->place ? p->place->id : 0;
    out->resolution = !p->place ? "country" : level[(p->place->klass & 0x7F) < LEN(level) ? p->place->klass & 0x7F : 0];
    out->start = r->token[p->first].start;
    out->end = r->token[p->first + p->count - 1].end;
    return out;
}

static const char *const aux_names[] = {"", "negation", "future", "hypothetical", "historical"};

static void codes(event_doc *ed, const raw_event *e, casus_event *out)
{
    const kb_category *c = lex_category(ed->lex, e->category);
    const kb_cameo *k = lex_cameo(ed->lex, e->cameo);
    out->event = lex_string(ed->lex, c->name);
    out->aux_mode = aux_names[e->aux];
    out->cameo = record_text(ed->mem, str_z(e->cameo));
    out->quad_code = c->quad;
    out->event_scale = c->score / 10.0;
    out->quad_cameo = k ? k->quad : c->quad;
    out->goldstein = k ? k->goldstein / 10.0 : 0;
    const char **mode = arena_array(ed->mem, MODES_MAX, sizeof *mode);
    for (uint32_t i = 0; mode && i < e->n_mode; i++)
        mode[i] = lex_string(ed->lex, lex_mode(ed->lex, e->mode[i])->name);
    out->mode = mode;
    out->n_mode = mode ? e->n_mode : 0;
}

/* The same event in the words of ACLED and of the user's ontology */
static void views(event_doc *ed, const raw_event *e, casus_event *out)
{
    const kb_type *a = lex_type(ed->lex, e->acled), *t = lex_type(ed->lex, e->type - 1u);
    out->acled_event_type = e->acled == TYPE_NONE ? "" : lex_string(ed->lex, a->name);
    out->acled_sub_event_type = e->acled == TYPE_NONE ? "" : lex_string(ed->lex, a->code);
    out->typed = lex_typed(ed->lex);
    casus_type *type = e->type ? arena_get(ed->mem, sizeof *type) : NULL;
    if (type)
        *type = (casus_type){.code = lex_string(ed->lex, t->code),
                             .name = lex_string(ed->lex, t->name),
                             .quad = t->quad,
                             .scored = t->score != SCORE_NONE,
                             .score = t->score == SCORE_NONE ? 0 : t->score / 10000.0};
    out->type = type;
}

/* contexts of the event's sentences: those whose words weigh enough */
static void contexts(event_doc *ed, const raw_event *e, casus_event *out)
{
    enum { CONTEXTS = 64, SHOWN = 2, ENOUGH = 2 };
    uint32_t weight[CONTEXTS] = {0};
    const nlp_doc *d = ed->nlp;
    for (uint32_t i = 0; i < e->n_sentence; i++) {
        const text_sentence *s = &d->sent[e->sentence[i]];
        for (uint32_t t = s->first, next; t < s->first + s->count; t = next) {
            lex_match w = entry_at(ed, 'X', 0, t, UINT32_MAX);
            next = t + (w.list ? w.count : 1);
            for (uint32_t k = 0; k < w.n; k++) {
                const kb_context *x = lex_context(ed->lex, w.list[k]);
                if (x->context < CONTEXTS)
                    weight[x->context] += x->weight;
            }
        }
    }
    const char **name = arena_array(ed->mem, SHOWN, sizeof *name);
    out->context = name;
    for (uint32_t k = 0; name && k < SHOWN; k++) {
        uint32_t best = 0;
        for (uint32_t i = 1; i < CONTEXTS; i++)
            if (weight[i] > weight[best])
                best = i;
        if (weight[best] < ENOUGH)
            break;
        name[out->n_context++] = lex_context_name(ed->lex, best);
        weight[best] = 0;
    }
}

static void one_event(records *r, event_doc *ed, const raw_event *e, casus_event *out)
{
    codes(ed, e, out);
    views(ed, e, out);
    contexts(ed, e, out);
    out->actor = actors(r, ed, &e->actor, &out->n_actor);
    out->recipient = actors(r, ed, &e->recipient, &out->n_recipient);
    out->attributed_to = single(r, ed, e->attributed, e->attributed_token);
    out->place = record_place(r, ed, e->place);
    casus_mention *m = arena_array(ed->mem, e->n_sentence + 1u, sizeof *m);
    for (uint32_t i = 0; m && i < e->n_sentence; i++)
        m[i] = (casus_mention){e->sentence[i], r->sentence[e->sentence[i]].start, r->sentence[e->sentence[i]].end};
    out->mention = m;
    out->n_mention = m ? e->n_sentence : 0;
    out->date = e->date;
    out->enddate = e->enddate;
    out->precision = e->precision;
    out->size = e->size;
    out->trigger = record_text(ed->mem, doc_text(ed->nlp, e->trigger_first, e->trigger_end));
    out->trigger_start = r->token[e->trigger_first].start;
    out->trigger_end = r->token[e->trigger_end - 1].end;
    out->confidence = e->confidence / 1000.0;
    out->why = record_text(ed->mem, e->why);
}

/* Indexes of the events, or of those that were rejected, by trigger; NULL: no memory */
static uint32_t *in_order(event_doc *ed, bool rejected, uint32_t *n)
{
    uint32_t *order = arena_array(ed->mem, ed->event.n + 1, sizeof *order);
    *n = 0;
    for (uint32_t i = 0; i < ed->event.n && order; i++) { /* insertion sort from the back: nearly sorted */
        const raw_event *e = &ed->event.at[i];
        if (rejected ? !e->rejected : e->dropped)
            continue;
        uint32_t k = (*n)++;
        while (k && ed->event.at[order[k - 1]].trigger > e->trigger)
            order[k] = order[k - 1], k--;
        order[k] = i;
    }
    return order;
}

bool record_rejections(records *r, event_doc *ed)
{
    uint32_t n, *order = in_order(ed, true, &n);
    r->rejection = arena_array(ed->mem, (size_t)n + 1, sizeof *r->rejection);
    if (!order || !r->rejection)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        const raw_event *e = &ed->event.at[order[i]];
        r->rejection[i] = (casus_rejection){.event = lex_string(ed->lex, lex_category(ed->lex, e->category)->name),
                                            .trigger = record_text(ed->mem, doc_text(ed->nlp, e->trigger_first, e->trigger_end)),
                                            .start = source_start(ed->nlp, e->trigger_first),
                                            .end = source_end(ed->nlp, e->trigger_end - 1),
                                            .why = record_text(ed->mem, e->why)};
    }
    r->n_rejection = n;
    return !ed->mem->failed;
}

bool record_events(records *r, event_doc *ed)
{
    uint32_t n, *order = in_order(ed, false, &n);
    r->event = arena_array(ed->mem, (size_t)n + 1, sizeof *r->event);
    r->trust = arena_array(ed->mem, (size_t)n + 1, sizeof *r->trust);
    if (!order || !r->event || !r->trust)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        one_event(r, ed, &ed->event.at[order[i]], &r->event[i]);
        r->trust[i] = ed->event.at[order[i]].trust;
    }
    r->n_event = n;
    return !ed->mem->failed;
}

bool record_references(records *r, nlp_doc *d)
{
    uint32_t *chain = arena_array(d->mem, d->np.n + 1, sizeof *chain), chains = 0;
    r->reference = arena_array(d->mem, d->np.n + 1, sizeof *r->reference);
    if (!chain || !r->reference)
        return false;
    for (uint32_t i = 0; i < d->np.n; i++) {
        const doc_mention *m = &d->np.at[i];
        if (!m->linked)
            continue;
        if (m->chain == i)
            chain[i] = chains++;
        r->reference[r->n_reference++] =
            (casus_reference){m->first, m->end - m->first, m->head, chain[m->chain], r->token[m->first].start, r->token[m->end - 1].end};
    }
    return true;
}

static void one_statement(records *r, event_doc *ed, const statement *s, casus_statement *out)
{
    const nlp_doc *d = ed->nlp;
    out->kind = s->kind;
    out->speaker = single(r, ed, s->entity, s->speaker);
    out->addressee = single(r, ed, s->addressee_entity, s->addressee);
    out->target = single(r, ed, s->target_entity, s->target);
    out->stance = s->stance;
    out->text = record_text(ed->mem, doc_text(d, s->first, s->end));
    out->start = r->token[s->first].start;
    out->end = r->token[s->end - 1].end;
    out->source = out->cue = "";
    if (s->speaker != NO_TOKEN) {
        uint32_t np = d->np_of[s->speaker], first = np == NO_TOKEN ? s->speaker : d->np.at[np].first, end = np == NO_TOKEN ? s->speaker + 1 : d->np.at[np].end;
        out->source = record_text(ed->mem, doc_text(d, first, end));
        out->source_start = r->token[first].start, out->source_end = r->token[end - 1].end;
    }
    if (s->cue != NO_TOKEN) {
        uint32_t first = s->cue_first < s->cue_end ? s->cue_first : s->cue, end = s->cue_first < s->cue_end ? s->cue_end : s->cue + 1;
        out->cue = record_text(ed->mem, doc_text(d, first, end));
        out->cue_start = r->token[first].start, out->cue_end = r->token[end - 1].end;
    }
    out->confidence = s->kind == CASUS_DIRECT ? (s->cue == NO_TOKEN ? 0.7 : 0.95) : s->kind == CASUS_INDIRECT ? 0.8 : 0.6;
}

bool record_statements(records *r, event_doc *ed)
{
    r->statement = arena_array(ed->mem, ed->stmt.n + 1, sizeof *r->statement);
    r->attitude = arena_array(ed->mem, ed->attitude.n + 1, sizeof *r->attitude);
    if (!r->statement || !r->attitude)
        return false;
    for (uint32_t i = 0; i < ed->stmt.n; i++)
        one_statement(r, ed, &ed->stmt.at[i], &r->statement[i]);
    for (uint32_t i = 0; i < ed->attitude.n; i++)
        one_statement(r, ed, &ed->attitude.at[i], &r->attitude[i]);
    r->n_statement = ed->stmt.n;
    r->n_attitude = ed->attitude.n;
    return !ed->mem->failed;
}

bool record_relation(const records *r, event_doc *ed, const pair_answer *a, casus_relation *out)
{
    const kb_category *c = lex_category(ed->lex, a->category);
    const char **mode = arena_array(ed->mem, MODES_MAX, sizeof *mode);
    if (!mode)
        return false;
    for (uint32_t i = 0; i < a->n_mode; i++)
        mode[i] = lex_string(ed->lex, lex_mode(ed->lex, a->mode[i])->name);
    *out = (casus_relation){.event = lex_string(ed->lex, c->name),
                            .mode = mode,
                            .n_mode = a->n_mode,
                            .aux_mode = aux_names[a->aux],
                            .cameo = record_text(ed->mem, str_z(a->cameo)),
                            .quad_code = c->quad,
                            .confidence = a->confidence / 1000.0,
                            .trigger = "",
                            .why = record_text(ed->mem, a->why)};
    if (a->trigger != NO_TOKEN) {
        out->trigger = record_text(ed->mem, ed->nlp->form[a->trigger]);
        out->trigger_start = r->token[a->trigger].start;
        out->trigger_end = r->token[a->trigger].end;
    }
    return true;
}

bool given_tokens(nlp_doc *d, const char *const *forms, size_t n_tokens, const uint32_t *lengths, size_t n_sentences, casus_err *err)
{
    size_t bytes = 0, sum = 0;
    for (size_t i = 0; i < n_tokens; i++) {
        size_t n = strlen(forms[i]);
        if (n == 0 || !utf8_valid(forms[i], n, NULL))
            return err_set(err, CASUS_ERR_PARAM, "a token is empty or not UTF-8", i);
        bytes += n + 1;
    }
    for (size_t s = 0; s < n_sentences; s++) {
        if (lengths[s] == 0)
            return err_set(err, CASUS_ERR_PARAM, "a sentence has no token", s);
        sum += lengths[s];
    }
    if (sum != n_tokens || n_tokens == 0)
        return err_set(err, CASUS_ERR_PARAM, "the sentence lengths do not add up to the tokens", sum);
    if (bytes > CASUS_MAX_INPUT)
        return err_set(err, CASUS_ERR_TOO_LARGE, "the input is longer than 16 MiB", 0);
    char *text = arena_get(d->mem, bytes + 1);
    d->tok.start = arena_array(d->mem, n_tokens, sizeof(uint32_t));
    d->tok.end = arena_array(d->mem, n_tokens, sizeof(uint32_t));
    d->tok.flags = arena_array(d->mem, n_tokens, 1);
    d->sent = arena_array(d->mem, n_sentences, sizeof *d->sent);
    if (!text || !d->tok.start || !d->tok.end || !d->tok.flags || !d->sent)
        return err_set(err, CASUS_ERR_MEMORY, "out of memory", 0);
    uint32_t at = 0, first = 0;
    for (size_t i = 0; i < n_tokens; i++) {
        size_t n = strlen(forms[i]);
        memcpy(text + at, forms[i], n);
        d->tok.start[i] = at;
        d->tok.end[i] = at + (uint32_t)n;
        d->tok.flags[i] = TOK_SPACE_AFTER;
        at += (uint32_t)n;
        text[at++] = ' ';
    }
    for (size_t s = 0; s < n_sentences; s++) {
        d->sent[s] = (text_sentence){first, lengths[s], 0};
        first += lengths[s];
    }
    d->body.text = text;
    d->body.n = at;
    d->tok.n = (uint32_t)n_tokens;
    d->n_sent = (uint32_t)n_sentences;
    return true;
}
