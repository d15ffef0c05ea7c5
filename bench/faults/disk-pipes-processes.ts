import { spawn, spawnSync } from 'node:child_process';
import { mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256 } from '@rs-sam/foundation/files';
import { command, DATA, filesOf, SMALL } from './make-set';

/** Tries of one kind of fault, and how many ended as they should. */
export interface Tries {
  readonly fault: string;
  readonly command: string;
  readonly tries: number;
  readonly right: number;
  readonly wrong: readonly string[];
}

/** Commands that write into `@out`, from the files of the set. */
const WRITERS: Readonly<Record<string, string>> = {
  'dataset synthesise': 'dataset synthesise @out/a --images 4 --captions 2',
  'dataset split': 'dataset split @scenes --out @out/a',
  extract: 'extract @scenes --backbone sift --out @out/a',
  'extract export': 'extract export @feat --dataset @scenes --out @out/a',
  codebook: 'codebook @scenes --words 4 --descriptors 500 --out @out/a.json',
  train: `train @out/a ${DATA} ${SMALL}`,
  evaluate: `evaluate @run ${DATA} --out @out/a --examples 1 --run-depth 3`,
  report: 'report @run/test --out @out/a.html',
  classify: 'classify @scenes --features @feat --out @out/a',
};

/** KiB of another file on the small file system: a size of 0 would mean no limit. */
const FILLER = 64;

/** KiB that a file takes at least. */
const PAGE = 4;

const mounted = (folder: string, size: string) =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]).status === 0;

/** What must not depend on a fault: all files but the records of times, and the lines of metrics, which have times. */
async function contentOf(folder: string): Promise<string> {
  const timed = /(result|state|manifest)\.json$|metrics\.jsonl$|report\.html$/;
  const files = (await filesOf(folder)).filter((file) => !timed.test(file));
  return (await Promise.all(files.map(async (file) => `${file} ${sha256(await readFile(join(folder, file)))}`))).join(
    '\n',
  );
}

/**
 * Each writer on file systems that are too small. It has to fail with the name of a file, and after space was made the same command has
 * to give what an undisturbed one does. Empty where this process may not mount.
 */
export async function* fullDisk(folder: string, tries: number): AsyncGenerator<Tries> {
  const out = join(folder, 'out');
  for (const [name, line] of Object.entries(WRITERS)) {
    await rm(out, { recursive: true, force: true });
    await mkdir(out);
    await command(folder, line);
    const expected = await contentOf(out);
    const sizes = await Promise.all((await filesOf(out)).map((file) => stat(join(out, file))));
    const needed = sizes.reduce((sum, { size }) => sum + PAGE * Math.ceil(size / 1024 / PAGE), 0);
    await rm(out, { recursive: true });
    await mkdir(out);
    const wrong: string[] = [];
    let made = 0;
    for (let attempt = 0; attempt < tries; attempt++) {
      const size = PAGE * Math.floor((((attempt + 0.5) / tries) * (needed - PAGE)) / PAGE);
      if (!mounted(out, `${size + FILLER}k`)) return;
      try {
        made++;
        await writeFile(join(out, 'filler'), Buffer.alloc(FILLER * 1024));
        const full = await command(folder, line);
        spawnSync('mount', ['-o', 'remount,size=256m', out]);
        await rm(join(out, 'filler'));
        if (full.code === 0 || !full.stderr.includes(out)) wrong.push(`${size} KiB: code ${full.code}, ${full.stderr}`);
        const again = await command(folder, line);
        if (again.code !== 0) wrong.push(`${size} KiB, rerun: ${again.stderr}`);
        else if ((await contentOf(out)) !== expected) wrong.push(`${size} KiB, rerun: other files`);
      } finally {
        spawnSync('umount', [out]);
      }
    }
    yield {
      fault: 'full disk',
      command: name,
      tries: made,
      right: made - new Set(wrong.map((w) => w.split(' KiB')[0])).size,
      wrong,
    };
  }
}

const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));

/** The real command, in a process of its own. */
function start(folder: string, line: string, stdio: ('pipe' | number)[]) {
  const words = line.split(' ').map((word) => word.replace('@', `${folder}/`));
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), MAIN, ...words], {
    stdio: ['ignore', ...stdio],
    env: { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') },
  });
  let told = '';
  child.stderr?.on('data', (text) => {
    told += text;
  });
  const ended = new Promise<{ code: number | null; told: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, told })),
  );
  return { child, ended };
}

/** Readers of the output that leave at once, and a standard output on a full device. */
export async function* closedPipes(folder: string, tries: number): AsyncGenerator<Tries> {
  const out = join(folder, 'out');
  const line = 'dataset split @scenes --folds 3 --out @out/a';
  await command(folder, line);
  const expected = await contentOf(out);
  for (const fault of ['stdout closed', 'stderr closed', 'both closed', 'stdout on /dev/full'] as const) {
    const wrong: string[] = [];
    for (let attempt = 0; attempt < tries; attempt++) {
      await rm(out, { recursive: true, force: true });
      const full = fault === 'stdout on /dev/full' ? await open('/dev/full', 'w') : null;
      const { child, ended } = start(folder, line, [full?.fd ?? 'pipe', 'pipe']);
      if (fault === 'stdout closed' || fault === 'both closed') child.stdout?.destroy();
      if (fault === 'stderr closed' || fault === 'both closed') child.stderr?.destroy();
      const { code, told } = await ended;
      await full?.close();
      const right = full === null ? code === 0 : code === 1 && told.includes('Standard output cannot be written');
      if (!right) wrong.push(`code ${code}: ${told}`);
      else if ((await contentOf(out)) !== expected) wrong.push('other files');
    }
    yield { fault, command: 'dataset split', tries, right: tries - wrong.length, wrong };
  }
}

/** Two processes with the same command on one folder: each ends well or names the lock, and the files are those of one process. */
export async function* twoProcesses(folder: string, tries: number): AsyncGenerator<Tries> {
  const out = join(folder, 'out');
  for (const name of ['extract', 'train', 'evaluate'] as const) {
    const line = WRITERS[name] as string;
    await rm(out, { recursive: true, force: true });
    await mkdir(out);
    await command(folder, line);
    const expected = await contentOf(out);
    const wrong: string[] = [];
    for (let attempt = 0; attempt < tries; attempt++) {
      await rm(out, { recursive: true, force: true });
      await mkdir(out);
      const ends = await Promise.all([0, 1].map(() => start(folder, line, ['pipe', 'pipe']).ended));
      const refused = ends.filter(({ code }) => code !== 0);
      const named = refused.every(({ told }) => told.includes('process ') && told.includes(out));
      if (refused.length > 1 || !named) wrong.push(ends.map(({ code, told }) => `code ${code}: ${told}`).join('\n'));
      else if ((await contentOf(out)) !== expected) wrong.push('other files');
    }
    yield { fault: 'two processes', command: name, tries, right: tries - wrong.length, wrong };
  }
}
