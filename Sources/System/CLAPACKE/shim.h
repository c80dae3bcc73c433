// OpenBLAS is built without LAPACKE: the C interface is a library of its own, over the same routines.
#ifndef FRIDAY_CLAPACKE_SHIM_H
#define FRIDAY_CLAPACKE_SHIM_H

#include <lapacke.h>

#endif
