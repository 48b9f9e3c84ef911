/* conllu_in.h - floor 8: annotates the tokens and sentences of a CoNLL-U file. */
#ifndef CASUS_CONLLU_IN_H
#define CASUS_CONLLU_IN_H

#include "cli/cli.h"

/* Reads a file ("-": standard input), writes every token of it with our annotation; columns: as CoNLL columns with chains, else as CoNLL-U. False: a message was written. */
bool conllu_in(casus_doc *doc, const char *path, bool columns, output *out);

#endif
