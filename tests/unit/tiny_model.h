/*
 * tiny_model.h - a small random model in memory, so that tests of floors 2 and 3 need no weights.
 *
 * D = 32, P = 2, H = 16, two convolutions of dilation 1 and 2, eight rows a table, three word vectors. The same seed gives the same model.
 */
#ifndef TINY_MODEL_H
#define TINY_MODEL_H

#include "nn/model.h"

#include <stdlib.h>

#define TINY_SECTIONS 48

typedef struct {
    char name[9];
    uint8_t *p;
    size_t n;
    uint64_t count;
} tiny_section;

typedef struct {
    tiny_section s[TINY_SECTIONS];
    size_t n;
    uint64_t seed;
} tiny_model;

static inline uint32_t tiny_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

/* between low and high, both included */
static inline int32_t tiny_between(uint64_t *seed, int32_t low, int32_t high) { return low + (int32_t)(tiny_random(seed) % (uint32_t)(high - low + 1)); }

/* A section of n zero bytes, to be filled */
static inline void *tiny_add(tiny_model *m, const char *name, size_t n, uint64_t count)
{
    tiny_section *s = &m->s[m->n++];
    memset(s, 0, sizeof *s);
    memcpy(s->name, name, strlen(name));
    s->p = calloc(n + 1, 1);
    s->n = n;
    s->count = count;
    return s->p;
}

static inline void tiny_bytes(tiny_model *m, const char *name, size_t n, uint64_t count)
{
    int8_t *p = tiny_add(m, name, n, count);
    for (size_t i = 0; i < n; i++)
        p[i] = (int8_t)tiny_between(&m->seed, -127, 127);
}

static inline void tiny_numbers(tiny_model *m, const char *name, size_t n, int32_t most, uint64_t count)
{
    int32_t *p = tiny_add(m, name, n * sizeof *p, count);
    for (size_t i = 0; i < n; i++)
        p[i] = tiny_between(&m->seed, -most, most);
}

static inline void tiny_matrix(tiny_model *m, const char *name, uint32_t in, uint32_t out)
{
    char w[9] = "w.", b[9] = "b.";
    memcpy(w + 2, name, strlen(name));
    memcpy(b + 2, name, strlen(name));
    tiny_bytes(m, w, nn_packed_size(in, out), (uint64_t)out << 32 | in);
    tiny_numbers(m, b, out, 2000, out);
}

static inline void tiny_norm(tiny_model *m, const char *name, uint32_t width)
{
    char n[9] = "n.";
    int64_t eps = 9000;
    memcpy(n + 2, name, strlen(name));
    int16_t *p = tiny_add(m, n, 4 * (size_t)width + 8, width);
    for (uint32_t i = 0; i < width; i++) {
        p[i] = (int16_t)tiny_between(&m->seed, 2000, 6000);
        p[width + i] = (int16_t)tiny_between(&m->seed, -200, 200);
    }
    memcpy(p + 2 * (size_t)width, &eps, sizeof eps);
}

static inline void tiny_build(tiny_model *m, uint64_t seed)
{
    enum { D = 32, P = 2, H = 16 };
    static const char tags[] = "NOUN\0VERB\0PROPN\0PUNCT\0NN\0VBD\0NNP\0NNS\0.\0O\0B-PER\0I-PER\0B-ORG\0I-ORG\0B-LOC\0I-LOC\0B-NORP\0I-NORP\0"
                               "nsubj\0obj\0obl:agent\0parataxis\0root\0punct";
    static const char *const tables[] = {"t.word", "t.pre", "t.suf", "t.shape", "t.si"}, *const words[] = {"the", "army", "killed"};
    const uint32_t meta[17] = {D, P, H, 4, 5, 9, 6, 2, 1, 2, [16] = NN_OUTS};
    static const size_t widths[] = {96, 48, 48, 48, 48}; /* and 100 of GloVe's */
    uint64_t key[3];
    *m = (tiny_model){.seed = seed};
    memcpy(tiny_add(m, "nn.meta", sizeof meta, LEN(meta)), meta, sizeof meta);
    memcpy(tiny_add(m, "nn.tags", sizeof tags, 24), tags, sizeof tags);
    for (size_t i = 0; i < LEN(tables); i++)
        tiny_bytes(m, tables[i], 8 * widths[i], 8);
    for (size_t i = 0; i < 3; i++)
        key[i] = hash_bytes(words[i], strlen(words[i]), 0);
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 0; j < 2; j++)
            if (key[j] > key[j + 1]) {
                uint64_t k = key[j];
                key[j] = key[j + 1];
                key[j + 1] = k;
            }
    memcpy(tiny_add(m, "g.key", sizeof key, 3), key, sizeof key);
    tiny_bytes(m, "g.vec", 300, 3);
    tiny_matrix(m, "mix", 388, D * P);
    tiny_norm(m, "mix", D);
    tiny_matrix(m, "c0", 3 * D, D * P);
    tiny_norm(m, "c0", D);
    tiny_matrix(m, "c1", 3 * D, D * P);
    tiny_norm(m, "c1", D);
    tiny_matrix(m, "tags", D, 18);
    tiny_matrix(m, "parse", D, 4 * H);
    tiny_matrix(m, "arc", H, H);
    tiny_matrix(m, "label", H, 6);
    uint32_t *scale = tiny_add(m, "m.scale", 12, 3);
    scale[0] = scale[2] = 42804;
    scale[1] = 60135;
    tiny_bytes(m, "p.root", 128, H);
    tiny_numbers(m, "p.rootl", H, 500, H);
    tiny_numbers(m, "p.dist", NN_DISTS, 500, NN_DISTS);
    tiny_numbers(m, "p.distl", (size_t)NN_DISTS * H, 500, NN_DISTS);
}

static inline tiny_section *tiny_find(tiny_model *m, const char *name)
{
    for (size_t i = 0; i < m->n; i++)
        if (strcmp(m->s[i].name, name) == 0)
            return &m->s[i];
    return NULL;
}

static inline void tiny_free(tiny_model *m)
{
    for (size_t i = 0; i < m->n; i++)
        free(m->s[i].p);
    m->n = 0;
}

/* The pack as bytes, aligned to 64; free() it. A section without a name is left out. */
static inline uint8_t *tiny_pack(const tiny_model *m, size_t *size)
{
    uint32_t n = 0, version = PACK_VERSION;
    for (size_t i = 0; i < m->n; i++)
        n += m->s[i].name[0] != 0;
    size_t at = nn_round_up(32 + 32 * (size_t)n, 64), total = at, entry = 32;
    for (size_t i = 0; i < m->n; i++)
        total += nn_round_up(m->s[i].n, 64);
    uint8_t *p = aligned_alloc(64, total);
    memset(p, 0, total);
    memcpy(p, "CASUSPK1", 8);
    memcpy(p + 8, &version, 4);
    memcpy(p + 12, &n, 4);
    memcpy(p + 16, &total, 8);
    for (size_t i = 0; i < m->n; i++) {
        const tiny_section *s = &m->s[i];
        if (s->name[0] == 0)
            continue;
        uint64_t head[3] = {at, s->n, s->count};
        memcpy(p + entry, s->name, 8);
        memcpy(p + entry + 8, head, sizeof head);
        memcpy(p + at, s->p, s->n);
        at += nn_round_up(s->n, 64);
        entry += 32;
    }
    uint64_t sum = hash_bulk(p + 32, total - 32);
    memcpy(p + 24, &sum, 8);
    *size = total;
    return p;
}

#endif
