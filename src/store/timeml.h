/* timeml.h - floor 5: dates and events of an article as TimeML. */
#ifndef CASUS_TIMEML_H
#define CASUS_TIMEML_H

#include "base/base.h"

/* A whole XML document. doc: coded with casus_options.entities; bytes, format: what it was coded from. */
void timeml_article(buf *out, const casus_doc *doc, const char *id, const char *bytes, size_t n, casus_format format);

#endif
