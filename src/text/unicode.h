/*
 * unicode.h - the generated tables of unicode_tables.c, for utf8.c only.
 */
#ifndef CASUS_UNICODE_H
#define CASUS_UNICODE_H

#include "text/text.h"

#define UC_BLOCK 128u     /* code points a block */
#define UC_NONSPACING 256 /* category Mn; stands beside the UC_ bits of text.h, not given out */

typedef struct {
    uint16_t props;
    int32_t lower, upper; /* distances */
} uc_record;

extern const uc_record uc_records[];
extern const uint16_t uc_index[];
extern const uint8_t uc_blocks[];
extern const uint8_t uc_base_index[];
extern const uint32_t uc_base_blocks[]; /* 0: the code point is its own base */

#endif
