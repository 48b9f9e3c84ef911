/*
 * event_features.c - the facts behind the confidence of each event: event_features DATA FILE.jsonl (articles, as for `casus code`).
 *
 * One JSON object an event: "doc", "event", "actor" and "recipient" (country codes), "aux_mode", "confidence" (per mille), "facts" (the numbers of those of trust.c
 * that hold). train/trust.py learns from them.
 */
#include "event/record.h"
#include "ingest/source.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void codes(json *j, const char *key, const casus_actor *a, size_t n)
{
    jw_key(j, key);
    jw_array(j);
    for (size_t i = 0; i < n; i++)
        jw_strz(j, a[i].code && a[i].code[0] ? a[i].code : "---");
    jw_array_end(j);
}

static void write_event(const article *a, const casus_event *e, uint64_t facts)
{
    buf out;
    json j;
    buf_init(&out, &alloc_libc, (size_t)1 << 20);
    jw_init(&j, &out);
    jw_object(&j);
    jw_key(&j, "doc");
    jw_strz(&j, a->id);
    jw_key(&j, "event");
    jw_strz(&j, e->event);
    codes(&j, "actor", e->actor, e->n_actor);
    codes(&j, "recipient", e->recipient, e->n_recipient);
    jw_key(&j, "aux_mode");
    jw_strz(&j, e->aux_mode ? e->aux_mode : "");
    jw_key(&j, "confidence");
    jw_int(&j, (int)lround(e->confidence * 1000));
    jw_key(&j, "facts");
    jw_array(&j);
    for (int i = 0; i < 64; i++)
        if (facts >> i & 1)
            jw_int(&j, i);
    jw_array_end(&j);
    jw_object_end(&j);
    buf_char(&out, '\n');
    fwrite(out.p, 1, out.n, stdout);
    buf_release(&out);
}

int main(int argc, char **argv)
{
    char problem[PROBLEM_MAX] = "usage: event_features DATA FILE.jsonl";
    char *data = NULL;
    size_t size = 0;
    casus_err err = {0};
    if (argc != 3 || !source_read(argv[1], (size_t)1 << 30, &data, &size, problem)) {
        fprintf(stderr, "%s\n", problem);
        return 2;
    }
    casus_engine *en = casus_open(data, size, NULL, &err);
    casus_doc *doc = en ? casus_doc_new(en, &err) : NULL;
    source src = {.path = (const char *const *)&argv[2], .n_path = 1};
    article a;
    int status = doc ? 0 : 2;
    while (doc && source_next(&src, &a)) {
        casus_options opt = {.date = a.date, .format = a.format, .unsure = true};
        size_t n = 0;
        if (a.bytes && casus_code(doc, a.bytes, a.n, &opt, &err)) {
            const casus_event *e = casus_events(doc, &n);
            for (size_t i = 0; i < n; i++)
                write_event(&a, &e[i], casus_event_trust(doc, i));
        } else
            fprintf(stderr, "%s: %s\n", a.where, a.problem[0] ? a.problem : err.msg), status = 1;
        article_release(&a);
    }
    source_release(&src);
    casus_doc_free(doc);
    casus_close(en);
    free(data);
    return status;
}
