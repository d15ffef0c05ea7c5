import { fromFloat16 } from '@rs-sam/foundation/formats';
import { type ArrayRecord, encodingArrays, rowBytes, rowNumbers, VECTORS } from '../../gallery/gallery-manifest';
import { idOf } from '../build/image-changes';
import { formatStep, parseSteps, type SegmentStep } from '../store/segment-journal';
import type { NewStep, StepWriter } from '../store/segment-writer';
import { areaOf } from './item-row';
import { forRows, inGallery, type Sql, type SqlDatabase } from './sql-database';
import { formatVector } from './vector-sql';

/** Keeps the steps of a run in the tables `pending_…`: each step is one transaction. */
export async function openStepWriter(
  database: SqlDatabase,
  arrays: Readonly<Record<string, ArrayRecord>>,
  plan: string,
): Promise<StepWriter> {
  const done = await inGallery(database, async (sql) => {
    await sql('INSERT INTO pending_plan (plan) VALUES ($1) ON CONFLICT (single) DO UPDATE SET plan = excluded.plan', [
      plan,
    ]);
    const rows = await sql<{ record: string }>('SELECT record FROM pending_step ORDER BY step');
    return parseSteps(new TextEncoder().encode(rows.map(({ record }) => record).join(''))).steps;
  });
  return {
    done,
    async append(step) {
      const record = recordOf(step, done.length);
      await inGallery(database, async (sql) => {
        await sql('INSERT INTO pending_step (step, record) VALUES ($1, $2)', [done.length, formatStep(record)]);
        await insertImages(sql, step, arrays);
      });
      done.push(record);
    },
    close: async () => undefined,
  };
}

function recordOf({ images, skipped, empty }: NewStep, step: number): SegmentStep {
  return {
    ...{ step, skipped: [...skipped], empty: [...empty], pieces: {} },
    images: images.map(({ thumbnail, ...image }) => ({ ...image, thumbnail: [0, thumbnail.length] })),
  };
}

async function insertImages(
  sql: Sql,
  { images, arrays: bytes }: NewStep,
  arrays: Readonly<Record<string, ArrayRecord>>,
): Promise<void> {
  if (images.length === 0) return;
  const keys = await sql<{ key: number }>("SELECT nextval('item_key')::int4 AS key FROM generate_series(1, $1::int4)", [
    images.length,
  ]);
  const rowOf = (array: string, at: number): Uint8Array => {
    const length = rowBytes(arrays[array] as ArrayRecord);
    return (bytes[array] as Uint8Array).subarray(at * length, (at + 1) * length);
  };
  const encodings = encodingArrays(arrays).map(({ array }) => array);
  // The vectors of a model whose score is their product are its encoding.
  const vectors = Object.hasOwn(arrays, VECTORS) ? VECTORS : (encodings[0] as string);
  const width = rowNumbers(arrays[vectors] as ArrayRecord);
  const described = images.map((image, at) => {
    const { key } = keys[at] as { readonly key: number };
    const halves = new Uint16Array(new Uint8Array(rowOf(vectors, at)).buffer);
    const vector = new Float32Array(width);
    fromFloat16(halves, vector, 0);
    const { file, width: columns, height, bytes: size, sha256, thumbnail } = image;
    return {
      item: [key, idOf(image), file, areaOf(image), columns, height, size, sha256, formatVector(vector)],
      content: [key, Buffer.concat(encodings.map((name) => rowOf(name, at))), thumbnail],
    };
  });
  await forRows(
    sql,
    ['int4', 'text', 'text', 'int4[]', 'int4', 'int4', 'int8', 'text', 'halfvec'],
    described.map(({ item }) => item),
    (values) => `INSERT INTO pending_item (key, id, file, area, width, height, bytes, sha256, vector) VALUES ${values}`,
  );
  await forRows(
    sql,
    ['int4', 'bytea', 'bytea'],
    described.map(({ content }) => content),
    (values) => `INSERT INTO content (key, encoding, thumbnail) VALUES ${values}`,
  );
}
