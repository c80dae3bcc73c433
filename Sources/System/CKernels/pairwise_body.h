// Included once a vector width with NAME(), TARGET, and the register blocking ROWS_AT_ONCE, COLUMNS_AT_ONCE, PANELS_AT_ONCE.

#define INLINE static inline __attribute__((always_inline)) TARGET

// e^x: x = k ln 2 + r, |r| ≤ ½ ln 2; k by adding 1.5·2⁵², k ln 2 taken off in two parts (the first has 33 bits: its product with k is exact),
// e^r by its series to r¹³/13!, whose remainder is below 2⁻⁵⁷ of it; 2ᵏ into the exponent. Cody & Waite 1980, ch. 6.
INLINE v8 NAME(exponential)(v8 x) {
  const v8 shifted = x * 1.4426950408889634 + 0x1.8p52;
  const v8 k = shifted - 0x1.8p52;
  const v8 r = (x - k * 0x1.62e42feep-1) - k * 0x1.a39ef35793c76p-33;
  v8 p = r * 1.6059043836821613e-10 + 2.08767569878681e-09;
  p = p * r + 2.505210838544172e-08;
  p = p * r + 2.755731922398589e-07;
  p = p * r + 2.7557319223985893e-06;
  p = p * r + 2.48015873015873e-05;
  p = p * r + 1.984126984126984e-04;
  p = p * r + 1.3888888888888889e-03;
  p = p * r + 8.333333333333333e-03;
  p = p * r + 4.1666666666666664e-02;
  p = p * r + 0.16666666666666666;
  p = p * r + 0.5;
  p = (p * r) * r + r;
  p = p + 1.0;
  const u8 scaled = (u8)p + ((u8)shifted << 52);
  return (v8)(scaled & (u8)(x >= -708.0));
}

INLINE v8 NAME(apply)(int kernel, double rate, v8 squared) {
  if (kernel == FRIDAY_PAIR_GAUSSIAN) return NAME(exponential)(squared * -rate);
  const v8 distance = __builtin_elementwise_sqrt(squared);
  if (kernel == FRIDAY_PAIR_DISTANCE) return distance;
  const v8 inverse = 1.0 / distance;
  return (v8)((u8)inverse & (u8)(squared > 0.0));
}

// d² of `n` rows from the eight points of a block, by differences: nothing cancels.
INLINE void NAME(squares)(const double *rows, const double *block, long dimension, int n, v8 *sums) {
  for (int k = 0; k < n; k++) sums[k] = (v8){0};
  for (long c = 0; c < dimension; c++) {
    const v8 points = *(const v8u *)(block + 8 * c);
    for (int k = 0; k < n; k++) {
      const v8 gap = points - rows[k * dimension + c];
      sums[k] += gap * gap;
    }
  }
}

// One tile of K₀: rows first ..< last against a block of eight columns starting at `start`; pairs with row ≤ column become 0.
// `tile` is [last − first][8]. Adds K₀'s part of the product with u to both sides: per row into eight partial sums, per column into `column_sum`.
INLINE void NAME(tile)(
    const double *rows, const double *block, long dimension, int kernel, double rate, long first, long last, long start, const double *vector,
    double *tile, double *row_sums, double *column_sums) {
  const u8 lanes = {0, 1, 2, 3, 4, 5, 6, 7};
  const v8 own = *(const v8u *)(vector + start);
  v8 column_sum = *(v8u *)column_sums;
  v8 sums[ROWS_AT_ONCE];
  for (long i = first; i < last;) {
    const int n = last - i >= ROWS_AT_ONCE ? ROWS_AT_ONCE : 1;
    if (n == ROWS_AT_ONCE)
      NAME(squares)(rows + i * dimension, block, dimension, ROWS_AT_ONCE, sums);
    else
      NAME(squares)(rows + i * dimension, block, dimension, 1, sums);
    for (int k = 0; k < n; k++) {
      v8 value = NAME(apply)(kernel, rate, sums[k]);
      const long row = i + k;
      if (row < start + 8) value = (v8)((u8)value & (u8)((lanes + (unsigned long)start) < (u8){0} + (unsigned long)row));
      *(v8u *)(tile + 8 * (row - first)) = value;
      column_sum += value * vector[row];
      *(v8u *)(row_sums + 8 * (row - first)) += value * own;
    }
    i += n;
  }
  *(v8u *)column_sums = column_sum;
}

// gathered[panels][8 columns][8] += Σ over rows of tile[row][column] · weights[panel][row][·], for `columns` columns from `column` on.
INLINE void NAME(multiply)(
    const double *tile, long height, int column, int columns, const double *weights, long panel_stride, int panels, double *gathered, long gathered_stride) {
  v8 sums[COLUMNS_AT_ONCE][PANELS_AT_ONCE];
  for (int c = 0; c < columns; c++)
    for (int p = 0; p < panels; p++) sums[c][p] = *(const v8u *)(gathered + p * gathered_stride + 8 * (column + c));
  for (long i = 0; i < height; i++) {
    v8 w[PANELS_AT_ONCE];
    for (int p = 0; p < panels; p++) w[p] = *(const v8u *)(weights + p * panel_stride + 8 * i);
    for (int c = 0; c < columns; c++)
      for (int p = 0; p < panels; p++) sums[c][p] += w[p] * tile[8 * i + column + c];
  }
  for (int c = 0; c < columns; c++)
    for (int p = 0; p < panels; p++) *(v8u *)(gathered + p * gathered_stride + 8 * (column + c)) = sums[c][p];
}

TARGET static void NAME(forms)(
    const double *rows, const double *blocks, long count, long dimension, int kernel, double rate, const double *weights, long panels,
    const double *vector, double *scratch, double *forms, double *product) {
  const long padded = (count + 7) / 8 * 8;
  const long stride = padded * 8;
  double *tile = scratch;
  double *row_sums = tile + (long)FRIDAY_TILE_ROWS * FRIDAY_TILE_COLUMNS;
  double *gathered = row_sums + 8 * FRIDAY_TILE_ROWS;
  // gathered is [panels][FRIDAY_TILE_COLUMNS][8].
  const long gathered_stride = 8 * FRIDAY_TILE_COLUMNS;
  for (long start = 0; start < padded; start += FRIDAY_TILE_COLUMNS) {
    const long end = start + FRIDAY_TILE_COLUMNS < padded ? start + FRIDAY_TILE_COLUMNS : padded;
    for (long k = 0; k < panels * gathered_stride; k++) gathered[k] = 0;
    for (long first = start; first < count; first += FRIDAY_TILE_ROWS) {
      const long last = first + FRIDAY_TILE_ROWS < count ? first + FRIDAY_TILE_ROWS : count;
      for (long k = 0; k < 8 * (last - first); k++) row_sums[k] = 0;
      for (long column = start; column < end; column += 8) {
        const long from = first > column ? first : column;
        if (from >= last) break;
        NAME(tile)(
            rows, blocks + column * dimension, dimension, kernel, rate, from, last, column, vector,
            tile + (column - start) * FRIDAY_TILE_ROWS + 8 * (from - first), row_sums + 8 * (from - first), product + column);
      }
      for (long row = first; row < last; row++)
        for (int lane = 0; lane < 8; lane++) product[row] += row_sums[8 * (row - first) + lane];
      for (long panel = 0; panel < panels;) {
        const int n = panels - panel >= PANELS_AT_ONCE ? PANELS_AT_ONCE : 1;
        for (long column = start; column < end; column += 8) {
          const long from = first > column ? first : column;
          if (from >= last) break;
          const double *part = tile + (column - start) * FRIDAY_TILE_ROWS + 8 * (from - first);
          const double *w = weights + panel * stride + 8 * from;
          double *g = gathered + panel * gathered_stride + 8 * (column - start);
          for (int c = 0; c < 8; c += COLUMNS_AT_ONCE) {
            if (n == PANELS_AT_ONCE)
              NAME(multiply)(part, last - from, c, COLUMNS_AT_ONCE, w, stride, PANELS_AT_ONCE, g, gathered_stride);
            else
              NAME(multiply)(part, last - from, c, COLUMNS_AT_ONCE, w, stride, 1, g, gathered_stride);
          }
        }
        panel += n;
      }
    }
    for (long panel = 0; panel < panels; panel++) {
      v8 sum = *(v8u *)(forms + 8 * panel);
      for (long column = start; column < end; column++)
        sum += 2.0 * *(v8u *)(gathered + panel * gathered_stride + 8 * (column - start)) * *(const v8u *)(weights + panel * stride + 8 * column);
      *(v8u *)(forms + 8 * panel) = sum;
    }
  }
}

TARGET static void NAME(block_squares)(const double *rows, const double *block, long dimension, long first, long last, double *squared) {
  v8 sums[ROWS_AT_ONCE];
  for (long i = first; i < last;) {
    const int n = last - i >= ROWS_AT_ONCE ? ROWS_AT_ONCE : 1;
    if (n == ROWS_AT_ONCE)
      NAME(squares)(rows + i * dimension, block, dimension, ROWS_AT_ONCE, sums);
    else
      NAME(squares)(rows + i * dimension, block, dimension, 1, sums);
    for (int k = 0; k < n; k++) *(v8u *)(squared + 8 * (i + k - first)) = sums[k];
    i += n;
  }
}

TARGET static void NAME(exponentials)(double *values, long count) {
  for (long i = 0; i < count; i += 8) *(v8u *)(values + i) = NAME(exponential)(*(v8u *)(values + i));
}

#undef INLINE
