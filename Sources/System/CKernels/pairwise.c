#include "CKernels.h"

#include <stdlib.h>
#include <string.h>

// Functions that take vectors are all inlined into their caller: no call passes one, so no calling convention is at stake.
#pragma clang diagnostic ignored "-Wpsabi"

typedef double v8 __attribute__((vector_size(64)));
typedef double v8u __attribute__((vector_size(64), aligned(8)));
typedef unsigned long u8 __attribute__((vector_size(64)));

#define NAME(name) name##_base
#define TARGET
#define ROWS_AT_ONCE 2
#define COLUMNS_AT_ONCE 2
#define PANELS_AT_ONCE 1
#include "pairwise_body.h"
#undef NAME
#undef TARGET
#undef ROWS_AT_ONCE
#undef COLUMNS_AT_ONCE
#undef PANELS_AT_ONCE

#if defined(__x86_64__)

#define NAME(name) name##_avx2
#define TARGET __attribute__((target("avx2,fma")))
#define ROWS_AT_ONCE 4
#define COLUMNS_AT_ONCE 4
#define PANELS_AT_ONCE 1
#include "pairwise_body.h"
#undef NAME
#undef TARGET
#undef ROWS_AT_ONCE
#undef COLUMNS_AT_ONCE
#undef PANELS_AT_ONCE

#define NAME(name) name##_avx512
#define TARGET __attribute__((target("avx2,fma,avx512f,avx512dq")))
#define ROWS_AT_ONCE 4
#define COLUMNS_AT_ONCE 8
#define PANELS_AT_ONCE 3
#include "pairwise_body.h"

int friday_vector_width(void) {
  const char *wish = getenv("FRIDAY_KERNELS");
  const int most = !wish ? 8 : !strcmp(wish, "sse2") ? 2 : !strcmp(wish, "avx2") ? 4 : 8;
  if (most >= 8 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw")) return 8;
  if (most >= 4 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("popcnt")) return 4;
  return 2;
}

#define CHOOSE(name, ...)                        \
  switch (width) {                               \
    case 8: name##_avx512(__VA_ARGS__); break;   \
    case 4: name##_avx2(__VA_ARGS__); break;     \
    default: name##_base(__VA_ARGS__);           \
  }

#else

int friday_vector_width(void) { return 2; }

#define CHOOSE(name, ...) \
  (void)width;            \
  name##_base(__VA_ARGS__);

#endif

long friday_pair_scratch(long panels) {
  return (long)FRIDAY_TILE_ROWS * FRIDAY_TILE_COLUMNS + 8 * FRIDAY_TILE_ROWS + panels * 8 * FRIDAY_TILE_COLUMNS;
}

void friday_pair_forms(
    int width, const double *rows, const double *blocks, long count, long dimension, int kernel, double rate, const double *weights, long panels,
    const double *vector, double *scratch, double *forms, double *product) {
  CHOOSE(forms, rows, blocks, count, dimension, kernel, rate, weights, panels, vector, scratch, forms, product)
}

void friday_pair_squares(int width, const double *rows, const double *block, long dimension, long first, long last, double *squared) {
  CHOOSE(block_squares, rows, block, dimension, first, last, squared)
}

void friday_exponentials(int width, double *values, long count) { CHOOSE(exponentials, values, count) }
