/**
 * One step of Adam: m' = b1 m + (1 - b1) g, v' = b2 v + (1 - b2) g^2, w' = w - rate m' / (sqrt(v' / correction) + epsilon),
 * where rate = learning rate / (1 - b1^t) and correction = 1 - b2^t. It makes one pass over memory; composed operations make a dozen.
 */
export function adam(
  w: usize, g: usize, m: usize, v: usize, toW: usize, toM: usize, toV: usize,
  size: i32, b1: f32, b2: f32, rate: f32, correction: f32, epsilon: f32,
): void {
  const vectors = size & ~3;
  const beta1 = f32x4.splat(b1), beta2 = f32x4.splat(b2);
  const rest1 = f32x4.splat(1 - b1), rest2 = f32x4.splat(1 - b2);
  const scale = f32x4.splat(1 / correction);
  for (let i = 0; i < vectors; i += 4) {
    const at = <usize>i << 2;
    const gradient = v128.load(g + at);
    const first = f32x4.add(f32x4.mul(v128.load(m + at), beta1), f32x4.mul(gradient, rest1));
    const second = f32x4.add(f32x4.mul(v128.load(v + at), beta2), f32x4.mul(f32x4.mul(gradient, gradient), rest2));
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(second, scale)), f32x4.splat(epsilon));
    v128.store(toM + at, first);
    v128.store(toV + at, second);
    v128.store(toW + at, f32x4.sub(v128.load(w + at), f32x4.div(f32x4.mul(first, f32x4.splat(rate)), root)));
  }
  for (let i = vectors; i < size; i++) {
    const at = <usize>i << 2;
    const gradient = f32.load(g + at);
    const first = f32.load(m + at) * b1 + gradient * (1 - b1);
    const second = f32.load(v + at) * b2 + gradient * gradient * (1 - b2);
    f32.store(toM + at, first);
    f32.store(toV + at, second);
    f32.store(toW + at, f32.load(w + at) - (first * rate) / (sqrt(second / correction) + epsilon));
  }
}
