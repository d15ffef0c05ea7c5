/** An array of weights with its shape. */
export interface Weight {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** A kernel `[rows, columns, in, out]` → `[out, in, rows, columns]`. */
export function channelsFirst({ shape, values }: Weight): Weight {
  const [rows = 0, columns = 0, channels = 0, filters = 0] = shape;
  const cells = rows * columns;
  const turned = new Float32Array(values.length);
  for (let cell = 0; cell < cells; cell++) {
    for (let channel = 0; channel < channels; channel++) {
      const from = (cell * channels + channel) * filters;
      for (let filter = 0; filter < filters; filter++) {
        turned[(filter * channels + channel) * cells + cell] = values[from + filter] as number;
      }
    }
  }
  return { shape: [filters, channels, rows, columns], values: turned };
}
