/*
 * know_frames.c - lines of a user's tables of frames: which word reports which event, under what conditions.
 *
 * In: a line (rows.c). Out: a frame of the lexicon with its conditions and slots for each word of `pred`, and that word among those to be put
 * into the index.
 */
#include "event/know_parts.h"

#define VALUES_MAX 4096u /* values of one condition */

/* the slot of this name, a new preposition if need be; 0: it was said */
static uint8_t slot_of(know *k, uint32_t field, str name)
{
    static const char *const names[] = {"", "subj", "obj", "iobj", "comp", "poss", "mod", "any", "prt", "", "seq", "left", "right"};
    for (uint32_t i = 1; i < LEN(names); i++)
        if (str_is(name, names[i]) && name.n)
            return (uint8_t)i;
    bool small = name.n > 0 && name.n < 20;
    for (size_t i = 0; i < name.n; i++)
        small = small && name.p[i] >= 'a' && name.p[i] <= 'z';
    uint32_t at = small ? lex_prep(k->lex, name) : S_NONE;
    if (at)
        return (uint8_t)at;
    if (small)
        rows_say(&k->row, field, "no slot or preposition", name,
                 ": casus knows subj, obj, iobj, comp, poss, mod, any, prt, seq, left, right and its prepositions");
    else
        rows_say(&k->row, field, "no slot", name, ": it stands before a colon in `need`, between / and + in actor and recipient");
    return 0;
}

static uint32_t add_slots(know *k, uint32_t field)
{
    str s = k->row.field[field];
    uint8_t text[64];
    uint32_t n = 0;
    for (size_t i = 0, from = 0; i <= s.n && s.n; i++) {
        if (i < s.n && s.p[i] != '/' && s.p[i] != '+')
            continue;
        if (n + 3 > sizeof text)
            return rows_say(&k->row, field, "too many slots", s, ""), 0;
        text[n++] = slot_of(k, field, str_of(s.p + from, i - from));
        if (!text[n - 1])
            return 0;
        if (i < s.n)
            text[n++] = s.p[i] == '+' ? SLOT_PLUS : SLOT_ELSE;
        from = i + 1;
    }
    text[n++] = 0;
    uint32_t at = k->lex->t[T_SLOT].n;
    uint8_t *p = lex_grow(k->lex, T_SLOT, n);
    if (!p)
        return know_no_memory(k), 0;
    memcpy(p, text, n);
    return at;
}

/* "said~would_*~@talks": elements joined by _ (next to each other) or ~ (later in the sentence) */
static bool add_sequence(know *k, uint32_t field, str s)
{
    static const char marks[] = "*$+%^";
    static const uint64_t values[] = {SQ_TRIGGER, SQ_ACTOR, SQ_RECIPIENT, SQ_BOTH, SQ_ANYBODY};
    bool trigger = false;
    for (size_t i = 0; i < s.n;) {
        size_t n = 0;
        while (i + n < s.n && s.p[i + n] != '_' && s.p[i + n] != '~')
            n++;
        str e = str_of(s.p + i, n);
        const char *mark = n == 1 ? strchr(marks, e.p[0]) : NULL;
        trigger = trigger || str_is(e, "*");
        if (!n)
            return rows_say(&k->row, field, "an empty place in the sequence", s, ": words are joined by one _ or ~");
        if (mark && *mark)
            know_value(k, values[mark - marks]);
        else if (e.p[0] == '@' ? !know_class(k, field, str_of(e.p + 1, n - 1), true) : !know_value(k, know_key('S', 0, e)))
            return false;
        i += n;
        if (i < s.n)
            know_value(k, s.p[i++] == '_' ? SQ_NEXT : SQ_LATER);
    }
    if (!trigger)
        return rows_say(&k->row, field, "a sequence without its trigger", s, ": * stands for it");
    return true;
}

static bool add_values(know *k, uint32_t field, str list)
{
    static const char *const special[] = {"*", "@ACTOR", "@COUNTRY", "@PERSON", "@ARMED", "@PLACE", "@EVENT", "@WISH", "@OFFICIAL", "@TO"};
    str item;
    uint32_t at;
    while (rows_item(&list, &item)) {
        if (know_one_of(item, special, LEN(special), &at))
            know_value(k, V_ANYTHING + at);
        else if (item.p[0] == '@') {
            if (!know_class(k, field, str_of(item.p + 1, item.n - 1), false))
                return false;
        } else if (know_category(k, item) != EVENT_NONE)
            know_value(k, V_CATEGORY + (uint64_t)know_category(k, item));
        else
            know_value(k, know_key(0, 0, item));
    }
    return true;
}

/* The conditions of `need` into need[]; their values go into the lexicon. UINT32_MAX: it was said. */
static uint32_t read_needs(know *k, uint32_t field, kb_need need[KNOW_NEEDS_MAX])
{
    str s = k->row.field[field];
    uint32_t n = 0;
    for (size_t i = 0; i < s.n;) {
        size_t len = 0;
        while (i + len < s.n && s.p[i + len] != ' ')
            len++;
        str cond = str_of(s.p + i, len);
        i += len + 1;
        if (!len)
            continue;
        bool negative = cond.p[0] == '!';
        const char *colon = memchr(cond.p, ':', cond.n);
        if (!colon || colon + 1 == cond.p + cond.n || n == KNOW_NEEDS_MAX)
            return rows_say(&k->row, field, n == KNOW_NEEDS_MAX ? "too many conditions" : "no SLOT:VALUE", cond, ""), UINT32_MAX;
        str name = str_of(cond.p + negative, (size_t)(colon - cond.p) - negative), list = str_of(colon + 1, (size_t)(cond.p + cond.n - colon - 1));
        uint8_t slot = slot_of(k, field, name);
        uint32_t first = k->lex->t[T_VAL].n;
        if (!slot || !(slot == S_SEQ ? add_sequence(k, field, list) : add_values(k, field, list)))
            return UINT32_MAX;
        uint32_t count = k->lex->t[T_VAL].n - first;
        if (count > VALUES_MAX)
            return rows_say(&k->row, field, "too many values in", cond, ""), UINT32_MAX;
        need[n++] = (kb_need){slot, negative, (uint16_t)count, first};
    }
    return n;
}

static bool read_flags(know *k, kb_frame *f)
{
    static const char *const flags[] = {"mutual", "pair", "actor", "recip", "given"};
    static const char *const ops[] = {"AGREE", "THREATEN", "APPEAL", "DEMAND", "REJECT", "OFFER", "SUPPORT", "ACCUSE", "DENY", "FUTURE", "CAUSE"};
    str s = k->row.field[8];
    for (size_t i = 0; i < s.n;) {
        size_t n = 0;
        while (i + n < s.n && s.p[i + n] != ' ')
            n++;
        str word = str_of(s.p + i, n);
        uint32_t at;
        i += n + 1;
        if (!n)
            continue;
        if (know_one_of(word, flags, LEN(flags), &at))
            f->flags = (uint8_t)(f->flags | 1u << at);
        else if (str_is(word, "exact"))
            f->user |= FU_EXACT;
        else if (str_is(word, "named"))
            f->user |= FU_NAMED;
        else if (str_starts(word, "op=") && know_one_of(str_of(word.p + 3, n - 3), ops, LEN(ops), &at))
            f->op = (uint8_t)(OP_AGREE + at);
        else
            return rows_say(&k->row, 8, "no flag", word, ": give mutual, pair, actor, recip, given, exact, named or op=...");
    }
    return true;
}

static bool read_code(know *k, str code, kb_frame *f)
{
    char text[5] = {0};
    if (code.n > 4 || !code.n)
        return rows_say(&k->row, 5, "no CAMEO code", code, ": give the number, 0841");
    memcpy(text, code.p, code.n);
    if (!lex_cameo(k->lex, text))
        return rows_say(&k->row, 5, "unknown CAMEO code", code, ": a code of your own is a line of kind cameo in a table like ontology.tsv");
    memcpy(f->cameo, text, sizeof text);
    return true;
}

/* The event of a line may name a type of the user's ontology: its host is what is coded. NULL: there is no such type. */
static const kb_type *frame_type(know *k, kb_frame *f)
{
    uint32_t at;
    const kb_type *t = know_type(k, k->row.field[3], &at);
    if (t) {
        f->event = t->event;
        f->type = (uint16_t)(at + 1);
    }
    return t;
}

/* category, mode, code, flags */
static bool read_event(know *k, kb_frame *f, kb_frame *back)
{
    rows *r = &k->row;
    str list = r->field[4], item, codes = r->field[5];
    f->event = know_category(k, r->field[3]);
    if (!read_flags(k, f))
        return false;
    if (str_is(r->field[3], "NONE"))
        return true;
    const kb_type *type = f->event == EVENT_NONE ? frame_type(k, f) : NULL;
    if (f->event == EVENT_NONE)
        return rows_say(r, 3, "no category", r->field[3],
                        type ? ": this type has no host; give it one in the table of types" : ": give one of PLOVER's sixteen, NONE, or a type of your own");
    memset(f->mode, EVENT_NONE, sizeof f->mode);
    if (type && !list.n && type->mode != EVENT_NONE)
        f->mode[f->n_mode++] = type->mode;
    while (rows_item(&list, &item)) {
        char name[40] = {0};
        if (item.n < sizeof name)
            memcpy(name, item.p, item.n);
        int mode = lex_mode_index(k->lex, f->event, name);
        if (mode < 0 || f->n_mode == 3)
            return rows_say(r, 4, "the category has no mode", item, ", or there are more than three");
        f->mode[f->n_mode++] = (uint8_t)mode;
    }
    if (!codes.n && type)
        memcpy(f->cameo, type->cameo, sizeof f->cameo);
    else if (!rows_item(&codes, &item))
        return rows_say(r, 5, "no CAMEO code", STR(""), ": give the number, 0841");
    else if (!read_code(k, item, f))
        return false;
    *back = *f;
    back->type = 0;
    if (rows_item(&codes, &item)) {
        if (!read_code(k, item, back))
            return false;
        back->event = lex_cameo(k->lex, back->cameo)->event;
        back->n_mode = 0;
        f->user |= FU_MIRROR;
    }
    return true;
}

static void add_word(know *k, uint64_t key, uint32_t ref, bool removes)
{
    added *a = vec_push(&k->mem, &k->word, KNOW_ADDED_MAX);
    if (!a) {
        know_no_memory(k);
        return;
    }
    *a = (added){.key = key, .seq = k->word.n, .value = {.ref = ref}, .removes = removes};
}

/* One trigger of a frame: `head`, with the words before it as conditions. */
static void add_frame(know *k, kb_frame f, const kb_frame *back, const kb_need *need, uint32_t n_need, str head, const str *before, uint32_t n_before)
{
    f.need = k->lex->t[T_NEED].n;
    f.n_need = n_need + n_before;
    kb_need *n = lex_grow(k->lex, T_NEED, f.n_need);
    if (!n && f.n_need) {
        know_no_memory(k);
        return;
    }
    if (n_need)
        memcpy(n, need, n_need * sizeof *n);
    for (uint32_t i = 0; i < n_before; i++) {
        n[n_need + i] = (kb_need){S_PRE, 0, 1, k->lex->t[T_VAL].n};
        know_value(k, know_key(0, 0, before[i]));
    }
    uint32_t at = k->lex->t[T_FRM].n;
    kb_frame *to = lex_grow(k->lex, T_FRM, f.user & FU_MIRROR ? 2 : 1);
    if (!to) {
        know_no_memory(k);
        return;
    }
    to[0] = f;
    if (f.user & FU_MIRROR)
        to[1] = *back;
    add_word(k, know_key('F', (char)f.pos, head), at, false);
}

static void add_pred(know *k, kb_frame f, const kb_frame *back, const kb_need *need, uint32_t n_need, str pred)
{
    str word[8];
    uint32_t n = 0;
    for (size_t i = 0, from = 0; i <= pred.n; i++)
        if (i == pred.n || pred.p[i] == ' ' || pred.p[i] == '-') {
            if (i > from && n < LEN(word))
                word[n++] = str_of(pred.p + from, i - from);
            from = i + 1;
        }
    if (!n)
        return;
    f.pred = know_string(k, pred);
    add_frame(k, f, back, need, n_need, word[n - 1], word, n - 1);
    if (n == 2 && f.pos == 'N') { /* "airstrike" is understood as well */
        char both[128];
        if (word[0].n + word[1].n < sizeof both) {
            memcpy(both, word[0].p, word[0].n);
            memcpy(both + word[0].n, word[1].p, word[1].n);
            add_frame(k, f, back, need, n_need, str_of(both, word[0].n + word[1].n), NULL, 0);
        }
    }
    if (n > 1 && !memchr(pred.p, ' ', pred.n))
        add_frame(k, f, back, need, n_need, pred, NULL, 0); /* "re-open" is one token */
}

bool know_frame(know *k)
{
    rows *r = &k->row;
    kb_need need[KNOW_NEEDS_MAX];
    str list = r->field[0], item;
    bool every = r->removes && !r->field[1].n;
    if (r->removes && str_is(r->field[0], "*")) {
        k->no_frames = true;
        return true;
    }
    if (!every && !str_is(r->field[1], "V") && !str_is(r->field[1], "N") && !str_is(r->field[1], "A"))
        return rows_say(r, 1, "no part of speech", r->field[1], ": give V, N or A");
    if (r->removes) {
        while (rows_item(&list, &item))
            for (const char *pos = "VNA"; *pos; pos++)
                if (every || *pos == r->field[1].p[0])
                    add_word(k, know_key('F', *pos, item), 0, true);
        return true;
    }
    k->lex->forms = true;
    kb_frame f = {.pos = (uint8_t)r->field[1].p[0], .user = FU_OWN}, back = {0};
    if (!list.n)
        return rows_say(r, 0, "no pred", STR(""), ": it is the lemma of the word that reports the event");
    if (!read_event(k, &f, &back))
        return false;
    f.source = know_source(k, STR(""));
    f.actor = add_slots(k, 6);
    f.recipient = add_slots(k, 7);
    back.actor = f.recipient;
    back.recipient = f.actor;
    back.user = FU_OWN | FU_EXACT;
    uint32_t n_need = read_needs(k, 2, need);
    while (n_need != UINT32_MAX && rows_item(&list, &item))
        add_pred(k, f, &back, need, n_need, item);
    return true;
}
