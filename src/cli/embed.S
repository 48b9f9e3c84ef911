/*
 * embed.S - the data file inside the program: casus_embedded up to casus_embedded_end, read in place.
 *
 * CASUS_DATA_FILE is the path of en.casus. Sections of a pack start at multiples of 64 bytes, so it starts at one too.
 */
    .section .rodata
    .global casus_embedded
    .global casus_embedded_end
    .balign 64
    .type casus_embedded, %object
casus_embedded:
    .incbin CASUS_DATA_FILE
    .size casus_embedded, . - casus_embedded
casus_embedded_end:
    .byte 0
    .section .note.GNU-stack, "", %progbits
