/*
 * residue.c - the lines that web pages leave behind in text: comment forms, share buttons, sign-ups, related links, credits.
 *
 * The knowledge is a table of word patterns with the reason for each group. A pattern must fit the whole line, is matched on folded
 * words without their punctuation, and has a limit of words, so that sentences of real news never fit: "Subscribe to our
 * newsletter" does, "Subscribers to the fund said on Monday ..." does not.
 *
 * In a pattern: a|b one of these words, # a word that begins with a digit, * any words (none, too), word: the colon must be there.
 */
#include "text/lexis.h"
#include "text/page.h"

#define LINE_MAX 480u /* bytes; longer lines are text */
#define WORDS_MAX 80u

typedef struct {
    const char *pattern;
    uint8_t kind;
    uint8_t most; /* words on the line */
    bool open;    /* the line must not end in a stop: headlines of links, not sentences */
} rule;

static const rule rules[] = {
    /* WHY: the comment form of WordPress themes and its messages */
    {"please enter your comment|name|email *", RES_LINE, 8, false},
    {"you have entered an incorrect email address", RES_LINE, 8, false},
    {"save my name * browser *", RES_LINE, 24, false},
    {"your email address will not be published *", RES_LINE, 16, false},
    {"required fields are marked *", RES_LINE, 6, false},
    {"this site uses akismet *", RES_LINE, 20, false},
    {"notify me of|when *", RES_LINE, 14, false},
    {"cancel reply", RES_LINE, 2, false},
    {"you must be logged in to *", RES_LINE, 14, false},
    {"log|sign in to leave|post|comment|reply *", RES_LINE, 10, false},
    {"be the first to comment|reply *", RES_LINE, 10, false},
    {"no comments *", RES_LINE, 4, false},
    {"comments are closed *", RES_LINE, 8, false},
    {"comments|comment", RES_TAIL, 1, false},
    {"name:|email:|website:|comment:", RES_LINE, 2, false},
    {"name|email|e-mail|website|reply|submit", RES_LINE, 1, false},
    {"post comment", RES_LINE, 2, false},
    {"* says:", RES_LINE, 4, false},
    {"report abuse|comment", RES_LINE, 2, false},
    {"flag as inappropriate", RES_LINE, 3, false},
    /* WHY: behind these stand the comments of readers, to the end of the page */
    {"leave a|your reply|comment|response *", RES_TAIL, 8, false},
    {"post|add|write a|your comment *", RES_TAIL, 6, false},
    {"join the conversation|discussion *", RES_TAIL, 8, false},
    {"have your say *", RES_TAIL, 6, true},
    {"comments #", RES_TAIL, 2, false},
    {"# comments|comment|replies|responses", RES_TAIL, 2, false},
    {"# thoughts|responses|replies|comments on|to *", RES_TAIL, 24, true},
    {"reader|readers|readers'|user comments *", RES_TAIL, 4, false},
    {"view|show|load|see|read all|more|# comments *", RES_TAIL, 5, false},

    /* WHY: buttons to share and to follow */
    {"share this|via|to|with *", RES_LINE, 6, true},
    {"share on *", RES_LINE, 6, true},
    {"share: *", RES_LINE, 10, false},
    {"share|tweet|email|print|pin|save|listen|copy", RES_LINE, 1, false},
    {"tweet this|on *", RES_LINE, 4, false},
    {"email|print|save|bookmark this *", RES_LINE, 4, true},
    {"copy link *", RES_LINE, 4, false},
    {"click to share|email|print|tweet *", RES_LINE, 14, false},
    {"follow us|me|him|her on *", RES_LINE, 14, false},
    {"follow us *", RES_LINE, 8, false},
    {"follow * on twitter|facebook|instagram|telegram|x *", RES_LINE, 16, false},
    {"like|find|visit us on *", RES_LINE, 10, false},
    {"join us on *", RES_LINE, 8, true},
    {"join our whatsapp|telegram|channel|group *", RES_LINE, 20, false},
    {"connect with us *", RES_LINE, 8, false},
    {"# shares|views|likes|shared", RES_LINE, 2, false},

    /* WHY: sign-ups, subscriptions, accounts, appeals for money */
    {"sign up for|to * newsletter|newsletters|alerts|updates|briefing|email|emails|inbox *", RES_LINE, 30, false},
    {"sign up", RES_LINE, 2, false},
    {"sign up now|here|today|free *", RES_LINE, 8, false},
    {"subscribe|register|login|donate", RES_LINE, 1, false},
    {"subscribe now|today|here|free *", RES_LINE, 10, false},
    {"subscribe to our|the * newsletter|newsletters|channel|alerts|updates|podcast *", RES_LINE, 30, false},
    {"subscribe to our *", RES_LINE, 12, false},
    {"subscribe to *", RES_LINE, 5, true},
    {"get our|the|all|daily|breaking|more|your * newsletter|inbox|alerts *", RES_LINE, 28, false},
    {"enter|provide your email *", RES_LINE, 12, false},
    {"your email address *", RES_LINE, 4, false},
    {"email address *", RES_LINE, 3, false},
    {"thank you|thanks for subscribing|signing *", RES_LINE, 14, false},
    {"you can unsubscribe *", RES_LINE, 16, false},
    {"by signing|subscribing|clicking|registering * you agree|accept|acknowledge|consent *", RES_LINE, 60, false},
    {"already a|have * subscriber|member|account *", RES_LINE, 10, false},
    {"log|sign in", RES_LINE, 2, false},
    {"log|sign in|up or|to|and register|subscribe|continue|read|sign *", RES_LINE, 10, false},
    {"create a|an|your * account *", RES_LINE, 8, true},
    {"download our|the * app *", RES_LINE, 14, false},
    {"to continue reading *", RES_LINE, 24, false},
    {"to read the full|rest *", RES_LINE, 20, false},
    {"for the latest * download|follow|subscribe|visit|join *", RES_LINE, 40, false},
    {"if you're seeing this message *", RES_LINE, 40, false},
    {"support our|independent|quality journalism *", RES_LINE, 20, false},
    {"donate now|today|here *", RES_LINE, 8, false},
    {"become a|an member|subscriber|supporter *", RES_LINE, 12, false},
    {"unlock|get unlimited|full access *", RES_LINE, 14, false},
    {"subscribers|members only *", RES_LINE, 4, false},
    {"manage your|my subscription|account *", RES_LINE, 6, false},

    /* WHY: links to other articles; with a colon or without a stop, since "Read more carefully, the law ..." is news */
    {"read more", RES_LINE, 2, false},
    {"read more: *", RES_LINE, 30, false},
    {"read more *", RES_LINE, 16, true},
    {"read more on|about|at|here *", RES_LINE, 12, false},
    {"also read: *", RES_LINE, 30, false},
    {"read also: *", RES_LINE, 30, false},
    {"also read|watch|see *", RES_LINE, 18, true},
    {"read|see also *", RES_LINE, 18, true},
    {"see also: *", RES_LINE, 30, false},
    {"read: *", RES_LINE, 24, false},
    {"read next *", RES_LINE, 20, true},
    {"read the|our full|rest|original|whole *", RES_LINE, 12, false},
    {"related: *", RES_LINE, 30, false},
    {"more: *", RES_LINE, 24, false},
    {"more on|about this|the|that *", RES_LINE, 8, true},
    {"click|tap here|below *", RES_LINE, 16, false},
    {"click on the *", RES_LINE, 14, false},
    {"continue|keep reading *", RES_LINE, 16, false},
    {"full story|article|text|coverage *", RES_LINE, 4, true},
    {"don't miss *", RES_LINE, 14, true},
    {"must read: *", RES_LINE, 24, false},
    {"must read|reads|watch", RES_LINE, 2, false},
    {"watch: *", RES_LINE, 30, false},
    {"listen: *", RES_LINE, 24, false},
    {"video: *", RES_LINE, 24, true},
    {"photos: *", RES_LINE, 24, true},
    {"in pictures|photos *", RES_LINE, 12, true},
    {"gallery: *", RES_LINE, 20, true},
    {"watch|listen live|now *", RES_LINE, 6, true},
    {"watch|listen to|the * video|podcast|below *", RES_LINE, 10, false},
    {"next|previous article|story|post|page *", RES_LINE, 24, true},
    {"next|previous|back|home|menu|search|close|top|more", RES_LINE, 1, false},
    {"back to top|home|news *", RES_LINE, 4, false},
    {"skip to|ad|advertisement *", RES_LINE, 5, false},
    {"go to * homepage|page|site", RES_LINE, 6, false},
    {"you are here *", RES_LINE, 10, true},
    /* WHY: the same as headings of a list of links, which goes with them */
    {"related|recommended|similar|suggested|other|more stories|articles|news|posts|content|topics|coverage|links|items|reading|headlines|videos *", RES_LIST, 4,
     true},
    {"related|recommended|trending|popular", RES_LIST, 1, false},
    {"recommended|selected for you", RES_LIST, 4, false},
    {"you may|might|will|could also like|be|enjoy *", RES_LIST, 8, false},
    {"more|latest|also from|in *", RES_LIST, 6, true},
    {"most popular|read|viewed|shared|commented|recent *", RES_LIST, 4, true},
    {"trending now|today|stories|news|topics *", RES_LIST, 3, false},
    {"top|latest|recent|popular stories|news|headlines|posts|articles|videos|comments *", RES_LIST, 3, true},
    {"editor's|editors|editors' picks|pick|choice *", RES_LIST, 4, false},
    {"what to read next", RES_LIST, 4, false},
    {"more on this story|topic *", RES_LIST, 5, false},
    {"around|from the web", RES_LIST, 3, false},
    {"sponsored|promoted|paid content|stories|links|post *", RES_LIST, 5, false},
    {"read more from|in *", RES_LIST, 8, true},
    {"more stories|news|headlines *", RES_LIST, 6, true},

    /* WHY: advertising and what players and scripts show */
    {"advertisement|advertisements|advertising|ad|ads|sponsored|promoted", RES_LINE, 1, false},
    {"advertisement scroll|continue|article *", RES_LINE, 8, false},
    {"story|article continues below|after *", RES_LINE, 8, false},
    {"continue|continues reading|below after|below *", RES_LINE, 8, false},
    {"scroll down|to continue|for *", RES_LINE, 10, false},
    {"loading *", RES_LINE, 3, false},
    {"please wait *", RES_LINE, 4, false},
    {"play|pause|mute|unmute|replay|fullscreen|autoplay", RES_LINE, 1, false},
    {"video player|unavailable|playback *", RES_LINE, 6, false},
    {"media caption *", RES_LINE, 40, false},
    {"image caption|copyright|source|credit *", RES_LINE, 40, false},
    {"your browser does not support *", RES_LINE, 14, false},
    {"please enable|turn on|javascript *", RES_LINE, 16, false},
    {"enable javascript *", RES_LINE, 14, false},
    {"javascript is *", RES_LINE, 16, false},
    {"recommended by *", RES_LINE, 4, true},

    /* WHY: rights and notices */
    {"copyright # *", RES_LINE, 40, false},
    {"copyright c *", RES_LINE, 40, false},
    {"copyright by *", RES_LINE, 10, true},
    {"c # * reserved|ltd|inc|llc|limited|press|media *", RES_LINE, 40, false},
    {"(c) # *", RES_LINE, 40, false},
    {"(c) *", RES_LINE, 6, true},
    {"all rights reserved *", RES_LINE, 30, false},
    {"* all rights reserved", RES_LINE, 50, false},
    {"* rights reserved * may not be *", RES_LINE, 70, false},
    {"this material may not be *", RES_LINE, 40, false},
    {"no part of this *", RES_LINE, 60, false},
    {"terms of use|service *", RES_LINE, 10, true},
    {"terms and|& conditions *", RES_LINE, 10, true},
    {"privacy policy|notice *", RES_LINE, 10, true},
    {"privacy * terms *", RES_LINE, 8, true},
    {"contact|about us *", RES_LINE, 6, true},
    {"cookie|cookies policy|settings|preferences|notice *", RES_LINE, 6, false},
    {"we use cookies *", RES_LINE, 80, false},
    {"we and our partners *", RES_LINE, 80, false},
    {"this|our site|website|page uses|use cookies *", RES_LINE, 80, false},
    {"by continuing|using * cookies *", RES_LINE, 80, false},
    {"by using this|our site|website|service *", RES_LINE, 60, false},
    {"we|our * updated * privacy|cookie policy *", RES_LINE, 40, false},
    {"accept|reject|allow all|cookies *", RES_LINE, 4, false},
    {"accept|agree|decline|dismiss|ok", RES_LINE, 1, false},
    {"i accept|agree *", RES_LINE, 3, true},
    {"manage cookies|preferences|consent|options *", RES_LINE, 4, false},

    /* WHY: times, pictures, credits, labels */
    {"# min|mins|minute|minutes read *", RES_LINE, 6, true},
    {"#-minute|#-min read *", RES_LINE, 5, true},
    {"reading|read time *", RES_LINE, 6, true},
    {"estimated read|reading *", RES_LINE, 8, true},
    {"updated|published|posted|modified # *", RES_LINE, 10, true},
    {"last|first updated|published|modified|edited *", RES_LINE, 12, true},
    {"updated|published|posted|modified|created on|at|by|in *", RES_LINE, 12, true},
    {"updated:|published:|posted:|modified: *", RES_LINE, 12, true},
    {"updated|published|posted monday|tuesday|wednesday|thursday|friday|saturday|sunday|jan|feb|mar|apr|may|june|july|aug|sept|sep|oct|nov|dec *", RES_LINE, 10,
     true},
    {"# minutes|mins|hours|hour|hrs|days|day|weeks ago *", RES_LINE, 5, true},
    {"updated|published|posted * ago", RES_LINE, 6, true},
    {"photo|photos|photograph|picture|image|images: *", RES_LINE, 30, false},
    {"photo|image|picture|photos by|credit|courtesy|via *", RES_LINE, 14, true},
    {"file photo|image|picture *", RES_LINE, 16, true},
    {"representational|representative|representation image|photo|picture *", RES_LINE, 8, false},
    {"getty|afp|reuters|ap|epa images|photo|file *", RES_LINE, 5, true},
    {"reporting by * editing|writing|reporting by *", RES_LINE, 80, false},
    {"reporting|editing|writing by *", RES_LINE, 10, true},
    {"additional|with reporting by|from *", RES_LINE, 40, false},
    {"with input|inputs|agency|agencies *", RES_LINE, 10, true},
    {"* contributed to this|the report|story|article", RES_LINE, 50, false},
    {"source|sources: *", RES_LINE, 4, true},
    {"our standards: *", RES_LINE, 12, false},
    {"tags|topics|categories|category|keywords|labels|tag|topic: *", RES_LINE, 50, true},
    {"tags|topics|categories|tagged", RES_LINE, 1, false},
    {"filed under *", RES_LINE, 14, true},
    {"posted in *", RES_LINE, 14, true},
    {"about the author|authors|writer *", RES_LINE, 6, false},
    {"this article|story|post|piece was|is|has|appeared originally|first|also|been published|appeared|updated|republished|in *", RES_LINE, 40, false},
    {"originally published|appeared *", RES_LINE, 30, false},
    {"a version of this article *", RES_LINE, 40, false},
    {"print|printer version|friendly *", RES_LINE, 4, false},
    {"font size *", RES_LINE, 5, true},
    {"text size *", RES_LINE, 5, true},
    {"what do you think *", RES_LINE, 6, false},
    {"got a|something|any * story|tip|news|say *", RES_LINE, 14, false},
    {"do you have a * story|tip|information *", RES_LINE, 20, false},
    {"have a|any * tip|story|question|questions *", RES_LINE, 14, false},
    {"report an|a error|typo|mistake|problem *", RES_LINE, 6, true},
    {"was this article helpful *", RES_LINE, 6, false},
};

typedef struct {
    str word[WORDS_MAX]; /* folded, without punctuation around it; a colon behind it stays */
    uint32_t n;
    char fold[LINE_MAX];
} words;

static bool trimmed(char c) { return c != ':' && c != '#' && c != '&' && c != '+' && !ascii_lower(c) && !ascii_digit(c) && (unsigned char)c < 0x80; }

/* False if the line is empty or longer than any residue. */
static bool split(str line, words *w)
{
    if (line.n == 0 || line.n > LINE_MAX)
        return false;
    size_t n = text_fold(line.p, line.n, w->fold, sizeof w->fold);
    if (n == SIZE_MAX)
        return false;
    w->n = 0;
    for (size_t i = 0; i < n;) {
        size_t from = i;
        while (i < n && (unsigned char)w->fold[i] > 0x20)
            i++;
        size_t to = i++;
        bool copyright = to - from >= 2 && memcmp(w->fold + from, "\u00A9", 2) == 0;
        if (copyright && w->n < WORDS_MAX) { /* one sign for all: "(c)" */
            w->word[w->n++] = STR("(c)");
            from += 2;
        }
        if (to - from == 3 && memcmp(w->fold + from, "(c)", 3) == 0) {
            if (w->n < WORDS_MAX)
                w->word[w->n++] = STR("(c)");
            continue;
        }
        while (from < to && trimmed(w->fold[from]))
            from++;
        while (to > from && trimmed(w->fold[to - 1]))
            to--;
        while (to - from >= 3 && (memcmp(w->fold + to - 3, "\u2026", 3) == 0 || memcmp(w->fold + to - 3, "\u2192", 3) == 0))
            to -= 3;
        if (to == from || (to - from == 1 && w->fold[from] == ':') || (unsigned char)w->fold[from] == 0xE2)
            continue;
        if (w->n == WORDS_MAX)
            return false;
        w->word[w->n++] = str_of(w->fold + from, to - from);
    }
    return true;
}

/* One alternative of n bytes against a word. */
static bool alternative(const char *p, size_t n, str w, bool colon)
{
    bool has = w.n > 0 && w.p[w.n - 1] == ':';
    if (colon && !has)
        return false;
    if (has)
        w.n--;
    if (n > 0 && p[0] == '#') {
        if (w.n == 0 || !ascii_digit(w.p[0]))
            return false;
        return n == 1 || (w.n >= n - 1 && memcmp(w.p + w.n - (n - 1), p + 1, n - 1) == 0);
    }
    return w.n == n && memcmp(w.p, p, n) == 0;
}

/* One element of a pattern (p to end) against a word; a colon at its end counts for all alternatives. */
static bool element(const char *p, const char *end, str w)
{
    bool colon = end > p && end[-1] == ':';
    if (colon)
        end--;
    while (p <= end) {
        const char *bar = p;
        while (bar < end && *bar != '|')
            bar++;
        size_t n = (size_t)(bar - p);
        if (alternative(p, n > 0 && p[n - 1] == ':' ? n - 1 : n, w, colon || (n > 0 && p[n - 1] == ':')))
            return true;
        p = bar + 1;
    }
    return false;
}

/* Can a line whose first word begins with c fit? Most rules are told apart here, without comparing words. */
static bool may_begin(const char *p, char c)
{
    for (bool fresh = true; *p != ' ' && *p != '\0'; fresh = *p++ == '|')
        if (fresh && (*p == c || *p == '#' || *p == '*'))
            return true;
    return false;
}

/* Greedy matching with one way back, the last *, as for file names. */
static bool fits(const char *pattern, const words *w)
{
    const char *p = pattern, *star = NULL;
    uint32_t i = 0, star_i = 0;
    while (i < w->n || *p != '\0') {
        const char *end = p;
        while (*end != '\0' && *end != ' ')
            end++;
        const char *next = *end == ' ' ? end + 1 : end;
        if (*p == '*') {
            star = p = next;
            star_i = i;
            if (*p == '\0')
                return true;
        } else if (i < w->n && *p != '\0' && element(p, end, w->word[i])) {
            p = next;
            i++;
        } else if (star != NULL && star_i < w->n) {
            p = star;
            i = ++star_i;
        } else {
            return false;
        }
    }
    return true;
}

/* ---- lines that are recognised by all their words ---- */

static bool in_list(const char *const *list, size_t n, str w)
{
    if (w.n > 0 && w.p[w.n - 1] == ':')
        w.n--;
    for (size_t k = 0; k < n; k++)
        if (str_is(w, list[k]))
            return true;
    return false;
}

/* "Facebook Twitter WhatsApp Email" */
static bool is_share_bar(const words *w)
{
    static const char *const platforms[] = {"facebook",  "twitter", "linkedin",  "whatsapp", "pinterest", "telegram", "reddit", "messenger",
                                            "instagram", "youtube", "flipboard", "tumblr",   "viber",     "vk",       "tiktok"};
    static const char *const around[] = {"share", "tweet",   "email",  "e-mail", "print", "copy", "link",   "pin", "it",
                                         "more",  "save",    "on",     "via",    "this",  "to",   "follow", "us",  "like",
                                         "x",     "google+", "google", "and",    "mail",  "sms",  "rss",    "url", "post"};
    uint32_t hits = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        if (in_list(platforms, LEN(platforms), w->word[i]))
            hits++;
        else if (!in_list(around, LEN(around), w->word[i]))
            return false;
    }
    return hits > 0 || (w->n >= 2 && w->n <= 6 && in_list(around, 6, w->word[0]) && in_list(around, 6, w->word[w->n - 1]));
}

/* "Reuters", "Associated Press", "BBC News", "By our correspondent", "Agencies" */
static bool is_agency(const words *w)
{
    static const char *const agencies[] = {"reuters", "ap",      "afp",      "associated",    "france-presse", "agencies", "xinhua",   "ians",    "ani",
                                           "pti",     "tass",    "interfax", "bbc",           "cnn",           "voa",      "upi",      "jazeera", "dpa",
                                           "efe",     "anadolu", "staff",    "correspondent", "reporter",      "bureau",   "newsroom", "desk"};
    static const char *const around[] = {"press", "agence", "agency",  "news",       "service", "web",    "report",        "writer", "special", "al",
                                         "by",    "our",    "the",     "wire",       "and",     "online", "international", "with",   "from",    "world",
                                         "own",   "africa", "thomson", "foundation", "staff",   "/"};
    bool hit = false;
    for (uint32_t i = 0; i < w->n; i++) {
        if (in_list(agencies, LEN(agencies), w->word[i]))
            hit = true;
        else if (!in_list(around, LEN(around), w->word[i]))
            return false;
    }
    return hit && w->n <= 8;
}

/* "By Jane Doe and John Roe, Reuters | 12 June": capitals and little words only, and no stop. */
static bool is_byline(str line)
{
    static const char *const small[] = {"and", "in", "of", "the", "for", "with", "at", "on", "de",     "van",    "von",    "al",    "bin",
                                        "el",  "la", "da", "di",  "&",   "|",    "-",  "/",  "\u2013", "\u2014", "\u2022", "\u00B7"};
    uint32_t capitals = 0, count = 0;
    if (!(str_starts(line, "By ") || str_starts(line, "BY ") || str_starts(line, "by ")) || strchr(".?!:", line.p[line.n - 1]) != NULL)
        return false;
    for (size_t i = 3; i < line.n;) {
        size_t from = i;
        while (i < line.n && (unsigned char)line.p[i] > 0x20)
            i++;
        str w = str_of(line.p + from, i - from);
        i++;
        while (w.n > 0 && strchr(",;()", w.p[w.n - 1]) != NULL)
            w.n--;
        if (w.n == 0)
            continue;
        uint32_t len, cp = utf8_next(w.p, w.n, &len);
        if (cp != UTF8_BAD && uc_props(cp) & UC_UPPER)
            capitals++;
        else if (!ascii_digit(w.p[0]) && w.p[0] != '@' && !in_list(small, LEN(small), w) && memchr(w.p, '@', w.n) == NULL)
            return false;
        if (++count > 16)
            return false;
    }
    return capitals >= 2;
}

residue_kind residue_of(str line)
{
    words w;
    if (!split(line, &w))
        return RES_NONE;
    if (w.n == 0)
        return RES_LINE; /* nothing but signs */
    char last = line.p[line.n - 1];
    bool stop = last == '.' || last == '!' || last == '?' || last == '"' || str_ends(line, "\u201D");
    for (size_t k = 0; k < LEN(rules); k++)
        if (w.n <= rules[k].most && may_begin(rules[k].pattern, w.word[0].p[0]) && !(rules[k].open && stop && w.n > 4 && !str_ends(line, "...")) &&
            fits(rules[k].pattern, &w))
            return (residue_kind)rules[k].kind;
    return is_share_bar(&w) || (!stop && is_agency(&w)) || is_byline(line) ? RES_LINE : RES_NONE;
}

bool residue_line(str line) { return residue_of(line) != RES_NONE; }

size_t residue_tail(str block)
{
    static const char *const credits[] = {"reporting by", "additional reporting", "writing by", "editing by",     "edited by",   "compiled by",
                                          "with inputs",  "with input from",      "with agenc", "with reporting", "reported by", "translated by"};
    size_t n = block.n;
    if (n < 2 || block.p[n - 1] != ')')
        return n;
    size_t open = n;
    while (open > 0 && n - open < LINE_MAX && block.p[open - 1] != '(')
        open--;
    if (open == 0 || block.p[open - 1] != '(')
        return n;
    for (size_t k = 0; k < LEN(credits); k++) {
        size_t len = strlen(credits[k]);
        if (n - open > len && str_ieq(str_of(block.p + open, len), str_of(credits[k], len))) {
            n = open - 1;
            while (n > 0 && (unsigned char)block.p[n - 1] <= 0x20)
                n--;
            return n;
        }
    }
    return n;
}
