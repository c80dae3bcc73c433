// Layers of small networks, for one vector width; network.c includes this once for each. Sixteen floats are one vector, however many registers that takes.

#define INLINE TARGET static inline __attribute__((always_inline))

// Where `mask` is set `a`, else `b`.
INLINE f16 NAME(choose)(i16 mask, f16 a, f16 b) { return (f16)((mask & (i16)a) | (~mask & (i16)b)); }

// e^x: x = k ln 2 + r, e^r by a polynomial of degree 6, 2ᵏ into the exponent. Below −87.3 it stays at e^−87.3, above 88 at e^88; NaN stays NaN.
// Cody & Waite 1980, ch. 6; coefficients of Cephes' expf.
INLINE f16 NAME(exp16)(f16 x) {
  x = NAME(choose)(x < -87.3f, (f16){0} - 87.3f, x);
  x = NAME(choose)(x > 88.0f, (f16){0} + 88.0f, x);
  const f16 shifted = x * 1.44269504f + 0x1.8p23f;
  const f16 k = shifted - 0x1.8p23f;
  const f16 r = (x - k * 0.693359375f) - k * -2.12194440e-4f;
  f16 p = r * 1.9875691500e-4f + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  return (f16)((i16)p + ((i16)shifted << 23));
}

INLINE f16 NAME(sigmoid16)(f16 x) { return 1.0f / (1.0f + NAME(exp16)(-x)); }

// Below 0.625 an odd polynomial, above 1 − 2/(e^2x + 1): nothing cancels. Cephes' tanhf.
INLINE f16 NAME(tanh16)(f16 x) {
  const f16 size = (f16)((i16)x & 0x7fffffff);
  const f16 large = 1.0f - 2.0f / (NAME(exp16)(size + size) + 1.0f);
  const f16 z = x * x;
  f16 p = z * -5.70498872745e-3f + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  const f16 small = p * z * x + x;
  const f16 signed_large = (f16)((i16)large | ((i16)x & (int)0x80000000));
  return NAME(choose)(size < 0.625f, small, signed_large);
}

INLINE f16 NAME(activate16)(f16 x, int activation, float slope) {
  switch (activation) {
    case FRIDAY_RELU: return NAME(choose)(x < 0.0f, (f16){0}, x);
    case FRIDAY_LEAKY_RELU: return NAME(choose)(x < 0.0f, x * slope, x);
    case FRIDAY_SIGMOID: return NAME(sigmoid16)(x);
    case FRIDAY_TANH: return NAME(tanh16)(x);
    default: return x;
  }
}

TARGET static void NAME(activations)(float *values, long count, int activation, float slope) {
  for (long i = 0; i < count; i += 16) *(f16u *)(values + i) = NAME(activate16)(*(f16u *)(values + i), activation, slope);
}

// sums[vectors] += Σᵢ x[i] · w[i][…], `vectors` registers side by side, `chains` of them for each so that additions overlap.
INLINE void NAME(accumulate)(const float *x, long count, const float *w, long stride, int vectors, int chains, f16 *sums) {
  f16 partial[8];
  for (int k = 0; k < vectors * chains; k++) partial[k] = (f16){0};
  long i = 0;
  for (; i + chains <= count; i += chains)
    for (int c = 0; c < chains; c++)
      for (int v = 0; v < vectors; v++) partial[c * vectors + v] += *(const f16u *)(w + (i + c) * stride + 16 * v) * x[i + c];
  for (; i < count; i++)
    for (int v = 0; v < vectors; v++) partial[v] += *(const f16u *)(w + i * stride + 16 * v) * x[i];
  for (int c = 0; c < chains; c++)
    for (int v = 0; v < vectors; v++) sums[v] += partial[c * vectors + v];
}

INLINE void NAME(narrow)(const double *input, long count, float *narrow) {
  long i = 0;
  for (; i + 8 <= count; i += 8) {
    const d8 wide = *(const d8u *)(input + i);
    for (int k = 0; k < 8; k++) narrow[i + k] = (float)wide[k];
  }
  for (; i < count; i++) narrow[i] = (float)input[i];
}

// One block of 16 · vectors outputs.
INLINE void NAME(dense_block)(
    const float *x, long inputs, const float *weights, const float *bias, long stride, int vectors, int chains, int activation, float slope,
    long left, double *output) {
  f16 sums[8];
  for (int v = 0; v < vectors; v++) sums[v] = *(const f16u *)(bias + 16 * v);
  NAME(accumulate)(x, inputs, weights, stride, vectors, chains, sums);
  float narrow[16 * 8];
  for (int v = 0; v < vectors; v++) *(f16u *)(narrow + 16 * v) = NAME(activate16)(sums[v], activation, slope);
  const long count = left < 16 * vectors ? left : 16 * vectors;
  for (long o = 0; o < count; o++) output[o] = (double)narrow[o];
}

TARGET static void NAME(dense)(
    const double *input, long inputs, const float *weights, const float *bias, long outputs, int activation, float slope, double *output) {
  float x[FRIDAY_WIDEST_LAYER];
  NAME(narrow)(input, inputs, x);
  const long stride = (outputs + 15) / 16 * 16;
  long o = 0;
  for (; stride - o >= 64; o += 64)
    NAME(dense_block)(x, inputs, weights + o, bias + o, stride, 4, 2, activation, slope, outputs - o, output + o);
  for (; stride - o >= 32; o += 32)
    NAME(dense_block)(x, inputs, weights + o, bias + o, stride, 2, 4, activation, slope, outputs - o, output + o);
  for (; stride - o >= 16; o += 16)
    NAME(dense_block)(x, inputs, weights + o, bias + o, stride, 1, 8, activation, slope, outputs - o, output + o);
}

TARGET static void NAME(lstm)(
    const double *input, long steps, long inputs, long hidden, const float *weights, int has_peepholes, int is_reverse, const double *state,
    double *output, double *last) {
  const long padded = (hidden + 15) / 16 * 16;
  const long stride = 4 * padded;
  const float *recurrent = weights + inputs * stride;
  const float *bias = recurrent + hidden * stride;
  const float *peepholes = bias + stride;
  float x[FRIDAY_WIDEST_LAYER];
  float gates[4 * FRIDAY_WIDEST_STATE];
  float h[FRIDAY_WIDEST_STATE];
  float c[FRIDAY_WIDEST_STATE];
  for (long j = 0; j < padded; j++) {
    h[j] = j < hidden ? (float)state[j] : 0.0f;
    c[j] = j < hidden ? (float)state[hidden + j] : 0.0f;
  }
  for (long s = 0; s < steps; s++) {
    const long t = is_reverse ? steps - 1 - s : s;
    NAME(narrow)(input + t * inputs, inputs, x);
    long o = 0;
    for (; stride - o >= 128; o += 128) {
      f16 sums[8];
      for (int v = 0; v < 8; v++) sums[v] = *(const f16u *)(bias + o + 16 * v);
      NAME(accumulate)(x, inputs, weights + o, stride, 8, 1, sums);
      NAME(accumulate)(h, hidden, recurrent + o, stride, 8, 1, sums);
      for (int v = 0; v < 8; v++) *(f16u *)(gates + o + 16 * v) = sums[v];
    }
    for (; stride - o >= 64; o += 64) {
      f16 sums[4];
      for (int v = 0; v < 4; v++) sums[v] = *(const f16u *)(bias + o + 16 * v);
      NAME(accumulate)(x, inputs, weights + o, stride, 4, 2, sums);
      NAME(accumulate)(h, hidden, recurrent + o, stride, 4, 2, sums);
      for (int v = 0; v < 4; v++) *(f16u *)(gates + o + 16 * v) = sums[v];
    }
    // Gates stand in ONNX's order: input, output, forget, cell.
    for (long j = 0; j < padded; j += 16) {
      const f16 before = *(f16u *)(c + j);
      f16 in = *(f16u *)(gates + j);
      f16 out = *(f16u *)(gates + padded + j);
      f16 forget = *(f16u *)(gates + 2 * padded + j);
      const f16 cell = NAME(tanh16)(*(f16u *)(gates + 3 * padded + j));
      if (has_peepholes) {
        in += *(const f16u *)(peepholes + j) * before;
        forget += *(const f16u *)(peepholes + 2 * padded + j) * before;
      }
      const f16 now = NAME(sigmoid16)(forget) * before + NAME(sigmoid16)(in) * cell;
      if (has_peepholes) out += *(const f16u *)(peepholes + padded + j) * now;
      *(f16u *)(c + j) = now;
      *(f16u *)(h + j) = NAME(sigmoid16)(out) * NAME(tanh16)(now);
    }
    for (long j = 0; j < hidden; j++) output[t * hidden + j] = (double)h[j];
  }
  for (long j = 0; j < hidden; j++) {
    last[j] = (double)h[j];
    last[hidden + j] = (double)c[j];
  }
}

TARGET static void NAME(dots)(const double *input, long inputs, const double *weights, long outputs, double *output) {
  for (long o = 0; o < outputs; o++) {
    const double *w = weights + o * (inputs + 1);
    d8 first = {0};
    d8 second = {0};
    long i = 0;
    for (; i + 16 <= inputs; i += 16) {
      first += *(const d8u *)(input + i) * *(const d8u *)(w + i);
      second += *(const d8u *)(input + i + 8) * *(const d8u *)(w + i + 8);
    }
    for (; i + 8 <= inputs; i += 8) first += *(const d8u *)(input + i) * *(const d8u *)(w + i);
    const d8 sums = first + second;
    double sum = w[inputs] + (((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7])));
    for (; i < inputs; i++) sum += input[i] * w[i];
    output[o] = sum;
  }
}

#undef INLINE
