// LightGBM through its C interface: single rows by the fast form, whose configuration is parsed once.
#include <stdint.h>

#include "inference_rows.h"

int LGBM_BoosterCreateFromModelfile(const char *, int *, void **);
int LGBM_BoosterFree(void *);
int LGBM_BoosterGetNumFeature(void *, int *);
int LGBM_BoosterPredictForMatSingleRowFastInit(void *, int, int, int, int, int32_t, const char *, void **);
int LGBM_BoosterPredictForMatSingleRowFast(void *, const void *, int64_t *, double *);
int LGBM_BoosterPredictForMat(void *, const void *, int, int32_t, int32_t, int, int, int, int, const char *, int64_t *, double *);
const char *LGBM_GetLastError(void);

enum { float64 = 1, normal = 0, row_major = 1 };
static const char *single_thread = "num_threads=1";
static char model[4096];
static void *booster, *fast;
static double *values;

static void check(int status) {
  if (status) fail("%s", LGBM_GetLastError());
}

static void load(void) {
  int iterations;
  check(LGBM_BoosterCreateFromModelfile(model, &iterations, &booster));
}

static void prepare(const request *asked) {
  int width;
  strcpy(model, asked->files[0]);
  load();
  check(LGBM_BoosterGetNumFeature(booster, &width));
  read_table(asked, width);
  values = (double *)malloc((size_t)(rows * columns) * sizeof(double));
  for (long i = 0; i < rows * columns; i++) values[i] = table[i];
  check(LGBM_BoosterPredictForMatSingleRowFastInit(booster, normal, 0, -1, float64, width, single_thread, &fast));
}

static void work(void) {
  int64_t length;
  if (is_load) {
    check(LGBM_BoosterFree(booster));
    load();
    check(LGBM_BoosterPredictForMat(booster, values, float64, 1, columns, row_major, normal, 0, -1, single_thread, &length, outputs));
  } else if (is_batch) {
    check(LGBM_BoosterPredictForMat(booster, values, float64, rows, columns, row_major, normal, 0, -1, single_thread, &length, outputs));
  } else {
    for (long i = 0; i < rows; i++) check(LGBM_BoosterPredictForMatSingleRowFast(fast, values + i * columns, &length, outputs + i));
  }
}
