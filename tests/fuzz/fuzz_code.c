/*
 * fuzz_code.c - any bytes are safe: casus_code() over what libFuzzer invents, and the promises of casus.h about what comes back.
 *
 * The first byte chooses the options, the rest is the article. The data file is the one that CASUS_DATA names.
 */
#include "fuzz.h"

static const casus_engine *engine;

/* Every offset lies in the article and every string is there; a broken promise is a crash. */
static void check_span(uint32_t start, uint32_t end, size_t n)
{
    if (start > end || end > n)
        fuzz_fail("an offset outside the source");
}

static void check_actors(const casus_actor *a, size_t n_actors, size_t n)
{
    for (size_t i = 0; i < n_actors; i++) {
        check_span(a[i].start, a[i].end, n);
        if (!a[i].code || !a[i].sector || !a[i].text || !a[i].identifier || !a[i].office)
            fuzz_fail("an actor with a NULL string");
    }
}

static void check_tokens(const casus_doc *doc, size_t n)
{
    size_t n_tokens, n_sents;
    const casus_token *t = casus_tokens(doc, &n_tokens);
    const casus_sentence *s = casus_sentences(doc, &n_sents);
    for (size_t i = 0; i < n_tokens; i++)
        check_span(t[i].start, t[i].end, n);
    size_t next = 0;
    for (size_t i = 0; i < n_sents; i++) {
        check_span(s[i].start, s[i].end, n);
        if (s[i].first != next || s[i].count == 0)
            fuzz_fail("sentences that do not follow each other");
        size_t roots = 0;
        for (size_t k = s[i].first; k < s[i].first + (size_t)s[i].count && k < n_tokens; k++) {
            if (t[k].head > s[i].count)
                fuzz_fail("a head outside its sentence");
            roots += t[k].head == 0;
        }
        if (roots != 1)
            fuzz_fail("a tree without exactly one root");
        next += s[i].count;
    }
    if (next != n_tokens)
        fuzz_fail("tokens outside every sentence");
}

static void check_events(const casus_doc *doc, size_t n)
{
    size_t n_events, n_statements;
    const casus_event *e = casus_events(doc, &n_events);
    for (size_t i = 0; i < n_events; i++) {
        check_actors(e[i].actor, e[i].n_actor, n);
        check_actors(e[i].recipient, e[i].n_recipient, n);
        check_actors(e[i].attributed_to, e[i].attributed_to != NULL, n);
        check_span(e[i].trigger_start, e[i].trigger_end, n);
        for (size_t k = 0; k < e[i].n_mention; k++)
            check_span(e[i].mention[k].start, e[i].mention[k].end, n);
        if (e[i].place)
            check_span(e[i].place->start, e[i].place->end, n);
        if (!(e[i].confidence >= 0 && e[i].confidence <= 1))
            fuzz_fail("a confidence outside 0-1");
        if (e[i].n_mention == 0)
            fuzz_fail("an event without evidence");
    }
    size_t n_rejections;
    const casus_rejection *r = casus_rejections(doc, &n_rejections);
    for (size_t i = 0; i < n_rejections; i++)
        check_span(r[i].start, r[i].end, n);
    const casus_statement *s = casus_statements(doc, &n_statements);
    for (size_t i = 0; i < n_statements; i++) {
        check_span(s[i].start, s[i].end, n);
        check_span(s[i].cue_start, s[i].cue_end, n);
        check_actors(s[i].speaker, s[i].speaker != NULL, n);
        check_actors(s[i].addressee, s[i].addressee != NULL, n);
    }
}

static void check_relation(const casus_relation *r, size_t n)
{
    check_span(r->trigger_start, r->trigger_end, n);
    if (!r->event[0] || !r->cameo[0] || !r->aux_mode || !r->trigger || !r->why)
        fuzz_fail("a pair without an answer");
    if (r->quad_code < 1 || r->quad_code > 4 || !(r->confidence >= 0 && r->confidence <= 1))
        fuzz_fail("an answer out of its range");
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    size_t size;
    casus_err err;
    const void *data = fuzz_data(&size);
    engine = casus_open(data, size, NULL, &err);
    if (!engine)
        fuzz_fail(err.msg);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static casus_doc *doc; /* one for all inputs: what an article leaves behind must not hurt the next */
    casus_err err;
    if (!doc && !(doc = casus_doc_new(engine, &err)))
        fuzz_fail(err.msg);
    unsigned choice = n ? bytes[0] : 0;
    const char *text = (const char *)bytes + (n > 0);
    n -= n > 0;
    casus_options opt = {.id = "fuzz", .date = {2023, 6, 14}, .format = (casus_format)(choice % 3), .any_language = (choice & 4) == 0};
    if (choice & 8)
        opt.date = (casus_date){0};
    if (casus_code(doc, text, n, &opt, &err)) {
        check_tokens(doc, n);
        check_events(doc, n);
    }
    if (n > 4 && (choice & 32)) { /* two spans out of the first bytes, which may overlap, be empty or lie outside */
        casus_span a = {bytes[1], bytes[2]}, b = {bytes[3], bytes[4]};
        casus_relation r;
        if (casus_code_pair(doc, text, n, a, b, &opt, &r, &err))
            check_relation(&r, n);
    }
    if ((choice & 16) && casus_annotate(doc, text, n, NULL, &err))
        check_tokens(doc, n);
    return 0;
}
