/*
 * pick.c - which blocks of a web page are the article.
 *
 * What id and class names, links and headings say is weighed in four steps: (1) reasons against blocks are dropped again if they would
 * take most of the page (an ASP page is one big form); (2) real paragraphs are found: long enough, few links, sentence punctuation;
 * (3) the region is the <article> or <main> that holds most of them, else the densest run of them; (4) short blocks stay only inside
 * the region and only if they read like text. The ideas are those of Kohlschuetter et al. 2010 (Boilerplate Detection using Shallow
 * Text Features) and of trafilatura (Barbaresi 2021); no code is theirs.
 */
#include "text/lexis.h"
#include "text/page.h"

#define PARA_MIN 60u   /* bytes of a real paragraph that ends with a stop */
#define PARA_LONG 140u /* bytes of one that need not */
#define GAP_MAX 30u    /* blocks between two paragraphs of one region */
#define HEAD_MAX 300u  /* bytes of a headline */
#define CLASS_MAX 40u  /* bytes of one class name that are looked at */

typedef struct {
    const char *word;
    uint8_t why;
} class_word;

/* Parts of id and class names, split at hyphens, underscores and capitals. */
static const class_word class_words[] = {
    /* WHY: comments of readers, and the forms for them */
    {"comment", WHY_COMMENT},
    {"comments", WHY_COMMENT},
    {"commentlist", WHY_COMMENT},
    {"disqus", WHY_COMMENT},
    {"respond", WHY_COMMENT},
    /* WHY: sharing and following */
    {"share", WHY_CLASS},
    {"sharing", WHY_CLASS},
    {"sharebar", WHY_CLASS},
    {"sharedaddy", WHY_CLASS},
    {"social", WHY_CLASS},
    {"addtoany", WHY_CLASS},
    {"follow", WHY_CLASS},
    /* WHY: other articles */
    {"related", WHY_CLASS},
    {"recommended", WHY_CLASS},
    {"recommendations", WHY_CLASS},
    {"recirculation", WHY_CLASS},
    {"popular", WHY_CLASS},
    {"trending", WHY_CLASS},
    {"mostread", WHY_CLASS},
    {"outbrain", WHY_CLASS},
    {"taboola", WHY_CLASS},
    {"teaser", WHY_CLASS},
    {"teasers", WHY_CLASS},
    {"readmore", WHY_CLASS},
    {"pagination", WHY_CLASS},
    {"pager", WHY_CLASS},
    /* WHY: sign-ups, advertising, notices */
    {"newsletter", WHY_CLASS},
    {"subscribe", WHY_CLASS},
    {"subscription", WHY_CLASS},
    {"signup", WHY_CLASS},
    {"promo", WHY_CLASS},
    {"promotion", WHY_CLASS},
    {"cookie", WHY_CLASS},
    {"cookies", WHY_CLASS},
    {"consent", WHY_CLASS},
    {"gdpr", WHY_CLASS},
    {"advert", WHY_CLASS},
    {"advertisement", WHY_CLASS},
    {"ads", WHY_CLASS},
    {"sponsored", WHY_CLASS},
    {"sponsor", WHY_CLASS},
    {"paywall", WHY_CLASS},
    {"popup", WHY_CLASS},
    {"modal", WHY_CLASS},
    {"donate", WHY_CLASS},
    {"login", WHY_CLASS},
    {"poll", WHY_CLASS},
    /* WHY: furniture of the page */
    {"sidebar", WHY_NAV},
    {"breadcrumb", WHY_NAV},
    {"breadcrumbs", WHY_NAV},
    {"nav", WHY_NAV},
    {"navbar", WHY_NAV},
    {"navigation", WHY_NAV},
    {"menu", WHY_NAV},
    {"footer", WHY_NAV},
    {"masthead", WHY_NAV},
    {"widget", WHY_CLASS},
    {"toolbar", WHY_CLASS},
    {"copyright", WHY_CLASS},
    {"disclaimer", WHY_CLASS},
    {"search", WHY_CLASS},
    {"hidden", WHY_CLASS},
    {"skip", WHY_CLASS},
    /* WHY: about the article, not of it: who wrote it, under which label, what the picture shows */
    {"byline", WHY_CLASS},
    {"author", WHY_CLASS},
    {"authors", WHY_CLASS},
    {"bio", WHY_CLASS},
    {"tags", WHY_CLASS},
    {"taglist", WHY_CLASS},
    {"keywords", WHY_CLASS},
    {"caption", WHY_CLASS},
    {"credit", WHY_CLASS},
    {"timestamp", WHY_CLASS},
    {"meta", WHY_CLASS},
    {"postmeta", WHY_CLASS},
};

static uint8_t word_why(const char *w, size_t n)
{
    for (size_t k = 0; k < LEN(class_words) && n > 2; k++)
        if (class_words[k].word[0] == w[0] && strlen(class_words[k].word) == n && memcmp(class_words[k].word, w, n) == 0)
            return class_words[k].why;
    return 0;
}

/* One name: its parts, unless it says what the element has or lies beside ("has-sidebar", "comments-open"). */
static uint8_t name_why(str name)
{
    char word[CLASS_MAX];
    size_t n = 0;
    uint8_t why = 0;
    static const char *const heads[] = {"has-", "no-", "with-", "is-", "tag-", "category-", "post-", "page-", "js-", "wp-block"};
    static const char *const tails[] = {"-open",      "-closed",  "-enabled", "-disabled", "-wrapper", "-wrap",
                                        "-container", "-content", "-body",    "-page",     "-left",    "-right"};
    for (size_t k = 0; k < LEN(tails); k++)
        if (str_ends(name, tails[k]))
            return 0;
    for (size_t k = 0; k < LEN(heads); k++)
        if (str_starts(name, heads[k]) && !str_is(name, "post-meta"))
            return 0;
    for (size_t i = 0; i <= name.n; i++) {
        char c = i < name.n ? name.p[i] : '-';
        bool hump = ascii_upper(c) && i > 0 && ascii_lower(name.p[i - 1]);
        if (hump || !(ascii_lower(c) || ascii_upper(c))) {
            why |= word_why(word, n);
            n = 0;
        }
        if ((ascii_lower(c) || ascii_upper(c)) && n < CLASS_MAX)
            word[n++] = (char)(ascii_upper(c) ? c + 32 : c);
    }
    return why;
}

uint8_t html_class_why(str names)
{
    uint8_t why = 0;
    for (size_t i = 0; i < names.n;) {
        size_t from = i;
        while (i < names.n && (unsigned char)names.p[i] > 0x20)
            i++;
        if (i > from)
            why |= name_why(str_of(names.p + from, i - from));
        i++;
    }
    return why;
}

static str block_str(const page_sink *s, const raw_block *b) { return str_of(s->text + b->start, b->end - b->start); }

static bool ends_like_sentence(str t)
{
    while (t.n > 0 && strchr("\"')]", t.p[t.n - 1]) != NULL)
        t.n--;
    while (t.n > 3 && (memcmp(t.p + t.n - 3, "\u201D", 3) == 0 || memcmp(t.p + t.n - 3, "\u2019", 3) == 0))
        t.n -= 3;
    return t.n > 0 && (strchr(".!?:", t.p[t.n - 1]) != NULL || str_ends(t, "\u2026"));
}

/* A real paragraph. */
static bool is_para(const page_sink *s, const raw_block *b)
{
    uint32_t n = b->end - b->start;
    if (b->kind == RAW_H1 || b->kind == RAW_HEADING || b->kind == RAW_TITLE || b->links * 2 > n)
        return false;
    return n >= PARA_LONG || (n >= PARA_MIN && ends_like_sentence(block_str(s, b)));
}

/* The WHY_ bits that stand: those that would take more than three quarters of all real text are let go, the weakest first. */
static uint8_t standing(const page_sink *s)
{
    static const uint8_t weak[] = {WHY_FORM, WHY_HEADER, WHY_CLASS, WHY_COMMENT, WHY_NAV};
    uint8_t against = 0xFF & ~WHY_HARD;
    uint64_t all = 0;
    for (uint32_t k = 0; k < s->block.n; k++)
        if (is_para(s, &s->block.at[k]))
            all += s->block.at[k].end - s->block.at[k].start;
    for (size_t w = 0; w < LEN(weak); w++) {
        uint64_t left = 0, freed = 0;
        for (uint32_t k = 0; k < s->block.n; k++) {
            const raw_block *b = &s->block.at[k];
            uint32_t n = is_para(s, b) ? b->end - b->start : 0;
            left += b->why & against ? 0 : n;
            freed += b->why & against & ~weak[w] ? 0 : n;
        }
        if (left * 4 >= all)
            break;
        if (freed > left)
            against &= (uint8_t)~weak[w];
    }
    return against;
}

/* The <article> that holds at least a third of the real text (or <main>, then *in_main); 0: none. */
static uint32_t article_of(const page_sink *s, const bool *para, bool *in_main)
{
    uint32_t most = 0;
    uint64_t all = 0, main_bytes = 0, best = 0;
    for (uint32_t k = 0; k < s->block.n; k++)
        most = s->block.at[k].article > most ? s->block.at[k].article : most;
    uint64_t *sum = arena_array(s->a, most + 1u, sizeof *sum);
    uint32_t found = 0;
    *in_main = false;
    if (sum == NULL)
        return 0;
    for (uint32_t k = 0; k < s->block.n; k++) {
        const raw_block *b = &s->block.at[k];
        uint32_t n = para[k] ? b->end - b->start : 0;
        all += n;
        main_bytes += b->main ? n : 0;
        sum[b->article] += n;
        if (b->article > 0 && sum[b->article] > best)
            best = sum[found = b->article];
    }
    if (best * 3 >= all && best > 0)
        return found;
    *in_main = main_bytes * 2 >= all && main_bytes > 0;
    return 0;
}

/* The densest run of paragraphs: [*from, *to) such that no gap is wider than GAP_MAX blocks. */
static void densest(const page_sink *s, const bool *para, uint32_t *from, uint32_t *to)
{
    uint64_t best = 0, sum = 0;
    uint32_t begin = 0, last = 0;
    bool open = false;
    *from = *to = 0;
    for (uint32_t k = 0; k < s->block.n; k++) {
        if (!para[k])
            continue;
        if (!open || k - last > GAP_MAX) {
            begin = k;
            sum = 0;
            open = true;
        }
        sum += s->block.at[k].end - s->block.at[k].start;
        last = k;
        if (sum > best) {
            best = sum;
            *from = begin;
            *to = k + 1;
        }
    }
}

/* The headline: the last h1 before the text or the first in it; without any h1 the page's title up to its " - Site". */
static void headline(page_sink *s, uint32_t from, uint32_t to, uint8_t against)
{
    raw_block *h1 = NULL, *title = NULL;
    for (uint32_t k = 0; k < to && k < s->block.n; k++) {
        raw_block *b = &s->block.at[k];
        uint32_t n = b->end - b->start;
        if (b->kind == RAW_H1 && n >= 8 && n <= HEAD_MAX && !(b->why & against & ~WHY_HEADER) && (k < from || h1 == NULL))
            h1 = b;
        if (b->kind == RAW_TITLE && title == NULL)
            title = b;
    }
    if (h1 != NULL) {
        h1->keep = true;
        return;
    }
    if (title == NULL)
        return;
    uint32_t end = title->end;
    for (uint32_t i = title->start + 15; i + 3 < title->end; i++)
        if (s->text[i] == ' ' && (memcmp(s->text + i, " | ", 3) == 0 || memcmp(s->text + i, " - ", 3) == 0 || memcmp(s->text + i, " \u2013", 4) == 0 ||
                                  memcmp(s->text + i, " \u2014", 4) == 0 || memcmp(s->text + i, " :: ", 4) == 0))
            end = i;
    title->end = end;
    title->keep = end - title->start >= 15 && end - title->start <= HEAD_MAX;
}

/* Does a block that is no paragraph stay between paragraphs? */
static bool stays(const page_sink *s, const raw_block *b, bool before_end)
{
    uint32_t n = b->end - b->start;
    str t = block_str(s, b);
    if (b->kind == RAW_TITLE || b->kind == RAW_H1 || b->links * 3 > n || residue_of(t) != RES_NONE)
        return false;
    if (b->kind == RAW_HEADING)
        return before_end && n >= 4 && n <= HEAD_MAX;
    return ends_like_sentence(t) || (before_end && n >= 12 && b->links == 0);
}

void pick_blocks(page_sink *s)
{
    uint32_t n = s->block.n, first = n, last = 0, article, from, to;
    bool in_main, *para = arena_array(s->a, n + 1u, sizeof *para);
    if (para == NULL)
        return;
    uint8_t against = standing(s);
    for (uint32_t k = 0; k < n; k++)
        para[k] = !(s->block.at[k].why & against) && is_para(s, &s->block.at[k]) && residue_of(block_str(s, &s->block.at[k])) == RES_NONE;
    article = article_of(s, para, &in_main);
    densest(s, para, &from, &to);
    for (uint32_t k = 0; k < n; k++) {
        const raw_block *b = &s->block.at[k];
        bool in = article > 0 ? b->article == article : in_main ? b->main : k >= from && k < to;
        para[k] = para[k] && in;
        if (para[k]) {
            first = first < k ? first : k;
            last = k;
        }
    }
    for (uint32_t k = 0; k < n; k++) {
        raw_block *b = &s->block.at[k];
        bool in = first == n || (k > first && k <= last + 3 && (article == 0 || b->article == article));
        b->keep = para[k] || (in && !(b->why & against) && stays(s, b, k < last || first == n));
    }
    headline(s, first, first == n ? n : last, against);
    for (uint32_t k = first; k-- > 0 && first < n && first - k <= 3;) { /* the deck under the headline */
        raw_block *b = &s->block.at[k];
        if (b->keep)
            break;
        b->keep = b->kind == RAW_HEADING && !(b->why & against) && stays(s, b, true) && (article == 0 || b->article == article);
    }
}
