/*
 * main.c - the program: finds the subcommand and runs it.
 *
 * Data goes to standard output, talk to standard error. Exit status: 0 done, 1 nothing found or a check failed, 2 an error.
 */
#include "cli/cli.h"
#include "event/record.h"

#include <stdlib.h>

static const command *const commands[] = {&command_code,  &command_explain, &command_annotate, &command_check,
                                          &command_audit, &command_dict,    &command_who,      &command_where};

static const char help[] = "casus - news articles in, coded political events out\n"
                           "\n"
                           "  casus code --date 2023-06-14 article.txt          a table of who did what to whom\n"
                           "  casus code pages/*.html > events.jsonl            the same as JSON Lines\n"
                           "  casus explain --date 2023-06-14 article.txt       why, and why not\n"
                           "  casus annotate article.txt                        tokens, trees and names as CoNLL-U\n"
                           "  casus check gold/                                 scores against gold articles and probes\n"
                           "  casus audit events.jsonl pages/*.html             is it right? you judge a sample, casus counts\n"
                           "  casus dict lint my-tables/                        what is wrong with tables of your own\n"
                           "  casus who \"Hanna Worku\" --date 2023-06-14        who that is, and in which office that day\n"
                           "  casus where Tripoli                               the places of that name, the likeliest first\n"
                           "\n"
                           "`casus COMMAND --help` shows the options of a command; `man casus` tells all.\n"
                           "Exit status: 0 done, 1 nothing found or a check failed, 2 an error.\n";

static int version(void)
{
    session s;
    if (!session_open(&s, NULL, NULL))
        return EXIT_ERROR;
    char text[160];
    snprintf(text, sizeof text, "%s, kernel %s\n", casus_coder(s.en), casus_kernel(s.en));
    session_close(&s);
    output out;
    if (output_open(&out, NULL))
        output_write(&out, text, strlen(text));
    return output_close(&out) ? EXIT_DONE : EXIT_ERROR;
}

static int show(const char *text)
{
    output out;
    if (output_open(&out, NULL))
        output_write(&out, text, strlen(text));
    return output_close(&out) ? EXIT_DONE : EXIT_ERROR;
}

static int unknown(const char *word)
{
    const char *known[LEN(commands)];
    for (size_t i = 0; i < LEN(commands); i++)
        known[i] = commands[i]->name;
    const char *meant = did_you_mean(word, known, LEN(commands));
    char message[PROBLEM_MAX];
    if (meant != NULL)
        snprintf(message, sizeof message, "no command %.60s; did you mean casus %s?", word, meant);
    else
        snprintf(message, sizeof message, "no command %.60s; casus --help lists them", word);
    complain(NULL, message);
    return EXIT_ERROR;
}

static int run(const command *c, int argc, char **argv)
{
    options o;
    int status = EXIT_ERROR;
    if (options_read(&o, c, argc, argv)) {
        char message[PROBLEM_MAX];
        if (c->operand != NULL)
            snprintf(message, sizeof message, "no %s given (casus %s --help)", c->operand, c->name);
        else
            snprintf(message, sizeof message, "no file given; name one, or - for standard input (casus %s --help)", c->name);
        if (o.help)
            status = show(c->help);
        else if (o.n_file == 0 && o.office == NULL)
            complain(NULL, message);
        else
            status = c->run(&o);
    }
    free(o.file);
    return status;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs(help, stderr);
        return EXIT_ERROR;
    }
    const char *word = argv[1];
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
        return show(help);
    if (strcmp(word, "--version") == 0)
        return version();
    bool ask = strcmp(word, "help") == 0;
    if (ask && argc < 3)
        return show(help);
    for (size_t i = 0; i < LEN(commands); i++)
        if (strcmp(commands[i]->name, argv[ask ? 2 : 1]) == 0)
            return ask ? show(commands[i]->help) : run(commands[i], argc - 2, argv + 2);
    return unknown(argv[ask ? 2 : 1]);
}
