/*
 * audit.c - `casus audit`: how much of what was coded is right, by asking somebody.
 *
 * In: a file of records, the articles, single keys. Out: a file of answers, one JSON object a line, which is appended to at every key; and a report.
 * A run that was ended, by q, Ctrl-C or a power cut, goes on where it was. Questions are talk and go to standard error.
 */
#include "cli/audit.h"
#include "store/excerpt.h"

#include <errno.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#define ANSWERS_BYTES_MAX ((size_t)256 << 20)
#define TEXT_MAX ((size_t)1 << 24)
#define MARKS_MAX 64u
#define SAMPLE_DEFAULT 100u
#define SEED_DEFAULT 1u
#define FORMAT "casus audit 1"

static const char help[] = "casus audit - how much of it is right? a sample, your judgement, and what follows\n"
                           "\n"
                           "  casus audit records.jsonl articles/*.txt               asks; run it again to go on\n"
                           "  casus audit -n 200 --by country records.jsonl *.txt    as many events of each country, as far as there are\n"
                           "  casus audit --report records.jsonl                     precision so far, with 95 % intervals\n"
                           "\n"
                           "The first file is what `casus code --format jsonl` wrote, the others are the articles that it was coded from.\n"
                           "For every event of the sample you see its sentences and say of each field: y right, n wrong, d don't know,\n"
                           "a all the rest is right, x there is no such event, s skip the event; u takes back, q quits, h shows the keys.\n"
                           "What a record leaves open is not asked: this measures precision.\n"
                           "\n"
                           "  -n, --sample N             events to draw, 1 to 100000; default: 100\n"
                           "      --seed N               another N draws another sample; default: 1\n"
                           "      --by FIELD             strata: event, realis, cameo, quad, country, month or all; default: event\n"
                           "  -o, --output FILE          the answers; default: the name of the records with .audit.jsonl behind it\n"
                           "      --report               asks nothing\n"
                           "      --json                 the report for machines\n"
                           "      --data FILE            another data file than the one inside the program\n"
                           "  -h, --help                 this text\n"
                           "\n"
                           "Exit status: 0 every question is answered, 1 some are open, 2 an error.\n";

static const char keys[] = "    y right   n wrong   d don't know   a all the rest is right   x no such event   s skip   u undo   q quit   h keys\n";

/* Answers that one key gave: u takes all of them back. */
typedef struct {
    size_t event;
    int field, press;
} step;

typedef struct {
    const options *o;
    audit a;
    char *path; /* of the answers */
    FILE *file;
    uint32_t seed, sample;
    const char *by;
    char *by_read; /* owned */
    step *done;    /* n_done of them, room for all */
    size_t n_done;
    int press;
    bool raw; /* the terminal gives single keys; `before` is how it was */
    struct termios before;
} desk;

/* ---- the file of answers ---- */

static bool out_of_memory(void)
{
    complain(NULL, "out of memory");
    return false;
}

static bool complain_of(const char *path, size_t line, const char *why)
{
    char where[PROBLEM_MAX];
    snprintf(where, sizeof where, "%.150s:%zu", path, line);
    complain(where, why);
    return false;
}

static bool write_line(desk *d, const buf *line)
{
    errno = 0;
    bool ok = !line->failed && fwrite(line->p, 1, line->n, d->file) == line->n && fflush(d->file) == 0;
    if (!ok)
        complain(d->path, errno ? strerror(errno) : "out of memory");
    return ok;
}

static void put_pair(json *j, const char *key, const char *value)
{
    jw_key(j, key);
    jw_strz(j, value);
}

static bool write_head(desk *d)
{
    buf line;
    json j;
    char checksum[20];
    buf_init(&line, NULL, TEXT_MAX);
    jw_init(&j, &line);
    snprintf(checksum, sizeof checksum, "%016llx", (unsigned long long)d->a.checksum);
    jw_object(&j);
    put_pair(&j, "format", FORMAT);
    put_pair(&j, "records", checksum);
    put_pair(&j, "coder", d->a.coder);
    jw_key(&j, "seed");
    jw_int(&j, d->seed);
    jw_key(&j, "sample");
    jw_int(&j, d->sample);
    put_pair(&j, "by", d->by);
    jw_object_end(&j);
    buf_char(&line, '\n');
    bool ok = write_line(d, &line);
    buf_release(&line);
    return ok;
}

static bool write_answer(desk *d, const step *s)
{
    buf line;
    json j;
    const audit_event *e = &d->a.event[s->event];
    buf_init(&line, NULL, TEXT_MAX);
    jw_init(&j, &line);
    jw_object(&j);
    put_pair(&j, "id", e->id);
    put_pair(&j, "field", audit_field_name((audit_field)s->field));
    put_pair(&j, "answer", audit_answer_name((audit_answer)e->answer[s->field]));
    put_pair(&j, "says", e->field[s->field]);
    jw_object_end(&j);
    buf_char(&line, '\n');
    bool ok = write_line(d, &line);
    buf_release(&line);
    return ok;
}

static bool write_undo(desk *d, size_t n)
{
    char text[48];
    buf line;
    buf_init(&line, NULL, TEXT_MAX);
    snprintf(text, sizeof text, "{\"undo\":%zu}\n", n);
    buf_str(&line, text);
    bool ok = write_line(d, &line);
    buf_release(&line);
    return ok;
}

/* What the first line says about the sample; what the options say must agree. */
static bool read_head(desk *d, const json_t *head)
{
    const char *format = json_string_value(json_object_get(head, "format")), *by = json_string_value(json_object_get(head, "by"));
    json_int_t seed = json_integer_value(json_object_get(head, "seed")), sample = json_integer_value(json_object_get(head, "sample"));
    bool known = false;
    for (size_t i = 0; i < n_audit_by; i++)
        known = known || (by != NULL && strcmp(by, audit_by[i]) == 0);
    if (format == NULL || strcmp(format, FORMAT) != 0 || !known || seed < 0 || seed > UINT32_MAX || sample < 1 || sample > UINT32_MAX)
        return complain_of(d->path, 1, "this is no file of answers; give another one with -o");
    bool other = (d->o->seed >= 0 && d->o->seed != seed) || (d->o->sample && d->o->sample != sample) || (d->o->by && strcmp(d->o->by, by) != 0);
    if (other)
        return complain_of(d->path, 1, "these answers belong to another sample; leave --seed, --sample and --by out to go on with it, or give another -o");
    d->seed = (uint32_t)seed;
    d->sample = (uint32_t)sample;
    d->by = d->by_read = strdup(by);
    return d->by != NULL || out_of_memory();
}

static audit_event *event_of(audit *a, const char *id)
{
    for (size_t i = 0; i < a->n_event; i++)
        if (id != NULL && strcmp(a->event[i].id, id) == 0)
            return &a->event[i];
    return NULL;
}

/* The number of a name, or -1. */
static int number_of(const char *name, const char *(*name_of)(int), int n)
{
    for (int i = 0; i < n; i++)
        if (name != NULL && strcmp(name, name_of(i)) == 0)
            return i;
    return -1;
}

static const char *field_name(int i) { return audit_field_name((audit_field)i); }
static const char *answer_name(int i) { return audit_answer_name((audit_answer)i); }

static bool take_back(desk *d, size_t n)
{
    for (; n > 0 && d->n_done > 0; n--) {
        const step *s = &d->done[--d->n_done];
        d->a.event[s->event].answer[s->field] = ANSWER_NONE;
    }
    return n == 0;
}

static bool read_answer(desk *d, const json_t *r)
{
    const json_t *undo = json_object_get(r, "undo");
    if (json_is_integer(undo))
        return json_integer_value(undo) > 0 && take_back(d, (size_t)json_integer_value(undo));
    audit_event *e = event_of(&d->a, json_string_value(json_object_get(r, "id")));
    int field = number_of(json_string_value(json_object_get(r, "field")), field_name, FIELDS);
    int answer = number_of(json_string_value(json_object_get(r, "answer")), answer_name, ANSWERS);
    if (e == NULL || field < 0 || answer <= ANSWER_NONE || e->field[field] == NULL || e->answer[field] != ANSWER_NONE)
        return false;
    e->answer[field] = (uint8_t)answer;
    d->done[d->n_done++] = (step){(size_t)(e - d->a.event), field, ++d->press};
    return true;
}

/* The next line of the file that is whole; a last one without its end was cut off. */
static bool next_line(const char *bytes, size_t n, size_t *at, str *line)
{
    const char *end = *at < n ? memchr(bytes + *at, '\n', n - *at) : NULL;
    if (end == NULL)
        return false;
    *line = str_of(bytes + *at, (size_t)(end - (bytes + *at)));
    *at += line->n + 1;
    return true;
}

static bool read_answers(desk *d, const char *bytes, size_t n)
{
    size_t at = 0, number = 1;
    str line = {0};
    char checksum[20];
    next_line(bytes, n, &at, &line);
    json_t *head = json_loadb(line.p, line.n, 0, NULL);
    const char *was = json_string_value(json_object_get(head, "records"));
    snprintf(checksum, sizeof checksum, "%016llx", (unsigned long long)d->a.checksum);
    bool ok = was != NULL && strcmp(was, checksum) == 0;
    if (!ok)
        complain_of(d->path, 1, "the records are not those of these answers; give another -o");
    json_decref(head);
    while (ok && next_line(bytes, n, &at, &line)) {
        json_t *r = json_loadb(line.p, line.n, 0, NULL);
        number++;
        ok = read_answer(d, r) || complain_of(d->path, number, "no answer to a question of this sample");
        json_decref(r);
    }
    return ok;
}

/* Reads what was answered before, draws the sample, and opens the file to go on. */
static bool open_desk(desk *d)
{
    char *bytes = NULL, problem[PROBLEM_MAX];
    size_t n = 0, whole = 0;
    str line = {0};
    bool old = access(d->path, F_OK) == 0, ok = !old || source_read(d->path, ANSWERS_BYTES_MAX, &bytes, &n, problem);
    if (!ok)
        complain(d->path, problem);
    while (ok && next_line(bytes, n, &whole, &line))
        ;
    if (ok && whole > 0) {
        size_t at = 0;
        next_line(bytes, n, &at, &line);
        json_t *head = json_loadb(line.p, line.n, 0, NULL);
        ok = read_head(d, head);
        json_decref(head);
    } else if (ok && n > 0) {
        ok = complain_of(d->path, 1, "this is no file of answers; give another one with -o");
    }
    ok = ok && audit_draw(&d->a, d->o->file[0], d->seed, d->sample, d->by);
    d->done = ok ? calloc(d->a.n_event * FIELDS + 1, sizeof *d->done) : NULL;
    if (ok && d->done == NULL)
        ok = out_of_memory();
    ok = ok && (whole == 0 || read_answers(d, bytes, whole));
    free(bytes);
    if (!ok || d->o->report)
        return ok;
    d->file = fopen(d->path, "ab");
    if (d->file == NULL || (n > whole && ftruncate(fileno(d->file), (off_t)whole) != 0)) {
        complain(d->path, strerror(errno));
        return false;
    }
    return whole > 0 || write_head(d);
}

/* ---- excerpts ---- */

static bool span_of(const json_t *o, uint32_t *start, uint32_t *end)
{
    json_int_t s = json_integer_value(json_object_get(o, "start")), e = json_integer_value(json_object_get(o, "end"));
    if (s < 0 || e <= s || e > UINT32_MAX)
        return false;
    *start = (uint32_t)s;
    *end = (uint32_t)e;
    return true;
}

static size_t add_mark(mark *m, size_t n, const json_t *o, const char *colour, const char *name, bool in_colour)
{
    if (n < MARKS_MAX && span_of(o, &m[n].start, &m[n].end)) {
        m[n].before = in_colour ? colour : name;
        m[n].after = in_colour ? COLOUR_END : "]";
        n++;
    }
    return n;
}

static size_t marks_of(const json_t *r, mark *m, bool colour)
{
    size_t i, n = add_mark(m, 0, json_object_get(r, "trigger"), COLOUR_RED, "[event: ", colour);
    const json_t *x;
    json_array_foreach(json_object_get(r, "actor"), i, x) n = add_mark(m, n, x, COLOUR_GREEN, "[actor: ", colour);
    json_array_foreach(json_object_get(r, "recipient"), i, x) n = add_mark(m, n, x, COLOUR_BLUE, "[recipient: ", colour);
    n = add_mark(m, n, json_object_get(r, "event_loc"), COLOUR_CYAN, "[place: ", colour);
    return add_mark(m, n, json_object_get(r, "attributed_to"), COLOUR_BOLD, "[source: ", colour);
}

/* The sentences of its mentions, indented; false: the article is not the one that was coded. */
static bool put_excerpt(audit_event *e, const casus_doc *doc, int width, bool colour)
{
    mark m[MARKS_MAX];
    size_t n = marks_of(e->record, m, colour), n_sentence, i;
    const casus_sentence *s = casus_sentences(doc, &n_sentence);
    const json_t *x;
    buf out;
    bool ok = true;
    buf_init(&out, NULL, TEXT_MAX);
    json_array_foreach(json_object_get(e->record, "mentions"), i, x)
    {
        uint32_t start = 0, end = 0;
        size_t k = 0;
        bool given = span_of(x, &start, &end);
        while (k < n_sentence && (s[k].start != start || s[k].end != end))
            k++;
        ok = ok && given && k < n_sentence;
        if (!ok)
            break;
        pen p;
        buf_str(&out, "    ");
        pen_init(&p, &out, width, 4, 4);
        excerpt_put(&p, doc, (uint32_t)k, m, n);
        pen_end(&p);
        buf_char(&out, '\n');
    }
    free(e->excerpt);
    e->excerpt = ok && out.p != NULL ? strdup(out.p) : NULL;
    buf_release(&out);
    return e->excerpt != NULL;
}

static bool read_article(desk *d, casus_doc *doc, const article *art, bool colour)
{
    bool annotated = false;
    for (size_t i = 0; i < d->a.n_event; i++) {
        audit_event *e = &d->a.event[i];
        if (e->excerpt != NULL || art->id == NULL || strcmp(e->doc, art->id) != 0)
            continue;
        casus_options opt = {.id = art->id, .format = art->format, .any_language = true};
        casus_err err = {0};
        if (art->bytes == NULL || (!annotated && !casus_annotate(doc, art->bytes, art->n, &opt, &err))) {
            complain(art->where, art->bytes == NULL ? art->problem : err.msg);
            return false;
        }
        annotated = true;
        if (!put_excerpt(e, doc, terminal_width(), colour)) {
            complain(art->where, "this is not the text that was coded, or another version of casus coded it");
            return false;
        }
    }
    return true;
}

static bool read_articles(desk *d)
{
    session s;
    if (!session_open(&s, d->o->data, NULL))
        return false;
    casus_doc *doc = session_doc(&s);
    source src = {.path = d->o->file + 1, .n_path = d->o->n_file - 1};
    article art;
    bool ok = doc != NULL, colour = terminal_colour(NULL) && isatty(STDERR_FILENO);
    while (ok && source_next(&src, &art)) {
        ok = read_article(d, doc, &art, colour);
        article_release(&art);
    }
    for (size_t i = 0; ok && i < d->a.n_event; i++)
        if (d->a.event[i].excerpt == NULL) {
            char message[PROBLEM_MAX];
            snprintf(message, sizeof message, "the article %.120s is not among the files; name them behind the records", d->a.event[i].doc);
            complain(NULL, message);
            ok = false;
        }
    source_release(&src);
    casus_doc_free(doc);
    session_close(&s);
    return ok;
}

/* ---- asking ---- */

/* Single keys without echo; Ctrl-C is a key too, so that the terminal is always put back. */
static void terminal_raw(desk *d)
{
    if (!isatty(STDIN_FILENO) || tcgetattr(STDIN_FILENO, &d->before) != 0)
        return;
    struct termios now = d->before;
    now.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
    now.c_cc[VMIN] = 1;
    now.c_cc[VTIME] = 0;
    d->raw = tcsetattr(STDIN_FILENO, TCSAFLUSH, &now) == 0;
}

static void terminal_back(desk *d)
{
    if (d->raw)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &d->before);
    d->raw = false;
}

/* A key in small letters, or 'q' at the end. */
static char next_key(void)
{
    for (char c;;) {
        ssize_t n = read(STDIN_FILENO, &c, 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0 || c == 3 || c == 4)
            return 'q';
        if (c != '\n' && c != '\r' && c != ' ')
            return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
}

/* Words of an article: no control byte reaches the terminal. */
static void say(const char *text)
{
    buf out;
    pen p;
    buf_init(&out, NULL, TEXT_MAX);
    pen_init(&p, &out, 0, 0, 0);
    pen_text(&p, text, strlen(text));
    pen_end(&p);
    fputs(out.p != NULL ? out.p : "", stderr);
    buf_release(&out);
}

static size_t n_answered(const desk *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->a.n_event; i++)
        n += d->a.event[i].answer[FIELD_EVENT] != ANSWER_NONE;
    return n;
}

static void show_event(const desk *d, const audit_event *e)
{
    fprintf(stderr, "\n%zu of %zu   ", (size_t)(e - d->a.event) + 1, d->a.n_event);
    say(e->id);
    fprintf(stderr, "\n%s", e->excerpt);
}

/* The first question without an answer; false: there is none. */
static bool next_question(const desk *d, size_t *event, int *field)
{
    for (*event = 0; *event < d->a.n_event; ++*event)
        for (*field = 0; *field < FIELDS; ++*field)
            if (d->a.event[*event].field[*field] != NULL && d->a.event[*event].answer[*field] == ANSWER_NONE)
                return true;
    return false;
}

static bool answer(desk *d, size_t event, int field, audit_answer x)
{
    const step s = {event, field, d->press};
    d->a.event[event].answer[field] = (uint8_t)x;
    d->done[d->n_done++] = s;
    return write_answer(d, &s);
}

/* The open questions of an event from `field` on. */
static bool answer_rest(desk *d, size_t event, int field, audit_answer x)
{
    bool ok = true;
    for (; ok && field < FIELDS; field++)
        if (d->a.event[event].field[field] != NULL && d->a.event[event].answer[field] == ANSWER_NONE)
            ok = answer(d, event, field, x);
    return ok;
}

/* Takes back what the last key answered. */
static bool undo(desk *d)
{
    size_t n = 0;
    while (n < d->n_done && d->done[d->n_done - 1 - n].press == d->done[d->n_done - 1].press)
        n++;
    fputs(n ? "taken back\n" : "nothing to take back\n", stderr);
    return n == 0 || (take_back(d, n) && write_undo(d, n));
}

/* There is no such event: of its other fields nothing can be said. */
static bool no_event(desk *d, size_t event) { return answer(d, event, FIELD_EVENT, ANSWER_WRONG) && answer_rest(d, event, FIELD_EVENT, ANSWER_UNKNOWN); }

static bool ask_all(desk *d)
{
    size_t event, shown = SIZE_MAX;
    int field;
    fputs(keys, stderr);
    while (next_question(d, &event, &field)) {
        const audit_event *e = &d->a.event[event];
        if (event != shown)
            show_event(d, e);
        shown = event;
        fprintf(stderr, "  %-10s ", field_name(field));
        say(e->field[field]);
        fputs("  ? ", stderr);
        char key = next_key();
        bool ok = true;
        d->press++;
        switch (key) {
        case 'y':
            fputs("right\n", stderr);
            ok = answer(d, event, field, ANSWER_RIGHT);
            break;
        case 'n':
            fputs("wrong\n", stderr);
            ok = answer(d, event, field, ANSWER_WRONG);
            break;
        case 'd':
            fputs("don't know\n", stderr);
            ok = answer(d, event, field, ANSWER_UNKNOWN);
            break;
        case 'a':
            fputs("right, and the rest\n", stderr);
            ok = answer_rest(d, event, field, ANSWER_RIGHT);
            break;
        case 'x':
            fputs(field == FIELD_EVENT ? "no such event\n" : "take back what you said of the event first (u)\n", stderr);
            ok = field != FIELD_EVENT || no_event(d, event);
            break;
        case 's':
            fputs("skipped\n", stderr);
            ok = answer_rest(d, event, field, ANSWER_UNKNOWN);
            break;
        case 'u':
            ok = undo(d);
            shown = SIZE_MAX;
            break;
        case 'q':
            fputs("\n", stderr);
            return true;
        default:
            fputs("\n", stderr);
            fputs(keys, stderr);
            break;
        }
        if (!ok)
            return false;
    }
    return true;
}

/* ---- the command ---- */

static bool report(const desk *d)
{
    buf out;
    output to;
    buf_init(&out, NULL, TEXT_MAX);
    audit_report(&out, &d->a, d->o->json);
    bool ok = !out.failed || out_of_memory();
    ok = ok && output_open(&to, NULL) && output_write(&to, out.p, out.n);
    ok = ok && output_close(&to);
    buf_release(&out);
    return ok;
}

static bool ask(desk *d)
{
    if (!read_articles(d))
        return false;
    terminal_raw(d);
    bool ok = ask_all(d);
    terminal_back(d);
    fprintf(stderr, "%zu of %zu events judged; the answers are in ", n_answered(d), d->a.n_event);
    say(d->path);
    fputs("\n", stderr);
    return ok;
}

/* A field of --by that exists, the files that asking needs. */
static bool fits(const options *o)
{
    bool known = o->by == NULL;
    for (size_t i = 0; i < n_audit_by; i++)
        known = known || strcmp(o->by, audit_by[i]) == 0;
    if (!known)
        complain(NULL, "--by: give event, realis, cameo, quad, country, month or all");
    else if (!o->report && o->n_file < 2)
        complain(NULL, "give the articles behind the records, or --report (casus audit --help)");
    for (size_t i = 0; i < o->n_file; i++)
        if (strcmp(o->file[i], "-") == 0) {
            complain(NULL, "standard input is for the keys; name files");
            return false;
        }
    return known && (o->report || o->n_file >= 2);
}

static int run(const options *o)
{
    desk d = {.o = o, .seed = o->seed >= 0 ? (uint32_t)o->seed : SEED_DEFAULT, .sample = o->sample ? o->sample : SAMPLE_DEFAULT, .by = o->by ? o->by : "event"};
    if (!fits(o))
        return EXIT_ERROR;
    size_t n = strlen(o->file[0]), event;
    int field;
    d.path = malloc(n + sizeof ".audit.jsonl" + (o->out != NULL ? strlen(o->out) : 0));
    if (d.path == NULL) {
        out_of_memory();
        return EXIT_ERROR;
    }
    if (o->out != NULL)
        memcpy(d.path, o->out, strlen(o->out) + 1);
    else
        sprintf(d.path, "%.*s.audit.jsonl", (int)(str_ends(str_z(o->file[0]), ".jsonl") ? n - 6 : n), o->file[0]);
    bool ok = open_desk(&d) && (o->report || ask(&d)) && report(&d);
    bool open_question = ok && next_question(&d, &event, &field);
    if (d.file != NULL && fclose(d.file) != 0 && ok) {
        complain(d.path, strerror(errno));
        ok = false;
    }
    audit_release(&d.a);
    free(d.by_read);
    free(d.done);
    free(d.path);
    return !ok ? EXIT_ERROR : open_question ? EXIT_NOTHING : EXIT_DONE;
}

const command command_audit = {
    .name = "audit",
    .run = run,
    .allowed = OPT_OUT | OPT_DATA | OPT_JSON | OPT_SEED | OPT_SAMPLE | OPT_BY | OPT_REPORT,
    .help = help,
};
