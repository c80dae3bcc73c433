// Included once a vector width with NAME(), TARGET, and COUNT32 / COUNT64: how many of sixteen thresholds are ≤ x.

// One row as ranks. `bytes`, `single` and `stride` (of the slots) are constants of the caller.
TARGET static inline __attribute__((always_inline)) void NAME(rank)(
    const friday_forest *f, const double *row, void *out, const int bytes, const int single, const long stride) {
  const friday_forest_column *column = f->columns;
  const double bound = f->zero_bound;
  for (const friday_forest_column *end = column + f->column_count; column < end; column++) {
    double x = row[column->source];
    if (single) x = (double)(float)x;
    if (!column->is_plain) {
      x = __builtin_fabs(x) <= bound ? 0 : x;
      x = column->nan_is_zero && x != x ? 0 : x;
      x = x == column->missing ? __builtin_nan("") : x;
    }
    // Nothing is ≤ NaN: a missing value has rank 0 by itself.
    unsigned rank = 0;
    for (int level = 0; level < column->levels; level++) {
      const long block = column->level[level] + 16l * rank;
      rank = 16 * rank + (single ? COUNT32(f->thresholds32 + block, (float)x) : COUNT64(f->thresholds64 + block, x));
    }
    // A branch here would be guessed wrong at every hole of a row.
    const unsigned high = rank | -(unsigned)(x != x);
    STORE(out, bytes, column->low * stride, rank);
    STORE(out, bytes, column->high * stride, high);
  }
}

TARGET static void NAME(ranks)(const friday_forest *f, const double *row, void *out) {
  switch (f->rank_bytes * 2 + f->single_input) {
    case 2: NAME(rank)(f, row, out, 1, 0, 1); break;
    case 3: NAME(rank)(f, row, out, 1, 1, 1); break;
    case 4: NAME(rank)(f, row, out, 2, 0, 1); break;
    case 5: NAME(rank)(f, row, out, 2, 1, 1); break;
    case 8: NAME(rank)(f, row, out, 4, 0, 1); break;
    default: NAME(rank)(f, row, out, 4, 1, 1); break;
  }
}
