import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npyHeader } from '@rs-sam/foundation/formats';
import { afterAll, beforeAll } from 'vitest';
import { testExamples } from '../readme-examples';

// The snippets read files in the current folder.
const before = process.cwd();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-snippets-'));
  process.chdir(folder);
  const [images, captions] = [4, 20];
  const scores = Float32Array.from({ length: images * captions }, (_, at) =>
    Math.floor((at % captions) / 5) === Math.floor(at / captions) ? 1 : 0,
  );
  const header = npyHeader('<f4', [images, captions]);
  await writeFile(join(folder, 'scores.npy'), Buffer.concat([header, new Uint8Array(scores.buffer)]));
});
afterAll(async () => {
  process.chdir(before);
  await rm(folder, { recursive: true });
});

testExamples(new URL('../../docs/snippets/', import.meta.url));
