/*
 * coref_fit.c - fits the network of coreference (src/nlp/coref.c) to what coref_pairs.c wrote; called by train/coref.py.
 *
 *     coref_fit TRAIN DEV OUT EPOCHS RATE DROP MISSED FALSE WRONG DECAY SEED PERSON
 *
 * TRAIN and DEV are the OUT of coref_pairs, with a file OUT.gold beside them: i32 a mention, its chain or -1. Writes OUT.row (i8[COREF_ROWS][COREF_WIDTH]),
 * OUT.out (i32[COREF_WIDTH]) and, for the DEV part as the integers decide, OUT.ante (i32 a mention). The loss is that of Durrett and Klein (2013): the
 * softmax over all right antecedents of a mention, in which a missed link, a link of what is new and a wrong link add their costs. AdaGrad.
 */
#include "nlp/coref.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WIDTH = 48, H = COREF_WIDTH - 1, CANDIDATES = COREF_WINDOW + COREF_FAR };
#define ROW_SCALE 32.0f
#define OUT_SCALE 64.0f

typedef struct {
    const uint16_t (*mfeat)[3][WIDTH], (*pfeat)[WIDTH];
    const int32_t (*pair)[2], *gold, (*ment)[5];
    size_t n, pairs, *first; /* first[i]: first pair of mention i */
} part;

typedef float vec[COREF_WIDTH];
static vec row[COREF_ROWS + 1], grad2[COREF_ROWS + 1], mean[COREF_ROWS + 1];
static float mean_out[H];
static float out[H], out2[H], rate, drop, decay, person;
static uint64_t state = 88172645463325252ull;

static uint32_t dice(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 32);
}
static float uniform(void) { return (float)(dice() >> 8) / 16777216.0f; }

static void *map(const char *base, const char *ending, size_t *size)
{
    char path[4096];
    struct stat s;
    snprintf(path, sizeof path, "%s.%s", base, ending);
    int f = open(path, O_RDONLY);
    if (f < 0 || fstat(f, &s) != 0) {
        perror(path);
        exit(2);
    }
    *size = (size_t)s.st_size;
    return mmap(NULL, *size ? *size : 1, PROT_READ, MAP_PRIVATE, f, 0);
}

static part read_part(const char *base)
{
    part p;
    size_t size;
    p.gold = map(base, "gold", &size);
    p.n = size / sizeof *p.gold;
    p.mfeat = map(base, "mfeat", &size);
    p.pfeat = map(base, "pfeat", &size);
    p.pair = map(base, "pair", &size);
    p.pairs = size / sizeof *p.pair;
    p.ment = map(base, "ment", &size);
    p.first = calloc(p.n + 2, sizeof *p.first);
    for (size_t k = 0; k < p.pairs; k++)
        p.first[p.pair[k][0] + 1] = k + 1;
    for (size_t i = 1; i <= p.n; i++)
        if (p.first[i] == 0)
            p.first[i] = p.first[i - 1];
    return p;
}

/* A list of features after drop-out */
typedef struct {
    uint16_t at[WIDTH];
    uint32_t n;
} list;

static void take(list *l, const uint16_t *f, bool training)
{
    l->n = 0;
    for (uint32_t k = 0; k < WIDTH && f[k] < COREF_ROWS; k++)
        if (!training || uniform() >= drop)
            l->at[l->n++] = f[k];
}

static void sum(const list *l, float *v)
{
    for (uint32_t k = 0; k < l->n; k++)
        for (int x = 0; x < (int)COREF_WIDTH; x++)
            v[x] += row[l->at[k]][x];
}

static float weigh(const float *v)
{
    float s = v[H];
    for (int x = 0; x < H; x++)
        s += (v[x] > 0 ? v[x] : 0) * out[x];
    return s;
}

static void update(const list *l, const float *g)
{
    for (uint32_t k = 0; k < l->n; k++) {
        float *w = row[l->at[k]], *q = grad2[l->at[k]];
        for (int x = 0; x < (int)COREF_WIDTH; x++) {
            float d = g[x] + decay * w[x];
            q[x] += d * d;
            w[x] -= rate * d / sqrtf(q[x]);
            w[x] = w[x] > 3.9f ? 3.9f : w[x] < -3.9f ? -3.9f : w[x];
        }
    }
}

/* gradient g of the score of hidden sums v: into dv, and collected for `out` */
static void back(const float *v, float g, float *dv, float *dout)
{
    dv[H] = g;
    for (int x = 0; x < H; x++) {
        dv[x] = v[x] > 0 ? g * out[x] : 0;
        dout[x] += v[x] > 0 ? g * v[x] : 0;
    }
}

static float learn(const part *p, size_t i, const float cost[3])
{
    static list pf[CANDIDATES], jf[CANDIDATES];
    static vec v[CANDIDATES];
    list af, nf;
    vec own = {0}, none, down = {0};
    float s[CANDIDATES + 1], good[CANDIDATES + 1], dout[H] = {0};
    bool right[CANDIDATES + 1] = {0}, has = false;
    size_t from = p->first[i], n = p->first[i + 1] - from;
    take(&af, p->mfeat[i][ROLE_ANAPHOR], true);
    take(&nf, p->mfeat[i][ROLE_NEW], true);
    sum(&af, own);
    memcpy(none, own, sizeof none);
    sum(&nf, none);
    for (size_t k = 0; k < n; k++) {
        size_t j = (size_t)p->pair[from + k][1];
        right[k] = p->gold[i] >= 0 && p->gold[i] == p->gold[j];
        has = has || right[k];
        take(&pf[k], p->pfeat[from + k], true);
        take(&jf[k], p->mfeat[j][ROLE_ANTECEDENT], true);
        memcpy(v[k], own, sizeof own);
        sum(&jf[k], v[k]);
        sum(&pf[k], v[k]);
        s[k] = weigh(v[k]);
    }
    s[n] = weigh(none);
    right[n] = !has;
    float top = -1e30f, top_good = -1e30f, all = 0, all_good = 0;
    for (size_t k = 0; k <= n; k++) {
        good[k] = right[k] ? s[k] : -1e30f;
        s[k] += right[k] ? 0 : k == n ? cost[0] : has ? cost[2] : cost[1];
        top = s[k] > top ? s[k] : top;
        top_good = good[k] > top_good ? good[k] : top_good;
    }
    for (size_t k = 0; k <= n; k++) {
        s[k] = expf(s[k] - top);
        good[k] = right[k] ? expf(good[k] - top_good) : 0;
        all += s[k];
        all_good += good[k];
    }
    for (size_t k = 0; k <= n; k++) {
        float g = (p->ment[i][3] ? person : 1) * (s[k] / all - good[k] / all_good);
        vec d;
        if (fabsf(g) < 1e-3f)
            continue;
        back(k == n ? none : v[k], g, d, dout);
        for (int x = 0; x < (int)COREF_WIDTH; x++)
            down[x] += d[x];
        update(k == n ? &nf : &pf[k], d);
        if (k < n)
            update(&jf[k], d);
    }
    update(&af, down);
    for (int x = 0; x < H; x++) {
        out2[x] += dout[x] * dout[x];
        out[x] -= rate * dout[x] / sqrtf(out2[x] + 1e-6f);
    }
    return top + logf(all) - top_good - logf(all_good);
}

/* What the program will decide, with whole numbers where it has them; returns links right, made and there to be made */
static void decide(const part *p, int32_t *ante, size_t count[3])
{
    memset(count, 0, 3 * sizeof *count);
    for (size_t i = 0; i < p->n; i++) {
        list f;
        vec own = {0}, v;
        take(&f, p->mfeat[i][ROLE_ANAPHOR], false);
        sum(&f, own);
        memcpy(v, own, sizeof v);
        take(&f, p->mfeat[i][ROLE_NEW], false);
        sum(&f, v);
        float best = weigh(v);
        bool has = false;
        ante[i] = -1;
        for (size_t k = p->first[i]; k < p->first[i + 1]; k++) {
            int32_t j = p->pair[k][1];
            memcpy(v, own, sizeof v);
            take(&f, p->mfeat[j][ROLE_ANTECEDENT], false);
            sum(&f, v);
            take(&f, p->pfeat[k], false);
            sum(&f, v);
            float s = weigh(v);
            if (s > best)
                best = s, ante[i] = j;
            has = has || (p->gold[i] >= 0 && p->gold[i] == p->gold[j]);
        }
        count[0] += ante[i] >= 0 && p->gold[i] >= 0 && p->gold[i] == p->gold[ante[i]];
        count[1] += ante[i] >= 0;
        count[2] += has;
    }
}

static void round_all(void)
{
    for (uint32_t r = 0; r < COREF_ROWS; r++)
        for (int x = 0; x < (int)COREF_WIDTH; x++)
            row[r][x] = roundf(row[r][x] * ROW_SCALE) / ROW_SCALE;
    for (int x = 0; x < H; x++)
        out[x] = roundf(out[x] * OUT_SCALE) / OUT_SCALE;
}

static FILE *create(const char *base, const char *ending)
{
    char path[4096];
    snprintf(path, sizeof path, "%s.%s", base, ending);
    FILE *f = fopen(path, "wb");
    if (!f) {
        perror(path);
        exit(2);
    }
    return f;
}

static void write_model(const char *base)
{
    FILE *f = create(base, "row");
    for (uint32_t r = 0; r < COREF_ROWS; r++)
        for (int x = 0; x < (int)COREF_WIDTH; x++)
            fputc((int)lroundf(row[r][x] * ROW_SCALE) & 255, f);
    fclose(f);
    f = create(base, "out");
    for (int x = 0; x < (int)COREF_WIDTH; x++) {
        int32_t w = x < H ? (int32_t)lroundf(out[x] * OUT_SCALE) : (int32_t)OUT_SCALE;
        fwrite(&w, sizeof w, 1, f);
    }
    fclose(f);
}

/* The weights are the mean of SNAPSHOTS states an epoch of the last two: seeds then differ less. */
enum { SNAPSHOTS = 8 };
static uint32_t snapshots;

static void snapshot(void)
{
    snapshots++;
    for (uint32_t r = 0; r < COREF_ROWS; r++)
        for (int x = 0; x < (int)COREF_WIDTH; x++)
            mean[r][x] += row[r][x];
    for (int x = 0; x < H; x++)
        mean_out[x] += out[x];
}

static void take_mean(void)
{
    for (uint32_t r = 0; r < COREF_ROWS; r++)
        for (int x = 0; x < (int)COREF_WIDTH; x++)
            row[r][x] = mean[r][x] / (float)snapshots;
    for (int x = 0; x < H; x++)
        out[x] = mean_out[x] / (float)snapshots;
}

int main(int argc, char **argv)
{
    if (argc != 13)
        return 2;
    part train = read_part(argv[1]), dev = read_part(argv[2]);
    int epochs = atoi(argv[4]);
    float rate0 = (float)atof(argv[5]), cost[3] = {(float)atof(argv[7]), (float)atof(argv[8]), (float)atof(argv[9])};
    drop = (float)atof(argv[6]);
    decay = (float)atof(argv[10]);
    person = (float)atof(argv[12]);
    state ^= (uint64_t)atoll(argv[11]) * 0x9E3779B97F4A7C15ull;
    bool *used = calloc(COREF_ROWS, sizeof *used);
    int32_t *order = calloc(train.n + 1, sizeof *order), *ante = calloc(dev.n + 1, sizeof *ante);
    for (uint32_t r = 0; r < COREF_ROWS; r++)
        for (int x = 0; x < (int)COREF_WIDTH; x++) {
            row[r][x] = x < H ? (uniform() - 0.5f) * 0.1f : 0;
            grad2[r][x] = 0.1f;
        }
    for (int x = 0; x < H; x++)
        out[x] = uniform() - 0.5f, out2[x] = 0.1f;
    for (size_t i = 0; i < train.n; i++)
        order[i] = (int32_t)i;
    for (int e = 0; e < epochs; e++) {
        double loss = 0;
        rate = rate0 * (1 - (float)e / (float)epochs);
        for (size_t i = train.n; i-- > 1;) {
            size_t k = dice() % (i + 1);
            int32_t x = order[i];
            order[i] = order[k];
            order[k] = x;
        }
        for (size_t i = 0; i < train.n; i++) {
            loss += learn(&train, (size_t)order[i], cost);
            if (e + 2 >= epochs && (i + 1) % (train.n / SNAPSHOTS) == 0)
                snapshot();
        }
        printf("epoch %d loss %.4f\n", e + 1, loss / (double)train.n);
        fflush(stdout);
    }
    take_mean();
    /* what training never saw says nothing */
    for (size_t i = 0; i < train.n; i++)
        for (int r = 0; r < 3; r++)
            for (int k = 0; k < WIDTH && train.mfeat[i][r][k] < COREF_ROWS; k++)
                used[train.mfeat[i][r][k]] = true;
    for (size_t i = 0; i < train.pairs; i++)
        for (int k = 0; k < WIDTH && train.pfeat[i][k] < COREF_ROWS; k++)
            used[train.pfeat[i][k]] = true;
    for (uint32_t r = 0; r < COREF_ROWS; r++)
        if (!used[r])
            memset(row[r], 0, sizeof row[r]);
    size_t count[3];
    round_all();
    decide(&dev, ante, count);
    printf("dev links: precision %.2f recall %.2f\n", 100.0 * (double)count[0] / (double)(count[1] + 1), 100.0 * (double)count[0] / (double)(count[2] + 1));
    write_model(argv[3]);
    FILE *f = create(argv[3], "ante");
    fwrite(ante, sizeof *ante, dev.n, f);
    fclose(f);
    return 0;
}
