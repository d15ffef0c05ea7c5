import { fork } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { acquireLock, LockHeldError } from './folder-lock';
import { sealJson } from './sealed-json';

const DEAD = 2 ** 22 + 1;

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-lock-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const lockOf = (id: number, host = hostname()) => JSON.stringify({ process: id, host });

it('lets one holder in at a time, of two calls at the same moment too, and leaves nothing behind', async () => {
  const folder = await emptyFolder();
  const path = join(folder, 'lock.json');
  const results = await Promise.allSettled([acquireLock(path), acquireLock(path)]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  await expect(acquireLock(path)).rejects.toThrow(LockHeldError);
  const [first] = results;
  if (first?.status === 'fulfilled') await first.value();
  expect(await readdir(folder)).toEqual([]);
  await (await acquireLock(path))();
});

it.each([
  ['of a dead process', lockOf(DEAD)],
  ['of a process that had the number of this one', lockOf(process.pid)],
  ['that was cut short', '{"process":'],
])('replaces a lock %s', async (_, content) => {
  const folder = await emptyFolder();
  const path = join(folder, 'lock.json');
  await writeFile(path, content);
  // A process died while it replaced the lock.
  await writeFile(`${path}.takeover`, lockOf(DEAD));
  const release = await acquireLock(path);
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ process: process.pid });
  await release();
  expect(await readdir(folder)).toEqual([]);
});

it.each([
  ['a living process', lockOf(process.ppid), `process ${process.ppid}`],
  ['a process on another host', lockOf(DEAD, 'elsewhere'), `process ${DEAD} on elsewhere`],
])('respects the lock of %s', async (_, content, holder) => {
  const path = join(await emptyFolder(), 'lock.json');
  await writeFile(path, content);
  await expect(acquireLock(path)).rejects.toMatchObject({ name: 'LockHeldError', holder });
  expect(await readFile(path, 'utf8')).toBe(content);
});

it('neither replaces nor believes a damaged lock: its process number may be wrong', async () => {
  const path = join(await emptyFolder(), 'lock.json');
  const sealed = sealJson(lockOf(process.ppid));
  await writeFile(path, sealed);
  await expect(acquireLock(path)).rejects.toMatchObject({ holder: `process ${process.ppid}` });
  await writeFile(path, sealed.replace(`${process.ppid}`, `${DEAD}`));
  await expect(acquireLock(path)).rejects.toThrow(`${path} is damaged`);
  for (let byte = 0; byte < sealed.length; byte++) {
    const flipped = Buffer.from(sealed);
    flipped[byte] = (flipped[byte] as number) ^ (1 << (byte & 7));
    await writeFile(path, flipped);
    await expect(acquireLock(path), `byte ${byte}`).rejects.toThrow(path);
  }
});

it.each(['{"name":"my package"}', 'my notes', '[]', 'null'])(
  'does not replace %s, a file of somebody else',
  async (content) => {
    const path = join(await emptyFolder(), 'lock.json');
    await writeFile(path, content);
    await expect(acquireLock(path)).rejects.toThrow('not a lock of rs-sam');
    expect(await readFile(path, 'utf8')).toBe(content);
  },
);

it('does not remove the lock of a process that took it after somebody deleted the file', async () => {
  const path = join(await emptyFolder(), 'lock.json');
  const release = await acquireLock(path);
  await writeFile(path, lockOf(process.ppid));
  await release();
  expect(await readFile(path, 'utf8')).toBe(lockOf(process.ppid));
});

it('of processes that find the same stale lock at the same moment, one gets it', { timeout: 120_000 }, async () => {
  const path = join(await emptyFolder(), 'lock.json');
  const contender = fileURLToPath(new URL('../../test/lock-contender.ts', import.meta.url));
  const execArgv = ['--import', import.meta.resolve('tsx')];
  const contenders = [1, 2, 3].map(() => fork(contender, [path], { execArgv }));
  const answers = (): Promise<unknown[]> =>
    Promise.all(contenders.map((child) => new Promise((resolve) => child.once('message', resolve))));
  // Nobody releases the lock before all have answered, so that the machine's speed does not matter.
  const tell = (message: string): Promise<unknown[]> => {
    const answered = answers();
    for (const child of contenders) child.send(message);
    return answered;
  };
  try {
    await answers();
    for (let round = 0; round < 40; round++) {
      await writeFile(path, lockOf(DEAD));
      expect((await tell('acquire')).sort()).toEqual(['holds', 'refused', 'refused']);
      await tell('release');
    }
  } finally {
    for (const child of contenders) child.kill();
  }
});
