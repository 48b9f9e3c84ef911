/*
 * options.c - the options of all subcommands, read in one place.
 *
 * In: the words behind the subcommand. Out: an options structure, or a message that names the next step. Options may stand before and
 * behind the files; "--name=value" is "--name value"; "--" ends them; "-" is a file.
 */
#include "cli/cli.h"

#include <stdlib.h>
#include <sys/stat.h>

#define WORD_MAX 24u

typedef struct {
    const char *name;
    int bit;
    char letter; /* 0: none */
    bool value;
} option;

static const option table[] = {
    {"date", OPT_DATE, 'd', true},
    {"format", OPT_FORMAT, 'f', true},
    {"emit", OPT_EMIT, 'e', true},
    {"threads", OPT_THREADS, 'j', true},
    {"data", OPT_DATA, 0, true},
    {"any-language", OPT_ANY, 0, false},
    {"output", OPT_OUT, 'o', true},
    {"id", OPT_ID, 0, true},
    {"conllu-in", OPT_CONLLU_IN, 0, false},
    {"verbose", OPT_VERBOSE, 'v', false},
    {"json", OPT_JSON, 0, false},
    {"min-f1", OPT_MIN_F1, 0, true},
    {"only", OPT_ONLY, 0, true},
    {"pairs", OPT_PAIRS, 0, false},
    {"help", OPT_HELP, 'h', false},
    {"knowledge", OPT_KNOWLEDGE, 'k', true},
    {"ontology", OPT_ONTOLOGY, 0, true},
    {"only-typed", OPT_ONLY_TYPED, 0, false},
    {"unsure", OPT_UNSURE, 0, false},
    {"alone", OPT_ALONE, 0, false},
    {"seed", OPT_SEED, 0, true},
    {"sample", OPT_SAMPLE, 'n', true},
    {"by", OPT_BY, 0, true},
    {"report", OPT_REPORT, 0, false},
    {"office", OPT_OFFICE, 0, true},
    {"country", OPT_COUNTRY, 0, true},
};

static const struct {
    const char *name;
    out_format format;
} formats[] = {{"table", OUT_TABLE}, {"jsonl", OUT_JSONL},   {"tsv", OUT_TSV},   {"csv", OUT_CSV},   {"conllu", OUT_CONLLU},
               {"json", OUT_JSON},   {"timeml", OUT_TIMEML}, {"text", OUT_TEXT}, {"html", OUT_HTML}, {"conll", OUT_CONLL}};

/* ---- what was meant ---- */

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t m = a < b ? a : b;
    return m < c ? m : c;
}

/* Edits (insert, delete, replace) from a to b; words over WORD_MAX bytes are far from everything. */
static size_t distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b), row[WORD_MAX + 1];
    if (n > WORD_MAX || m > WORD_MAX)
        return WORD_MAX;
    for (size_t k = 0; k <= m; k++)
        row[k] = k;
    for (size_t i = 1; i <= n; i++) {
        size_t before = row[0];
        row[0] = i;
        for (size_t k = 1; k <= m; k++) {
            size_t old = row[k];
            row[k] = smallest(row[k] + 1, row[k - 1] + 1, before + (a[i - 1] != b[k - 1]));
            before = old;
        }
    }
    return row[m];
}

const char *did_you_mean(const char *word, const char *const *known, size_t n)
{
    const char *best = NULL;
    size_t least = 3;
    for (size_t i = 0; i < n; i++) {
        bool begins = strlen(word) >= 3 && strncmp(known[i], word, strlen(word)) == 0;
        size_t d = begins ? 1 : distance(word, known[i]);
        if (d < least && d < strlen(known[i])) {
            least = d;
            best = known[i];
        }
    }
    return best;
}

static bool unknown(const command *c, const char *word)
{
    const char *known[LEN(table)], *from = word + strspn(word, "-");
    char name[WORD_MAX + 1];
    size_t n = 0;
    for (size_t i = 0; i < LEN(table); i++)
        if (((c->allowed | OPT_HELP) & table[i].bit) != 0)
            known[n++] = table[i].name;
    snprintf(name, sizeof name, "%.*s", (int)strcspn(from, "="), from);
    const char *meant = did_you_mean(name, known, n);
    char message[PROBLEM_MAX];
    if (meant != NULL)
        snprintf(message, sizeof message, "unknown option %.60s; did you mean --%s? (casus %s --help)", word, meant, c->name);
    else
        snprintf(message, sizeof message, "unknown option %.60s; casus %s --help lists them", word, c->name);
    complain(NULL, message);
    return false;
}

static bool wrong(const char *name, const char *value, const char *want)
{
    char message[PROBLEM_MAX];
    snprintf(message, sizeof message, "--%s %.60s: give %s", name, value, want);
    complain(NULL, message);
    return false;
}

/* ---- values ---- */

static bool set_format(options *o, const command *c, const char *value)
{
    char want[80] = "";
    size_t n = 0;
    for (const out_format *f = c->formats; *f != OUT_DEFAULT; f++)
        for (size_t i = 0; i < LEN(formats); i++)
            if (formats[i].format == *f) {
                if (strcmp(value, formats[i].name) == 0) {
                    o->format = *f;
                    return true;
                }
                n += (size_t)snprintf(want + n, sizeof want - n, "%s%s", n ? ", " : "", formats[i].name);
            }
    return wrong("format", value, want);
}

static bool set_emit(options *o, const char *value)
{
    o->emit = 0;
    for (const char *p = value;;) {
        size_t n = strcspn(p, ",");
        if (str_is(str_of(p, n), "events"))
            o->emit |= EMIT_EVENTS;
        else if (str_is(str_of(p, n), "statements"))
            o->emit |= EMIT_STATEMENTS;
        else if (str_is(str_of(p, n), "entities"))
            o->emit |= EMIT_ENTITIES;
        else if (str_is(str_of(p, n), "attitudes"))
            o->emit |= EMIT_ATTITUDES;
        else
            return wrong("emit", value, "a list of events, statements, attitudes and entities");
        if (p[n] == '\0')
            return true;
        p += n + 1;
    }
}

/* 0-1 with digits and one point, without regard to the locale */
static bool set_fraction(double *out, const char *value)
{
    double v = 0, unit = 1;
    bool point = false, any = false;
    for (const char *p = value; *p != '\0'; p++) {
        if (*p == '.' && !point) {
            point = true;
            continue;
        }
        if (*p < '0' || *p > '9')
            return wrong("min-f1", value, "a number from 0 to 1");
        any = true;
        if (point)
            v += (unit /= 10) * (*p - '0');
        else
            v = 10 * v + (*p - '0');
    }
    if (!any || v > 1)
        return wrong("min-f1", value, "a number from 0 to 1");
    *out = v;
    return true;
}

static bool set_number(uint64_t *out, const char *name, const char *value, uint64_t least, uint64_t most)
{
    char want[80];
    uint64_t v = 0;
    bool digits = value[0] != '\0';
    for (const char *p = value; *p != '\0' && digits; p++) {
        digits = *p >= '0' && *p <= '9' && v <= most;
        v = 10 * v + (uint64_t)(*p - '0');
    }
    snprintf(want, sizeof want, "a number from %llu to %llu", (unsigned long long)least, (unsigned long long)most);
    if (!digits || v < least || v > most)
        return wrong(name, value, want);
    *out = v;
    return true;
}

static bool set(options *o, const command *c, const option *t, const char *value)
{
    uint64_t v = 0;
    switch (t->bit) {
    case OPT_DATE:
        return date_parse(value, false, &o->date) || wrong("date", value, "a day as YYYY-MM-DD");
    case OPT_FORMAT:
        return set_format(o, c, value);
    case OPT_EMIT:
        return set_emit(o, value);
    case OPT_THREADS:
        if (!set_number(&v, t->name, value, 1, 256))
            return false;
        o->threads = (unsigned)v;
        break;
    case OPT_SAMPLE:
        if (!set_number(&v, t->name, value, 1, 100000))
            return false;
        o->sample = (uint32_t)v;
        break;
    case OPT_SEED:
        if (!set_number(&v, t->name, value, 0, UINT32_MAX))
            return false;
        o->seed = (int64_t)v;
        break;
    case OPT_BY:
        o->by = value;
        break;
    case OPT_REPORT:
        o->report = true;
        break;
    case OPT_MIN_F1:
        return set_fraction(&o->min_f1, value);
    case OPT_DATA:
        o->data = value;
        break;
    case OPT_KNOWLEDGE:
        o->knowledge = value;
        break;
    case OPT_ONTOLOGY:
        o->ontology = value;
        break;
    case OPT_ONLY_TYPED:
        o->only_typed = true;
        break;
    case OPT_UNSURE:
        o->unsure = true;
        break;
    case OPT_ALONE:
        o->alone = true;
        break;
    case OPT_OUT:
        o->out = value;
        break;
    case OPT_ID:
        o->id = value;
        break;
    case OPT_ONLY:
        o->only = value;
        break;
    case OPT_OFFICE:
        o->office = value;
        break;
    case OPT_COUNTRY:
        o->country = value;
        break;
    case OPT_ANY:
        o->any_language = true;
        break;
    case OPT_CONLLU_IN:
        o->conllu_in = true;
        break;
    case OPT_PAIRS:
        o->pairs = true;
        break;
    case OPT_VERBOSE:
        o->verbose++;
        break;
    case OPT_JSON:
        o->json = true;
        break;
    default:
        o->help = true;
        break;
    }
    return true;
}

/* ---- the words ---- */

/* "-vv" */
static bool repeats(const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 2; i < n; i++)
        if (word[i] != word[1])
            return false;
    return true;
}

static const option *find(const command *c, const char *word, const char **value)
{
    *value = NULL;
    for (size_t i = 0; i < LEN(table); i++) {
        const option *t = &table[i];
        size_t n = strlen(t->name);
        if (((c->allowed | OPT_HELP) & t->bit) == 0)
            continue;
        if (word[1] == '-' && strncmp(word + 2, t->name, n) == 0 && (word[2 + n] == '\0' || (t->value && word[2 + n] == '='))) {
            *value = word[2 + n] == '=' ? word + 3 + n : NULL;
            return t;
        }
        if (word[1] != '-' && t->letter != 0 && word[1] == t->letter && (word[2] == '\0' || t->value || repeats(word))) {
            *value = t->value && word[2] != '\0' ? word + 2 : NULL;
            return t;
        }
    }
    return NULL;
}

/* An output that is one of the inputs would be emptied before it is read. */
static bool overwrites_input(const options *o)
{
    struct stat out, in;
    if (o->out == NULL || stat(o->out, &out) != 0 || !S_ISREG(out.st_mode))
        return false;
    for (size_t i = 0; i < o->n_file; i++)
        if (o->file[i] != NULL && stat(o->file[i], &in) == 0 && in.st_dev == out.st_dev && in.st_ino == out.st_ino) {
            complain(o->out, "this output is one of the inputs");
            return true;
        }
    return false;
}

bool options_read(options *o, const command *c, int argc, char **argv)
{
    *o = (options){.min_f1 = -1, .seed = -1};
    o->file = calloc((size_t)argc + 1, sizeof *o->file);
    if (o->file == NULL) {
        complain(NULL, "out of memory");
        return false;
    }
    bool only_files = false;
    for (int i = 0; i < argc; i++) {
        const char *word = argv[i], *value = NULL;
        if (only_files || word[0] != '-' || word[1] == '\0') {
            o->file[o->n_file++] = word;
            continue;
        }
        if (strcmp(word, "--") == 0) {
            only_files = true;
            continue;
        }
        const option *t = find(c, word, &value);
        if (t == NULL)
            return unknown(c, word);
        if (t->value && value == NULL) {
            if (i + 1 >= argc)
                return wrong(t->name, "", "a value");
            value = argv[++i];
        }
        if (t->bit == OPT_VERBOSE && word[1] == 'v')
            o->verbose += (int)strlen(word) - 2; /* "-vv" is twice */
        if (!set(o, c, t, value != NULL ? value : ""))
            return false;
    }
    return !overwrites_input(o);
}

unsigned threads_for(const options *o)
{
    str first = str_z(o->file[0]);
    bool many = o->pairs || o->n_file > 1 || str_ends(first, "jsonl") || str_ends(first, "ndjson");
    return many ? o->threads : 1;
}
