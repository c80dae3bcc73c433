// ONNX Runtime through its C interface, one thread, all graph optimisations. The wheel has no header: the table of functions only grows at its
// end, so the places below hold since version 1 of the interface.
#include <stdint.h>

#include "inference_rows.h"

typedef struct {
  const void *const *(*table)(uint32_t version);
  const char *(*version)(void);
} base;
const base *OrtGetApiBase(void);

enum { error_message = 2, create_env = 3, create_session = 7, run = 9, create_options = 10, set_optimization = 23, set_intra_threads = 24,
       set_inter_threads = 25, create_tensor = 49, tensor_data = 51, memory_info = 69, release_session = 95, release_value = 96 };
enum { log_errors = 3, optimize_all = 99, arena = 1, default_memory = 0, float32 = 1 };
#define CALL(place, ...) ((void *(*)(__VA_ARGS__))api[place])

static const void *const *api;
static void *environment, *options, *session, *memory;
static char model[4096];
static int64_t shape[3];
static int dimensions, output_width, output_place;

static void check(void *status) {
  if (status) fail("%s", ((const char *(*)(const void *))api[error_message])(status));
}

static void load(void) { check(CALL(create_session, const void *, const char *, const void *, void **)(environment, model, options, &session)); }

static void score(long first, long count) {
  const char *inputs[] = {"x"}, *names[] = {"y"};
  void *input = NULL, *output = NULL;
  float *found;
  shape[0] = count;
  check(CALL(create_tensor, const void *, void *, size_t, const int64_t *, size_t, int, void **)(
      memory, table + first * columns, (size_t)(count * columns) * sizeof(float), shape, (size_t)dimensions, float32, &input));
  check(CALL(run, void *, const void *, const char *const *, void *const *, size_t, const char *const *, size_t, void **)(
      session, NULL, inputs, &input, 1, names, 1, &output));
  check(CALL(tensor_data, void *, void **)(output, (void **)&found));
  for (long i = 0; i < count; i++) outputs[first + i] = found[i * output_width + output_place];
  ((void (*)(void *))api[release_value])(input);
  ((void (*)(void *))api[release_value])(output);
}

static void prepare(const request *asked) {
  if (!api) {
    api = OrtGetApiBase()->table(11);
    check(CALL(create_env, int, const char *, void **)(log_errors, "bench", &environment));
    check(CALL(create_options, void **)(&options));
    check(CALL(set_intra_threads, void *, int)(options, 1));
    check(CALL(set_inter_threads, void *, int)(options, 1));
    check(CALL(set_optimization, void *, int)(options, optimize_all));
    check(CALL(memory_info, int, int, void **)(arena, default_memory, &memory));
  }
  int is_lstm = strstr(asked->row, "lstm") != NULL, is_network = is_lstm || strstr(asked->row, "mlp") != NULL;
  long width = is_lstm ? 20 * 16 : strstr(asked->row, "a_") == asked->row ? 30 : 50;
  dimensions = is_lstm ? 3 : 2;
  shape[1] = is_lstm ? 20 : width;
  shape[2] = 16;
  // Classifiers answer with the probabilities of both classes.
  output_width = is_network ? 1 : 2;
  output_place = is_network ? 0 : 1;
  strcpy(model, asked->files[0]);
  if (session) ((void (*)(void *))api[release_session])(session);
  session = NULL;
  load();
  read_table(asked, width);
}

static void work(void) {
  if (is_load) {
    ((void (*)(void *))api[release_session])(session);
    session = NULL;
    load();
    score(0, 1);
  } else if (is_batch) {
    score(0, rows);
  } else {
    for (long i = 0; i < rows; i++) score(i, 1);
  }
}
