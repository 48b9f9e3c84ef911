/*
 * names.c - tag scores -> names: the best sequence in which no I- follows another type, by Viterbi, and the list of names in it.
 * Two names of one type side by side are rare ("President" "Lincoln"): such a B- costs `again`.
 */
#include "nlp/nlp.h"

#define NO_KIND 0xFFu

static bool read_tag(const char *tag, uint8_t *kind, bool *begin)
{
    static const char *const types[] = {"PER", "ORG", "LOC", "NORP"}; /* order of name_type */
    *kind = 0;
    *begin = tag[0] == 'B';
    if (strcmp(tag, "O") == 0)
        return true;
    if ((tag[0] != 'B' && tag[0] != 'I') || tag[1] != '-')
        return false;
    for (size_t i = 0; i < LEN(types); i++)
        if (strcmp(tag + 2, types[i]) == 0)
            *kind = (uint8_t)(i + 1);
    return *kind != 0;
}

bool names_open(nlp_model *m)
{
    uint32_t n = m->nn.n_ner;
    if (n > NAME_TAGS)
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (!read_tag(m->ner_tag[i], &m->name_kind[i], &m->name_begin[i]))
            return false;
    bool outside = false; /* there is "O": some sequence must be allowed */
    for (uint32_t i = 0; i < n; i++) {
        bool inside = m->name_kind[i] != 0 && !m->name_begin[i];
        outside = outside || m->name_kind[i] == 0;
        for (uint32_t before = 0; inside && before < n; before++)
            if (m->name_kind[before] == m->name_kind[i])
                m->name_before[i][m->n_before[i]++] = (uint8_t)before;
    }
    return outside;
}

/* the best of the n tags that are of another type than `kind`, the lowest one of equals; there is one: O */
static uint32_t best_but(const nlp_model *m, const int64_t best[NAME_TAGS], uint8_t kind)
{
    uint32_t at = NAME_TAGS;
    for (uint32_t t = 0; t < m->nn.n_ner; t++)
        if (m->name_kind[t] != kind && (at == NAME_TAGS || best[t] > best[at]))
            at = t;
    return at;
}

void names_viterbi(const nlp_model *m, const int32_t *score, size_t ld, uint32_t n, uint32_t again, uint8_t *tag)
{
    const int64_t never = INT64_MIN / 2;
    uint8_t from[SENTENCE_MAX][NAME_TAGS];
    int64_t best[NAME_TAGS], next[NAME_TAGS];
    uint32_t n_tag = m->nn.n_ner;
    for (uint32_t t = 0; t < n_tag; t++) {
        bool inside = m->name_kind[t] != 0 && !m->name_begin[t];
        best[t] = inside ? never : score[t];
    }
    for (uint32_t i = 1; i < n; i++) {
        uint32_t top = best_but(m, best, NO_KIND), other = m->name_kind[top] != 0 ? best_but(m, best, m->name_kind[top]) : top;
        for (uint32_t t = 0; t < n_tag; t++) {
            uint32_t before = m->n_before[t] > 0 ? m->name_before[t][0] : top; /* an I- can always follow itself, any other tag everything */
            uint32_t cost = 0;
            for (uint32_t k = 1; k < m->n_before[t]; k++)
                before = best[m->name_before[t][k]] > best[before] ? m->name_before[t][k] : before;
            if (m->name_begin[t] && m->name_kind[t] == m->name_kind[top]) {
                bool apart = best[other] > best[top] - again;
                cost = apart ? 0 : again;
                before = apart ? other : top;
            }
            from[i][t] = (uint8_t)before;
            next[t] = best[before] - cost + score[i * ld + t];
        }
        memcpy(best, next, sizeof best);
    }
    uint32_t last = best_but(m, best, NO_KIND);
    for (uint32_t i = n; i-- > 0;) {
        tag[i] = (uint8_t)last;
        last = i > 0 ? from[i][last] : 0;
    }
}

bool names_collect(const nlp_model *m, nlp_doc *doc, const uint8_t *tag)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < doc->n; i++)
        n += m->name_begin[tag[i]];
    doc->name = arena_array(doc->mem, n, sizeof *doc->name);
    doc->name_of = arena_array(doc->mem, doc->n, sizeof *doc->name_of);
    if (doc->mem->failed)
        return false;
    doc->n_name = 0;
    for (uint32_t i = 0; i < doc->n; i++) {
        uint8_t kind = m->name_kind[tag[i]];
        if (kind != 0 && m->name_begin[tag[i]])
            doc->name[doc->n_name++] = (doc_name){i, 0, (name_type)(kind - 1)};
        doc->name_of[i] = kind != 0 ? doc->n_name - 1 : NO_TOKEN;
        if (kind != 0)
            doc->name[doc->n_name - 1].count++;
    }
    return true;
}
