/* embed.h - the data file that the build puts into the program; see embed.S. */
#ifndef CASUS_EMBED_H
#define CASUS_EMBED_H

extern const unsigned char casus_embedded[];     /* aligned to 64 */
extern const unsigned char casus_embedded_end[]; /* one past the last byte */

#endif
