// The walk of a forest whose thresholds are ranks, in C because its inner step must be five instructions (load, load, compare, lea, sbb) and ten walks
// must stay in registers, and because the processor's vectors are chosen at run time. Kernels owns it; naive twins in Swift stand in its tests.
#ifndef FRIDAY_CFOREST_H
#define FRIDAY_CFOREST_H

// Trees walked together, and rows of a block.
enum { FRIDAY_FOREST_LANES = 10, FRIDAY_FOREST_BLOCK = 64, FRIDAY_FOREST_DEPTH = 8 };

// A column as ranks: rank(x) = #{t : t ≤ x}, counted in an upside-down tree of blocks of sixteen, NaN behind the last.
typedef struct {
  int source;          // column of the row
  int is_plain;        // NaN alone is missing, and nothing else is 0
  int nan_is_zero;     // NaN counts as 0 and is not missing
  double missing;      // another value that is missing; NaN for none
  int low, high;       // slots for the two answers of a missing value: 0 and the greatest rank
  int levels;          // 1…6
  long level[6];       // first threshold of each level, the coarsest first
} friday_forest_column;

// A question of membership as a slot of its own: rank 0 for members, 1 for others; a missing value is one of them by `missing_rank`.
typedef struct {
  int source, nan_is_zero;
  double missing;
  int slot, missing_rank;
  int member_rank;     // rank of members: 0 or 1; others get the other
  int truncates;       // the value is cut to an integer first; what is not above `floor` is no member then
  double floor;        // exclusive
  long first, count;   // of `members` ascending, or of 32-bit words of `words` when `is_bitset`
  int is_bitset;
} friday_forest_test;

// Up to ten trees in a row that are walked together.
typedef struct {
  long nodes;          // first byte of the group's nodes
  long leaves;         // first place of the group's leaves
  int depth;           // questions on the longest path
  int is_perfect;      // a padded perfect tree in heap order, else nodes with the place of their left child
  int count;           // trees, the rest of the lanes adds −0
} friday_forest_group;

enum friday_forest_sink {
  FRIDAY_FOREST_SUM = 0,       // one output, one sum
  FRIDAY_FOREST_SUMS = 1,      // several outputs, or leaves of several values
  FRIDAY_FOREST_LEAST = 2,     // the least leaf of each output
  FRIDAY_FOREST_GREATEST = 3,
};

typedef struct {
  int width;                   // as friday_vector_width
  int rank_bytes;              // 1, 2 or 4
  int single_input, single_sum;
  double zero_bound;           // |x| up to this counts as 0; −1 for none
  int sink, leaf_width;
  long column_count, test_count, group_count, slot_count, feature_count, output_count, tree_count;
  const friday_forest_column *columns;
  const friday_forest_test *tests;
  const friday_forest_group *groups;
  const float *thresholds32;
  const double *thresholds64;
  const double *members;
  const unsigned *words;
  const unsigned char *nodes;
  const float *leaves32;       // one of the two, by single_sum; [place][leaf_width]
  const double *leaves64;
  const int *outputs;          // of each tree
  const int *numbers;          // of each leaf's place: its number in the model
  const long *lines;           // of each leaf's place: its first term or −1; that entry's feature is the number of terms behind it. Null when no leaf is linear
  const double *line_constants;
  const int *term_features;
  const double *term_coefficients;
} friday_forest;

// Adds each tree's leaf to its output's sum, in the model's order.
void friday_forest_add(const friday_forest *forest, const double *row, double *sums);

// The same for `count` rows of a model with one output.
void friday_forest_add_rows(const friday_forest *forest, const double *rows, long count, double *sums);

// The number of the leaf reached in each tree.
void friday_forest_leaves(const friday_forest *forest, const double *row, int *leaves);

#endif
