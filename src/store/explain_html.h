/* explain_html.h - floor 5: the records of articles and what proves them, as one HTML page. */
#ifndef CASUS_EXPLAIN_HTML_H
#define CASUS_EXPLAIN_HTML_H

#include "base/base.h"

typedef struct {
    const casus_doc *doc;
    const char *id;                                           /* of the article */
    size_t number;                                            /* of the article on this page, from 1 */
    bool (*wanted)(const void *ctx, char letter, size_t n);   /* is the n-th event 'e', statement 's' or entity 'n' to be shown? */
    const char *(*cameo_name)(const void *ctx, const char *); /* in words; "" if nobody knows */
    const void *ctx;
} html_article;

void explain_html_begin(buf *out, const char *coder);
size_t explain_html_article(buf *out, const html_article *a); /* -> records shown */
void explain_html_end(buf *out);

#endif
