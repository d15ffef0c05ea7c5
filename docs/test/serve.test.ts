import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe } from 'vitest';
import { testExamples } from '../../scripts/readme-examples';

/** `pnpm build` makes the page that the server serves. */
const isBuilt = existsSync(fileURLToPath(new URL('../../packages/server/dist/page', import.meta.url)));

describe.runIf(isBuilt)('programs that serve, of docs/snippets/served', () => {
  const before = process.cwd();
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rs-sam-served-'));
    await cp(new URL('../demo/gallery', import.meta.url), join(folder, 'gallery'), { recursive: true });
    process.chdir(folder);
  });
  afterAll(async () => {
    process.chdir(before);
    await rm(folder, { recursive: true });
  });

  testExamples(new URL('../snippets/served/', import.meta.url));
});
