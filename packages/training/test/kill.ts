import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EvaluationResult } from '@rs-sam/evaluation';
import type { MetricsLine } from '../src';

const child = fileURLToPath(new URL('./training-child.ts', import.meta.url));
const loader = createRequire(import.meta.url).resolve('tsx');

/**
 * Runs the child until it ends, or kills it after a number of events.
 *
 * @returns the number of events, and whether it was killed.
 */
export function runChild(
  folder: string,
  { killAfter = Number.POSITIVE_INFINITY, delay = 0 }: { readonly killAfter?: number; readonly delay?: number } = {},
): Promise<{ readonly events: number; readonly killed: boolean }> {
  return new Promise((resolve, reject) => {
    const args = ['--import', loader, child, join(folder, 'run'), join(folder, 'evaluation')];
    const running = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let events = 0;
    let errors = '';
    running.stderr.on('data', (text) => {
      errors += text;
    });
    running.stdout.on('data', (beats: Buffer) => {
      const before = events;
      events += beats.length;
      // A little later, so that it is not always killed at the same point of its work.
      if (before < killAfter && events >= killAfter) setTimeout(() => running.kill('SIGKILL'), delay);
    });
    running.on('error', reject);
    running.on('close', (code, signal) => {
      if (code === 0 || signal === 'SIGKILL') resolve({ events, killed: signal === 'SIGKILL' });
      else reject(new Error(`The child ended with ${signal ?? code}: ${errors.slice(-2000)}`));
    });
  });
}

/** The results that must not depend on kills: hashes of weights and optimiser, every metric except times, and the evaluation's figures. */
export async function traceOf(folder: string) {
  const hash = async (path: string) =>
    createHash('sha256')
      .update(await readFile(join(folder, path)))
      .digest('hex');
  const lines = (await readFile(join(folder, 'run/metrics.jsonl'), 'utf8')).trimEnd().split('\n');
  const result = JSON.parse(await readFile(join(folder, 'evaluation/result.json'), 'utf8')) as EvaluationResult;
  return {
    best: await hash('run/best/weights.safetensors'),
    last: await hash('run/last/weights.safetensors'),
    state: await hash('run/last/state.safetensors'),
    // The times differ, and with them the checksums of the lines.
    metrics: lines.map((line) => ({
      ...(JSON.parse(line) as MetricsLine),
      seconds: 0,
      pairsPerSecond: 0,
      checksum: '',
    })),
    scores: result.scores.sha256,
    scoreFile: await hash('evaluation/scores.npy'),
    protocols: result.protocols,
  };
}
