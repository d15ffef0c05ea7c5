import { cp, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { closedPipes, fullDisk, type Tries, twoProcesses } from './faults/disk-pipes-processes';
import { type Fate, type Flip, flipBits } from './faults/flip-bits';
import { makeSet } from './faults/make-set';
import { fileTypes } from './faults/readers';
import { table } from './table';

export const description =
  'flips bits in every type of file that the commands write and runs its readers; full disk, closed pipes, two processes: [--per-type 20] [--tries 5] [--seed 1] [--only <type>, or others] [--json]';

const FATES: readonly Fate[] = ['named', 'rebuilt', 'not read', 'unnamed', 'silent'];

/** Counts what becomes of faults. Exits with 1 where one is silent, or told without the name of its file. */
export async function run(arguments_: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...arguments_],
    options: {
      json: { type: 'boolean', default: false },
      'per-type': { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
      tries: { type: 'string', default: '5' },
      only: { type: 'string', default: '' },
    },
  });
  const parent = await mkdtemp(join(tmpdir(), 'rs-sam-faults-'));
  try {
    const pristine = join(parent, 'set');
    await makeSet(pristine);
    const flips: Flip[] = [];
    const how = { perType: Number(values['per-type']), seed: Number(values.seed), only: values.only };
    for await (const flip of flipBits(pristine, join(parent, 'work'), how)) {
      flips.push(flip);
      if (flip.fate === 'silent' || flip.fate === 'unnamed') {
        console.error(
          `${flip.fate}: bit ${flip.bit} of byte ${flip.byte} of ${flip.file}, ${flip.reader}: ${flip.told.slice(0, 300)}`,
        );
      }
    }
    const others: Tries[] = [];
    if (['', 'others'].includes(values.only)) {
      const copy = join(parent, 'copy');
      await cp(pristine, copy, { recursive: true });
      const tries = Number(values.tries);
      for (const kind of [fullDisk(copy, tries), closedPipes(copy, tries), twoProcesses(copy, tries)]) {
        for await (const made of kind) {
          others.push(made);
          for (const wrong of made.wrong) console.error(`${made.fault}, ${made.command}: ${wrong}`);
        }
      }
    }
    const count = (type: string, fate: Fate) => flips.filter((flip) => flip.type === type && flip.fate === fate).length;
    const rows = fileTypes.map(({ name, readers }) => [
      name,
      readers.join(', ') || '–',
      ...FATES.map((fate) => String(count(name, fate))),
    ]);
    const sums = FATES.map((fate) => String(flips.filter((flip) => flip.fate === fate).length));
    const total = ['all', `${flips.length} flips`, ...sums];
    const fates = (type: string) => Object.fromEntries(FATES.map((fate) => [fate, count(type, fate)]));
    if (values.json) {
      const about = {
        node: process.version,
        cpu: `${cpus().length} × ${cpus()[0]?.model}`,
        date: new Date().toISOString(),
      };
      const types = Object.fromEntries(fileTypes.map(({ name }) => [name, fates(name)]));
      console.log(JSON.stringify({ ...about, ...how, flips: flips.length, types, others }, null, 2));
    } else {
      console.log(table([['file', 'read by', ...FATES], ...rows, total]));
      const tried = others.map(({ fault, command, tries, right }) => [fault, command, String(tries), String(right)]);
      console.log(`\n${table([['fault', 'command', 'tries', 'right'], ...tried])}`);
    }
    const bad =
      flips.some(({ fate }) => fate === 'silent' || fate === 'unnamed') || others.some(({ wrong }) => wrong.length > 0);
    if (bad) process.exitCode = 1;
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}
