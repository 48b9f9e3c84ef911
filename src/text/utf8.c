/*
 * utf8.c - UTF-8 in and out, properties and case of code points, and the folded form of words.
 *
 * Decoding follows The Unicode Standard 15, table 3-7 (well-formed byte sequences). The tables are generated from Debian's
 * unicode-data by tools/gen_unicode.py. text_fold() has a twin in tools/textfold.py, which makes the keys of the data file:
 * tests/unit/test_text.c checks that the two agree.
 */
#include "text/text.h"
#include "text/unicode.h"

#define CP_MAX 0x10FFFFu

uint32_t utf8_next(const char *p, size_t n, uint32_t *len)
{
    const unsigned char *s = (const unsigned char *)p;
    uint32_t c = s[0], more = c < 0x80 ? 0 : c >= 0xC2 && c <= 0xDF ? 1 : c >= 0xE0 && c <= 0xEF ? 2 : c >= 0xF0 && c <= 0xF4 ? 3 : 4;
    *len = 1;
    if (more == 0)
        return c;
    if (more == 4 || more >= n)
        return UTF8_BAD;
    uint32_t low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80, high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    if (s[1] < low || s[1] > high)
        return UTF8_BAD;
    uint32_t cp = c & (0x3Fu >> more);
    for (uint32_t i = 1; i <= more; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return UTF8_BAD;
        cp = cp << 6 | (s[i] & 0x3Fu);
    }
    *len = more + 1;
    return cp;
}

uint32_t utf8_put(char out[4], uint32_t cp)
{
    if (cp > CP_MAX || (cp >= 0xD800 && cp <= 0xDFFF))
        cp = 0xFFFD;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    uint32_t more = cp < 0x800 ? 1 : cp < 0x10000 ? 2 : 3;
    for (uint32_t i = more; i > 0; i--) {
        out[i] = (char)(0x80 | (cp & 0x3F));
        cp >>= 6;
    }
    out[0] = (char)(0xFF00 >> (more + 1) | cp);
    return more + 1;
}

bool utf8_valid(const char *p, size_t n, size_t *bad)
{
    for (size_t i = 0; i < n;) {
        uint32_t len = 1;
        if ((unsigned char)p[i] >= 0x80 && utf8_next(p + i, n - i, &len) == UTF8_BAD) {
            if (bad != NULL)
                *bad = i;
            return false;
        }
        i += len;
    }
    return true;
}

static const uc_record *record(uint32_t cp)
{
    if (cp > CP_MAX)
        return &uc_records[0];
    return &uc_records[uc_blocks[uc_index[cp / UC_BLOCK] * UC_BLOCK + cp % UC_BLOCK]];
}

uint32_t uc_props(uint32_t cp) { return record(cp)->props & 0xFFu; }

uint32_t uc_lower(uint32_t cp) { return (uint32_t)((int64_t)cp + record(cp)->lower); }

uint32_t uc_upper(uint32_t cp) { return (uint32_t)((int64_t)cp + record(cp)->upper); }

uint32_t uc_base(uint32_t cp)
{
    if (cp < 0x80 || cp > CP_MAX)
        return cp;
    uint32_t b = uc_base_blocks[uc_base_index[cp / UC_BLOCK] * UC_BLOCK + cp % UC_BLOCK];
    return b != 0 ? b : cp;
}

/* What look-ups make of typographic characters; 0 means dropped (soft hyphen, joiners, byte order mark). */
static uint32_t fold_punct(uint32_t cp)
{
    switch (cp) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x02BC:
    case 0x2032:
        return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0xAB:
    case 0xBB:
        return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
        return '-';
    case 0xA0:
    case 0x202F:
    case 0x2009:
        return ' ';
    case 0xAD:
    case 0x200B:
    case 0x200C:
    case 0x200D:
    case 0x2060:
    case 0xFEFF:
        return 0;
    default:
        return cp;
    }
}

/* The folded form of one code point beyond ASCII, 0 if it disappears. */
static uint32_t fold_one(uint32_t cp)
{
    uint32_t c = fold_punct(cp);
    if (c == 0 || (record(c)->props & UC_NONSPACING))
        return 0;
    return uc_base(uc_lower(uc_base(c)));
}

size_t text_fold(const char *p, size_t n, char *out, size_t cap)
{
    size_t k = 0;
    for (size_t i = 0; i < n;) {
        unsigned char c = (unsigned char)p[i];
        char put[4];
        uint32_t len = 1, bytes = 1;
        if (c < 0x80) {
            if (k == cap)
                return SIZE_MAX;
            out[k++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
            i++;
            continue;
        }
        uint32_t cp = utf8_next(p + i, n - i, &len);
        if (cp == UTF8_BAD) {
            put[0] = (char)c; /* kept as it is: bodies are valid, names from elsewhere may not be */
        } else {
            cp = fold_one(cp);
            bytes = cp == 0 ? 0 : utf8_put(put, cp);
        }
        i += len;
        if (bytes > cap - k)
            return SIZE_MAX;
        memcpy(out + k, put, bytes);
        k += bytes;
    }
    return k;
}

hash_part text_name_hash(str fold)
{
    hash_part h = HASH_NOTHING;
    for (size_t i = 0; i < fold.n; i++)
        if (!text_silent(fold.p[i]))
            h = hash_add(h, fold.p[i]);
    return h;
}
