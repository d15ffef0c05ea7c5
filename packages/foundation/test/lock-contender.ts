// A process that tries in each round, at the appointed moment, to take a lock: path, rounds, time of the first.
import { acquireLock, LockHeldError } from '../src/files/folder-lock';

const [path = '', rounds = '', start = ''] = process.argv.slice(2);
for (let round = 0; round < Number(rounds); round++) {
  await waitUntil(Number(start) + 200 * round);
  try {
    const release = await acquireLock(path);
    process.send?.(round);
    await waitUntil(Number(start) + 200 * round + 60);
    await release();
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
  }
}
process.disconnect();

async function waitUntil(time: number): Promise<void> {
  while (Date.now() < time - 10) await new Promise((resolve) => setTimeout(resolve, 2));
  while (Date.now() < time);
}
