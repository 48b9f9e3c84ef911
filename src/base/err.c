/*
 * err.c - the one way to report a failure: a code, a constant message, a byte position.
 */
#include "base/base.h"

bool err_set(casus_err *err, casus_errcode code, const char *msg, size_t pos)
{
    if (err != NULL) {
        err->code = code;
        err->msg = msg;
        err->pos = pos;
    }
    return false;
}
