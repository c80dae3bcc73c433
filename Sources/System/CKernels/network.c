#include "CKernels.h"

// Functions that take vectors are all inlined into their caller: no call passes one, so no calling convention is at stake.
#pragma clang diagnostic ignored "-Wpsabi"

typedef float f16 __attribute__((vector_size(64)));
typedef float f16u __attribute__((vector_size(64), aligned(4)));
typedef int i16 __attribute__((vector_size(64)));
typedef double d8 __attribute__((vector_size(64)));
typedef double d8u __attribute__((vector_size(64), aligned(8)));

#define NAME(name) name##_base
#define TARGET
#include "network_body.h"
#undef NAME
#undef TARGET

#if defined(__x86_64__)

#define NAME(name) name##_avx2
#define TARGET __attribute__((target("avx2,fma")))
#include "network_body.h"
#undef NAME
#undef TARGET

#define NAME(name) name##_avx512
#define TARGET __attribute__((target("avx2,fma,avx512f,avx512dq")))
#include "network_body.h"

#define CHOOSE(name, ...)                        \
  switch (width) {                               \
    case 8: name##_avx512(__VA_ARGS__); break;   \
    case 4: name##_avx2(__VA_ARGS__); break;     \
    default: name##_base(__VA_ARGS__);           \
  }

#else

#define CHOOSE(name, ...) \
  (void)width;            \
  name##_base(__VA_ARGS__);

#endif

void friday_dense_layer(
    int width, const double *input, long inputs, const float *weights, const float *bias, long outputs, int activation, float slope, double *output) {
  CHOOSE(dense, input, inputs, weights, bias, outputs, activation, slope, output)
}

void friday_lstm(
    int width, const double *input, long steps, long inputs, long hidden, const float *weights, int has_peepholes, int is_reverse, const double *state,
    double *output, double *last) {
  CHOOSE(lstm, input, steps, inputs, hidden, weights, has_peepholes, is_reverse, state, output, last)
}

void friday_dot_products(int width, const double *input, long inputs, const double *weights, long outputs, double *output) {
  CHOOSE(dots, input, inputs, weights, outputs, output)
}

void friday_activations(int width, float *values, long count, int activation, float slope) { CHOOSE(activations, values, count, activation, slope) }
