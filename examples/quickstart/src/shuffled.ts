/** The numbers from 0 to before `count` in a seeded order: Fisher–Yates over a linear congruential generator. */
export function shuffled(count: number, seed: number): number[] {
  let state = seed >>> 0;
  const order = Array.from({ length: count }, (_, i) => i);
  for (let last = count - 1; last > 0; last--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (last + 1));
    [order[last], order[other]] = [order[other] as number, order[last] as number];
  }
  return order;
}
