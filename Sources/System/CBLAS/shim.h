// pkg-config names the folder of the build of OpenBLAS that this machine has.
#ifndef FRIDAY_CBLAS_SHIM_H
#define FRIDAY_CBLAS_SHIM_H

#include <cblas.h>

#endif
