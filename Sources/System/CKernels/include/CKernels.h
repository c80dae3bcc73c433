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


#endif
