/** One step of an exponential moving average: to = average + rest (value - average), in one pass over memory; rest = 1 - decay. */
export function movingAverage(average: usize, value: usize, to: usize, size: i32, rest: f32): void {
  const vectors = size & ~3;
  const share = f32x4.splat(rest);
  for (let i = 0; i < vectors; i += 4) {
    const at = <usize>i << 2;
    const before = v128.load(average + at);
    v128.store(to + at, f32x4.add(before, f32x4.mul(share, f32x4.sub(v128.load(value + at), before))));
  }
  for (let i = vectors; i < size; i++) {
    const at = <usize>i << 2;
    const before = f32.load(average + at);
    f32.store(to + at, before + rest * (f32.load(value + at) - before));
  }
}
