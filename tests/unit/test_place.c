/*
 * test_place.c - places: which names of a text are places, and which places they are. Needs the packed data file (CASUS_DATA).
 *
 * Tokens are separated by spaces; "/L", "/P", "/O" behind one is what the name tagger says (location, person, organisation). Expected:
 * "Name@CODE" for each place in order of the text, "!" behind it for a country, "+lat" where the position matters.
 */
#include "event/event.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct {
    const char *text, *want;
} place_case;

static const place_case cases[] = {
    {"Shells fell on Goma/L , Congo/L .", "Goma@COD Democratic Republic of the Congo@COD!"},
    {"Rebels took Goma/L on Monday .", "Goma@COD"},
    {"SEOUL/L ( Reuters/O ) - Envoys met .", "Seoul@KOR"},
    {"Syria/L said rebels held Tripoli/L .", "Syria@SYR! Tripoli@LBY"},
    {"Lebanon/L sent Lebanese troops to Tripoli/L , Lebanon 's second city .", "Lebanon@LBN! Tripoli@LBN Lebanon@LBN!"},
    {"A bomb in the Lebanese city of Tripoli/L killed Lebanese soldiers .", "Tripoli@LBN"},
    {"Police in Aurora/L , Colorado/L , shot him .", "Aurora@USA Colorado@USA"},
    {"A crowd gathered in Atlanta/L , Georgia/L .", "Atlanta@USA Georgia@USA"},
    {"Georgia/L accused Russia/L of it in Tbilisi/L .", "Georgia@GEO! Russia@RUS! Tbilisi@GEO"},
    {"Ships sailed through the Strait of Hormuz/L .", "Strait of Hormuz@"},
    {"Iran/L seized a ship in the Strait/L of/L Hormuz/L .", "Iran@IRN! Strait of Hormuz@"},
    {"China/L patrols the South/L China/L Sea/L .", "China@CHN! South China Sea@"},
    {"Troops entered the Bekaa/L Valley/L .", "Bekaa Valley@LBN"},
    {"Trucks waited at the Rafah/L crossing .", "Rafah crossing@PSE"},
    {"Gunmen raided a village in Darfur/L .", "Darfur@SDN"},
    {"Fighting raged in Helmand/L province .", "Helmand@AFG"},
    {"Fighting raged in Idlib/L province in Syria/L .", "Idlib@SYR Syria@SYR!"},
    {"Barrel bombs hit Idlib/L in Syria/L .", "Idlib@SYR Syria@SYR!"},
    {"Pakistan/L 's Punjab/L was calm .", "Pakistan@PAK! Punjab@PAK"},
    {"India/L said the Indian state of Punjab/L was calm .", "India@IND! Punjab@IND"},
    {"Russia/L shelled Kharkiv/L and Kherson/L in Ukraine/L .", "Russia@RUS! Kharkiv@UKR Kherson@UKR Ukraine@UKR!"},
    {"Kiev/L protested .", "Kiev@UKR"},
    {"They met in Bombay/L .", "Bombay@IND"},
    {"They met in Peking/L .", "Peking@CHN"},
    {"They met at Guantanamo/L Bay/L .", "Guantanamo Bay@CUB"},
    {"Prisoners were held at Bagram/L .", "Bagram@AFG"},
    {"He left the Zaporizhzhia/L nuclear plant .", "Zaporizhzhia nuclear plant@UKR"},
    {"Cars burned in Nice/L , France/L .", "Nice@FRA France@FRA!"},
    {"Nice weather followed .", ""},
    {"Police arrested ten men .", ""},
    {"Hope faded .", ""},
    {"Mobile phones went dead .", ""},
    {"Michael/P Jordan/P played .", ""},
    {"The University/O of/O Aleppo/O closed .", "Aleppo@SYR"},
    {"Florence/P spoke .", ""},
    {"They signed it in March .", ""},
    {"Split is a town .", ""},
    {"The ferry reached Split/L , Croatia/L .", "Split@HRV Croatia@HRV!"},
    {"Syrian troops in Syria/L shelled the village of Kfar/L Xyzab/L .", "Syria@SYR! Kfar Xyzab@SYR"},
    {"Ships sailed through the Red/L Sea/L .", "Red Sea@"},
    {"Crowds filled the streets of Red/L Sea/L state in Sudan/L .", "Red Sea@SDN Sudan@SDN!"},
    {"Shells fell on the Red/L Sea/L port of Hodeidah/L .", "Red Sea@ Hodeidah@YEM"},
    {"Gunmen raided the village of Toledo/L in northern Mali/L .", "Toledo@MLI Mali@MLI!"},
    {"Gunmen raided Alexandria/L , a village in Mali/L .", "Alexandria@MLI Mali@MLI!"},
    {"Gunmen raided the Nigerian village of Santiago/L .", "Santiago@NGA"},
    {"Troops entered the West/L Bank/L village of Florence/L .", "West Bank@PSE Florence@PSE"},
    {"They met in the town of Larnaca/L .", "Larnaca@CYP"},
    {"Paris/L burned .", "Paris@FRA"},
    {"French police in Paris/L , Texas/L , said so .", "Paris@USA Texas@USA"},
    {"He was shot in San/L Jose/L , Costa/L Rica/L .", "San Jose@CRI Costa Rica@CRI!"},
    {"They fought in Gaza/L .", "Gaza@PSE"},
    {"Clashes broke out in Northern/L Ireland/L .", "Northern Ireland@GBR"},
    {"They fled to Washington/L .", "Washington@USA"},
    {"Nigeria/L sent troops to Niger/L state .", "Nigeria@NGA! Niger state@NGA"},
    {"Nigeria/L and Niger/L closed the border .", "Nigeria@NGA! Niger@NER!"},
};

#define TOKENS_MAX 64

typedef struct {
    nlp_doc d;
    str form[TOKENS_MAX], fold[TOKENS_MAX], lemma[TOKENS_MAX];
    uint8_t upos[TOKENS_MAX], rel[TOKENS_MAX], sub[TOKENS_MAX], penn[TOKENS_MAX], flags[TOKENS_MAX];
    uint32_t head[TOKENS_MAX], child[TOKENS_MAX], sibling[TOKENS_MAX], sent_of[TOKENS_MAX], name_of[TOKENS_MAX];
    hash_part name_hash[TOKENS_MAX];
    doc_name name[TOKENS_MAX];
    text_sentence sent;
    char folded[2048];
} given;

static void add_name(given *g, uint32_t t, char tag)
{
    name_type type = tag == 'P' ? NE_PER : tag == 'O' ? NE_ORG : NE_LOC;
    if (t > 0 && g->name_of[t - 1] != NO_TOKEN && g->name[g->name_of[t - 1]].type == type) {
        g->name_of[t] = g->name_of[t - 1];
        g->name[g->name_of[t]].count++;
        return;
    }
    g->name[g->d.n_name] = (doc_name){t, 1, type};
    g->name_of[t] = g->d.n_name++;
}

static void given_doc(given *g, const char *text)
{
    memset(g, 0, sizeof *g);
    size_t used = 0;
    uint32_t n = 0;
    for (const char *p = text; *p != 0; n++) {
        assert_true(n < TOKENS_MAX);
        size_t len = strcspn(p, " "), word = len;
        g->name_of[n] = NO_TOKEN;
        if (len > 2 && p[len - 2] == '/') {
            word = len - 2;
            add_name(g, n, p[len - 1]);
        }
        g->form[n] = g->lemma[n] = str_of(p, word);
        size_t k = text_fold(p, word, g->folded + used, sizeof g->folded - used);
        g->fold[n] = str_of(g->folded + used, k);
        g->name_hash[n] = text_name_hash(g->fold[n]);
        used += k;
        bool upper = *p >= 'A' && *p <= 'Z';
        g->upos[n] = (uint8_t)(upper && (n > 0 || g->name_of[n] != NO_TOKEN) ? U_PROPN : *p < '0' ? U_PUNCT : U_NOUN);
        g->flags[n] = TOK_SPACE_AFTER;
        g->head[n] = g->child[n] = g->sibling[n] = NO_TOKEN;
        p += len;
        while (*p == ' ')
            p++;
    }
    nlp_doc *d = &g->d;
    d->n = n;
    d->form = g->form, d->fold = g->fold, d->name_hash = g->name_hash, d->lemma = d->word = g->lemma;
    d->upos = g->upos, d->rel = g->rel, d->sub = g->sub, d->penn = g->penn;
    d->head = g->head, d->child = g->child, d->sibling = g->sibling, d->sent_of = g->sent_of;
    d->name = g->name, d->name_of = g->name_of;
    d->tok.flags = g->flags;
    g->sent.count = n;
    d->sent = &g->sent;
    d->n_sent = 1;
}

static int run_case(const lexicon *lex, const place_case *c, arena *mem)
{
    given g;
    given_doc(&g, c->text);
    event_doc ed = {0};
    ed.nlp = &g.d;
    ed.lex = lex;
    ed.mem = mem;
    ed.pub = (casus_date){2024, 5, 15};
    assert_true(mention_find(&ed) && timex_find(&ed) && place_find(&ed));
    char got[512] = "";
    size_t n = 0;
    for (uint32_t i = 0; i < ed.place.n; i++) {
        const place_mention *p = &ed.place.at[i];
        if (p->sign != SITE_NONE)
            continue;
        assert_int_equal(ed.place_of[p->first], i);
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%.*s@%s%s", i > 0 ? " " : "", (int)p->name.n, p->name.p, p->code, p->place == NULL ? "!" : "");
        assert_true(n < sizeof got);
    }
    if (strcmp(got, c->want) == 0)
        return 0;
    print_error("%s\n  want %s\n  got  %s\n", c->text, c->want, got);
    return 1;
}

static void test_cases(void **state)
{
    const lexicon *lex = *state;
    if (lex == NULL) {
        print_message("no data file in CASUS_DATA: skipped\n");
        skip();
    }
    arena mem;
    arena_init(&mem, &alloc_libc, false);
    int bad = 0;
    for (size_t i = 0; i < LEN(cases); i++) {
        bad += run_case(lex, &cases[i], &mem);
        arena_clear(&mem);
    }
    arena_release(&mem);
    assert_int_equal(bad, 0);
}

static char *file_bytes;
static lexicon *opened;

static int open_lexicon(void **state)
{
    const char *path = getenv("CASUS_DATA");
    FILE *f = path != NULL ? fopen(path, "rb") : NULL;
    if (f == NULL)
        return 0;
    long size = fseek(f, 0, SEEK_END) == 0 ? ftell(f) : -1;
    if (size > 0 && fseek(f, 0, SEEK_SET) == 0) {
        file_bytes = aligned_alloc(64, ((size_t)size + 63) / 64 * 64);
        pack pk;
        if (file_bytes != NULL && fread(file_bytes, 1, (size_t)size, f) == (size_t)size && pack_open(&pk, file_bytes, (size_t)size, NULL))
            opened = lex_open(&pk, &alloc_libc, NULL);
    }
    (void)fclose(f);
    *state = opened;
    return 0;
}

static int close_lexicon(void **state)
{
    (void)state;
    lex_close(opened);
    free(file_bytes);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases)};
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
