import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { askedProcess } from './asked-process';

/** Answers with twice a number; 0 is its end, and -1 is never answered. */
const CHILD = `process.on('message', (number) => {
  if (number === 0) { console.error('no half of nothing'); process.exit(3); }
  if (number > 0) process.send({ twice: 2 * number });
});`;

async function started() {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-asked-process-'));
  const file = join(folder, 'child.mjs');
  await writeFile(file, CHILD);
  const child = askedProcess<number, { twice: number }>(file, { execArguments: [], endError: (how) => new Error(how) });
  onTestFinished(async () => {
    child.kill();
    await child.ended;
    await rm(folder, { recursive: true });
  });
  return child;
}

it('answers one message after another', async () => {
  const child = await started();
  expect([await child.ask(2), await child.ask(3)]).toEqual([{ twice: 4 }, { twice: 6 }]);
});

it('says how it ended, to the question that it had and to later ones', async () => {
  const child = await started();
  await expect(child.ask(0)).rejects.toThrow('exit code 3: no half of nothing');
  await child.ended;
  await expect(child.ask(1)).rejects.toThrow('exit code 3: no half of nothing');
});

it('is killed while it computes', async () => {
  const child = await started();
  const asked = child.ask(-1);
  child.kill();
  await expect(asked).rejects.toThrow('SIGKILL');
  await child.ended;
});
