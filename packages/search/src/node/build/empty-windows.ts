import type { SceneRecord } from '../../scene/scene-record';
import type { IndexUnit } from './index-units';

/** The ids of units that a gallery has found to be empty, of scenes that have not changed. */
export function emptyUnits(known: readonly SceneRecord[], units: readonly IndexUnit[]): string[] {
  const found = new Map(
    known.map(({ file, sha256, empty }) => [`${file}\0${sha256}`, new Set(empty.flatMap(numbersOf))] as const),
  );
  return units.flatMap(({ id, file, scene, number }) =>
    scene !== null && found.get(`${file}\0${scene.record.sha256}`)?.has(number) ? [id] : [],
  );
}

const numbersOf = ([first, count]: readonly [number, number]): number[] =>
  Array.from({ length: count }, (_, at) => first + at);

/** Numbers as runs: the first of each, and how many follow one another. */
export function runsOf(numbers: readonly number[]): [first: number, count: number][] {
  const runs: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last[0] + last[1] === number) last[1]++;
    else runs.push([number, 1]);
  }
  return runs;
}

/** The runs of both; they have no number in common. */
export const joinRuns = (a: SceneRecord['empty'], b: SceneRecord['empty']): [number, number][] =>
  runsOf([...a, ...b].flatMap(numbersOf));
