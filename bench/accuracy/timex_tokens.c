/*
 * timex_tokens.c - runs the date finder over given tokens, for bench/accuracy/dates.py.
 *
 * In, on stdin: "#DATE 2021-08-23" (or "#DATE 0") begins a document, then one token a line, an empty line after each sentence; lines of "#END"
 * end a document. Out, a line each: document number, first token, tokens, kind, value, end, flags.
 */
#include "event/event.h"

#include <stdio.h>

#define TOKENS_MAX 100000u

typedef struct {
    nlp_doc d;
    str *form, *fold;
    uint32_t *sent_of;
    text_sentence *sent;
} reader;

static bool reader_init(reader *r, arena *mem)
{
    memset(r, 0, sizeof *r);
    r->form = arena_array(mem, TOKENS_MAX, sizeof *r->form);
    r->fold = arena_array(mem, TOKENS_MAX, sizeof *r->fold);
    r->sent_of = arena_array(mem, TOKENS_MAX, sizeof *r->sent_of);
    r->sent = arena_array(mem, TOKENS_MAX, sizeof *r->sent);
    r->d.form = r->form;
    r->d.fold = r->fold;
    r->d.sent_of = r->sent_of;
    r->d.sent = r->sent;
    return !mem->failed;
}

static void add_token(reader *r, arena *mem, const char *line, size_t n)
{
    nlp_doc *d = &r->d;
    char folded[4096];
    if (d->n >= TOKENS_MAX)
        return;
    size_t k = text_fold(line, n, folded, sizeof folded);
    if (k == SIZE_MAX)
        k = 0;
    if (d->n_sent == 0)
        r->sent[d->n_sent++].first = d->n;
    r->form[d->n] = str_of(arena_copy(mem, line, n), n);
    r->fold[d->n] = str_of(arena_copy(mem, folded, k), k);
    r->sent_of[d->n] = d->n_sent - 1;
    r->sent[d->n_sent - 1].count++;
    d->n++;
}

static void put_date(casus_date d)
{
    if (d.year == 0)
        printf("\t-");
    else if (d.month == 0)
        printf("\t%04d", d.year);
    else if (d.day == 0)
        printf("\t%04d-%02d", d.year, d.month);
    else
        printf("\t%04d-%02d-%02d", d.year, d.month, d.day);
}

static bool run(const reader *r, arena *mem, casus_date pub, unsigned doc)
{
    nlp_doc d = r->d;
    event_doc ed = {0};
    ed.nlp = &d;
    ed.mem = mem;
    ed.pub = pub;
    if (!timex_find(&ed))
        return false;
    for (uint32_t i = 0; i < ed.timex.n; i++) {
        const timex *t = &ed.timex.at[i];
        printf("%u\t%u\t%u\t%s", doc, t->first, t->count, t->kind == TX_POINT ? "point" : t->kind == TX_SET ? "set" : "duration");
        put_date(t->date);
        put_date(t->end);
        printf("\t%s%s\n", t->precision == CASUS_WEEK ? "week" : "", t->vague ? "vague" : "");
    }
    return true;
}

int main(void)
{
    char line[4096];
    unsigned doc = 0;
    int y = 0, m = 0, day = 0;
    arena mem;
    arena_init(&mem, &alloc_libc, false);
    reader r;
    if (!reader_init(&r, &mem))
        return 2;
    bool open = false;
    while (fgets(line, sizeof line, stdin) != NULL) {
        size_t n = strcspn(line, "\n");
        if (strncmp(line, "#DATE ", 6) == 0) {
            y = m = day = 0;
            (void)sscanf(line + 6, "%d-%d-%d", &y, &m, &day);
        } else if (strncmp(line, "#END", 4) == 0) {
            if (!run(&r, &mem, (casus_date){(int16_t)y, (int8_t)m, (int8_t)day}, doc++))
                return 2;
            arena_clear(&mem);
            if (!reader_init(&r, &mem))
                return 2;
            open = false;
        } else if (n == 0) {
            open = false;
        } else {
            if (!open && r.d.n_sent < TOKENS_MAX)
                r.sent[r.d.n_sent++].first = r.d.n;
            open = true;
            add_token(&r, &mem, line, n);
        }
    }
    arena_release(&mem);
    return 0;
}
