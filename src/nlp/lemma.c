/*
 * lemma.c - form and tags -> lemma: an exception or the rule with the longest suffix (lemma_table.c, made by tools/gen_lemmas.py).
 *
 * Lemmas follow UD English: lower case but for proper nouns and "I", "n't" -> "not", "'s" -> "be" as an auxiliary, "better" -> "good".
 */
#include "nlp/lemma.h"
#include "nlp/nlp.h"

#define KEY_MAX 48u   /* longer forms are no English words: they are their own lemmas */
#define SUFFIX_MAX 7u /* MAX_SUFFIX of gen_lemmas.py */

/* CLASS of gen_lemmas.py, and END: what a form must end in for the rules of its class to apply */
static const struct {
    const char *xpos;
    char letter;
    const char *end;
} classes[] = {
    {"NNS", 'N', "s"},   {"NNPS", 'P', "s"}, {"VBD", 'D', "ed"},  {"VBN", 'D', "ed"},  {"VBG", 'G', "ing"}, {"VBZ", 'Z', "s"},
    {"VB", 'B', NULL},   {"VBP", 'B', NULL}, {"MD", 'M', NULL},   {"JJR", 'C', "er"},  {"RBR", 'C', "er"},  {"JJS", 'S', "est"},
    {"RBS", 'S', "est"}, {"PRP", 'R', NULL}, {"PRP$", '$', NULL}, {"POS", '\'', NULL},
};

static const lemma_entry *find(const lemma_entry *table, uint32_t n, const char *key, size_t len)
{
    uint32_t low = 0, high = n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        int order = strncmp(table[mid].key, key, len);
        if (order == 0 && table[mid].key[len] == 0)
            return &table[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

/* The rule with the longest suffix of the form (with "^" before it), of class `letter` */
static const lemma_entry *rule_for(char letter, str form)
{
    char full[KEY_MAX + 2], key[SUFFIX_MAX + 1];
    full[0] = '^';
    memcpy(full + 1, form.p, form.n);
    key[0] = letter;
    for (size_t n = form.n + 1 < SUFFIX_MAX ? form.n + 1 : SUFFIX_MAX; n > 0; n--) {
        memcpy(key + 1, full + form.n + 1 - n, n);
        const lemma_entry *r = find(lemma_rules, lemma_n_rules, key, n + 1);
        if (r != NULL)
            return r;
    }
    return NULL;
}

static str joined(arena *mem, str stem, const char *add)
{
    size_t n = strlen(add);
    char *p = arena_get(mem, stem.n + n + 1);
    if (p == NULL)
        return STR("");
    memcpy(p, stem.p, stem.n);
    memcpy(p + stem.n, add, n);
    return str_of(p, stem.n + n);
}

/* Lower case with its diacritics, which the folded form lacks */
static str lower(arena *mem, str form)
{
    char *out = arena_get(mem, 3 * form.n + 1); /* a letter and its lower case differ by two bytes at most */
    size_t n = 0;
    uint32_t len;
    for (size_t i = 0; out != NULL && i < form.n; i += len) {
        uint32_t cp = utf8_next(form.p + i, form.n - i, &len);
        if (cp == UTF8_BAD)
            out[n++] = form.p[i];
        else
            n += utf8_put(out + n, uc_lower(cp));
    }
    return out != NULL ? str_of(out, n) : STR("");
}

/* ASCII alone? then the folded form is the lower case, but for quotes and dashes, which the table has in ASCII too */
static bool has_letters_beyond_ascii(str form)
{
    uint32_t len;
    for (size_t i = 0; i < form.n; i += len) {
        uint32_t cp = utf8_next(form.p + i, form.n - i, &len);
        if (cp >= 0x80 && cp != UTF8_BAD && (uc_props(cp) & UC_LETTER) != 0)
            return true;
    }
    return false;
}

str lemma_of(arena *mem, str form, str fold, ud_pos upos, const char *xpos)
{
    bool proper = upos == U_PROPN || strcmp(xpos, "NNP") == 0 || strcmp(xpos, "NNPS") == 0;
    char letter = 'O', key[KEY_MAX + 1];
    const char *end = NULL;
    for (size_t i = 0; i < LEN(classes); i++)
        if (strcmp(xpos, classes[i].xpos) == 0) {
            letter = classes[i].letter;
            end = classes[i].end;
        }
    if (upos == U_PUNCT || upos == U_NUM || upos == U_SYM || upos == U_X)
        return form;
    if ((proper && letter != 'P') || fold.n == 0 || fold.n >= KEY_MAX)
        return proper || fold.n == 0 ? form : fold;
    key[0] = letter;
    memcpy(key + 1, fold.p, fold.n);
    const lemma_entry *e = find(lemma_exceptions, lemma_n_exceptions, key, fold.n + 1);
    if (e != NULL)
        return proper ? form : str_z(e->add); /* exceptions to the plural of names are names that are plural */
    str base = proper ? form : has_letters_beyond_ascii(form) ? lower(mem, form) : fold;
    e = end != NULL && str_ends(fold, end) ? rule_for(letter, fold) : NULL;
    if (e == NULL || (e->cut == 0 && e->add[0] == 0) || e->cut >= base.n)
        return base;
    base.n -= e->cut;
    return e->add[0] != 0 ? joined(mem, base, e->add) : base;
}
