/*
 * agent.h - inside the resolving of roles: what agent.c, agent_earlier.c, agent_guess.c and agent_near.c know of the role at hand.
 */
#ifndef CASUS_AGENT_H
#define CASUS_AGENT_H

#include "event/event.h"

typedef struct {
    event_doc *ed;
    const mention *m;
    const char *sector, *code;
    const char *lead; /* the code of a user's role that goes before that of the country, NULL: none */
    bool former;
    bool generic; /* official, spokesman, member: takes the sector of its organisation */
    sides found;  /* countries or organisations */
} role;

/* One country or organisation that this role belongs to (NULL: none) -> an entity of the role, put into `out`. */
void role_emit(role *r, sides *out, const entity *owner, uint32_t first, uint32_t end, bool weak);

/* ---- agent_earlier.c: `at` is the index of the mention; true: it was found, and stands in `out` ---- */
bool role_holder(role *r, uint32_t at, sides *out);
bool role_neighbour(role *r, uint32_t left, sides *out); /* `left`: the first token of its noun phrase */
bool role_same_body(role *r, uint32_t at, sides *out);
bool role_same(role *r, uint32_t at, bool guessed, sides *out); /* guessed: the earlier one was a guess, too */
bool role_same_fighters(role *r, uint32_t at, sides *out);
const entity *role_same_army(const event_doc *ed, uint32_t at); /* NULL: none was spoken of */
bool role_soldiers(const nlp_doc *d, uint32_t t);               /* is the word one for those of an army? */
void role_peer_sector(const event_doc *ed, uint32_t at, char sector[SECTOR_MAX]);

/* ---- agent_near.c ---- */
const entity *role_place(event_doc *ed, uint32_t head);    /* the country of the place that its sentence names for it; NULL: none */
const entity *role_nearest(const role *r, uint32_t at);    /* the country at hand; NULL: none */
const char *role_speaker(const event_doc *ed, uint32_t t); /* the country of whoever is quoted at a word, "": nobody, or nothing is known of him */
bool role_diplomat(const nlp_doc *d, uint32_t t);          /* an office that its holder has in another country */

/* ---- agent_guess.c ---- */
bool role_coordinated(role *r, uint32_t left, sides *out);
void role_guess(role *r, uint32_t at, uint32_t left, sides *out); /* of a role that the words around it do not place */

#endif
