/*
 * entities.c - character references of HTML: the named ones that text in English has, and all numeric ones.
 *
 * Names follow the HTML standard, 13.5. Those marked 1 are also read without their semicolon, as browsers do. Numbers 128-159 are
 * read as Windows-1252, as the standard asks.
 */
#include "text/lexis.h"
#include "text/page.h"

#define NAME_MAX 8u

typedef struct {
    char name[NAME_MAX + 1];
    uint8_t bare; /* read without semicolon */
    uint16_t cp;
} entity;

static const entity entities[] = {
    {"AElig", 1, 0xC6},    {"AMP", 1, '&'},      {"Aacute", 1, 0xC1},  {"Acirc", 1, 0xC2},    {"Agrave", 1, 0xC0},   {"Alpha", 0, 0x391},
    {"Aring", 1, 0xC5},    {"Atilde", 1, 0xC3},  {"Auml", 1, 0xC4},    {"Beta", 0, 0x392},    {"COPY", 1, 0xA9},     {"Ccedil", 1, 0xC7},
    {"Dagger", 0, 0x2021}, {"Delta", 0, 0x394},  {"ETH", 1, 0xD0},     {"Eacute", 1, 0xC9},   {"Ecirc", 1, 0xCA},    {"Egrave", 1, 0xC8},
    {"Euml", 1, 0xCB},     {"GT", 1, '>'},       {"Gamma", 0, 0x393},  {"Iacute", 1, 0xCD},   {"Icirc", 1, 0xCE},    {"Igrave", 1, 0xCC},
    {"Iuml", 1, 0xCF},     {"LT", 1, '<'},       {"Ntilde", 1, 0xD1},  {"OElig", 0, 0x152},   {"Oacute", 1, 0xD3},   {"Ocirc", 1, 0xD4},
    {"Ograve", 1, 0xD2},   {"Omega", 0, 0x3A9},  {"Oslash", 1, 0xD8},  {"Otilde", 1, 0xD5},   {"Ouml", 1, 0xD6},     {"QUOT", 1, '"'},
    {"REG", 1, 0xAE},      {"Scaron", 0, 0x160}, {"Sigma", 0, 0x3A3},  {"THORN", 1, 0xDE},    {"Uacute", 1, 0xDA},   {"Ucirc", 1, 0xDB},
    {"Ugrave", 1, 0xD9},   {"Uuml", 1, 0xDC},    {"Yacute", 1, 0xDD},  {"Yuml", 0, 0x178},    {"Zcaron", 0, 0x17D},  {"aacute", 1, 0xE1},
    {"acirc", 1, 0xE2},    {"acute", 1, 0xB4},   {"aelig", 1, 0xE6},   {"agrave", 1, 0xE0},   {"alpha", 0, 0x3B1},   {"amp", 1, '&'},
    {"apos", 0, '\''},     {"aring", 1, 0xE5},   {"atilde", 1, 0xE3},  {"auml", 1, 0xE4},     {"bdquo", 0, 0x201E},  {"beta", 0, 0x3B2},
    {"brvbar", 1, 0xA6},   {"bull", 0, 0x2022},  {"ccaron", 0, 0x10D}, {"ccedil", 1, 0xE7},   {"cent", 1, 0xA2},     {"check", 0, 0x2713},
    {"circ", 0, 0x2C6},    {"colon", 0, ':'},    {"comma", 0, ','},    {"copy", 1, 0xA9},     {"curren", 1, 0xA4},   {"dagger", 0, 0x2020},
    {"darr", 0, 0x2193},   {"deg", 1, 0xB0},     {"delta", 0, 0x3B4},  {"divide", 1, 0xF7},   {"dollar", 0, '$'},    {"eacute", 1, 0xE9},
    {"ecirc", 1, 0xEA},    {"egrave", 1, 0xE8},  {"emsp", 0, 0x2003},  {"ensp", 0, 0x2002},   {"equals", 0, '='},    {"eth", 1, 0xF0},
    {"euml", 1, 0xEB},     {"euro", 0, 0x20AC},  {"excl", 0, '!'},     {"frac12", 1, 0xBD},   {"frac14", 1, 0xBC},   {"frac34", 1, 0xBE},
    {"gamma", 0, 0x3B3},   {"ge", 0, 0x2265},    {"gt", 1, '>'},       {"hearts", 0, 0x2665}, {"hellip", 0, 0x2026}, {"iacute", 1, 0xED},
    {"icirc", 1, 0xEE},    {"iexcl", 1, 0xA1},   {"igrave", 1, 0xEC},  {"inodot", 0, 0x131},  {"iquest", 1, 0xBF},   {"iuml", 1, 0xEF},
    {"laquo", 1, 0xAB},    {"larr", 0, 0x2190},  {"lbrace", 0, '{'},   {"lbrack", 0, '['},    {"ldquo", 0, 0x201C},  {"le", 0, 0x2264},
    {"lowbar", 0, '_'},    {"lpar", 0, '('},     {"lrm", 0, 0x200E},   {"lsaquo", 0, 0x2039}, {"lsquo", 0, 0x2018},  {"lt", 1, '<'},
    {"macr", 1, 0xAF},     {"mdash", 0, 0x2014}, {"micro", 1, 0xB5},   {"middot", 1, 0xB7},   {"minus", 0, 0x2212},  {"nbsp", 1, 0xA0},
    {"ndash", 0, 0x2013},  {"ne", 0, 0x2260},    {"not", 1, 0xAC},     {"ntilde", 1, 0xF1},   {"num", 0, '#'},       {"oacute", 1, 0xF3},
    {"ocirc", 1, 0xF4},    {"oelig", 0, 0x153},  {"ograve", 1, 0xF2},  {"omega", 0, 0x3C9},   {"ordf", 1, 0xAA},     {"ordm", 1, 0xBA},
    {"oslash", 1, 0xF8},   {"otilde", 1, 0xF5},  {"ouml", 1, 0xF6},    {"para", 1, 0xB6},     {"percnt", 0, '%'},    {"period", 0, '.'},
    {"permil", 0, 0x2030}, {"pi", 0, 0x3C0},     {"plus", 0, '+'},     {"plusmn", 1, 0xB1},   {"pound", 1, 0xA3},    {"prime", 0, 0x2032},
    {"quest", 0, '?'},     {"quot", 1, '"'},     {"raquo", 1, 0xBB},   {"rarr", 0, 0x2192},   {"rbrack", 0, ']'},    {"rdquo", 0, 0x201D},
    {"reg", 1, 0xAE},      {"rlm", 0, 0x200F},   {"rpar", 0, ')'},     {"rsaquo", 0, 0x203A}, {"rsquo", 0, 0x2019},  {"sbquo", 0, 0x201A},
    {"scaron", 0, 0x161},  {"sect", 1, 0xA7},    {"semi", 0, ';'},     {"shy", 1, 0xAD},      {"sigma", 0, 0x3C3},   {"sol", 0, '/'},
    {"sup1", 1, 0xB9},     {"sup2", 1, 0xB2},    {"sup3", 1, 0xB3},    {"szlig", 1, 0xDF},    {"thinsp", 0, 0x2009}, {"thorn", 1, 0xFE},
    {"tilde", 0, 0x2DC},   {"times", 1, 0xD7},   {"trade", 0, 0x2122}, {"uacute", 1, 0xFA},   {"uarr", 0, 0x2191},   {"ucirc", 1, 0xFB},
    {"ugrave", 1, 0xF9},   {"uml", 1, 0xA8},     {"uuml", 1, 0xFC},    {"yacute", 1, 0xFD},   {"yen", 1, 0xA5},      {"yuml", 1, 0xFF},
    {"zcaron", 0, 0x17E},  {"zwj", 0, 0x200D},   {"zwnj", 0, 0x200C},
};

static const entity *find(const char *p, size_t n)
{
    size_t lo = 0, hi = n <= NAME_MAX ? LEN(entities) : 0;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2, len = strlen(entities[mid].name);
        int c = memcmp(p, entities[mid].name, n < len ? n : len);
        if (c == 0 && n == len)
            return &entities[mid];
        if (c < 0 || (c == 0 && n < len))
            hi = mid;
        else
            lo = mid + 1;
    }
    return NULL;
}

uint32_t windows_1252(uint32_t byte)
{
    static const uint16_t high[32] = {0x20AC, 0xFFFD, 0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
                                      0x2039, 0x152,  0xFFFD, 0x17D,  0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                      0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0xFFFD, 0x17E,  0x178};
    return byte >= 0x80 && byte <= 0x9F ? high[byte - 0x80] : byte;
}

/* "&#8217;" or "&#x2019;" */
static uint32_t numeric(const char *p, size_t n, uint32_t *cp)
{
    size_t i = 2, base = 10, from;
    uint32_t v = 0;
    if (i < n && (p[i] == 'x' || p[i] == 'X')) {
        base = 16;
        i++;
    }
    for (from = i; i < n && i < from + 12; i++) {
        char c = p[i];
        uint32_t d = ascii_digit(c)         ? (uint32_t)(c - '0')
                     : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10
                     : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10
                                            : 99;
        if (d >= base)
            break;
        v = v > 0x10FFFF ? v : v * (uint32_t)base + d;
    }
    if (i == from)
        return 0;
    *cp = v == 0 || v > 0x10FFFF || (v >= 0xD800 && v <= 0xDFFF) ? 0xFFFD : windows_1252(v);
    return (uint32_t)(i < n && p[i] == ';' ? i + 1 : i);
}

uint32_t entity_decode(const char *p, size_t n, uint32_t *cp)
{
    *cp = 0;
    if (n < 3)
        return 0;
    if (p[1] == '#')
        return numeric(p, n, cp);
    size_t k = 1;
    while (k < n && k <= NAME_MAX && (ascii_lower(p[k]) || ascii_upper(p[k]) || ascii_digit(p[k])))
        k++;
    const entity *e = find(p + 1, k - 1);
    bool semicolon = k < n && p[k] == ';';
    if (e == NULL || (!semicolon && (!e->bare || (k < n && p[k] == '='))))
        return 0;
    *cp = e->cp;
    return (uint32_t)(semicolon ? k + 1 : k);
}
