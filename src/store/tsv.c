/*
 * tsv.c - records as rows: tab-separated values, or comma-separated ones after RFC 4180.
 *
 * One row a record, the same columns in every row. A list (several actors, modes, mentions) is joined with ";", and the k-th element of
 * actor_code, actor_sector, actor_text and actor_identifier is the same actor; a ";" inside an element becomes ",". In tab-separated
 * values tabs and line ends inside a field become spaces; nothing is quoted.
 */
#include "store/tsv.h"

#include "store/excerpt.h"
#include "store/record_json.h"

static const char *const columns[] = {
    "record",
    "id",
    "doc",
    "date",
    "enddate",
    "date_precision",
    "event",
    "mode",
    "context",
    "aux_mode",
    "cameo",
    "quad_code",
    "quad_cameo",
    "event_scale",
    "goldstein",
    "acled_event_type",
    "acled_sub_event_type",
    "actor_code",
    "actor_sector",
    "actor_text",
    "actor_identifier",
    "recipient_code",
    "recipient_sector",
    "recipient_text",
    "recipient_identifier",
    "place_name",
    "place_country",
    "place_admin1",
    "place_resolution",
    "lat",
    "lon",
    "geonameid",
    "attributed_to_code",
    "attributed_to_sector",
    "attributed_to_identifier",
    "killed",
    "injured",
    "arrested",
    "participants",
    "trigger",
    "trigger_start",
    "trigger_end",
    "mentions",
    "sentence",
    "confidence",
    "coder",
};
static const char *const statement_columns[] = {
    "kind", "speaker_code", "speaker_sector", "speaker_text",   "speaker_identifier", "cue",
    "text", "text_start",   "text_end",       "addressee_code", "addressee_sector",   "addressee_identifier",
};
static const char *const type_columns[] = {"type", "type_name", "type_quad", "type_score"};
#define EVENT_COLUMNS (LEN(columns) - 5) /* those between "doc" and "confidence" */

typedef struct {
    buf *out;
    tsv_kind kind;
    bool first;
} row;

void tsv_field(buf *out, tsv_kind kind, const char *p, size_t n)
{
    bool quote = false;
    for (size_t i = 0; kind.comma && i < n && !quote; i++)
        quote = p[i] == '"' || p[i] == ',' || p[i] == '\n' || p[i] == '\r';
    if (quote)
        buf_char(out, '"');
    for (size_t i = 0; i < n; i++) {
        if (quote && p[i] == '"')
            buf_char(out, '"');
        buf_char(out, !kind.comma && (p[i] == '\t' || p[i] == '\n' || p[i] == '\r') ? ' ' : p[i]);
    }
    if (quote)
        buf_char(out, '"');
}

static void separate(row *r)
{
    if (!r->first)
        buf_char(r->out, r->kind.comma ? ',' : '\t');
    r->first = false;
}

static void put(row *r, const char *z)
{
    separate(r);
    tsv_field(r->out, r->kind, z, strlen(z));
}

static void put_int(row *r, int64_t v)
{
    separate(r);
    buf_int(r->out, v);
}

static void put_fixed(row *r, double v, int decimals)
{
    separate(r);
    buf_fixed(r->out, v, decimals);
}

static void put_count(row *r, int32_t v)
{
    if (v >= 0)
        put_int(r, v);
    else
        put(r, "");
}

static void put_empty(row *r, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put(r, "");
}

/* Takes a list that was joined in *list. */
static void put_list(row *r, buf *list)
{
    separate(r);
    tsv_field(r->out, r->kind, list->p, list->n);
    r->out->failed = r->out->failed || list->failed;
    buf_clear(list);
}

static void join(buf *list, size_t i, const char *z)
{
    if (i > 0)
        buf_char(list, ';');
    for (; *z != '\0'; z++)
        buf_char(list, *z == ';' ? ',' : *z);
}

static void put_strings(row *r, buf *list, const char *const *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        join(list, i, s[i]);
    put_list(r, list);
}

static void put_actors(row *r, buf *list, const casus_actor *a, size_t n)
{
    for (int column = 0; column < 4; column++) {
        for (size_t i = 0; i < n; i++)
            join(list, i, column == 0 ? a[i].code : column == 1 ? a[i].sector : column == 2 ? a[i].text : a[i].identifier);
        put_list(r, list);
    }
}

static void put_date(row *r, casus_date d, casus_precision p)
{
    char text[12];
    date_text(d, p, text);
    put(r, text);
}

static void put_place(row *r, const casus_place *p)
{
    if (p == NULL) {
        put_empty(r, 7);
        return;
    }
    put(r, p->name);
    put(r, p->country);
    put(r, p->admin1);
    put(r, p->resolution);
    if (p->id == 0) {
        put_empty(r, 3);
        return;
    }
    put_fixed(r, p->lat, 4);
    put_fixed(r, p->lon, 4);
    put_int(r, p->id);
}

static void put_type(row *r, const casus_type *t)
{
    if (t == NULL) {
        put_empty(r, LEN(type_columns));
        return;
    }
    put(r, t->code);
    put(r, t->name);
    put_count(r, t->quad != 0 ? t->quad : -1);
    if (t->scored)
        put_fixed(r, t->score, 2);
    else
        put(r, "");
}

static void put_head(row *r, const char *record, const char *id, char letter, size_t index)
{
    put(r, record);
    separate(r);
    tsv_field(r->out, r->kind, id, strlen(id));
    buf_char(r->out, ':');
    buf_char(r->out, letter);
    buf_uint(r->out, index);
    put(r, id);
}

static void put_mentions(row *r, buf *list, const casus_doc *doc, const casus_event *e)
{
    for (size_t i = 0; i < e->n_mention; i++) {
        if (i > 0)
            buf_char(list, ';');
        buf_uint(list, e->mention[i].sentence);
        buf_char(list, ':');
        buf_uint(list, e->mention[i].start);
        buf_char(list, '-');
        buf_uint(list, e->mention[i].end);
    }
    put_list(r, list);
    if (e->n_mention > 0)
        excerpt_plain(list, doc, e->mention[0].sentence);
    put_list(r, list);
}

static void end_row(row *r) { buf_str(r->out, r->kind.comma ? "\r\n" : "\n"); }

void tsv_header(buf *out, tsv_kind kind)
{
    row r = {out, kind, true};
    for (size_t i = 0; i < LEN(columns); i++)
        put(&r, columns[i]);
    for (size_t i = 0; kind.types && i < LEN(type_columns); i++)
        put(&r, type_columns[i]);
    for (size_t i = 0; kind.statements && i < LEN(statement_columns); i++)
        put(&r, statement_columns[i]);
    end_row(&r);
}

void tsv_event(buf *out, tsv_kind kind, const casus_doc *doc, const casus_event *e, const char *id, size_t index, const char *coder)
{
    row r = {out, kind, true};
    buf list;
    buf_init(&list, out->alloc, out->max);
    put_head(&r, "event", id, 'e', index);
    put_date(&r, e->date, e->precision);
    put_date(&r, e->enddate, e->precision);
    put(&r, precision_name(e->precision));
    put(&r, e->event);
    put_strings(&r, &list, e->mode, e->n_mode);
    put_strings(&r, &list, e->context, e->n_context);
    put(&r, e->aux_mode);
    put(&r, e->cameo);
    put_int(&r, e->quad_code);
    put_int(&r, e->quad_cameo);
    put_fixed(&r, e->event_scale, 1);
    put_fixed(&r, e->goldstein, 1);
    put(&r, e->acled_event_type);
    put(&r, e->acled_sub_event_type);
    put_actors(&r, &list, e->actor, e->n_actor);
    put_actors(&r, &list, e->recipient, e->n_recipient);
    put_place(&r, e->place);
    put(&r, e->attributed_to != NULL ? e->attributed_to->code : "");
    put(&r, e->attributed_to != NULL ? e->attributed_to->sector : "");
    put(&r, e->attributed_to != NULL ? e->attributed_to->identifier : "");
    put_count(&r, e->size.killed);
    put_count(&r, e->size.injured);
    put_count(&r, e->size.arrested);
    put_count(&r, e->size.participants);
    put(&r, e->trigger);
    put_int(&r, e->trigger_start);
    put_int(&r, e->trigger_end);
    put_mentions(&r, &list, doc, e);
    put_fixed(&r, e->confidence, 2);
    put(&r, coder);
    if (kind.types)
        put_type(&r, e->type);
    if (kind.statements)
        put_empty(&r, LEN(statement_columns));
    end_row(&r);
    buf_release(&list);
}

void tsv_statement(buf *out, tsv_kind kind, const casus_statement *s, const char *id, size_t index, const char *coder)
{
    row r = {out, kind, true};
    const casus_actor *by = s->speaker, *to = s->addressee;
    put_head(&r, "statement", id, s->kind == CASUS_ATTITUDE ? 'a' : 's', index);
    put_empty(&r, EVENT_COLUMNS);
    put_fixed(&r, s->confidence, 2);
    put(&r, coder);
    if (kind.types)
        put_empty(&r, LEN(type_columns));
    put(&r, s->kind == CASUS_DIRECT ? "direct" : s->kind == CASUS_INDIRECT ? "indirect" : "attitude");
    put(&r, by != NULL ? by->code : "");
    put(&r, by != NULL ? by->sector : "");
    put(&r, by != NULL ? by->text : "");
    put(&r, by != NULL ? by->identifier : "");
    put(&r, s->cue);
    put(&r, s->text);
    put_int(&r, s->start);
    put_int(&r, s->end);
    put(&r, to != NULL ? to->code : "");
    put(&r, to != NULL ? to->sector : "");
    put(&r, to != NULL ? to->identifier : "");
    end_row(&r);
}
