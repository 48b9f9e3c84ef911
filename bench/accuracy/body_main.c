/*
 * body_main.c - prints the body text of each file named on the command line, in any language, for body.py: one file after another,
 * each followed by a byte 0.
 */
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>

static char *read_file(const char *name, size_t *n)
{
    FILE *f = fopen(name, "rb");
    char *p = f != NULL ? malloc(CASUS_MAX_INPUT) : NULL;
    *n = p != NULL ? fread(p, 1, CASUS_MAX_INPUT, f) : 0;
    if (f != NULL)
        fclose(f);
    return p;
}

int main(int argc, char **argv)
{
    casus_options opt = {.any_language = true, .format = CASUS_HTML};
    arena a;
    arena_init(&a, NULL, false);
    for (int i = 1; i < argc; i++) {
        size_t n;
        char *p = read_file(argv[i], &n);
        text_body body;
        if (body_read(&body, &a, p, n, &opt, NULL))
            fwrite(body.text, 1, body.n, stdout);
        putchar('\0');
        arena_clear(&a);
        free(p);
    }
    arena_release(&a);
    return 0;
}
