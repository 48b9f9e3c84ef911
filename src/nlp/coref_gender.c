/*
 * coref_gender.c - whether a mention is a man, a woman or a thing: by a title, by what is said of it, by its given name, by the end of its surname.
 */
#include "nlp/coref.h"

static bool one_of(str w, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n && w.n > 0; i++)
        if (list[i][0] == w.p[0] && str_is(w, list[i]))
            return true;
    return false;
}

/* of a word that says what a person is, or stands before a name */
static uint8_t title_gender(str w)
{
    static const char *const men[] = {"mr.",   "mr",       "boy",     "boys",   "king",    "prince",      "sir",  "lord",    "father", "son",     "sons",
                                      "uncle", "sheikh",   "husband", "actor",  "brother", "brothers",    "guy",  "fathers", "duke",   "count",   "earl",
                                      "baron", "grandson", "dad",     "nephew", "emperor", "grandfather", "pope", "widower", "priest", "monsieur"};
    static const char *const women[] = {"mrs.",     "mrs",      "ms.",       "ms",         "miss",    "girl",     "girls",         "queen",
                                        "princess", "lady",     "mother",    "daughter",   "mothers", "aunt",     "wife",          "wives",
                                        "sister",   "sisters",  "daughters", "madam",      "madame",  "mme.",     "actress",       "waitress",
                                        "mom",      "niece",    "dame",      "duchess",    "empress", "countess", "granddaughter", "grandmother",
                                        "widow",    "baroness", "heroine",   "girlfriend", "bride"};
    static const char *const no_men[] = {"woman",    "women", "human",  "german",  "roman",   "ottoman", "talisman",
                                         "specimen", "omen",  "caiman", "regimen", "abdomen", "mailman"};
    if (str_ends(w, "woman") || str_ends(w, "women"))
        return SEX_F;
    if ((str_ends(w, "man") || str_ends(w, "men")) && w.n > 2 && !one_of(w, no_men, LEN(no_men)))
        return SEX_M;
    return one_of(w, men, LEN(men)) ? SEX_M : one_of(w, women, LEN(women)) ? SEX_F : SEX_UNKNOWN;
}

/* "Goncharova", "Maria Zhukovskaya": surnames that women alone bear */
static uint8_t surname_gender(str w)
{
    static const char *const ends[] = {"ova", "eva", "skaya", "skaia", "dottir", "d\u00F3ttir"};
    for (size_t i = 0; w.n > 6 && i < LEN(ends); i++)
        if (str_ends(w, ends[i]) && !str_ends(w, "nueva") && !str_is(w, "casanova"))
            return SEX_F;
    return SEX_UNKNOWN;
}

/* what is said of it: "Anna, an actress", "Anna is an actress" */
static uint8_t told_gender(const nlp_doc *d, uint32_t h)
{
    uint8_t gender = SEX_UNKNOWN;
    uint32_t up = d->head[h];
    if (rel_is(d, h, R_NSUBJ) && up != NO_TOKEN && d->upos[up] == U_NOUN && doc_dep(d, up, R_COP) != NO_TOKEN)
        gender = title_gender(d->fold[up]);
    for (uint32_t k = d->child[h]; k != NO_TOKEN && gender == SEX_UNKNOWN; k = d->sibling[k])
        if ((rel_is(d, k, R_APPOS) || rel_is(d, k, R_COMPOUND)) && d->upos[k] == U_NOUN)
            gender = title_gender(d->fold[k]);
    return gender;
}

uint8_t coref_gender_of(const coref_doc *c, const doc_mention *p, const coref_mention *m)
{
    const nlp_doc *d = c->doc;
    uint32_t name = m->name;
    bool person = name != NO_TOKEN && d->name[name].type == NE_PER;
    if (person && d->name[name].first > 0 && title_gender(d->fold[d->name[name].first - 1]))
        return title_gender(d->fold[d->name[name].first - 1]);
    if (person) {
        uint8_t told = told_gender(d, p->head), given = coref_name_gender(c->model, d->fold[d->name[name].first]);
        if (m->kind == MK_NOUN && title_gender(d->fold[p->head]))
            return title_gender(d->fold[p->head]);
        return told ? told : given ? given : surname_gender(d->fold[d->name[name].first + d->name[name].count - 1]);
    }
    if (m->kind == MK_NOUN && title_gender(d->fold[p->head]))
        return title_gender(d->fold[p->head]);
    return m->type == CT_UNKNOWN || m->type == CT_PERSON ? SEX_UNKNOWN : SEX_N;
}
