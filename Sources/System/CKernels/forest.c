#include <stdlib.h>
#include <string.h>

#include "CForest.h"
#include "CKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define INLINE static inline __attribute__((always_inline))

#define STORE(out, bytes, slot, rank)                            \
  do {                                                           \
    if (bytes == 1) ((unsigned char *)out)[slot] = (unsigned char)(rank);   \
    else if (bytes == 2) ((unsigned short *)out)[slot] = (unsigned short)(rank); \
    else ((unsigned *)out)[slot] = rank;                         \
  } while (0)

INLINE unsigned count32_base(const float *block, float x) {
  unsigned count = 0;
  for (int k = 0; k < 16; k++) count += block[k] <= x;
  return count;
}

INLINE unsigned count64_base(const double *block, double x) {
  unsigned count = 0;
  for (int k = 0; k < 16; k++) count += block[k] <= x;
  return count;
}

#define NAME(name) name##_base
#define TARGET
#define COUNT32 count32_base
#define COUNT64 count64_base
#include "forest_ranks.h"
#undef NAME
#undef TARGET
#undef COUNT32
#undef COUNT64

#if defined(__x86_64__)
#define TARGET __attribute__((target("avx2,popcnt")))
TARGET INLINE unsigned count32_avx2(const float *block, float x) {
  const __m256 v = _mm256_set1_ps(x);
  const unsigned low = (unsigned)_mm256_movemask_ps(_mm256_cmp_ps(_mm256_load_ps(block), v, _CMP_LE_OQ));
  const unsigned high = (unsigned)_mm256_movemask_ps(_mm256_cmp_ps(_mm256_load_ps(block + 8), v, _CMP_LE_OQ));
  return (unsigned)__builtin_popcount(low | high << 8);
}
TARGET INLINE unsigned count64_avx2(const double *block, double x) {
  const __m256d v = _mm256_set1_pd(x);
  unsigned mask = 0;
  for (int k = 0; k < 4; k++) mask |= (unsigned)_mm256_movemask_pd(_mm256_cmp_pd(_mm256_load_pd(block + 4 * k), v, _CMP_LE_OQ)) << 4 * k;
  return (unsigned)__builtin_popcount(mask);
}
#define NAME(name) name##_avx2
#define COUNT32 count32_avx2
#define COUNT64 count64_avx2
#include "forest_ranks.h"
#undef NAME
#undef TARGET
#undef COUNT32
#undef COUNT64

#define TARGET __attribute__((target("avx512f,avx512dq,avx512bw,popcnt")))
TARGET INLINE unsigned count32_avx512(const float *block, float x) {
  return (unsigned)__builtin_popcount(_mm512_cmp_ps_mask(_mm512_load_ps(block), _mm512_set1_ps(x), _CMP_LE_OQ));
}
TARGET INLINE unsigned count64_avx512(const double *block, double x) {
  const __m512d v = _mm512_set1_pd(x);
  const unsigned low = _mm512_cmp_pd_mask(_mm512_load_pd(block), v, _CMP_LE_OQ), high = _mm512_cmp_pd_mask(_mm512_load_pd(block + 8), v, _CMP_LE_OQ);
  return (unsigned)__builtin_popcount(low | high << 8);
}
#define NAME(name) name##_avx512
#define COUNT32 count32_avx512
#define COUNT64 count64_avx512
#include "forest_ranks.h"
#undef NAME
#undef TARGET
#undef COUNT32
#undef COUNT64
#endif

INLINE int is_member(const friday_forest *f, const friday_forest_test *test, double x) {
  if (test->truncates) {
    if (!(x > test->floor && x < 2147483648.0)) return 0;
    x = (double)(int)x;
  }
  if (test->is_bitset) {
    const unsigned long category = (unsigned long)(long)x;
    return category / 32 < (unsigned long)test->count && (f->words[test->first + (long)(category / 32)] >> category % 32 & 1);
  }
  const double *members = f->members + test->first;
  long low = 0, high = test->count;
  while (low < high) {
    const long middle = (low + high) / 2;
    if (members[middle] < x) low = middle + 1; else high = middle;
  }
  return low < test->count && members[low] == x;
}

static void ask(const friday_forest *f, const double *row, void *out, long stride) {
  for (long t = 0; t < f->test_count; t++) {
    const friday_forest_test *test = f->tests + t;
    double x = row[test->source];
    if (f->single_input) x = (double)(float)x;
    x = __builtin_fabs(x) <= f->zero_bound ? 0 : x;
    x = test->nan_is_zero && x != x ? 0 : x;
    const int is_missing = (x != x) | (x == test->missing);
    const unsigned rank = (unsigned)(is_missing ? test->missing_rank : is_member(f, test, x) ? test->member_rank : 1 - test->member_rank);
    STORE(out, f->rank_bytes, test->slot * stride, rank);
  }
}

static void ranks(const friday_forest *f, const double *row, void *out) {
#if defined(__x86_64__)
  if (f->width >= 8) ranks_avx512(f, row, out);
  else if (f->width >= 4) ranks_avx2(f, row, out);
  else
#endif
    ranks_base(f, row, out);
  if (f->test_count) ask(f, row, out, 1);
}

// The value of a leaf of one number: that of its line, when it has one and no column of it is NaN.
INLINE double leaf_value(const friday_forest *f, const double *row, unsigned long place) {
  if (f->single_sum) return f->leaves32[place];
  if (f->lines == 0 || f->lines[place] < 0) return f->leaves64[place];
  double sum = f->line_constants[place];
  const long end = f->lines[place] + f->term_features[f->lines[place]];
  for (long term = f->lines[place] + 1; term <= end; term++) {
    const double x = row[f->term_features[term]];
    if (x != x) return f->leaves64[place];
    sum += f->term_coefficients[term] * (__builtin_fabs(x) <= f->zero_bound ? 0 : x);
  }
  return sum;
}

static void take(const friday_forest *f, const double *row, long tree, long count, const unsigned long *at, double *sums) {
  for (long k = 0; k < count; k++) {
    double *sum = sums + f->outputs[tree + k];
    for (int v = 0; v < f->leaf_width; v++) {
      const double value = leaf_value(f, row, at[k] * (unsigned long)f->leaf_width + (unsigned long)v);
      if (f->sink == FRIDAY_FOREST_LEAST) sum[v] = value < sum[v] ? value : sum[v];
      else if (f->sink == FRIDAY_FOREST_GREATEST) sum[v] = value > sum[v] ? value : sum[v];
      else if (f->single_sum) sum[v] = (float)sum[v] + (float)value;
      else sum[v] += value;
    }
  }
}

#define NAME(name) name##_u8
#define RANK unsigned char
#define LINK unsigned short
#include "forest_body.h"
#undef NAME
#undef RANK
#undef LINK
#define NAME(name) name##_u16
#define RANK unsigned short
#define LINK unsigned
#include "forest_body.h"
#undef NAME
#undef RANK
#undef LINK
#define NAME(name) name##_u32
#define RANK unsigned
#define LINK unsigned
#include "forest_body.h"

#if defined(__x86_64__)
#include "forest_avx512.h"
#endif

// Room for a row's ranks: on the stack up to this many bytes.
enum { STACK_BYTES = 1 << 16 };

// Gives `body` the ranks' room.
static void add_ranked(const friday_forest *f, const double *row, void *room, double *sums) {
  ranks(f, row, room);
  switch (f->rank_bytes) {
    case 1: add_u8(f, row, room, sums); break;
    case 2: add_u16(f, row, room, sums); break;
    default: add_u32(f, row, room, sums); break;
  }
}

static void leaves_ranked(const friday_forest *f, const double *row, void *room, int *leaves) {
  ranks(f, row, room);
  switch (f->rank_bytes) {
    case 1: leaves_u8(f, room, leaves); break;
    case 2: leaves_u16(f, room, leaves); break;
    default: leaves_u32(f, room, leaves); break;
  }
}

void friday_forest_add(const friday_forest *f, const double *row, double *sums) {
  const size_t bytes = (size_t)(f->slot_count * f->rank_bytes);
  if (bytes <= 1024) {
    _Alignas(64) unsigned char room[1024];
    add_ranked(f, row, room, sums);
  } else if (bytes <= STACK_BYTES) {
    unsigned room[bytes / 4 + 1];
    add_ranked(f, row, room, sums);
  } else {
    void *room = malloc(bytes);
    if (!room) abort();
    add_ranked(f, row, room, sums);
    free(room);
  }
}

void friday_forest_leaves(const friday_forest *f, const double *row, int *leaves) {
  const size_t bytes = (size_t)(f->slot_count * f->rank_bytes);
  if (bytes <= STACK_BYTES) {
    unsigned room[bytes / 4 + 1];
    leaves_ranked(f, row, room, leaves);
  } else {
    void *room = malloc(bytes);
    if (!room) abort();
    leaves_ranked(f, row, room, leaves);
    free(room);
  }
}

void friday_forest_add_rows(const friday_forest *f, const double *rows, long count, double *sums) {
  const long stride = f->slot_count <= 64 ? 64 : f->slot_count <= 128 ? 128 : f->slot_count;
  long done = 0;
  if (f->output_count == 1 && f->sink == FRIDAY_FOREST_SUM && f->lines == 0 && stride * f->rank_bytes * 8 <= STACK_BYTES) {
    long block = STACK_BYTES / (stride * f->rank_bytes) / 8 * 8;
    if (block > FRIDAY_FOREST_BLOCK) block = FRIDAY_FOREST_BLOCK;
    _Alignas(64) unsigned char room[STACK_BYTES];
#if defined(__x86_64__)
    if (f->width >= 8 && f->rank_bytes == 1 && stride <= 512) {
      while (count - done >= 16) {
        const long n = count - done < FRIDAY_FOREST_BLOCK ? count - done : FRIDAY_FOREST_BLOCK;
        add_columns(f, rows + done * f->feature_count, n, room, sums + done);
        done += n;
      }
    }
#endif
    while (count - done >= 8) {
      const long n = count - done < block ? (count - done) / 8 * 8 : block;
      for (long r = 0; r < n; r++) ranks(f, rows + (done + r) * f->feature_count, room + r * stride * f->rank_bytes);
      switch (f->rank_bytes) {
        case 1: add_block_u8(f, (const unsigned char *)room, stride, n, sums + done); break;
        case 2: add_block_u16(f, (const unsigned short *)(const void *)room, stride, n, sums + done); break;
        default: add_block_u32(f, (const unsigned *)(const void *)room, stride, n, sums + done); break;
      }
      done += n;
    }
  }
  for (; done < count; done++) friday_forest_add(f, rows + done * f->feature_count, sums + done * f->output_count);
}
