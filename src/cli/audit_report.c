/*
 * audit_report.c - what the answers to a sample say about all events: precision with Wilson's 95 % interval, per field and stratum.
 *
 * A stratum counts in the whole by its share of what the file states, not by its share of the sample, where each has about the same number. The interval of the whole
 * is Wilson's for as many answers as a simple sample of the same variance would have (Kish: (sum W)^2 / sum W^2/n).
 * E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
 */
#include "cli/audit.h"

#include <math.h>

#define Z 1.959963984540054 /* 95 %, two sides */

typedef struct {
    size_t right, wrong, unknown;
    double precision, low, high; /* -1: nobody answered */
} score;

void audit_wilson(double right, double n, double *low, double *high)
{
    double p = right / n, z2 = Z * Z, middle = (p + z2 / (2 * n)) / (1 + z2 / n);
    double half = Z / (1 + z2 / n) * sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    *low = p <= 0 || middle < half ? 0 : middle - half;
    *high = p >= 1 || middle + half > 1 ? 1 : middle + half;
}

static score of_stratum(const audit *a, audit_field f, size_t stratum)
{
    score s = {.precision = -1};
    for (size_t i = 0; i < a->n_event; i++) {
        const audit_event *e = &a->event[i];
        if (e->stratum != stratum)
            continue;
        s.right += e->answer[f] == ANSWER_RIGHT;
        s.wrong += e->answer[f] == ANSWER_WRONG;
        s.unknown += e->answer[f] == ANSWER_UNKNOWN;
    }
    double n = (double)(s.right + s.wrong);
    if (n > 0) {
        s.precision = (double)s.right / n;
        audit_wilson((double)s.right, n, &s.low, &s.high);
    }
    return s;
}

/* All strata that have answers, by their sizes; `each` has room for them all. */
static score of_all(const audit *a, audit_field f, const score *each)
{
    score s = {.precision = -1};
    double weight = 0, sum = 0, spread = 0;
    for (size_t i = 0; i < a->n_stratum; i++) {
        double n = (double)(each[i].right + each[i].wrong), w = (double)a->stratum[i].stated[f];
        s.right += each[i].right;
        s.wrong += each[i].wrong;
        s.unknown += each[i].unknown;
        if (n > 0) {
            weight += w;
            sum += w * each[i].precision;
            spread += w * w / n;
        }
    }
    if (weight > 0) {
        double n = weight * weight / spread;
        s.precision = sum / weight;
        audit_wilson(s.precision * n, n, &s.low, &s.high);
    }
    return s;
}

/* ---- text ---- */

static void put_line(buf *out, const char *name, const score *s, size_t size)
{
    char line[200];
    if (s->precision < 0)
        snprintf(line, sizeof line, "  %-22.60s %5s %5s   no answer yet, %zu in the file\n", name, "-", "-", size);
    else
        snprintf(line, sizeof line, "  %-22.60s %5zu %5zu   %5.1f %%   %5.1f - %5.1f   %11zu\n", name, s->right, s->right + s->wrong, 100 * s->precision,
                 100 * s->low, 100 * s->high, size);
    buf_str(out, line);
}

static void put_json(json *j, const char *stratum, const score *s, size_t size)
{
    jw_object(j);
    jw_key(j, "stratum");
    jw_str_or_null(j, stratum);
    jw_key(j, "stated");
    jw_int(j, (int64_t)size);
    const char *const names[] = {"right", "wrong", "unknown"};
    const size_t counts[] = {s->right, s->wrong, s->unknown};
    for (size_t i = 0; i < LEN(counts); i++) {
        jw_key(j, names[i]);
        jw_int(j, (int64_t)counts[i]);
    }
    const char *const figures[] = {"precision", "low", "high"};
    const double values[] = {s->precision, s->low, s->high};
    for (size_t i = 0; i < LEN(values); i++) {
        jw_key(j, figures[i]);
        if (s->precision < 0)
            jw_null(j);
        else
            jw_fixed(j, values[i], 4);
    }
    jw_object_end(j);
}

static void put_field(buf *out, json *j, const audit *a, audit_field f, score *each)
{
    for (size_t i = 0; i < a->n_stratum; i++)
        each[i] = of_stratum(a, f, i);
    score all = of_all(a, f, each);
    size_t stated = 0;
    for (size_t i = 0; i < a->n_stratum; i++)
        stated += a->stratum[i].stated[f];
    if (j == NULL) {
        buf_str(out, audit_field_name(f));
        buf_char(out, '\n');
        put_line(out, a->n_stratum > 1 ? "all, by size" : "all", &all, stated);
        for (size_t i = 0; i < a->n_stratum && a->n_stratum > 1; i++)
            if (each[i].precision >= 0)
                put_line(out, a->stratum[i].name, &each[i], a->stratum[i].stated[f]);
        return;
    }
    jw_key(j, audit_field_name(f));
    jw_array(j);
    put_json(j, "", &all, stated);
    for (size_t i = 0; i < a->n_stratum; i++)
        put_json(j, a->stratum[i].name, &each[i], a->stratum[i].stated[f]);
    jw_array_end(j);
}

void audit_report(buf *out, const audit *a, bool as_json)
{
    arena mem;
    json j;
    arena_init(&mem, NULL, false);
    score *each = arena_array(&mem, a->n_stratum + 1, sizeof *each);
    if (each == NULL) {
        out->failed = true;
        arena_release(&mem);
        return;
    }
    if (as_json) {
        jw_init(&j, out);
        jw_object(&j);
        jw_key(&j, "coder");
        jw_strz(&j, a->coder);
    } else {
        buf_str(out, "precision of ");
        buf_str(out, a->coder);
        buf_str(out, "\n                         right    of   precision   95 % interval   in the file\n");
    }
    for (int f = 0; f < FIELDS; f++)
        put_field(out, as_json ? &j : NULL, a, (audit_field)f, each);
    if (as_json)
        jw_object_end(&j);
    buf_str(out, as_json ? "\n" : "");
    arena_release(&mem);
}
