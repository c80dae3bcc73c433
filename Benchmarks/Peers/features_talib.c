// TA-Lib's C library, as the wheel ta-lib carries it: whole arrays (rows talib_*), and its O(1) handles one value at a time (rows event_*).
#include "peer.h"

// The wheel has no headers. Enumerations are ints, MA type 0 is the simple average.
extern int TA_Initialize(void);
#define SERIES int, int, const double *
#define BARS int, int, const double *, const double *, const double *
extern int TA_RSI(SERIES, int, int *, int *, double *), TA_EMA(SERIES, int, int *, int *, double *), TA_SMA(SERIES, int, int *, int *, double *);
extern int TA_MAX(SERIES, int, int *, int *, double *), TA_KAMA(SERIES, int, int *, int *, double *), TA_STDDEV(SERIES, int, double, int *, int *, double *);
extern int TA_MACD(SERIES, int, int, int, int *, int *, double *, double *, double *);
extern int TA_BBANDS(SERIES, int, double, double, int, int *, int *, double *, double *, double *);
extern int TA_ATR(BARS, int, int *, int *, double *), TA_ADX(BARS, int, int *, int *, double *), TA_CCI(BARS, int, int *, int *, double *);
extern int TA_WILLR(BARS, int, int *, int *, double *);
// Handles: opened on a history, then one value a call.
#define OPEN_SERIES void **, const double *, int
#define OPEN_BARS void **, const double *, const double *, const double *, int
extern int TA_RSI_Open(OPEN_SERIES, int, double *), TA_EMA_Open(OPEN_SERIES, int, double *), TA_SMA_Open(OPEN_SERIES, int, double *);
extern int TA_MAX_Open(OPEN_SERIES, int, double *), TA_KAMA_Open(OPEN_SERIES, int, double *), TA_STDDEV_Open(OPEN_SERIES, int, double, double *);
extern int TA_MACD_Open(OPEN_SERIES, int, int, int, double *, double *, double *);
extern int TA_BBANDS_Open(OPEN_SERIES, int, double, double, int, double *, double *, double *);
extern int TA_ATR_Open(OPEN_BARS, int, double *), TA_ADX_Open(OPEN_BARS, int, double *), TA_CCI_Open(OPEN_BARS, int, double *), TA_WILLR_Open(OPEN_BARS, int, double *);
extern int TA_RSI_Update(void *, double, double *), TA_EMA_Update(void *, double, double *), TA_SMA_Update(void *, double, double *);
extern int TA_MAX_Update(void *, double, double *), TA_KAMA_Update(void *, double, double *), TA_STDDEV_Update(void *, double, double *);
extern int TA_MACD_Update(void *, double, double *, double *, double *), TA_BBANDS_Update(void *, double, double *, double *, double *);
#define BAR void *, double, double, double, double *
extern int TA_ATR_Update(BAR), TA_ADX_Update(BAR), TA_CCI_Update(BAR), TA_WILLR_Update(BAR);
extern int TA_RSI_Close(void *), TA_EMA_Close(void *), TA_SMA_Close(void *), TA_MAX_Close(void *), TA_KAMA_Close(void *), TA_STDDEV_Close(void *);
extern int TA_MACD_Close(void *), TA_BBANDS_Close(void *), TA_ATR_Close(void *), TA_ADX_Close(void *), TA_CCI_Close(void *), TA_WILLR_Close(void *);

// Rows before the first that is compared: every indicator is defined by then, and a handle's history.
enum { HISTORY = 2000 };

static const double *high, *low, *close_;
static double *column[6];
static long count;
static int columns, begin;
static char row[64];

static int is(const char *name) {
  const char *mine = strchr(row, '_');
  return mine && !strcmp(mine + 1, name);
}

static void check(int code) {
  if (code) fail("TA-Lib answers %d for %s", code, row);
}

// The defined values are written behind each other: the first one is that of row `begin`.
static void batch(void) {
  int last = (int)count - 1, written;
  double *a = column[0], *b = column[1], *c = column[2];
  columns = 1;
  if (is("rsi")) check(TA_RSI(0, last, close_, 14, &begin, &written, a));
  else if (is("ema")) check(TA_EMA(0, last, close_, 20, &begin, &written, a));
  else if (is("sma")) check(TA_SMA(0, last, close_, 20, &begin, &written, a));
  else if (is("kama")) check(TA_KAMA(0, last, close_, 10, &begin, &written, a));
  else if (is("max_20")) check(TA_MAX(0, last, close_, 20, &begin, &written, a));
  else if (is("max_1000")) check(TA_MAX(0, last, close_, 1000, &begin, &written, a));
  else if (is("stddev_20")) check(TA_STDDEV(0, last, close_, 20, 1, &begin, &written, a));
  else if (is("stddev_1000")) check(TA_STDDEV(0, last, close_, 1000, 1, &begin, &written, a));
  else if (is("atr")) check(TA_ATR(0, last, high, low, close_, 14, &begin, &written, a));
  else if (is("adx")) check(TA_ADX(0, last, high, low, close_, 14, &begin, &written, a));
  else if (is("cci_20")) check(TA_CCI(0, last, high, low, close_, 20, &begin, &written, a));
  else if (is("cci_200")) check(TA_CCI(0, last, high, low, close_, 200, &begin, &written, a));
  else if (is("willr")) check(TA_WILLR(0, last, high, low, close_, 14, &begin, &written, a));
  else if (is("macd")) columns = 3, check(TA_MACD(0, last, close_, 12, 26, 9, &begin, &written, a, b, c));
  else if (is("bollinger")) columns = 3, check(TA_BBANDS(0, last, close_, 20, 2, 2, 0, &begin, &written, a, b, c));
  else fail("no indicator %s", row);
}

#define ONE(NAME, ...)                                                          \
  do {                                                                          \
    check(TA_##NAME##_Open(&handle, close_, HISTORY, __VA_ARGS__, &x));         \
    for (long i = HISTORY; i < count; i++) TA_##NAME##_Update(handle, close_[i], &column[0][i]); \
    TA_##NAME##_Close(handle);                                                  \
  } while (0)
#define THREE(NAME, ...)                                                        \
  do {                                                                          \
    columns = 3;                                                                \
    check(TA_##NAME##_Open(&handle, close_, HISTORY, __VA_ARGS__, &x, &y, &z)); \
    for (long i = HISTORY; i < count; i++) TA_##NAME##_Update(handle, close_[i], &column[0][i], &column[1][i], &column[2][i]); \
    TA_##NAME##_Close(handle);                                                  \
  } while (0)
#define OF_BARS(NAME, ...)                                                      \
  do {                                                                          \
    check(TA_##NAME##_Open(&handle, high, low, close_, HISTORY, __VA_ARGS__, &x)); \
    for (long i = HISTORY; i < count; i++) TA_##NAME##_Update(handle, high[i], low[i], close_[i], &column[0][i]); \
    TA_##NAME##_Close(handle);                                                  \
  } while (0)

// RSI, EMA, MACD and ATR of one symbol, event by event.
static void together(void) {
  void *rsi = 0, *ema = 0, *macd = 0, *atr = 0;
  double x, y, z;
  columns = 6;
  check(TA_RSI_Open(&rsi, close_, HISTORY, 14, &x));
  check(TA_EMA_Open(&ema, close_, HISTORY, 20, &x));
  check(TA_MACD_Open(&macd, close_, HISTORY, 12, 26, 9, &x, &y, &z));
  check(TA_ATR_Open(&atr, high, low, close_, HISTORY, 14, &x));
  for (long i = HISTORY; i < count; i++) {
    TA_RSI_Update(rsi, close_[i], &column[0][i]);
    TA_EMA_Update(ema, close_[i], &column[1][i]);
    TA_MACD_Update(macd, close_[i], &column[2][i], &column[3][i], &column[4][i]);
    TA_ATR_Update(atr, high[i], low[i], close_[i], &column[5][i]);
  }
  TA_RSI_Close(rsi), TA_EMA_Close(ema), TA_MACD_Close(macd), TA_ATR_Close(atr);
}

static void events(void) {
  void *handle = 0;
  double x, y, z;
  columns = 1;
  if (!strcmp(row, "event")) together();
  else if (is("rsi")) ONE(RSI, 14);
  else if (is("ema")) ONE(EMA, 20);
  else if (is("sma")) ONE(SMA, 20);
  else if (is("kama")) ONE(KAMA, 10);
  else if (is("max_20")) ONE(MAX, 20);
  else if (is("max_1000")) ONE(MAX, 1000);
  else if (is("stddev_20")) ONE(STDDEV, 20, 1);
  else if (is("stddev_1000")) ONE(STDDEV, 1000, 1);
  else if (is("macd")) THREE(MACD, 12, 26, 9);
  else if (is("bollinger")) THREE(BBANDS, 20, 2, 2, 0);
  else if (is("atr")) OF_BARS(ATR, 14);
  else if (is("adx")) OF_BARS(ADX, 14);
  else if (is("cci_20")) OF_BARS(CCI, 20);
  else if (is("cci_200")) OF_BARS(CCI, 200);
  else if (is("willr")) OF_BARS(WILLR, 14);
  else fail("no indicator %s", row);
}

static void prepare(const request *asked) {
  size_t bytes;
  static int begun;
  if (!begun++) check(TA_Initialize());
  high = (const double *)contents(asked->files[0], 0, &bytes);
  count = (long)(bytes / 24);
  low = high + count;
  close_ = low + count;
  strcpy(row, asked->row);
  for (int i = 0; i < 6; i++) column[i] = (double *)calloc((size_t)count, sizeof(double));
}

static void work(void) {
  if (!strncmp(row, "talib", 5)) batch();
  else events();
}

// Of every column ten values, evenly spread from row HISTORY to the last.
static int answer(double *numbers) {
  int found = 0;
  for (int k = 0; k < columns; k++) {
    const double *values = column[k];
    if (!strncmp(row, "talib", 5)) values -= begin;
    for (long j = 0; j < 10; j++) numbers[found++] = values[HISTORY + j * (count - 1 - HISTORY) / 9];
  }
  return found;
}
