/*
 * page.h - inner interfaces of body_read(): the sink that text is written to, raw blocks, and the parts that make and judge them.
 *
 * html.c (or plain text in body.c) writes every piece of text once into a page_sink, with the source offset of each byte, and notes
 * where each block lies and why it may not belong to the article. pick.c chooses the blocks of a web page, residue.c knows the lines that
 * are left over from web pages, body.c closes the gaps.
 */
#ifndef CASUS_PAGE_H
#define CASUS_PAGE_H

#include "text/text.h"

#define BLOCKS_MAX CASUS_MAX_INPUT

/* Why a block may not belong to the article. */
enum { WHY_HARD = 1, WHY_NAV = 2, WHY_CLASS = 4, WHY_FORM = 8, WHY_HEADER = 16, WHY_COMMENT = 32 };

typedef enum { RAW_TEXT, RAW_TITLE, RAW_H1, RAW_HEADING, RAW_ITEM, RAW_CELL } raw_kind;

typedef struct {
    uint32_t start, end; /* bytes in the sink */
    uint32_t links;      /* bytes of it inside links */
    uint32_t article;    /* 1-based number of the outermost <article> around it, 0: none */
    uint8_t why;         /* WHY_ bits */
    uint8_t kind;        /* raw_kind */
    bool main;           /* inside <main> or itemprop=articleBody */
    bool keep;
} raw_block;

typedef struct {
    arena *a;
    char *text;
    uint32_t *src; /* per byte of text */
    uint32_t n, cap;
    uint32_t open;    /* where the block that is being written begins */
    uint32_t end_src; /* source offset behind the last character */
    uint32_t links;   /* bytes inside links in that block */
    bool space;       /* a space is due before the next character */
    VEC(raw_block) block;
    casus_date date;   /* the best date the page names so far */
    uint8_t date_rank; /* 4: published, in metadata; 3: <time> marked as such; 2: any <time>; 1: a line of text; 0: none */
} page_sink;

/* ---- body.c ---- */
void sink_put(page_sink *s, const char *p, uint32_t len, uint32_t at, uint32_t src_len); /* one character from source offset `at` */
void sink_bytes(page_sink *s, const char *p, uint32_t from, uint32_t to);                /* p is the source; spaces are collapsed */
raw_block *sink_end(page_sink *s);                                                       /* ends the block; NULL if it is empty */

/* ---- html.c, pick.c, entities.c ---- */
void html_read(page_sink *s, const char *p, uint32_t n);
uint8_t html_class_why(str names);                             /* what an id or class attribute says */
void pick_blocks(page_sink *s);                                /* sets `keep` */
uint32_t entity_decode(const char *p, size_t n, uint32_t *cp); /* p[0] is '&'; bytes read, 0: no entity */
uint32_t windows_1252(uint32_t byte);

/* ---- residue.c ---- */
typedef enum {
    RES_NONE,
    RES_LINE, /* drop this line */
    RES_LIST, /* drop it and the short lines behind it: "Related stories" */
    RES_TAIL  /* drop it and all that follows: "Leave a Reply" */
} residue_kind;
residue_kind residue_of(str line);
size_t residue_tail(str block); /* length of the block without its credits: "(Reporting by ...)" */

/* ---- pagedate.c ---- */
casus_date date_iso(str s);     /* "2021-08-23..." or "20210823"; year 0: none */
casus_date date_line(str line); /* a line that is nothing but a date and time, with "Published on", "Updated" and the like */
void date_offer(page_sink *s, casus_date d, uint8_t rank);

#endif
