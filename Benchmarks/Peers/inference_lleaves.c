// What lleaves makes of a LightGBM forest, linked in: rows from `first` up to `end`.
#include "inference_rows.h"

void lleaves_root(double *values, double *results, int first, int end);

static double *values;

static void prepare(const request *asked) {
  read_table(asked, 30);
  free(values);
  values = (double *)malloc((size_t)(rows * columns) * sizeof(double));
  for (long i = 0; i < rows * columns; i++) values[i] = table[i];
}

static void work(void) {
  if (is_batch) {
    lleaves_root(values, outputs, 0, (int)rows);
  } else {
    for (long i = 0; i < rows; i++) lleaves_root(values, outputs, (int)i, (int)i + 1);
  }
}
