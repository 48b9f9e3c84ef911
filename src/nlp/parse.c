/*
 * parse.c - arc scores -> the best tree with exactly one root.
 *
 * Most sentences are done when every token takes its best head: if that is a tree with one root, no tree is better. Otherwise
 * Chu-Liu/Edmonds finds it, in Tarjan's O(n^2) form for dense graphs (Tarjan 1977, "Finding optimum branchings"; path growing after
 * Gabow et al. 1986). Arcs from the root pay a price that no sum of scores outweighs, so that the best tree has one of them. Equal
 * scores are common among integers: of equal trees the one with the smallest sum of head positions wins, in both ways.
 */
#include "nlp/nlp.h"

#define NODES (SENTENCE_MAX + 1u) /* the root is node 0, token i is node i + 1 */
#define SUPERS (2u * SENTENCE_MAX + 1u)
#define TIE_UNIT ((int64_t)1 << 17)   /* a score counts so much more than a position: beyond NODES * NODES */
#define ROOT_PRICE ((int64_t)1 << 53) /* beyond NODES * 2^26 * TIE_UNIT; sums stay within int64 */

/* A node or a contracted cycle of them. Each has a row of `weight`: the worth of its best entering arc from each outside node. */
typedef struct {
    int64_t worth;       /* of the chosen entering arc, in units of its row */
    uint16_t row, above; /* above: the cycle it was contracted into, 0: none */
    uint16_t from, to;   /* the chosen entering arc, between nodes */
    bool done, on_path, solved;
} super;

struct parse_space {
    int64_t weight[NODES * NODES];  /* [row][node]; rows are n + 1 wide */
    uint16_t target[NODES * NODES]; /* the node that this arc enters */
    super super[SUPERS];
    uint16_t of[NODES]; /* node -> the outermost cycle that holds it */
    uint16_t path[SUPERS];
    uint32_t n_path, n_super, width;
};

/* Each token's best head; true if that is a tree with one root. */
static bool greedy(const nn_kernel *k, const int32_t *score, size_t ld, uint32_t n, uint32_t *head)
{
    uint8_t seen[SENTENCE_MAX] = {0}; /* 1: on the walk at hand, 2: reaches the root */
    uint32_t roots = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t best = k->argmax(score + i * ld, n + 1);
        head[i] = best == 0 ? NO_TOKEN : best - 1;
        roots += best == 0;
    }
    if (roots != 1)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t t = i;
        for (; t != NO_TOKEN && seen[t] == 0; t = head[t])
            seen[t] = 1;
        if (t != NO_TOKEN && seen[t] == 1)
            return false;
        for (t = i; t != NO_TOKEN && seen[t] == 1; t = head[t])
            seen[t] = 2;
    }
    return true;
}

static void fill(parse_space *s, const int32_t *score, size_t ld, uint32_t n)
{
    s->width = n + 1;
    s->n_super = n + 1;
    s->n_path = 0;
    memset(s->super, 0, sizeof s->super);
    for (uint32_t v = 0; v <= n; v++) {
        s->of[v] = (uint16_t)v;
        s->super[v].row = (uint16_t)v;
        for (uint32_t u = 0; v > 0 && u <= n; u++) {
            s->weight[v * s->width + u] = score[(v - 1) * ld + u] * TIE_UNIT - u - (u == 0 ? ROOT_PRICE : 0);
            s->target[v * s->width + u] = (uint16_t)v;
        }
    }
    s->super[0].done = true;
}

/* Chooses the best arc that enters c from outside; the lowest node of equals. */
static void choose(parse_space *s, uint32_t c)
{
    super *p = &s->super[c];
    const int64_t *w = s->weight + p->row * s->width;
    uint32_t best = UINT32_MAX;
    for (uint32_t u = 0; u < s->width; u++)
        if (s->of[u] != c && (best == UINT32_MAX || w[u] > w[best]))
            best = u; /* the root is always outside */
    p->from = (uint16_t)best;
    p->to = s->target[p->row * s->width + best];
    p->worth = w[best];
}

/* Contracts the end of the path from `first` on into a new node, whose row is the best of their rows less their chosen arcs. */
static uint32_t contract(parse_space *s, uint32_t first)
{
    uint32_t id = s->n_super++, at = s->n_path;
    do
        s->super[s->path[--at]].above = (uint16_t)id;
    while (s->path[at] != first);
    super *p = &s->super[id];
    p->row = s->super[first].row;
    int64_t *w = s->weight + p->row * s->width;
    uint16_t *target = s->target + p->row * s->width;
    for (uint32_t u = 0; u < s->width; u++)
        w[u] -= s->super[first].worth;
    for (uint32_t k = at + 1; k < s->n_path; k++) {
        const super *c = &s->super[s->path[k]];
        const int64_t *cw = s->weight + c->row * s->width;
        for (uint32_t u = 0; u < s->width; u++)
            if (cw[u] - c->worth > w[u]) {
                w[u] = cw[u] - c->worth;
                target[u] = s->target[c->row * s->width + u];
            }
    }
    for (uint32_t u = 0; u < s->width; u++)
        if (s->super[s->of[u]].above == id)
            s->of[u] = (uint16_t)id;
    s->n_path = at;
    return id;
}

/* Follows the best arcs upwards from node c, contracting every cycle, until they reach the root or what reaches it. */
static void grow(parse_space *s, uint32_t c)
{
    while (!s->super[c].done) {
        s->super[c].on_path = true;
        s->path[s->n_path++] = (uint16_t)c;
        choose(s, c);
        c = s->of[s->super[c].from];
        if (s->super[c].on_path && !s->super[c].done)
            c = contract(s, c);
    }
    while (s->n_path > 0)
        s->super[s->path[--s->n_path]].done = true;
}

/* Opens the cycles again, the last one first: its entering arc replaces the arc of each node that it enters. */
static void expand(parse_space *s, uint32_t *head)
{
    for (uint32_t c = s->n_super; c-- > 1;) {
        const super *p = &s->super[c];
        if (p->solved)
            continue;
        head[p->to - 1] = p->from == 0 ? NO_TOKEN : p->from - 1u;
        for (uint32_t u = p->to; u != c; u = s->super[u].above)
            s->super[u].solved = true;
    }
}

bool parse_tree(const nn_kernel *k, arena *mem, parse_space **space, const int32_t *score, size_t ld, uint32_t n, uint32_t *head)
{
    if (greedy(k, score, ld, n, head))
        return true;
    if (*space == NULL && (*space = arena_raw(mem, sizeof **space)) == NULL)
        return false;
    parse_space *s = *space;
    fill(s, score, ld, n);
    for (uint32_t v = 1; v <= n; v++)
        grow(s, s->of[v]);
    expand(s, head);
    return true;
}
