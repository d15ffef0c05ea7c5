import type { TrainingSource } from '@rs-sam/training';
import type { SourceFlags } from '../options/source-flags';
import type { Reporter } from '../output/reporter';
import { UsageError } from '../program/usage-error';
import { engineOfRun } from './engine-of-run';
import { openEngine, openSource, required } from './open-retrieval-data';

/** The run that is going to train. */
export interface RunToOpen {
  readonly folder: string;
  readonly model: string;
}

/** The data sets of a training with their splits and features, and the engine that computes. */
export async function openTrainingData(flags: SourceFlags, report: Reporter, run?: RunToOpen) {
  const folders = required('dataset', flags.dataset);
  const stores = required('features', flags.features);
  const splits = flags.split ?? folders.map(() => 'none');
  checkNumber('features', stores, folders);
  checkNumber('split', splits, folders, ', which may be none');
  const opened: (TrainingSource & Awaited<ReturnType<typeof openSource>>)[] = [];
  const close = async () => {
    for (const { features } of opened) await features.close();
  };
  try {
    for (const [at, folder] of folders.entries()) {
      const split = splits[at] === 'none' ? undefined : splits[at];
      const { dataset, features } = await openSource(folder, stores[at] as string, split, flags, report);
      const taken = opened.map(({ name }) => name);
      opened.push({ name: uniqueName(features.manifest.dataset.name, taken), dataset, features });
    }
    const started = run === undefined ? undefined : await engineOfRun(run.folder);
    const engine = await openEngine(flags.engine ?? started, report, directionOf(run?.model));
    return { sources: opened, engine, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The direction of SAM that a model computes; undefined for the others. */
function directionOf(model: string | undefined): 'i2t' | 't2i' | undefined {
  if (model === 'sam-i2t') return 'i2t';
  return model === 'sam-t2i' ? 't2i' : undefined;
}

function checkNumber(flag: string, values: readonly string[], folders: readonly string[], which = ''): void {
  if (values.length === folders.length) return;
  throw new UsageError(
    `--${flag} is given ${values.length} times and --dataset ${folders.length} times: give one for each data set${which}, in the same order.`,
  );
}

/** The name of a data set for keys of images; a repeated name gets a number. */
function uniqueName(name: string, taken: readonly string[]): string {
  const plain = name.replaceAll('/', '-') || 'data';
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? plain : `${plain}-${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
