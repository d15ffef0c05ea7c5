/** The largest of many numbers, while they come: a heap whose root is the smallest that is kept. */
export interface BestOf {
  /** A number that is not larger than this is not among the best; −∞ until there are enough. */
  readonly least: number;
  offer(index: number, value: number): void;
  /** Largest first; of equal values the lower index first. */
  sorted(): { readonly indices: Int32Array; readonly values: Float32Array };
}

/** Keeps the `count` largest of the values that are offered in ascending order of their indices. */
export function bestOf(count: number): BestOf {
  const indices = new Int32Array(count);
  const values = new Float32Array(count);
  let size = 0;

  /** Whether entry a is worse than b: the root is the worst. */
  const worse = (a: number, b: number): boolean => {
    const [x, y] = [values[a] as number, values[b] as number];
    return x < y || (x === y && (indices[a] as number) > (indices[b] as number));
  };
  const swap = (a: number, b: number): void => {
    [values[a], values[b]] = [values[b] as number, values[a] as number];
    [indices[a], indices[b]] = [indices[b] as number, indices[a] as number];
  };
  const rise = (from: number): void => {
    for (let at = from, up = (at - 1) >> 1; at > 0 && worse(at, up); at = up, up = (at - 1) >> 1) swap(at, up);
  };
  const sink = (): void => {
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let worst = left < size && worse(left, at) ? left : at;
      if (right < size && worse(right, worst)) worst = right;
      if (worst === at) return;
      swap(at, worst);
      at = worst;
    }
  };

  return {
    get least() {
      return size < count ? Number.NEGATIVE_INFINITY : count === 0 ? Number.POSITIVE_INFINITY : (values[0] as number);
    },
    offer(index, value) {
      if (size < count) {
        [indices[size], values[size]] = [index, value];
        rise(size++);
      } else if (count > 0 && value > (values[0] as number)) {
        [indices[0], values[0]] = [index, value];
        sink();
      }
    },
    sorted() {
      const order = Array.from({ length: size }, (_, at) => at).sort((a, b) => (worse(a, b) ? 1 : -1));
      return {
        indices: Int32Array.from(order, (at) => indices[at] as number),
        values: Float32Array.from(order, (at) => values[at] as number),
      };
    },
  };
}
