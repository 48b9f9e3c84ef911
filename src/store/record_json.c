/*
 * record_json.c - PLOVER JSONL, one record an object.
 *
 * In: the records of casus.h. Out: JSON with PLOVER's field names; what PLOVER lacks is added, never renamed. Absent values are null,
 * lists are always lists.
 */
#include "store/record_json.h"

static void two_digits(char *out, int v)
{
    out[0] = (char)('0' + v / 10 % 10);
    out[1] = (char)('0' + v % 10);
}

void date_text(casus_date d, casus_precision p, char out[12])
{
    out[0] = 0;
    if (d.year <= 0 || d.year > 9999 || p == CASUS_NO_DATE)
        return;
    two_digits(out, d.year / 100);
    two_digits(out + 2, d.year % 100);
    out[4] = 0;
    if (p == CASUS_YEAR || !d.month)
        return;
    out[4] = '-';
    two_digits(out + 5, d.month);
    out[7] = 0;
    if (p == CASUS_MONTH || !d.day)
        return;
    out[7] = '-';
    two_digits(out + 8, d.day);
    out[10] = 0;
}

const char *precision_name(casus_precision p)
{
    static const char *const names[] = {"day", "week", "month", "year", "publication", ""};
    return names[p];
}

static void date_or_null(json *j, const char *key, casus_date d, casus_precision p)
{
    char text[12];
    date_text(d, p, text);
    jw_key(j, key);
    jw_str_or_null(j, text);
}

static void span(json *j, uint64_t start, uint64_t end)
{
    jw_key(j, "start");
    jw_int(j, (int64_t)start);
    jw_key(j, "end");
    jw_int(j, (int64_t)end);
}

static void text_or_null(json *j, const char *key, const char *z)
{
    jw_key(j, key);
    jw_str_or_null(j, z);
}

static void actor(json *j, const casus_actor *a)
{
    if (!a) {
        jw_null(j);
        return;
    }
    jw_object(j);
    text_or_null(j, "code", a->code);
    text_or_null(j, "sector", a->sector);
    text_or_null(j, "entity_text", a->text);
    text_or_null(j, "identifier_text", a->identifier);
    text_or_null(j, "office", a->office);
    span(j, a->start, a->end);
    jw_object_end(j);
}

static void actors(json *j, const char *key, const casus_actor *a, size_t n)
{
    jw_key(j, key);
    jw_array(j);
    for (size_t i = 0; i < n; i++)
        actor(j, &a[i]);
    jw_array_end(j);
}

static void strings(json *j, const char *key, const char *const *s, size_t n)
{
    jw_key(j, key);
    jw_array(j);
    for (size_t i = 0; i < n; i++)
        jw_strz(j, s[i]);
    jw_array_end(j);
}

void json_place(json *j, const casus_place *p, uint64_t base)
{
    jw_object(j);
    text_or_null(j, "name", p->name);
    text_or_null(j, "country", p->country);
    text_or_null(j, "admin1", p->admin1);
    text_or_null(j, "resolution", p->resolution);
    jw_key(j, "lat");
    bool known = p->id || p->lat != 0 || p->lon != 0; /* divisions have a position, but no id */
    if (known)
        jw_fixed(j, p->lat, 4);
    else
        jw_null(j);
    jw_key(j, "lon");
    if (known)
        jw_fixed(j, p->lon, 4);
    else
        jw_null(j);
    jw_key(j, "geonameid");
    if (p->id)
        jw_int(j, p->id);
    else
        jw_null(j);
    span(j, base + p->start, base + p->end);
    jw_object_end(j);
}

static void place(json *j, const char *key, const casus_place *p)
{
    jw_key(j, key);
    if (p)
        json_place(j, p, 0);
    else
        jw_null(j);
}

static void size(json *j, const casus_size *s)
{
    static const char *const names[] = {"killed", "injured", "arrested", "participants"};
    const int32_t v[] = {s->killed, s->injured, s->arrested, s->participants};
    bool any = false;
    jw_key(j, "size");
    for (size_t i = 0; i < LEN(v); i++)
        any = any || v[i] >= 0;
    if (!any) {
        jw_null(j);
        return;
    }
    jw_object(j);
    for (size_t i = 0; i < LEN(v); i++)
        if (v[i] >= 0) {
            jw_key(j, names[i]);
            jw_int(j, v[i]);
        }
    jw_object_end(j);
}

static void head(json *j, const char *kind, const char *doc, char letter, size_t index)
{
    char id[32];
    size_t n = 0, v = index;
    char digits[24];
    do
        digits[n++] = (char)('0' + v % 10), v /= 10;
    while (v);
    id[0] = letter;
    for (size_t i = 0; i < n; i++)
        id[1 + i] = digits[n - 1 - i];
    id[1 + n] = 0;
    jw_object(j);
    jw_key(j, "record");
    jw_strz(j, kind);
    jw_key(j, "id");
    char whole[256];
    size_t d = strlen(doc) < 200 ? strlen(doc) : 200;
    memcpy(whole, doc, d);
    whole[d] = ':';
    memcpy(whole + d + 1, id, n + 2);
    jw_strz(j, whole);
    jw_key(j, "doc");
    jw_strz(j, doc);
}

static void acled(json *j, const casus_event *e)
{
    jw_key(j, "acled");
    if (*e->acled_event_type == '\0') {
        jw_null(j);
        return;
    }
    jw_object(j);
    text_or_null(j, "event_type", e->acled_event_type);
    text_or_null(j, "sub_event_type", e->acled_sub_event_type);
    jw_object_end(j);
}

/* Of the user's ontology; nothing where there is none. */
static void own_type(json *j, const casus_event *e)
{
    const casus_type *t = e->type;
    if (!e->typed)
        return;
    text_or_null(j, "type", t != NULL ? t->code : "");
    text_or_null(j, "type_name", t != NULL ? t->name : "");
    jw_key(j, "type_quad");
    if (t != NULL && t->quad != 0)
        jw_int(j, t->quad);
    else
        jw_null(j);
    jw_key(j, "type_score");
    if (t != NULL && t->scored)
        jw_fixed(j, t->score, 2);
    else
        jw_null(j);
}

void json_event(json *j, const casus_event *e, const char *doc, size_t index, const char *coder)
{
    head(j, "event", doc, 'e', index);
    date_or_null(j, "date", e->date, e->precision);
    date_or_null(j, "enddate", e->enddate, e->precision);
    text_or_null(j, "date_precision", precision_name(e->precision));
    strings(j, "event", &e->event, 1);
    strings(j, "mode", e->mode, e->n_mode);
    strings(j, "context", e->context, e->n_context);
    text_or_null(j, "aux_mode", e->aux_mode);
    text_or_null(j, "cameo", e->cameo);
    jw_key(j, "quad_code");
    jw_int(j, e->quad_code);
    jw_key(j, "quad_cameo");
    jw_int(j, e->quad_cameo);
    jw_key(j, "event_scale");
    jw_fixed(j, e->event_scale, 1);
    jw_key(j, "goldstein");
    jw_fixed(j, e->goldstein, 1);
    acled(j, e);
    own_type(j, e);
    actors(j, "actor", e->actor, e->n_actor);
    actors(j, "recipient", e->recipient, e->n_recipient);
    place(j, "event_loc", e->place);
    jw_key(j, "attributed_to");
    actor(j, e->attributed_to);
    size(j, &e->size);
    jw_key(j, "trigger");
    jw_object(j);
    text_or_null(j, "text", e->trigger);
    span(j, e->trigger_start, e->trigger_end);
    jw_object_end(j);
    jw_key(j, "mentions");
    jw_array(j);
    for (size_t i = 0; i < e->n_mention; i++) {
        jw_object(j);
        jw_key(j, "sequence");
        jw_int(j, e->mention[i].sentence);
        span(j, e->mention[i].start, e->mention[i].end);
        jw_object_end(j);
    }
    jw_array_end(j);
    jw_key(j, "confidence");
    jw_fixed(j, e->confidence, 2);
    jw_key(j, "coder");
    jw_strz(j, coder);
    jw_object_end(j);
}

static const char *kind_name(casus_quote_kind kind) { return kind == CASUS_DIRECT ? "direct" : kind == CASUS_INDIRECT ? "indirect" : "attitude"; }

static void words_or_null(json *j, const char *key, const char *words, uint32_t start, uint32_t end)
{
    jw_key(j, key);
    if (*words == '\0') {
        jw_null(j);
        return;
    }
    jw_object(j);
    text_or_null(j, "text", words);
    span(j, start, end);
    jw_object_end(j);
}

void json_statement(json *j, const casus_statement *s, const char *doc, size_t index, const char *coder)
{
    head(j, "statement", doc, s->kind == CASUS_ATTITUDE ? 'a' : 's', index);
    jw_key(j, "kind");
    jw_strz(j, kind_name(s->kind));
    jw_key(j, "speaker");
    actor(j, s->speaker);
    words_or_null(j, "source", s->source, s->source_start, s->source_end);
    words_or_null(j, "cue", s->cue, s->cue_start, s->cue_end);
    text_or_null(j, "text", s->text);
    span(j, s->start, s->end);
    jw_key(j, "addressee");
    actor(j, s->addressee);
    text_or_null(j, "stance", s->stance == CASUS_SUPPORTS ? "supports" : s->stance == CASUS_OPPOSES ? "opposes" : "");
    jw_key(j, "target");
    actor(j, s->target);
    jw_key(j, "confidence");
    jw_fixed(j, s->confidence, 2);
    jw_key(j, "coder");
    jw_strz(j, coder);
    jw_object_end(j);
}

void json_relation(json *j, const casus_relation *r, const char *id)
{
    jw_object(j);
    jw_key(j, "id");
    jw_strz(j, id);
    jw_key(j, "event");
    jw_strz(j, r->event);
    strings(j, "mode", r->mode, r->n_mode);
    jw_key(j, "cameo");
    jw_strz(j, r->cameo);
    jw_key(j, "quad_code");
    jw_int(j, r->quad_code);
    text_or_null(j, "aux_mode", r->aux_mode);
    jw_key(j, "trigger");
    if (r->trigger_end == 0)
        jw_null(j);
    else {
        jw_object(j);
        jw_key(j, "text");
        jw_strz(j, r->trigger);
        span(j, r->trigger_start, r->trigger_end);
        jw_object_end(j);
    }
    jw_key(j, "confidence");
    jw_fixed(j, r->confidence, 2);
    jw_object_end(j);
}

void json_entity(json *j, const casus_entity *e, const char *doc, size_t index, const char *coder)
{
    head(j, "entity", doc, 'n', index);
    text_or_null(j, "kind", e->kind);
    text_or_null(j, "text", e->text);
    span(j, e->start, e->end);
    actors(j, "who", e->who, e->n_who);
    place(j, "place", e->place);
    text_or_null(j, "why", e->why);
    jw_key(j, "confidence");
    jw_fixed(j, e->confidence, 2);
    jw_key(j, "coder");
    jw_strz(j, coder);
    jw_object_end(j);
}
