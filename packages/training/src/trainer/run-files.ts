import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recoverFolder, sealJson, unsealJson, writeFileAtomically } from '@rs-sam/foundation/files';
import { canonicalJson, formatJson, readSafetensors, writeSafetensors } from '@rs-sam/foundation/formats';
import type { CheckpointManifest, NamedWeight } from '@rs-sam/models';
import { assignWeights, CheckpointError, readCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { repeatsExactly } from '@rs-sam/tfjs-backend';
import { writeCheckpointFolder } from '../checkpoint/checkpoint-folder';
import { storedTensors } from '../checkpoint/tensors-on-host';
import { completeConfiguration } from '../configuration/configuration';
import type { TrainingConfiguration } from '../configuration/training-configuration';
import { RunMismatchError } from './errors';
import { parsePosition, type RunPosition } from './run-position';
import type { TrainingSession } from './session';
import { restoreState, stateTensors, usedWeights } from './session-tensors';

/** The files of a run: `configuration.json`, `metrics.jsonl`, and the checkpoints `last/` (to resume) and `best/` (to use). */
export class RunFiles {
  /** As the run started: a resumed run of an earlier version keeps its own. */
  private configurationJson: string;

  constructor(
    readonly folder: string,
    private readonly configuration: TrainingConfiguration,
    private readonly session: TrainingSession,
    private readonly engine: string,
  ) {
    this.configurationJson = formatJson(configuration);
  }

  get metrics(): string {
    return join(this.folder, 'metrics.jsonl');
  }

  get last(): string {
    return join(this.folder, 'last');
  }

  get best(): string {
    return join(this.folder, 'best');
  }

  /** Completes the writes that a killed process left, and writes the configuration of a new run. */
  async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await recoverFolder(this.last);
    await recoverFolder(this.best);
    if (!existsSync(this.last)) {
      await writeFileAtomically(join(this.folder, 'configuration.json'), sealJson(this.configurationJson));
    }
  }

  /** Saves everything to resume from: the weights, the rest of the session's state and the position. */
  saveLast(position: RunPosition): Promise<void> {
    return writeCheckpointFolder(this.last, this.about(position), {
      ...this.common(),
      'weights.safetensors': weightBytes(usedWeights(this.session)),
      'state.safetensors': writeSafetensors(storedTensors(stateTensors(this.session))),
      'state.json': formatJson(position),
    });
  }

  /** Saves only the weights, for evaluation and search. */
  saveBest(position: RunPosition): Promise<void> {
    return writeCheckpointFolder(this.best, this.about(position), {
      ...this.common(),
      'weights.safetensors': weightBytes(usedWeights(this.session)),
    });
  }

  /**
   * Restores the session that `saveLast` saved; undefined for a folder without a run.
   *
   * @throws RunMismatchError when the folder contains another run, CheckpointError when a file is damaged.
   */
  async restoreLast(): Promise<RunPosition | undefined> {
    if (!existsSync(this.last)) return undefined;
    const names = [
      'configuration.json',
      'vocabulary.json',
      'weights.safetensors',
      'state.safetensors',
      'state.json',
    ] as const;
    const { manifest, files } = await readCheckpoint(folderSource(this.last), names);
    const path = (name: string) => join(this.last, name);
    this.configurationJson = textOf(files['configuration.json']);
    const configuration = JSON.parse(this.configurationJson) as Record<string, unknown>;
    await this.checkUnchanged(configuration);
    this.checkSame(manifest, configuration);
    const weights = readSafetensors(files['weights.safetensors'], path('weights.safetensors'));
    assignWeights(usedWeights(this.session), weights.tensors, path('weights.safetensors'));
    const state = readSafetensors(files['state.safetensors'], path('state.safetensors'));
    restoreState(this.session, state.tensors, path('state.safetensors'));
    return parsePosition(textOf(files['state.json']), path('state.json'));
  }

  /** `configuration.json` of the run is for readers; an edited one would describe another run than the one that resumes. */
  private async checkUnchanged(started: Readonly<Record<string, unknown>>): Promise<void> {
    const path = join(this.folder, 'configuration.json');
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) return;
    // Runs of earlier versions have no checksum.
    const { json, seal } = unsealJson(text);
    if (seal !== 'broken' && json === formatJson(started)) return;
    throw new CheckpointError(
      path,
      'was changed since the run started.',
      'Restore it from last/configuration.json, or start another run with the new configuration.',
    );
  }

  private checkSame(manifest: CheckpointManifest, found: Readonly<Record<string, unknown>>): void {
    const complete = completeConfiguration(found);
    for (const [field, expected] of Object.entries(this.configuration)) {
      if (canonicalJson(complete[field]) !== canonicalJson(expected))
        throw new RunMismatchError(this.folder, field, complete[field], expected);
    }
    const [kept, wanted] = [manifest, this.session.records].map(({ sources }) => sources?.map(({ name }) => name));
    if (canonicalJson(kept) !== canonicalJson(wanted)) {
      throw new RunMismatchError(this.folder, 'sources', kept ?? null, wanted ?? null);
    }
    // The checkpoint may have been moved.
    if (manifest.init?.weights !== this.session.init?.weights) {
      throw new RunMismatchError(this.folder, 'init', manifest.init, this.session.init);
    }
    const about: Record<string, unknown> = { ...this.about({ epoch: 0, step: 0, best: null }) };
    for (const field of [
      'splitHash',
      'captions',
      'wordVectors',
      'pretrainedWords',
      'textNetwork',
      'inputs',
      'features',
    ] as const) {
      if (canonicalJson(manifest[field]) !== canonicalJson(about[field])) {
        throw new RunMismatchError(this.folder, field, manifest[field], about[field]);
      }
    }
    if (!resumesOn(manifest.engine, this.engine)) {
      throw new RunMismatchError(this.folder, 'engine', manifest.engine, this.engine);
    }
  }

  private about({
    epoch,
    step,
    best,
  }: Pick<RunPosition, 'epoch' | 'step' | 'best'>): Omit<
    CheckpointManifest,
    'format' | 'version' | 'files' | 'checksum'
  > {
    const { inputs, records, wordVectors, pretrainedWords, textNetwork, init } = this.session;
    const { engine, configuration } = this;
    return {
      ...{ model: configuration.model, inputs, ...records, wordVectors, pretrainedWords, textNetwork, init },
      ...{ engine, epoch, step },
      validation: best,
    };
  }

  private common(): Record<string, string> {
    return {
      'configuration.json': this.configurationJson,
      'vocabulary.json': formatJson(this.session.vocabulary),
    };
  }
}

/** Whether a run of one engine may resume on another: on the same, or on another GPU where the bits differ from run to run anyway. */
function resumesOn(started: string, current: string): boolean {
  const name = (engine: string) => engine.split(' ', 1)[0];
  return started === current || (!repeatsExactly(current) && name(started) === name(current));
}

function weightBytes(weights: readonly NamedWeight[]): Uint8Array {
  return writeSafetensors(storedTensors(Object.fromEntries(weights.map(({ name, variable }) => [name, variable]))));
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
