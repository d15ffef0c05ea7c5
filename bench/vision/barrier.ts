import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Waits until this many processes have reached the barrier. They share a folder, so that a worker in another language can take part. */
export async function meet(folder: string, index: number, workers: number): Promise<void> {
  writeFileSync(join(folder, `ready-${index}`), '');
  while (readdirSync(folder).filter((name) => name.startsWith('ready-')).length < workers) await setTimeout(5);
}
