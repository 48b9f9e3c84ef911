/*
 * pair_features.c - what the scorer of given pairs is told: pair_features DATA FILE.jsonl (as for `casus code --pairs`).
 *
 * One JSON object a line: "id", "features" (names) and "vector" (100 numbers). train/pairs.py learns from them.
 */
#include "event/record.h"
#include "event/scorer.h"
#include "ingest/source.h"

#include <stdio.h>
#include <stdlib.h>

static void write_pair(const article *a, const scorer_input *in)
{
    buf out;
    json j;
    buf_init(&out, &alloc_libc, (size_t)1 << 20);
    jw_init(&j, &out);
    jw_object(&j);
    jw_key(&j, "id");
    jw_strz(&j, a->id);
    jw_key(&j, "features");
    jw_array(&j);
    for (uint32_t i = 0; i < in->n; i++)
        jw_string(&j, in->name[i].p, in->name[i].n);
    jw_array_end(&j);
    jw_key(&j, "vector");
    jw_array(&j);
    for (uint32_t i = 0; i < SCORER_VECTOR; i++)
        jw_int(&j, in->vector[i]);
    jw_array_end(&j);
    jw_object_end(&j);
    buf_char(&out, '\n');
    fwrite(out.p, 1, out.n, stdout);
    buf_release(&out);
}

int main(int argc, char **argv)
{
    char problem[PROBLEM_MAX] = "usage: pair_features DATA FILE.jsonl";
    char *data = NULL;
    size_t size = 0;
    casus_err err = {0};
    if (argc != 3 || !source_read(argv[1], (size_t)1 << 30, &data, &size, problem)) {
        fprintf(stderr, "%s\n", problem);
        return 2;
    }
    casus_engine *en = casus_open(data, size, NULL, &err);
    casus_doc *doc = en ? casus_doc_new(en, &err) : NULL;
    source src = {.path = (const char *const *)&argv[2], .n_path = 1, .pairs = true};
    article a;
    int status = doc ? 0 : 2;
    while (doc && source_next(&src, &a)) {
        casus_options opt = {.date = a.date, .format = CASUS_TEXT};
        casus_relation r;
        if (a.bytes && casus_code_pair(doc, a.bytes, a.n, a.actor, a.recipient, &opt, &r, &err))
            write_pair(&a, casus_pair_scored(doc));
        else
            fprintf(stderr, "%s: %s\n", a.where, a.problem[0] ? a.problem : err.msg), status = 1;
        article_release(&a);
    }
    source_release(&src);
    casus_doc_free(doc);
    casus_close(en);
    free(data);
    return status;
}
