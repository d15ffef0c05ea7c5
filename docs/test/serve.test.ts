import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runScript } from '../../scripts/docs/run-script';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** `pnpm build` makes the page that the server serves. */
const isBuilt = existsSync(here('../../packages/server/dist/page'));

// The server computes in a process of its own, which needs the loader of this one: so each program is a process too.
describe.runIf(isBuilt)('programs that serve, of docs/snippets/served', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rs-sam-served-'));
    await cp(here('../demo/gallery'), join(folder, 'gallery'), { recursive: true });
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(readdirSync(here('../snippets/served')))('%s prints what its comments say', async (name) => {
    const file = here(`../snippets/served/${name}`);
    const said = [...readFileSync(file, 'utf8').matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, line]) => line);
    const run = `TSX_TSCONFIG_PATH='${here('../../tsconfig.json')}' '${process.execPath}' --import '${import.meta.resolve('tsx')}' '${file}'`;
    const { status, output } = await runScript(run, folder, folder);
    expect({ status, lines: output.trimEnd().split('\n') }).toEqual({ status: 0, lines: said });
  });
});
