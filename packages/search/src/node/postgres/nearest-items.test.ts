import { readFile } from 'node:fs/promises';
import { toFloat16 } from '@rs-sam/foundation/formats';
import { normalNumber, seededRandom } from '@rs-sam/foundation/random';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { KINDS, NO_POSTGRES, type TestDatabase, testDatabase } from '../../../test/test-databases';
import type { ShortlistMeasure } from '../../engine/engine';
import { flatEngine } from '../../engine/flat-engine';
import { parseFilter } from '../../filter/parse-filter';
import type { GalleryRecord } from '../../gallery/gallery-manifest';
import { graphStatement } from './nearest-items';
import { openPostgres } from './open-postgres';
import { databaseTarget } from './postgres-target';
import { inGallery } from './sql-database';

beforeAll(() => prepareBackend({ engine: 'wasm' }));

vi.setConfig({ testTimeout: 180_000 });

const [SIZE, WIDTH, QUERIES] = [2000, 8, 10];
const hash = '0'.repeat(64);

/** A gallery of vectors alone: float16 numbers, so that Postgres has the same. */
const record: GalleryRecord = {
  model: { name: 'none', weights: hash, folder: 'model-0', files: {} },
  features: {
    ...{ backbone: 'none', layer: 'none', weights: null, preprocessing: 'none', inputSize: null, resizeFirst: null },
    ...{ dtype: 'float16', grid: null, regions: 1, depth: 1 },
  },
  shortlist: { kind: 'head', sha256: null, width: WIDTH },
  ...{ thumbnail: 16, windows: null, shard: null, root: '/', generation: 1, scenes: [], skipped: [] },
  arrays: { 'encoding-regions': { type: '<f2', shape: [1] }, vectors: { type: '<f2', shape: [WIDTH] } },
};

/** Some are long: a graph of products alone would lose them. */
function someVectors(count: number, seed: string): Float32Array {
  const random = seededRandom(seed);
  const vectors = new Float32Array(count * WIDTH);
  for (let row = 0; row < count; row++) {
    const length = 0.5 + 2 * random() ** 4;
    for (let k = 0; k < WIDTH; k++) vectors[row * WIDTH + k] = Math.round(64 * length * normalNumber(random)) / 64;
  }
  return vectors;
}

const nameOf = (at: number) => `${String(at).padStart(5, '0')}.tif`;

async function store(database: TestDatabase, vectors: Float32Array): Promise<void> {
  const count = vectors.length / WIDTH;
  await databaseTarget(database.name, database.connectAlone).locked(async (gallery) => {
    await gallery.read();
    const writer = await gallery.openWriter(record.arrays, 'plan');
    const images = Array.from({ length: count }, (_, at) => ({
      ...{ file: nameOf(at), width: 1, height: 1, bytes: 1, sha256: hash, thumbnail: new Uint8Array() },
    }));
    const bytes = (halves: Uint16Array) => new Uint8Array(halves.buffer, halves.byteOffset, halves.byteLength);
    const arrays = { vectors: bytes(toFloat16(vectors)), 'encoding-regions': new Uint8Array(2 * count) };
    await writer.append({ images, skipped: [], empty: [], arrays });
    const added = (writer.done[0]?.images ?? []).map((image, at) => ({
      ...image,
      ...{ id: image.file, metadata: { at, rare: at % 100 === 0, half: at % 2 === 0 } },
    }));
    await gallery.commit({ manifest: record, kept: [], added, modelFiles: new Map() });
  });
}

describe.each(KINDS)('the nearest items in $kind', ({ kind, isThere }) => {
  it('are those that comparing all finds, and a filter never leaves a page empty', async ({ skip }) => {
    if (!isThere) skip(NO_POSTGRES);
    const database = testDatabase(kind);
    const vectors = someVectors(SIZE, 'vectors');
    await store(database, vectors);
    const gallery = await openPostgres(await database.connect());
    const flat = flatEngine(vectors, WIDTH);
    const [first] = await gallery.nearest({ vector: vectors.slice(0, WIDTH), count: 1, measure: 'cosine' });
    // Keys are not places: some may be missing.
    const base = first?.key ?? 0;
    const filters = [
      { filter: null, allows: () => true },
      { filter: parseFilter(['half=true']), allows: (at: number) => at % 2 === 0 },
      { filter: parseFilter(['rare=true']), allows: (at: number) => at % 100 === 0 },
      { filter: parseFilter(['at=7']), allows: (at: number) => at === 7 },
      { filter: parseFilter(['at=none']), allows: () => false },
    ];
    const queries = someVectors(QUERIES, 'queries');
    for (const measure of ['product', 'cosine'] as const satisfies readonly ShortlistMeasure[]) {
      for (const { filter, allows } of filters) {
        const allowed = Uint8Array.from({ length: SIZE }, (_, at) => (allows(at) ? 1 : 0));
        let [same, all] = [0, 0];
        for (let at = 0; at < QUERIES; at++) {
          const vector = queries.slice(at * WIDTH, (at + 1) * WIDTH);
          const [right, found] = [
            await flat.nearest({ vector, count: 50, measure, allowed }),
            await gallery.nearest({ vector, count: 50, measure, filter }),
          ];
          expect(found).toHaveLength(right.indices.length);
          const keys = new Set(right.indices);
          all += keys.size;
          same += found.filter(({ key }) => keys.has(key - base)).length;
          expect([...found].sort((a, b) => b.likeness - a.likeness || a.key - b.key)).toEqual(found);
          if (found[0] && found[0].key - base === right.indices[0]) {
            expect(found[0].likeness).toBeCloseTo(right.likeness[0] as number, 4);
          }
        }
        expect(same).toBeGreaterThanOrEqual(0.995 * all);
      }
    }
    await expect(gallery.nearest({ vector: new Float32Array(3), count: 1 })).rejects.toThrow('shape [3]');
    await gallery.close();
  });

  it('are found in partitions, as the README makes them', async ({ skip }) => {
    if (!isThere) skip(NO_POSTGRES);
    const database = testDatabase(kind);
    const vectors = someVectors(800, 'partitions');
    await store(database, vectors);
    const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
    const statements = /```sql\n([^`]*item_whole[^`]*)```/.exec(readme)?.[1]?.split(';') ?? [];
    expect(statements.length).toBeGreaterThan(8);
    const connection = await database.connectAlone();
    await inGallery(connection, async (sql) => {
      for (const statement of statements) {
        if (/^\s*(BEGIN|COMMIT|SET\b|$)/.test(statement)) continue;
        await sql(
          statement.replaceAll('halfvec(64)', `halfvec(${WIDTH})`).replaceAll('halfvec(65)', `halfvec(${WIDTH + 1})`),
        );
      }
    });
    const gallery = await openPostgres(connection);
    const flat = flatEngine(vectors, WIDTH);
    const queries = someVectors(QUERIES, 'partitioned');
    for (const measure of ['product', 'cosine'] as const) {
      let same = 0;
      for (let at = 0; at < QUERIES; at++) {
        const query = { vector: queries.slice(at * WIDTH, (at + 1) * WIDTH), count: 50, measure };
        const right = await flat.nearest({ ...query, allowed: null });
        const likeness = (await gallery.nearest(query)).map((one) => one.likeness.toFixed(4));
        same += [...right.likeness].filter((value) => likeness.includes(value.toFixed(4))).length;
      }
      expect(same).toBeGreaterThanOrEqual(0.99 * 50 * QUERIES);
    }
    expect(await gallery.count(parseFilter(['rare=true']))).toBe(8);
    await gallery.close();
  });

  it('come from the graphs', async ({ skip }) => {
    if (!isThere) skip(NO_POSTGRES);
    const database = testDatabase(kind);
    await store(database, someVectors(500, 'plan'));
    const connection = await database.connect();
    for (const [measure, index] of [
      ['product', 'item_product'],
      ['cosine', 'item_vector'],
    ] as const) {
      const query = { vector: new Float32Array(WIDTH).fill(1), count: 5, measure };
      const { text, values } = graphStatement(query, { text: 'true', values: [], count: 500 });
      const plan = await inGallery(connection, async (sql) => {
        await sql('SET LOCAL enable_seqscan = off');
        return sql<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
      });
      expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain(`Index Scan using ${index}`);
    }
    await connection.close();
  });
});
