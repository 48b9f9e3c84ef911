/*
 * mention.h - what mention.c and mention_short.c know of each other.
 */
#ifndef CASUS_MENTION_H
#define CASUS_MENTION_H

#include "event/event.h"

#define ACRONYMS_MAX 32u
#define BODIES_MAX 16u

/* Of a land of which two countries have the name: the mention of each, NO_TOKEN: not named yet */
enum { HALF_NORTH, HALF_SOUTH, HALVES };

/* What an article itself says that short names stand for: indexes of mentions */
typedef struct {
    struct {
        str letters;
        uint32_t mention;
    } acronym[ACRONYMS_MAX]; /* "the Lakes Front (LF)" */
    uint32_t n;
    uint32_t body[BODIES_MAX], n_body; /* "the Iranian airline Zarbad Air" */
    uint32_t half[HALVES];
} short_names;

mention *mention_push(event_doc *ed, uint32_t first, uint32_t count, mention_kind kind, uint32_t head);
bool mention_all_upper(str s);
bool mention_initial_upper(str s);

void short_init(short_names *known);
void short_learn_acronym(const event_doc *ed, short_names *known, uint32_t end); /* behind whatever ends at that token */
void short_learn_body(const event_doc *ed, short_names *known);                  /* the mention pushed last is a body's name */
void short_learn_company(const event_doc *ed, short_names *known);               /* the mention pushed last may be a company of the tables */
void short_learn_half(const event_doc *ed, short_names *known);                  /* the mention pushed last may be half of a land */
/* Pushes a mention where token i begins a name that the article has explained; returns its length in tokens, 0: it begins none. */
uint32_t short_match(event_doc *ed, const short_names *known, uint32_t i, uint32_t end);

#endif
