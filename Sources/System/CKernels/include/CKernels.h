// The loops over all pairs of rows, in C because Swift has no run-time dispatch on the processor's vector width: compiled for SSE2, AVX2 with FMA and
// AVX-512, chosen once. Measured on 2000 + 2000 rows × 20 with 100 permutations (one core of a Xeon that Debian's OpenBLAS takes for a Prescott):
// Swift's vectors with OpenBLAS 0.21 s, this 0.05 s, its loops alone 0.042 s (AVX2 0.075 s, SSE2 0.20 s). Kernels owns them; naive twins in Swift stand in its tests.
#ifndef FRIDAY_CKERNELS_H
#define FRIDAY_CKERNELS_H

#include "CForest.h"

// The widest vectors that this processor has, in doubles: 2, 4 or 8. Every function takes a width of at most this many; tests try them all.
// The environment's FRIDAY_KERNELS=sse2, avx2 or avx512 makes it narrower, so that counts of instructions can be compared between machines.
int friday_vector_width(void);

// What is computed of two rows' squared distance d².
enum friday_pair_kernel {
  FRIDAY_PAIR_GAUSSIAN = 0,  // e^(−rate d²)
  FRIDAY_PAIR_DISTANCE = 1,  // d
  FRIDAY_PAIR_INVERSE = 2,   // 1/d, 0 for d = 0
};

// Rows of a tile and columns of a tile; columns come in blocks of eight.
enum { FRIDAY_TILE_ROWS = 128, FRIDAY_TILE_COLUMNS = 128 };

// Points come twice: `rows` is [count][dimension]; `blocks` is [⌈count/8⌉][dimension][8], zeros behind the last point.
// Weights come in panels of eight: [panels][8 ⌈count/8⌉][8], zeros where there is none.

// Doubles of scratch that friday_pair_forms needs.
long friday_pair_scratch(long panels);

// forms[8 panels] = W_bᵀ K₀ W_b and product[8 ⌈count/8⌉] = K₀ u, K₀ zero on its diagonal; `vector` is u with zeros behind the last point.
// Both results must be zero on entry.
void friday_pair_forms(
    int width, const double *rows, const double *blocks, long count, long dimension, int kernel, double rate, const double *weights, long panels,
    const double *vector, double *scratch, double *forms, double *product);

// squared[last − first][8] = d² of the rows first ..< last from the eight points of a block.
void friday_pair_squares(int width, const double *rows, const double *block, long dimension, long first, long last, double *squared);

// values[i] = e^(values[i]) for values[i] ≤ 709, 0 below −708; count is a multiple of eight.
void friday_exponentials(int width, double *values, long count);

// Layers of small networks, scored one row a call. Values are doubles in memory and floats in the arithmetic.

enum friday_activation { FRIDAY_NO_ACTIVATION = 0, FRIDAY_RELU = 1, FRIDAY_LEAKY_RELU = 2, FRIDAY_SIGMOID = 3, FRIDAY_TANH = 4 };

// The most inputs of a layer or of a step, and the widest state of an LSTM: both lie on the stack.
enum { FRIDAY_WIDEST_LAYER = 4096, FRIDAY_WIDEST_STATE = 512 };

// output = activation(bias + weightsᵀ input); weights are [inputs][⌈outputs/16⌉ · 16], bias is [⌈outputs/16⌉ · 16], zeros behind the last output.
void friday_dense_layer(
    int width, const double *input, long inputs, const float *weights, const float *bias, long outputs, int activation, float slope, double *output);

// One direction of an LSTM over input[steps][inputs]. With p = ⌈hidden/16⌉ · 16 the weights are W [inputs][4p], R [hidden][4p], bias [4p] and, if there
// are peepholes, P [3p]; gates in the order input, output, forget, cell; zeros behind the last unit. state is h₀, c₀; output is [steps][hidden], last is h, c.
void friday_lstm(
    int width, const double *input, long steps, long inputs, long hidden, const float *weights, int has_peepholes, int is_reverse, const double *state,
    double *output, double *last);

// output[o] = weights[o][inputs] + Σ input[i] · weights[o][i]; weights are [outputs][inputs + 1].
void friday_dot_products(int width, const double *input, long inputs, const double *weights, long outputs, double *output);

// values = activation(values); count is a multiple of sixteen.
void friday_activations(int width, float *values, long count, int activation, float slope);

#endif
