import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@rs-sam/foundation/random';
import { afterAll, expect, it } from 'vitest';
import { runChild, traceOf } from './kill';

// For more kills: `RS_SAM_KILLS=20 pnpm test:unit kill-and-resume`.
const KILLS = Number(process.env.RS_SAM_KILLS ?? 3);
const folders: string[] = [];

const folder = async () => {
  const made = await mkdtemp(join(tmpdir(), 'rs-sam-kill-'));
  folders.push(made);
  return made;
};

afterAll(async () => {
  for (const made of folders) await rm(made, { recursive: true, force: true });
});

// #region kills
it(
  'has the same bits as an uninterrupted training and evaluation, wherever it was killed',
  async () => {
    const undisturbed = await folder();
    const { events } = await runChild(undisturbed);
    const random = seededRandom(`kills ${KILLS}`);
    const disturbed = await folder();
    let kills = 0;
    for (; kills < KILLS; kills++) {
      // The remaining events are divided among the remaining kills.
      const killAfter = 1 + Math.floor((random() * 1.8 * events) / KILLS);
      const { killed } = await runChild(disturbed, { killAfter, delay: Math.floor(random() * 10) });
      if (!killed) break;
    }
    expect(kills).toBeGreaterThan(0);
    await runChild(disturbed);
    expect(await traceOf(disturbed)).toEqual(await traceOf(undisturbed));
  },
  30_000 * (KILLS + 2),
);
// #endregion kills
