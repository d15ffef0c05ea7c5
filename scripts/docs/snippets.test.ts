import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';
import { testExamples } from '../readme-examples';
import { writeSnippetFiles } from './write-snippet-files';

// Some load a network or train a model: seconds on a free machine, more on a busy one.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

// The snippets read files in the current folder.
const before = process.cwd();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-snippets-'));
  process.chdir(folder);
  await writeSnippetFiles();
});
afterAll(async () => {
  process.chdir(before);
  await rm(folder, { recursive: true });
});

testExamples(new URL('../../docs/snippets/', import.meta.url));
testExamples(new URL('../../docs/snippets/api/', import.meta.url));
