import type { Scene } from '@rs-sam/datasets';

/** Regions of an image. */
export const REGIONS = 16;
/** Depth of a region and of a word. */
export const DEPTH = 256;

/**
 * Random regions in the place of a CNN's: each kind of object, each colour and the ground of each class has a random vector, and
 * a region is the sum of those of what lies there, with noise, cut at 0. So captions can be learned from them, and pictures cannot.
 *
 * @returns [REGIONS, DEPTH], row-major.
 */
export function randomRegions(scene: Scene, seed: number): Float32Array {
  const noise = normals(hash(`noise ${seed}`));
  const regions = new Float32Array(REGIONS * DEPTH);
  for (let region = 0; region < REGIONS; region++) {
    const object = scene.objects[region];
    const named = object ? [`kind ${object.kind}`, `colour ${object.colour}`] : [`ground ${scene.className}`];
    const parts = named.map((name) => normals(hash(name)));
    for (let i = 0; i < DEPTH; i++) {
      const sum = parts.reduce((total, next) => total + next(), 0.7 * noise());
      regions[region * DEPTH + i] = Math.max(0, sum);
    }
  }
  return regions;
}

/** FNV-1a, which makes a seed of a name. */
function hash(text: string): number {
  let state = 2166136261;
  for (const character of text) state = Math.imul(state ^ character.charCodeAt(0), 16777619);
  return state >>> 0;
}

/** A seeded stream of normal numbers: Box–Muller over a linear congruential generator. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
