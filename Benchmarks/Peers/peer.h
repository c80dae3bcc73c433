// The peers' side of a suite in C or C++: a request a line on standard input, an answer a line on standard output, as peer.py says it.
// A peer includes this and defines `prepare` and `work`. No answer of `prepare` or `work` means that they called `fail`.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
  char row[64];
  long n;
  int file_count;
  char files[4][4096];
} request;

// Gets a row's data ready; not measured.
static void prepare(const request *asked);
// The work that is measured.
static void work(void);
// What the work found, written behind each other; returns how many, at most 64.
static int answer(double *numbers);

static jmp_buf failed;
static char failure[512];

__attribute__((noreturn, format(printf, 1, 2))) static void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(failure, sizeof failure, format, arguments);
  va_end(arguments);
  for (char *c = failure; *c; c++)
    if (*c == '"' || *c == '\\' || (unsigned char)*c < 32) *c = ' ';
  longjmp(failed, 1);
}

// A whole file with `slack` zero bytes behind it, aligned to 64.
__attribute__((unused)) static char *contents(const char *path, size_t slack, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (!file) fail("cannot read %s", path);
  fseek(file, 0, SEEK_END);
  *length = (size_t)ftell(file);
  rewind(file);
  char *bytes = (char *)aligned_alloc(64, (*length + slack + 63) / 64 * 64);
  if (!bytes || fread(bytes, 1, *length, file) != *length) fail("cannot read %s", path);
  memset(bytes + *length, 0, slack);
  fclose(file);
  return bytes;
}

// The digest of many outputs that both sides answer with: their sum, and 32 of them evenly spread.
__attribute__((unused)) static int digest(const double *outputs, long count, double *numbers) {
  numbers[0] = 0;
  for (long i = 0; i < count; i++) numbers[0] += outputs[i];
  for (int k = 0; k < 32; k++) numbers[k + 1] = outputs[k * (count - 1) / 31];
  return 33;
}

static double cpu_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

// The keys come in any order and without escapes but \" and \\ in file names, which are not used.
static void read_request(const char *line, request *asked) {
  memset(asked, 0, sizeof *asked);
  const char *row = strstr(line, "\"row\":\""), *n = strstr(line, "\"n\":"), *files = strstr(line, "\"files\":[");
  if (!row || !n || !files || sscanf(row + 7, "%63[^\"]", asked->row) != 1) fail("the request is not understood");
  asked->n = atol(n + 4);
  for (files += 9; *files == '"' && asked->file_count < 4; asked->file_count++) {
    const char *end = strchr(++files, '"');
    if (!end || end - files > 4095) fail("the request is not understood");
    memcpy(asked->files[asked->file_count], files, (size_t)(end - files));
    files = end[1] == ',' ? end + 2 : end + 1;
  }
}

int main(void) {
  // Only the latest row's data are kept: pairs of one row follow each other. What a row leaves behind the next one's memory outlives.
  static char line[32768], prepared[32768];
  static request asked;
  static double numbers[64];
  while (fgets(line, sizeof line, stdin)) {
    if (setjmp(failed)) {
      prepared[0] = 0;
      printf("{\"error\":\"%s\"}\n", failure);
    } else {
      if (strcmp(line, prepared)) {
        prepared[0] = 0;
        read_request(line, &asked);
        prepare(&asked);
        work();
        strcpy(prepared, line);
      }
      double start = cpu_seconds();
      work();
      double seconds = cpu_seconds() - start;
      printf("{\"seconds\":%.9g,\"answer\":[", seconds > 1e-9 ? seconds : 1e-9);
      int count = answer(numbers);
      for (int i = 0; i < count; i++) printf(isfinite(numbers[i]) ? "%s%.17g" : "%s0", i ? "," : "", numbers[i]);
      puts("]}");
    }
    fflush(stdout);
  }
  return 0;
}
