/**
 * Whether a computation gives the same bits each time it runs on an engine, by the engine's name or identity. A GPU may add in any order:
 * `webgpu` and `tfjs-node-gpu` repeat to a tolerance.
 */
export function repeatsExactly(engine: string): boolean {
  return !/^(webgpu|tfjs-node-gpu)\b/.test(engine);
}
