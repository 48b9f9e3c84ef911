/*
 * lemma.c - form and tags -> lemma: an exception or the rule with the longest suffix (lemma_table.c, made by tools/gen_lemmas.py).
 *
 * Lemmas follow UD English: lower case but for "I", names and what is made of them ("Peruvian"), "n't" -> "not", "'s" -> "be" as an
 * auxiliary, "better" -> "good", "5,000" -> "5000". A name is written as it is where it is written well: "KABUL", "kabul" -> "Kabul".
 * Beside the lemma goes the word by which the knowledge is looked up: folded, and for a name the common noun that it would be.
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
    {"NNS", 'N', "s"},   {"NNPS", 'P', "s"},  {"VBD", 'D', "ed"}, {"VBN", 'D', "ed"}, {"VBG", 'G', "ing"}, {"VBZ", 'Z', "s"},   {"VB", 'B', NULL},
    {"VBP", 'B', NULL},  {"MD", 'M', NULL},   {"JJR", 'C', "er"}, {"RBR", 'C', "er"}, {"JJS", 'S', "est"}, {"RBS", 'S', "est"}, {"PRP", 'R', NULL},
    {"PRP$", '$', NULL}, {"POS", '\'', NULL}, {"JJ", 'A', NULL},  {"NN", 'T', NULL},  {"NNP", 'Q', NULL},  {"CD", 'U', NULL},   {"FW", 'F', NULL},
};

static const lemma_entry *find(const lemma_entry *table, uint32_t n, str key)
{
    uint32_t low = 0, high = n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        int order = str_order(table[mid].key, key);
        if (order == 0)
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
        const lemma_entry *r = find(lemma_rules, lemma_n_rules, str_of(key, n + 1));
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

static const lemma_entry *exception(char letter, str fold)
{
    char key[KEY_MAX + 1];
    if (fold.n == 0 || fold.n >= KEY_MAX)
        return NULL;
    key[0] = letter;
    memcpy(key + 1, fold.p, fold.n);
    return find(lemma_exceptions, lemma_n_exceptions, str_of(key, fold.n + 1));
}

typedef enum { SHAPE_OTHER, SHAPE_LOWER, SHAPE_UPPER } shape;

/* UPPER: ASCII letters alone, two at least */
static shape shape_of(str form)
{
    bool lower = true, upper = form.n > 1;
    uint32_t len;
    for (size_t i = 0; i < form.n; i += len) {
        uint32_t cp = utf8_next(form.p + i, form.n - i, &len);
        lower = lower && cp != UTF8_BAD && (uc_props(cp) & UC_UPPER) == 0;
        upper = upper && cp >= 'A' && cp <= 'Z';
    }
    return lower ? SHAPE_LOWER : upper ? SHAPE_UPPER : SHAPE_OTHER;
}

/* No address and no code: "www.example.org" */
static bool is_word(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (memchr("0123456789@/:._", s.p[i], 15) != NULL && i + 1 < s.n)
            return false;
    return true;
}

static bool has_vowel(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (memchr("aeiouyAEIOUY", s.p[i], 12) != NULL)
            return true;
    return false;
}

/* A name as it is written where it is written well: "kabul" -> "Kabul"; "KABUL" too, if it is too long for an acronym or all words are loud */
static str name_case(arena *mem, str form, bool loud)
{
    shape s = shape_of(form);
    uint32_t len;
    char first[4];
    if (s == SHAPE_UPPER && form.n >= (loud ? 3 : 6) && has_vowel(form)) {
        str low = lower(mem, form);
        char *p = arena_get(mem, low.n);
        if (p == NULL)
            return STR("");
        memcpy(p, low.p, low.n);
        p[0] = form.p[0];
        return str_of(p, low.n);
    }
    if (s != SHAPE_LOWER || form.n == 0 || !is_word(form))
        return form;
    uint32_t n = utf8_put(first, uc_upper(utf8_next(form.p, form.n, &len)));
    char *p = arena_get(mem, n + form.n);
    if (p == NULL)
        return STR("");
    memcpy(p, first, n);
    memcpy(p + n, form.p + len, form.n - len);
    return str_of(p, n + form.n - len);
}

/* Names in the singular */
static str name_lemma(arena *mem, str form, str fold, bool loud)
{
    const lemma_entry *e = exception('Q', fold);
    if (e != NULL && (shape_of(form) == SHAPE_UPPER || !str_ieq(str_z(e->add), fold))) /* "OPEC"; "Sept." */
        return str_z(e->add);
    if (exception('L', fold) != NULL && shape_of(form) == SHAPE_LOWER) /* "de" */
        return form;
    return name_case(mem, form, loud);
}

/* "5,000" -> "5000"; Roman numerals as they are, words in lower case */
static str number_lemma(arena *mem, str form, str fold)
{
    const lemma_entry *e = exception('U', fold);
    if (e != NULL)
        return str_z(e->add);
    if (fold.n == 0 || fold.p[0] < '0' || fold.p[0] > '9')
        return shape_of(form) == SHAPE_UPPER ? form : fold.n > 0 ? fold : form;
    char *p = memchr(form.p, ',', form.n) != NULL ? arena_get(mem, form.n) : NULL;
    size_t n = 0;
    if (p == NULL)
        return form;
    for (size_t i = 0; i < form.n; i++)
        if (form.p[i] != ',' || i + 1 == form.n)
            p[n++] = form.p[i];
    return str_of(p, n);
}

/* "pined", "raping" are of "pine", "rape": "pin" and "rap" would have doubled their last letter. fold: the form, n: bytes of its stem */
static bool lost_e(char letter, str fold, size_t n)
{
    const char *p = fold.p;
    bool bare = n >= 3 && memchr("aeiouwxy", p[n - 1], 8) == NULL && memchr("aeiou", p[n - 2], 5) != NULL;
    for (size_t i = 0; bare && i + 2 < n; i++)
        bare = memchr("aeiou", p[i], 5) == NULL;
    return bare && ((letter == 'D' && fold.n == n + 2) || (letter == 'G' && fold.n == n + 3));
}

/* Are the last n bytes ASCII? Of "-mén" and "-ŝ", which fold to "-men" and "-s", no rule may cut a part. */
static bool plain_end(str base, size_t n)
{
    for (size_t i = base.n - n; i < base.n; i++)
        if ((unsigned char)base.p[i] >= 0x80)
            return false;
    return true;
}

/* What a rule leaves of the form, if that is a word at all: "red" has no ending */
static str by_rule(arena *mem, char letter, str base, str fold)
{
    if (letter == 'N' && fold.n > 5 && str_ends(fold, "men") && base.n > 2 && plain_end(base, 2))
        return joined(mem, str_of(base.p, base.n - 2), "an");
    const lemma_entry *e = rule_for(letter, fold);
    if (e == NULL || (e->cut == 0 && e->add[0] == 0) || e->cut >= base.n)
        return base;
    if (!has_vowel(str_of(base.p, base.n - e->cut)) && (e->add[0] == 0 || str_is(str_z(e->add), "e")))
        return base;
    if (memcmp(base.p + base.n - e->cut, fold.p + fold.n - e->cut, e->cut) != 0) /* "clichés": the ending is not what it seems without its accent */
        return str_of(base.p, base.n - (letter == 'N' && plain_end(base, 1)));
    base.n -= e->cut;
    const char *add = e->add[0] == 0 && lost_e(letter, fold, fold.n - e->cut) ? "e" : e->add;
    return add[0] != 0 ? joined(mem, base, add) : base;
}

str lemma_of(arena *mem, str form, str fold, ud_pos upos, const char *xpos, bool loud)
{
    bool proper = upos == U_PROPN || strcmp(xpos, "NNP") == 0 || strcmp(xpos, "NNPS") == 0;
    char letter = 'O';
    const char *end = NULL;
    for (size_t i = 0; i < LEN(classes); i++)
        if (xpos[0] == classes[i].xpos[0] && strcmp(xpos, classes[i].xpos) == 0) {
            letter = classes[i].letter;
            end = classes[i].end;
        }
    if (upos == U_NOUN && (letter == 'G' || letter == 'D')) { /* "the killing", "the wounded" */
        letter = 'T';
        end = NULL;
    }
    if (upos == U_NUM)
        return number_lemma(mem, form, fold);
    if (proper && letter == 'N')
        letter = 'P';
    if (proper && letter != 'P')
        return name_lemma(mem, form, fold, loud);
    if (upos == U_PUNCT && fold.n > 0)
        return fold; /* quotation marks and dashes in ASCII */
    if (upos == U_SYM || (upos == U_X && letter != 'F'))
        return form;
    const lemma_entry *e = exception(letter, fold);
    if (e != NULL && !proper)
        return str_z(e->add);
    if (upos == U_X || fold.n == 0)
        return form;
    str base = proper ? name_case(mem, form, loud) : has_letters_beyond_ascii(form) ? lower(mem, form) : fold;
    bool inflected = e == NULL && fold.n < KEY_MAX && end != NULL && (str_ends(fold, end) || (letter == 'N' && str_ends(fold, "men")));
    return inflected ? by_rule(mem, letter, base, fold) : base; /* a name that is an exception to the plural is plural: "Philippines" */
}

str lemma_word(arena *mem, str lemma, str form, str fold, ud_pos upos, bool loud)
{
    if (upos == U_PROPN) { /* "Troops Kill 3 In Raid", but no acronym */
        bool acronym = !loud && shape_of(form) == SHAPE_UPPER;
        bool plural = !acronym && fold.n > 3 && fold.p[fold.n - 1] == 's' && fold.p[fold.n - 2] != 's';
        lemma = plural ? lemma_of(mem, fold, fold, U_NOUN, "NNS", false) : fold;
    }
    bool plain = true; /* is it folded already? */
    for (size_t i = 0; i < lemma.n; i++)
        plain = plain && (unsigned char)lemma.p[i] < 0x80 && (lemma.p[i] < 'A' || lemma.p[i] > 'Z');
    if (plain)
        return lemma;
    char *out = arena_get(mem, 2 * lemma.n + 4);
    size_t n = out != NULL ? text_fold(lemma.p, lemma.n, out, 2 * lemma.n + 4) : SIZE_MAX;
    return n != SIZE_MAX ? str_of(out, n) : fold;
}

bool lemma_loud(const nlp_doc *doc, const text_sentence *s)
{
    uint32_t words = 0, upper = 0;
    for (uint32_t i = s->first; i < s->first + s->count; i++) {
        str f = doc->form[i];
        shape h = shape_of(f);
        bool word = f.n > 1 && (uc_props((uint8_t)f.p[0]) & UC_LETTER) != 0;
        words += word;
        upper += word && h == SHAPE_UPPER;
    }
    return words > 2 && 2 * upper > words;
}
