// XGBoost through its C interface: XGBoosterPredictFromDense, the form without a DMatrix.
#include <stdint.h>

#include "inference_rows.h"

int XGBoosterCreate(const void *, uint64_t, void **);
int XGBoosterFree(void *);
int XGBoosterLoadModel(void *, const char *);
int XGBoosterSetParam(void *, const char *, const char *);
int XGBoosterGetNumFeature(void *, uint64_t *);
int XGBoosterPredictFromDense(void *, const char *, const char *, void *, const uint64_t **, uint64_t *, const float **);
const char *XGBGetLastError(void);

static char model[4096];
static void *booster;

static void check(int status) {
  if (status) fail("%s", XGBGetLastError());
}

static void load(void) {
  check(XGBoosterCreate(NULL, 0, &booster));
  check(XGBoosterLoadModel(booster, model));
  check(XGBoosterSetParam(booster, "nthread", "1"));
}

static void score(long first, long count) {
  static const char *how =
      "{\"type\":0,\"training\":false,\"iteration_begin\":0,\"iteration_end\":0,\"strict_shape\":false,\"missing\":NaN,\"cache_id\":0}";
  char array[160];
  snprintf(
      array, sizeof array, "{\"data\":[%llu,true],\"shape\":[%ld,%ld],\"typestr\":\"<f4\",\"version\":3}",
      (unsigned long long)(uintptr_t)(table + first * columns), count, columns);
  const uint64_t *shape;
  uint64_t dimensions;
  const float *found;
  check(XGBoosterPredictFromDense(booster, array, how, NULL, &shape, &dimensions, &found));
  for (long i = 0; i < count; i++) outputs[first + i] = found[i];
}

static void prepare(const request *asked) {
  uint64_t width;
  strcpy(model, asked->files[0]);
  load();
  check(XGBoosterGetNumFeature(booster, &width));
  read_table(asked, (long)width);
}

static void work(void) {
  if (is_load) {
    check(XGBoosterFree(booster));
    load();
    score(0, 1);
  } else if (is_batch) {
    score(0, rows);
  } else {
    for (long i = 0; i < rows; i++) score(i, 1);
  }
}
