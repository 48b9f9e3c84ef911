/*
 * words.c - the closed word lists of the tokenizer and the sentence splitter, as sorted tables.
 *
 * The lists hold what English news writes, after the conventions of Universal Dependencies English (EWT). Look-ups are binary and
 * ignore ASCII case; a test checks that every list is sorted (tests/unit/test_text.c looks words up from all parts of each).
 */
#include "text/lexis.h"

#define WORD_MAX 16u /* longer words are in no list */

typedef struct {
    const char *word;
    uint8_t value;
} entry;

/* Abbreviations without their last stop. The kind says whether a stop after it is part of the word and whether a sentence may end. */
static const entry abbreviations[] = {
    {"adm", ABBR_TITLE},   {"al", ABBR_ANY},     {"ala", ABBR_STATE},    {"amb", ABBR_TITLE},   {"approx", ABBR_INSIDE}, {"apr", ABBR_MONTH},
    {"apt", ABBR_NUMBER},  {"ariz", ABBR_STATE}, {"ark", ABBR_STATE},    {"art", ABBR_NUMBER},  {"assn", ABBR_NAME},     {"asst", ABBR_TITLE},
    {"attn", ABBR_INSIDE}, {"atty", ABBR_TITLE}, {"aug", ABBR_MONTH},    {"ave", ABBR_NAME},    {"bldg", ABBR_NAME},     {"blvd", ABBR_NAME},
    {"brig", ABBR_TITLE},  {"bros", ABBR_NAME},  {"calif", ABBR_STATE},  {"capt", ABBR_TITLE},  {"cf", ABBR_INSIDE},     {"ch", ABBR_NUMBER},
    {"cmdr", ABBR_TITLE},  {"co", ABBR_NAME},    {"col", ABBR_TITLE},    {"colo", ABBR_STATE},  {"comdr", ABBR_TITLE},   {"comr", ABBR_TITLE},
    {"cong", ABBR_TITLE},  {"conn", ABBR_STATE}, {"corp", ABBR_NAME},    {"cos", ABBR_NAME},    {"cpl", ABBR_TITLE},     {"cpt", ABBR_TITLE},
    {"dec", ABBR_MONTH},   {"del", ABBR_STATE},  {"dem", ABBR_TITLE},    {"dept", ABBR_NAME},   {"det", ABBR_TITLE},     {"dr", ABBR_TITLE},
    {"drs", ABBR_TITLE},   {"ed", ABBR_NUMBER},  {"eg", ABBR_INSIDE},    {"eng", ABBR_TITLE},   {"esp", ABBR_INSIDE},    {"esq", ABBR_NAME},
    {"est", ABBR_NUMBER},  {"etc", ABBR_ANY},    {"ext", ABBR_NUMBER},   {"feb", ABBR_MONTH},   {"fig", ABBR_NUMBER},    {"figs", ABBR_NUMBER},
    {"fla", ABBR_STATE},   {"fr", ABBR_TITLE},   {"fri", ABBR_DAY},      {"ft", ABBR_TITLE},    {"ga", ABBR_STATE},      {"gen", ABBR_TITLE},
    {"gens", ABBR_TITLE},  {"gov", ABBR_TITLE},  {"govs", ABBR_TITLE},   {"govt", ABBR_NAME},   {"hon", ABBR_TITLE},     {"hwy", ABBR_NAME},
    {"ie", ABBR_INSIDE},   {"ill", ABBR_STATE},  {"inc", ABBR_NAME},     {"incl", ABBR_INSIDE}, {"ind", ABBR_STATE},     {"insp", ABBR_TITLE},
    {"jan", ABBR_MONTH},   {"jr", ABBR_NAME},    {"jul", ABBR_DAY},      {"jun", ABBR_DAY},     {"kan", ABBR_STATE},     {"ky", ABBR_STATE},
    {"la", ABBR_STATE},    {"lt", ABBR_TITLE},   {"ltd", ABBR_NAME},     {"lts", ABBR_TITLE},   {"maj", ABBR_TITLE},     {"mar", ABBR_DAY},
    {"mass", ABBR_STATE},  {"md", ABBR_STATE},   {"messrs", ABBR_TITLE}, {"mich", ABBR_STATE},  {"minn", ABBR_STATE},    {"miss", ABBR_STATE},
    {"mlle", ABBR_TITLE},  {"mme", ABBR_TITLE},  {"mo", ABBR_STATE},     {"mon", ABBR_DAY},     {"mont", ABBR_STATE},    {"mr", ABBR_TITLE},
    {"mrs", ABBR_TITLE},   {"ms", ABBR_TITLE},   {"msgr", ABBR_TITLE},   {"mt", ABBR_TITLE},    {"mts", ABBR_TITLE},     {"neb", ABBR_STATE},
    {"nev", ABBR_STATE},   {"no", ABBR_NUMBER},  {"nos", ABBR_NUMBER},   {"nov", ABBR_MONTH},   {"oct", ABBR_MONTH},     {"okla", ABBR_STATE},
    {"ore", ABBR_STATE},   {"oz", ABBR_NAME},    {"pa", ABBR_STATE},     {"para", ABBR_NUMBER}, {"pfc", ABBR_TITLE},     {"ph", ABBR_NAME},
    {"plc", ABBR_NAME},    {"pp", ABBR_NUMBER},  {"pres", ABBR_TITLE},   {"prof", ABBR_TITLE},  {"profs", ABBR_TITLE},   {"pt", ABBR_NUMBER},
    {"pte", ABBR_TITLE},   {"pty", ABBR_NAME},   {"pvt", ABBR_TITLE},    {"rd", ABBR_NAME},     {"rep", ABBR_TITLE},     {"reps", ABBR_TITLE},
    {"rev", ABBR_TITLE},   {"rs", ABBR_NUMBER},  {"sat", ABBR_DAY},      {"sec", ABBR_NUMBER},  {"sen", ABBR_TITLE},     {"sens", ABBR_TITLE},
    {"sep", ABBR_MONTH},   {"sept", ABBR_MONTH}, {"sfc", ABBR_TITLE},    {"sgt", ABBR_TITLE},   {"spc", ABBR_TITLE},     {"spec", ABBR_TITLE},
    {"sr", ABBR_NAME},     {"st", ABBR_TITLE},   {"ste", ABBR_TITLE},    {"sun", ABBR_DAY},     {"supt", ABBR_TITLE},    {"tenn", ABBR_STATE},
    {"tex", ABBR_STATE},   {"thu", ABBR_DAY},    {"thur", ABBR_DAY},     {"thurs", ABBR_DAY},   {"tue", ABBR_DAY},       {"tues", ABBR_DAY},
    {"univ", ABBR_NAME},   {"va", ABBR_STATE},   {"viz", ABBR_INSIDE},   {"vol", ABBR_NUMBER},  {"vols", ABBR_NUMBER},   {"vs", ABBR_INSIDE},
    {"vt", ABBR_STATE},    {"wash", ABBR_STATE}, {"wed", ABBR_DAY},      {"wis", ABBR_STATE},   {"wyo", ABBR_STATE},
};

/* Dotted words that are not single letters between stops. */
static const char *const dotted[] = {"b.sc", "ed.d", "lt.col", "lt.gen", "m.sc", "maj.gen", "ph.d"};

/* EWT splits compounds at their hyphens but leaves these prefixes joined ("non-violent", "mid-August", "co-founder", "e-mail"). */
static const char *const prefixes[] = {
    "ante",  "anti",  "arch", "bi",    "bio",    "co",  "counter", "cross", "cyber", "de",    "e",     "ex",  "extra", "hyper", "infra", "inter",
    "intra", "macro", "mega", "meta",  "micro",  "mid", "mini",    "mis",   "mono",  "multi", "neo",   "non", "over",  "pan",   "para",  "poly",
    "post",  "pre",   "pro",  "proto", "pseudo", "re",  "semi",    "sub",   "super", "tele",  "trans", "tri", "ultra", "un",
};

/* Units that EWT cuts off their number: "60|k", "7:30|PM", "$|5.5|m". Single letters beyond these name models ("330i", "4A"). */
static const char *const units[] = {
    "am",  "b", "bn", "cm", "ft",  "gb",   "gw", "ha", "hp", "hr",  "hrs", "k",  "kb", "kg",  "kgs",  "km", "kmh", "kms", "kph", "kw", "lb",
    "lbs", "m", "mb", "mg", "min", "mins", "ml", "mm", "mn", "mph", "mw",  "oz", "pm", "sec", "secs", "sq", "tb",  "tn",  "x",   "yr", "yrs",
};

static const char *const tlds[] = {
    "ae",   "af",   "ar",  "au",  "az", "bg",   "biz", "br",  "ca",  "cc",  "ch", "cl",   "cn",  "co",  "com",  "cz",  "de", "dk",
    "doc",  "docx", "edu", "ee",  "eg", "es",   "eu",  "exe", "fi",  "fm",  "fr", "gif",  "gov", "gr",  "gz",   "hk",  "hr", "htm",
    "html", "hu",   "id",  "ie",  "il", "info", "int", "io",  "iq",  "ir",  "jp", "jpeg", "jpg", "ke",  "kr",   "lb",  "ly", "mil",
    "mk",   "mp3",  "mx",  "net", "ng", "nl",   "nz",  "org", "pdf", "ph",  "pk", "pl",   "png", "ppt", "ps",   "pt",  "ro", "rs",
    "ru",   "se",   "sg",  "si",  "sk", "th",   "tr",  "tv",  "tw",  "txt", "ua", "uk",   "vn",  "xls", "xlsx", "xml", "za", "zip",
};

static const char *const elisions[] = {"bout", "cause", "cuz", "em", "n", "nother", "nuff", "round", "scuse", "til", "till", "tis", "twas", "twere"};

/* Words that, capitalised after "U.S." or "Inc.", open a new sentence rather than go on with a name. */
static const char *const starters[] = {
    "a",        "about",     "according", "after",     "again", "all",          "also",   "although", "among",   "an",        "and",       "another",
    "any",      "are",       "as",        "asked",     "at",    "because",      "before", "besides",  "both",    "but",       "by",        "despite",
    "did",      "do",        "does",      "during",    "each",  "earlier",      "either", "even",     "every",   "following", "for",       "from",
    "given",    "had",       "has",       "have",      "he",    "her",          "here",   "his",      "how",     "however",   "i",         "if",
    "in",       "instead",   "is",        "it",        "its",   "just",         "last",   "later",    "like",    "many",      "meanwhile", "more",
    "moreover", "most",      "my",        "neither",   "never", "nevertheless", "no",     "nobody",   "nor",     "not",       "nothing",   "now",
    "of",       "officials", "on",        "once",      "one",   "only",         "or",     "other",    "others",  "our",       "over",      "people",
    "perhaps",  "police",    "several",   "she",       "since", "so",           "some",   "soon",     "still",   "such",      "that",      "the",
    "their",    "then",      "there",     "therefore", "these", "they",         "this",   "those",    "though",  "through",   "thus",      "to",
    "today",    "two",       "under",     "unlike",    "until", "was",          "we",     "were",     "what",    "when",      "where",     "whether",
    "which",    "while",     "who",       "whose",     "why",   "will",         "with",   "within",   "without", "yesterday", "yet",       "you",
    "your",
};

static const char *const cues[] = {
    "added",    "adds",      "announced", "answered", "argued",   "asked",    "asking",    "asks",      "began",    "called",  "chanted",
    "chanting", "concluded", "continued", "cried",    "declared", "demanded", "exclaimed", "explained", "insisted", "joked",   "noted",
    "quipped",  "read",      "reads",     "recalled", "remarked", "replied",  "replies",   "said",      "saying",   "says",    "shouted",
    "shouting", "stated",    "told",      "tweeted",  "urged",    "warned",   "wondered",  "wrote",     "yelled",   "yelling",
};

/* Where words that are written together are cut. Forms without their apostrophe only where they are no other English word in lower case. */
static const entry merged[] = {
    {"aint", 2},  {"arent", 3}, {"cannot", 3}, {"cant", 2},  {"couldnt", 5},  {"couldve", 5}, {"didnt", 3},  {"doesnt", 4},
    {"dont", 2},  {"gimme", 3}, {"gonna", 3},  {"gotta", 3}, {"hadnt", 3},    {"hasnt", 3},   {"havent", 4}, {"im", 1},
    {"isnt", 2},  {"ive", 1},   {"lemme", 3},  {"outta", 3}, {"shouldnt", 6}, {"thats", 4},   {"theyre", 4}, {"theyve", 4},
    {"wanna", 3}, {"wasnt", 3}, {"werent", 4}, {"whats", 4}, {"wont", 2},     {"wouldnt", 5}, {"youre", 3},  {"youve", 3},
};

/* Lower-cased copy of s in out; false if it is longer than any word of the lists. */
static bool lower(str s, char out[WORD_MAX + 1])
{
    if (s.n == 0 || s.n > WORD_MAX)
        return false;
    for (size_t i = 0; i < s.n; i++)
        out[i] = (char)(ascii_upper(s.p[i]) ? s.p[i] + 32 : s.p[i]);
    out[s.n] = '\0';
    return true;
}

static bool listed(const char *const *list, size_t n, str s)
{
    char w[WORD_MAX + 1];
    size_t lo = 0, hi = lower(s, w) ? n : 0;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int c = strcmp(w, list[mid]);
        if (c == 0)
            return true;
        if (c < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return false;
}

static uint8_t valued(const entry *list, size_t n, str s)
{
    char w[WORD_MAX + 1];
    size_t lo = 0, hi = lower(s, w) ? n : 0;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int c = strcmp(w, list[mid].word);
        if (c == 0)
            return list[mid].value;
        if (c < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return 0;
}

bool word_dotted(str form)
{
    bool letter = true; /* a letter comes next */
    if (form.n < 3)
        return false;
    for (size_t i = 0; i < form.n; i++, letter = !letter)
        if (letter ? !ascii_upper(form.p[i]) && !ascii_lower(form.p[i]) : form.p[i] != '.')
            return listed(dotted, LEN(dotted), form);
    return !letter;
}

abbr_kind word_abbr(str form)
{
    if (word_dotted(form)) {
        bool inside = form.n == 3 && (str_ieq(form, STR("e.g")) || str_ieq(form, STR("i.e")));
        return inside ? ABBR_INSIDE : ABBR_ANY;
    }
    return (abbr_kind)valued(abbreviations, LEN(abbreviations), form);
}

bool word_prefix(str s) { return listed(prefixes, LEN(prefixes), s); }

bool word_unit(str s) { return listed(units, LEN(units), s); }

bool word_tld(str s) { return listed(tlds, LEN(tlds), s); }

bool word_elision(str s) { return listed(elisions, LEN(elisions), s); }

bool word_starter(str s) { return listed(starters, LEN(starters), s); }

bool word_cue(str s) { return listed(cues, LEN(cues), s); }

size_t word_merged(str s)
{
    /* "IM" and "Ive" are something else: only lower case, or "Cannot" and its like with one capital */
    for (size_t i = 0; i < s.n; i++)
        if (!ascii_lower(s.p[i]) && !(i == 0 && s.n > 4 && ascii_upper(s.p[0])))
            return 0;
    return valued(merged, LEN(merged), s);
}
