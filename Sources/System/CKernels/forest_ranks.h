// Included once a vector width with NAME(), TARGET, and COUNT32 / COUNT64: how many of sixteen thresholds are ≤ x.

// One row as ranks: `bytes` and `single` are constants of the caller.
TARGET static inline __attribute__((always_inline)) void NAME(rank)(const friday_forest *f, const double *row, void *out, const int bytes, const int single) {
  const friday_forest_column *columns = f->columns;
  const double bound = f->zero_bound;
  for (long c = 0; c < f->column_count; c++) {
    const friday_forest_column *column = columns + c;
    double x = row[column->source];
    if (single) x = (double)(float)x;
    x = __builtin_fabs(x) <= bound ? 0 : x;
    x = column->nan_is_zero && x != x ? 0 : x;
    const int is_missing = (x != x) | (x == column->missing);
    unsigned rank = 0;
    for (int level = 0; level < column->levels; level++) {
      const long block = column->level[level] + 16l * rank;
      rank = 16 * rank + (single ? COUNT32(f->thresholds32 + block, (float)x) : COUNT64(f->thresholds64 + block, x));
    }
    const unsigned low = is_missing ? 0 : rank, high = is_missing ? ~0u : rank;
    STORE(out, bytes, column->low, low);
    STORE(out, bytes, column->high, high);
  }
}

TARGET static void NAME(ranks)(const friday_forest *f, const double *row, void *out) {
  switch (f->rank_bytes * 2 + f->single_input) {
    case 2: NAME(rank)(f, row, out, 1, 0); break;
    case 3: NAME(rank)(f, row, out, 1, 1); break;
    case 4: NAME(rank)(f, row, out, 2, 0); break;
    case 5: NAME(rank)(f, row, out, 2, 1); break;
    case 8: NAME(rank)(f, row, out, 4, 0); break;
    default: NAME(rank)(f, row, out, 4, 1); break;
  }
}
