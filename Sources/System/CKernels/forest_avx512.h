// Walks of forests with ranks of one byte by AVX-512: included once, after the scalar walks.

#define VECTOR __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,popcnt")))

// Sixty-four rows of one perfect tree: every question is one comparison of a column of bytes, and the answers are joined from the leaves up, so that each
// byte becomes the place of its row's leaf. `columns` is [slot][64].
#define QUESTION(I) _mm512_cmpge_epu8_mask(_mm512_load_si512(columns + 64l * nodes[I].feature), _mm512_set1_epi8((char)nodes[I].key))
VECTOR INLINE __m512i below1(const node_u8 *nodes, const unsigned char *columns, unsigned long i) { return _mm512_maskz_set1_epi8(QUESTION(i), 1); }
#define BELOW(HEIGHT, LESS)                                                                                          \
  VECTOR INLINE __m512i below##HEIGHT(const node_u8 *nodes, const unsigned char *columns, unsigned long i) {         \
    const __m512i left = below##LESS(nodes, columns, 2 * i), right = below##LESS(nodes, columns, 2 * i + 1);         \
    return _mm512_mask_add_epi8(left, QUESTION(i), right, _mm512_set1_epi8((char)(1 << LESS)));                      \
  }
BELOW(2, 1)
BELOW(3, 2)
BELOW(4, 3)
BELOW(5, 4)
VECTOR __attribute__((noinline)) static void below5_at(const node_u8 *nodes, const unsigned char *columns, unsigned long i, __m512i *places) {
  *places = below5(nodes, columns, i);
}

// Heights above five: the subtrees of five levels one after another, then the levels above them.
VECTOR static __m512i all_places(const node_u8 *nodes, const unsigned char *columns, int depth) {
  switch (depth) {
    case 1: return below1(nodes, columns, 1);
    case 2: return below2(nodes, columns, 1);
    case 3: return below3(nodes, columns, 1);
    case 4: return below4(nodes, columns, 1);
    case 5: return below5(nodes, columns, 1);
    default: break;
  }
  __m512i places[8];
  const int upper = depth - 5;
  for (int k = 0; k < 1 << upper; k++) below5_at(nodes, columns, (1ul << upper) + (unsigned long)k, places + k);
  for (int level = upper - 1; level >= 0; level--) {
    const __m512i half = _mm512_set1_epi8((char)(1 << (depth - 1 - level)));
    for (int k = 0; k < 1 << level; k++) places[k] = _mm512_mask_add_epi8(places[2 * k], QUESTION((1ul << level) + (unsigned long)k), places[2 * k + 1], half);
  }
  return places[0];
}

VECTOR static void rank_columns(const friday_forest *f, const double *rows, long count, unsigned char *columns) {
  for (long r = 0; r < count; r++) {
    const double *row = rows + r * f->feature_count;
    if (f->single_input) rank_avx512(f, row, columns + r, 1, 1, FRIDAY_FOREST_BLOCK);
    else rank_avx512(f, row, columns + r, 1, 0, FRIDAY_FOREST_BLOCK);
    if (f->test_count) ask(f, row, columns + r, FRIDAY_FOREST_BLOCK);
  }
}

// Up to sixty-four rows, tree after tree. `room` holds [slot][64].
VECTOR static void add_columns(const friday_forest *f, const double *rows, long count, unsigned char *room, double *sums) {
  rank_columns(f, rows, count, room);
  _Alignas(64) float singles[FRIDAY_FOREST_BLOCK] = {0};
  _Alignas(64) double doubles[FRIDAY_FOREST_BLOCK] = {0};
  for (long r = 0; r < count; r++) {
    singles[r] = (float)sums[r];
    doubles[r] = sums[r];
  }
  for (long g = 0; g < f->group_count; g++) {
    const friday_forest_group *group = f->groups + g;
    for (int k = 0; k < group->count; k++) {
      _Alignas(64) unsigned places[FRIDAY_FOREST_BLOCK];
      unsigned long first = (unsigned long)group->leaves;
      if (group->is_perfect) {
        const node_u8 *nodes = (const node_u8 *)(f->nodes + group->nodes) + ((unsigned long)k << group->depth);
        _Alignas(64) unsigned char bytes[FRIDAY_FOREST_BLOCK];
        _mm512_store_si512(bytes, all_places(nodes, room, group->depth));
        for (int j = 0; j < 4; j++) _mm512_store_si512(places + 16 * j, _mm512_cvtepu8_epi32(_mm_load_si128((const __m128i *)(bytes + 16 * j))));
        first += (unsigned long)k << group->depth;
      } else {
        const linked_u8 *nodes = (const linked_u8 *)(f->nodes + group->nodes);
        for (long r = 0; r < count; r += 8) {
          unsigned long i[8];
          for (int j = 0; j < 8; j++) i[j] = 1ul + (unsigned long)k;
          for (int left = group->depth; left != 0; left--) {
#pragma clang loop unroll(full)
            for (int j = 0; j < 8; j++) {
              const linked_u8 *node = nodes + i[j];
              i[j] = node->left + 1ul - (room[64l * node->feature + r + j] < node->key);
            }
          }
          for (int j = 0; j < 8; j++) places[r + j] = (unsigned)i[j];
        }
      }
      // Lanes behind the last row read some leaf of the tree and are never looked at.
      for (long r = (count + 7) / 8 * 8; r < FRIDAY_FOREST_BLOCK; r++) places[r] = group->is_perfect ? places[r] : 1;
      if (f->single_sum) {
        for (int j = 0; j < FRIDAY_FOREST_BLOCK; j += 16)
          _mm512_store_ps(singles + j, _mm512_add_ps(_mm512_load_ps(singles + j), _mm512_i32gather_ps(_mm512_load_si512(places + j), f->leaves32 + first, 4)));
      } else {
        for (int j = 0; j < FRIDAY_FOREST_BLOCK; j += 8)
          _mm512_store_pd(
              doubles + j,
              _mm512_add_pd(_mm512_load_pd(doubles + j), _mm512_i32gather_pd(_mm256_load_si256((const __m256i *)(places + j)), f->leaves64 + first, 8)));
      }
    }
  }
  for (long r = 0; r < count; r++) sums[r] = f->single_sum ? singles[r] : doubles[r];
}
