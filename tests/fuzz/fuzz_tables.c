/*
 * fuzz_tables.c - any table and any dictionary is safe: casus_add_tables(), casus_check_tables() and what codes with them.
 *
 * The first byte says which header goes before the input (0: none), so that the lines behind it are reached.
 */
#include "base/base.h"

#include "fuzz.h"

#include <stdlib.h>

static const char *const heads[] = {
    "",
    "name\taliases\tcode\tsector\tkind\toffice\tfrom\tto\twhy\n",
    "singular\tplural\tsector\tkind\tcode\twhy\n",
    "pred\tpos\tneed\tevent\tmode\tcameo\tactor\trecipient\tflags\twhy\n",
    "class\tlemmas\twhy\n",
    "kind\tcode\tparent\tvalue\tname\twhy\n",
    "words\tscope\twhy\n",
    "code\tname\taliases\tadjectives\tdemonyms\tcapital\tseats\tregion\tfrom\tto\twhy\n",
    "type\tname\thost\tcameo\tquad\tscore\twhy\n",
    "from\taux_mode\tactor\trecipient\twith\ttype\twhy\n",
    "from\ttype\twhy\n",
    "id\tname\taliases\tcountry\tadmin1\tlat\tlon\tpop\tclass\twhy\n",
};
static const char article[] = "Kenya lent two red fire engines to Chad on Monday. Israeli soldiers attacked a village, the army said.";
/* with them: a mapping needs types, and types a mapping */
static const char types[] = "type\tname\thost\tcameo\tquad\tscore\nFORCE\t-\tASSAULT\t190\t-\t-1.5\nWORDS\t-\t-\t-\t1\t-\n";
static const char map[] = "from\ttype\n*\tWORDS\nASSAULT\tFORCE\n";
static void *data;
static size_t data_size;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    data = fuzz_data(&data_size);
    return 0;
}

static void hear(void *ctx, const casus_problem *p)
{
    (void)ctx;
    if (!p->table || !p->message || !*p->message || p->line == 0 || p->column == 0)
        fuzz_fail("a problem without its place");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    if (n == 0)
        return 0;
    const char *head = heads[bytes[0] % LEN(heads)];
    size_t len = strlen(head) + n - 1;
    char *text = malloc(len + 1);
    casus_err err;
    if (!text)
        return 0;
    memcpy(text, head, strlen(head));
    if (n > 1)
        memcpy(text + strlen(head), bytes + 1, n - 1);
    casus_table t[] = {{"t", text, len}, {"map", map, sizeof map - 1}, {"types", types, sizeof types - 1}};
    casus_engine *en = casus_open(data, data_size, NULL, &err);
    if (!en)
        fuzz_fail(err.msg);
    (void)casus_check_tables(en, t, LEN(t), hear, NULL, &err);
    if (casus_add_tables(en, t, LEN(t), hear, NULL, &err)) {
        casus_doc *doc = casus_doc_new(en, &err);
        if (doc)
            (void)casus_code(doc, article, sizeof article - 1, NULL, &err);
        casus_doc_free(doc);
    }
    casus_close(en);
    free(text);
    return 0;
}
