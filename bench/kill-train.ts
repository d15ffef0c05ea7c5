import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { runChild, traceOf } from '../packages/training/test/kill';

export const description =
  'kills a small training and its evaluation with SIGKILL at random moments and compares the results with uninterrupted runs [--kills 20] [--json]';

/** Kills a training and its evaluation repeatedly, lets them finish, and compares weights, metrics and tables with uninterrupted runs. */
export async function run(arguments_: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...arguments_],
    options: { json: { type: 'boolean', default: false }, kills: { type: 'string', default: '20' } },
  });
  const parent = await mkdtemp(join(tmpdir(), 'rs-sam-kill-'));
  try {
    const undisturbed = join(parent, 'undisturbed');
    const { events } = await runChild(undisturbed);
    const expected = await traceOf(undisturbed);
    const kills: number[] = [];
    let runs = 0;
    let identical = true;
    while (kills.length < Number(values.kills)) {
      const disturbed = join(parent, `disturbed-${runs++}`);
      for (;;) {
        const wanted = Number(values.kills) - kills.length;
        // The next kill is at a random point of the next quarter of the work, so that each run is killed several times.
        const killAfter = wanted > 0 ? 1 + Math.floor((Math.random() * events) / 4) : Number.POSITIVE_INFINITY;
        const { killed, events: made } = await runChild(disturbed, { killAfter, delay: Math.random() * 20 });
        if (!killed) break;
        kills.push(made);
      }
      identical &&= isDeepStrictEqual(await traceOf(disturbed), expected);
    }
    const report = { kills: kills.length, eventsBeforeEachKill: kills, runs, eventsOfAWholeRun: events, identical };
    if (values.json) console.log(JSON.stringify(report, null, 2));
    else {
      const verdict = identical ? 'the same weights, optimiser, metrics, scores and tables' : 'THE RESULTS DIFFER';
      console.log(`${kills.length} kills over ${runs} runs of ${events} events each: ${verdict}`);
    }
    if (!identical) process.exitCode = 1;
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}
