/*
 * str.c - comparisons of byte slices. ASCII only: what needs Unicode folds its words first (text_fold() on floor 1).
 */
#include "base/base.h"

static unsigned char ascii_lower(char c)
{
    unsigned char u = (unsigned char)c;
    return u >= 'A' && u <= 'Z' ? (unsigned char)(u + 32) : u;
}

bool str_in(str a, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(a, list[i]))
            return true;
    return false;
}

bool str_ieq(str a, str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (ascii_lower(a.p[i]) != ascii_lower(b.p[i]))
            return false;
    return true;
}

bool str_capitals(str a)
{
    for (size_t i = 0; i < a.n; i++)
        if (a.p[i] >= 'a' && a.p[i] <= 'z')
            return false;
    return true;
}

bool str_ends(str a, const char *tail)
{
    size_t n = strlen(tail);
    return n == 0 || (n <= a.n && memcmp(a.p + (a.n - n), tail, n) == 0);
}

bool str_starts(str a, const char *head)
{
    size_t n = strlen(head);
    return n == 0 || (n <= a.n && memcmp(a.p, head, n) == 0);
}

bool str_has_word(str a, str word)
{
    for (size_t i = 0; i + word.n <= a.n; i++)
        if ((i == 0 || a.p[i - 1] == ' ') && memcmp(a.p + i, word.p, word.n) == 0 && (i + word.n == a.n || a.p[i + word.n] == ' '))
            return true;
    return false;
}
