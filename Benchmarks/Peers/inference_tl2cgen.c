// What TL2cgen and the C compiler make of a forest, linked in. `predict` adds to what stands in its result.
#include "inference_rows.h"

union entry {
  int missing;
  float value;
};
void predict(union entry *row, int margin_only, float *result);

static union entry row[30];

static void prepare(const request *asked) { read_table(asked, 30); }

static void work(void) {
  for (long i = 0; i < rows; i++) {
    const float *values = table + i * columns;
    for (long k = 0; k < columns; k++)
      if (isnan(values[k]))
        row[k].missing = -1;
      else
        row[k].value = values[k];
    float result = 0;
    predict(row, 0, &result);
    outputs[i] = result;
  }
}
