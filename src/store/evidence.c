/*
 * evidence.c - which words of the article prove a record.
 *
 * In: an event or a statement. Out: spans of the source, each with what it proves: the trigger, the sides, date, place, and on whose word it rests.
 */
#include "store/evidence.h"

const char *evidence_name(evidence_kind kind)
{
    static const char *const names[] = {"trigger", "actor", "recipient", "place", "source", "date", "speaker", "cue", "quotation"};
    return (size_t)kind < LEN(names) ? names[kind] : "";
}

static size_t add(evidence *out, size_t n, uint32_t start, uint32_t end, evidence_kind kind, const casus_actor *who)
{
    if (start >= end || n == EVIDENCE_MAX)
        return n;
    out[n] = (evidence){start, end, kind, who};
    return n + 1;
}

static size_t add_actors(evidence *out, size_t n, const casus_actor *a, size_t n_actor, evidence_kind kind)
{
    for (size_t i = 0; i < n_actor; i++)
        n = add(out, n, a[i].start, a[i].end, kind, &a[i]);
    return n;
}

/* The record does not say where its date stands; the coder's notes hold the words: "date: on Sunday". */
static bool find_date(const casus_doc *doc, const casus_event *e, uint32_t *start, uint32_t *end)
{
    static const char key[] = "date: ";
    const char *line = strstr(e->why, key);
    if (line == NULL || (line != e->why && line[-1] != '\n'))
        return false;
    line += sizeof key - 1;
    size_t n_sentence, n_token, left = strcspn(line, "\n");
    const casus_sentence *s = casus_sentences(doc, &n_sentence);
    const casus_token *t = casus_tokens(doc, &n_token);
    for (size_t k = 0; k < e->n_mention && e->mention[k].sentence < n_sentence; k++) {
        const casus_sentence *in = &s[e->mention[k].sentence];
        for (uint32_t i = in->first; i < in->first + in->count; i++) {
            size_t at = 0;
            for (uint32_t j = i; j < in->first + in->count && at < left; j++) {
                size_t n = strlen(t[j].form);
                if (n > left - at || memcmp(line + at, t[j].form, n) != 0)
                    break;
                at += n;
                if (at < left && t[j].space_after && line[at] == ' ')
                    at++;
                *start = t[i].start;
                *end = t[j].end;
            }
            if (at == left && left > 0)
                return true;
        }
    }
    return false;
}

size_t evidence_event(const casus_doc *doc, const casus_event *e, evidence out[EVIDENCE_MAX])
{
    uint32_t start = 0, end = 0;
    size_t n = add(out, 0, e->trigger_start, e->trigger_end, EV_TRIGGER, NULL);
    n = add_actors(out, n, e->actor, e->n_actor, EV_ACTOR);
    n = add_actors(out, n, e->recipient, e->n_recipient, EV_RECIPIENT);
    if (e->place != NULL)
        n = add(out, n, e->place->start, e->place->end, EV_PLACE, NULL);
    n = add_actors(out, n, e->attributed_to, e->attributed_to != NULL, EV_SOURCE);
    if (find_date(doc, e, &start, &end))
        n = add(out, n, start, end, EV_DATE, NULL);
    return n;
}

size_t evidence_statement(const casus_statement *s, evidence out[EVIDENCE_MAX])
{
    size_t n = add_actors(out, 0, s->speaker, s->speaker != NULL, EV_SPEAKER);
    n = add(out, n, s->cue_start, s->cue_end, EV_CUE, NULL);
    return add(out, n, s->start, s->end, EV_QUOTE, NULL);
}
