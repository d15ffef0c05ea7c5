import type { Region } from '../../scene/parse-region';
import type { SceneRecord } from '../../scene/scene-record';
import type { Sql } from './sql-database';

/** The largest int4. */
const MOST = 2 ** 31 - 1;

interface Row {
  readonly key: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The keys of the windows in a region. The database finds those near it; their shares are computed here, where the projections are. */
export async function regionKeys(
  sql: Sql,
  scenes: readonly SceneRecord[],
  { polygons, share }: Region,
): Promise<number[]> {
  const { isInside, regionBounds, regionShares } = await import('../../scene/region-share');
  const keys: number[] = [];
  for (const scene of scenes) {
    const box = regionBounds(scene, polygons);
    if (box === null) continue;
    const rows = await sql<Row>(
      `SELECT key, area[1] AS x, area[2] AS y, area[3] AS width, area[4] AS height FROM item
       WHERE file = $1 AND area[1] <= $2 AND area[1] + area[3] >= $3 AND area[2] <= $4 AND area[2] + area[4] >= $5`,
      // What is far outside of the scene may be too large for the database.
      [scene.file, ...[box.east, box.west, box.north, box.south].map((at) => Math.max(-1, Math.min(MOST, at)))],
    );
    const shareOf = regionShares(scene, polygons);
    for (const { key, ...window } of rows) if (isInside(shareOf(window), share)) keys.push(key);
  }
  return keys;
}
