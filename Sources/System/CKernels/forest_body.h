// Included once a rank type with NAME(), RANK and LINK (an index of a node within its group).

typedef struct { RANK feature, key; } NAME(node);
typedef struct { RANK feature, key; LINK left; } NAME(linked);

// Ten perfect trees of one row. `depth` is a constant of the caller, so that the trees' places are displacements of one base.
INLINE void NAME(perfect)(const NAME(node) *nodes, const RANK *row, const int depth, unsigned long *at) {
  unsigned long i[FRIDAY_FOREST_LANES];
  for (int k = 0; k < FRIDAY_FOREST_LANES; k++) i[k] = 1;
#pragma clang loop unroll(disable)
  for (int left = depth; left != 0; left--) {
#pragma clang loop unroll(full)
    for (int k = 0; k < FRIDAY_FOREST_LANES; k++) {
      const NAME(node) *node = nodes + ((unsigned long)k << depth) + i[k];
      i[k] = 2 * i[k] + 1 - (row[node->feature] < node->key);
    }
  }
  for (int k = 0; k < FRIDAY_FOREST_LANES; k++) at[k] = ((unsigned long)k << depth) + i[k] - (1ul << depth);
}

// Ten trees of one row by links; a leaf leads to itself.
INLINE void NAME(by_links)(const NAME(linked) *nodes, const RANK *row, int depth, unsigned long *at) {
  unsigned long i[FRIDAY_FOREST_LANES];
  for (int k = 0; k < FRIDAY_FOREST_LANES; k++) i[k] = 1 + k;
#pragma clang loop unroll(disable)
  for (int left = depth; left != 0; left--) {
#pragma clang loop unroll(full)
    for (int k = 0; k < FRIDAY_FOREST_LANES; k++) {
      const NAME(linked) *node = nodes + i[k];
      i[k] = node->left + 1ul - (row[node->feature] < node->key);
    }
  }
  for (int k = 0; k < FRIDAY_FOREST_LANES; k++) at[k] = i[k];
}

INLINE void NAME(group)(const friday_forest *f, const friday_forest_group *group, const RANK *row, unsigned long *at) {
  const void *nodes = f->nodes + group->nodes;
  if (group->is_perfect) {
    switch (group->depth) {
      case 1: NAME(perfect)(nodes, row, 1, at); break;
      case 2: NAME(perfect)(nodes, row, 2, at); break;
      case 3: NAME(perfect)(nodes, row, 3, at); break;
      case 4: NAME(perfect)(nodes, row, 4, at); break;
      case 5: NAME(perfect)(nodes, row, 5, at); break;
      case 6: NAME(perfect)(nodes, row, 6, at); break;
      case 7: NAME(perfect)(nodes, row, 7, at); break;
      default: NAME(perfect)(nodes, row, 8, at); break;
    }
  } else {
    NAME(by_links)(nodes, row, group->depth, at);
  }
  for (int k = 0; k < FRIDAY_FOREST_LANES; k++) at[k] += (unsigned long)group->leaves;
}

static void NAME(add)(const friday_forest *f, const double *row, const RANK *ranks, double *sums) {
  unsigned long at[FRIDAY_FOREST_LANES];
  if (f->sink == FRIDAY_FOREST_SUM && f->single_sum) {
    float sum = (float)sums[0];
    for (long g = 0; g < f->group_count; g++) {
      NAME(group)(f, f->groups + g, ranks, at);
      for (int k = 0; k < FRIDAY_FOREST_LANES; k++) sum += f->leaves32[at[k]];
    }
    sums[0] = sum;
  } else if (f->sink == FRIDAY_FOREST_SUM && f->lines == 0) {
    double sum = sums[0];
    for (long g = 0; g < f->group_count; g++) {
      NAME(group)(f, f->groups + g, ranks, at);
      for (int k = 0; k < FRIDAY_FOREST_LANES; k++) sum += f->leaves64[at[k]];
    }
    sums[0] = sum;
  } else {
    for (long g = 0, tree = 0; g < f->group_count; tree += f->groups[g++].count) {
      NAME(group)(f, f->groups + g, ranks, at);
      take(f, row, tree, f->groups[g].count, at, sums);
    }
  }
}

static void NAME(leaves)(const friday_forest *f, const RANK *ranks, int *leaves) {
  unsigned long at[FRIDAY_FOREST_LANES];
  for (long g = 0, tree = 0; g < f->group_count; tree += f->groups[g++].count) {
    NAME(group)(f, f->groups + g, ranks, at);
    for (int k = 0; k < f->groups[g].count; k++) leaves[tree + k] = f->numbers[at[k]];
  }
}

// A block of rows, ten trees after ten: their nodes stay in the first cache. `sums` is of the model's one output.
static void NAME(add_block)(const friday_forest *f, const RANK *ranks, long stride, long count, double *sums) {
  unsigned long at[FRIDAY_FOREST_LANES];
  float singles[FRIDAY_FOREST_BLOCK];
  for (long r = 0; r < count; r++) singles[r] = (float)sums[r];
  for (long g = 0; g < f->group_count; g++) {
    for (long r = 0; r < count; r++) {
      NAME(group)(f, f->groups + g, ranks + r * stride, at);
      if (f->single_sum) {
        float sum = singles[r];
        for (int k = 0; k < FRIDAY_FOREST_LANES; k++) sum += f->leaves32[at[k]];
        singles[r] = sum;
      } else {
        double sum = sums[r];
        for (int k = 0; k < FRIDAY_FOREST_LANES; k++) sum += f->leaves64[at[k]];
        sums[r] = sum;
      }
    }
  }
  if (f->single_sum)
    for (long r = 0; r < count; r++) sums[r] = singles[r];
}
