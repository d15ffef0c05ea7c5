import { weightedLayers } from '../src/backbones/layer-weights';
import type { Network } from '../src/backbones/network';
import type { WeightArray, WeightSet } from '../src/weights/weight-set';

/** Weights for every layer under which no map vanishes or overflows (He's initialisation; shortcuts add to it). */
export function randomWeights(network: Network, seed = 1): WeightSet {
  const table = randomTable(seed);
  let next = 0;
  const arrays = new Map<string, WeightArray>();
  for (const { layer, slots } of weightedLayers(network)) {
    for (const { name, shape } of slots) {
      const count = shape.reduce((product, size) => product * size, 1);
      const fanIn = count / (shape.at(-1) as number);
      const scale = name === 'kernel' ? Math.sqrt(6 / fanIn) : 0.2;
      const centre = name === 'gamma' || name === 'moving_variance' ? 1 : 0;
      const values = new Float32Array(count);
      for (let i = 0; i < count; i++) values[i] = centre + (table[next++ % table.length] as number) * scale;
      arrays.set(`${layer.name}/${name}`, { shape, values });
    }
  }
  return { source: 'random weights', arrays, epsilons: new Map() };
}

/** Numbers of −1 … 1 to go round in: a prime many, so that no two filters get the same; millions of new ones take seconds. */
function randomTable(seed: number): Float32Array {
  const random = generator(seed);
  return Float32Array.from({ length: 65_537 }, () => 2 * random() - 1);
}

/** Pixels 0 … 255. */
export function randomPixels(count: number, seed = 2): Float32Array {
  const random = generator(seed);
  return Float32Array.from({ length: count }, () => random() * 255);
}

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let z = Math.imul(state ^ (state >>> 15), 1 | state);
    z = (z + Math.imul(z ^ (z >>> 7), 61 | z)) ^ z;
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
}
