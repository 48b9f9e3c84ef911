/* excerpt.h - floor 5: text for people: sentences with marked words, wrapped to a width, safe for a terminal. */
#ifndef CASUS_EXCERPT_H
#define CASUS_EXCERPT_H

#include "base/base.h"

/* ---- pen: words into lines ---- */
typedef struct {
    buf *out;
    int width;  /* columns; 0: one line */
    int indent; /* of the lines after the first */
    int col;    /* columns written on this line */
    int word;   /* columns of the word that is being put together */
    bool space; /* one is due before it */
    buf w;      /* that word */
} pen;
void pen_init(pen *p, buf *out, int width, int indent, int col);
void pen_text(pen *p, const char *s, size_t n); /* spaces separate words; control characters become U+FFFD */
void pen_raw(pen *p, const char *z);            /* no width: colour codes */
void pen_space(pen *p);                         /* ends the word */
void pen_end(pen *p);                           /* writes the last word; no line end */

/* Columns that a text takes: combining marks none, wide letters two. */
int text_columns(const char *s, size_t n);
/* Shown as U+FFFD: control characters, and those that turn the direction of the text around. */
bool text_is_control(uint32_t cp);

/* ---- sentences ---- */
typedef struct {
    uint32_t start, end;        /* source bytes; tokens that overlap are marked */
    const char *before, *after; /* "[", "]", or a colour and its end */
} mark;

/* The sentence as its tokens say it (markup of the page is gone), with marks that do not overlap; of overlapping ones the first stands. */
void excerpt_put(pen *p, const casus_doc *doc, uint32_t sentence, const mark *m, size_t n);
/* The same without marks as one line into out. */
void excerpt_plain(buf *out, const casus_doc *doc, uint32_t sentence);

#define COLOUR_BOLD "\033[1m"
#define COLOUR_DIM "\033[2m"
#define COLOUR_RED "\033[1;31m"
#define COLOUR_GREEN "\033[32m"
#define COLOUR_BLUE "\033[34m"
#define COLOUR_CYAN "\033[36m"
#define COLOUR_YELLOW "\033[33m"
#define COLOUR_END "\033[0m"

#endif
