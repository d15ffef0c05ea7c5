import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FeatureSource } from '@rs-sam/evaluation';
import { featureIdentity } from '@rs-sam/evaluation/gallery';
import { recoverFolder, writeFileAtomically } from '@rs-sam/foundation/files';
import { canonicalJson, formatJson, readSafetensors, writeSafetensors } from '@rs-sam/foundation/formats';
import type { CheckpointManifest, FeatureIdentity } from '@rs-sam/models';
import { assignWeights, readCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { writeCheckpointFolder } from '../checkpoint/checkpoint-folder';
import { storedTensors, tensorsFrom } from '../checkpoint/tensors-on-host';
import type { TrainingConfiguration } from '../configuration/configuration';
import { RunMismatchError } from './errors';
import { parsePosition, type RunPosition } from './run-position';
import type { TrainingSession } from './session';

/** The files of a run: `configuration.json`, `metrics.jsonl`, and the checkpoints `last/` (to resume) and `best/` (to use). */
export class RunFiles {
  private readonly features: FeatureIdentity;

  constructor(
    readonly folder: string,
    private readonly configuration: TrainingConfiguration,
    private readonly session: TrainingSession,
    features: FeatureSource,
    private readonly engine: string,
  ) {
    this.features = featureIdentity(features);
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

  /** Completes what a killed process left, and writes the configuration of a new run. */
  async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await recoverFolder(this.last);
    await recoverFolder(this.best);
    if (!existsSync(this.last)) {
      await writeFileAtomically(join(this.folder, 'configuration.json'), formatJson(this.configuration));
    }
  }

  /** Saves the weights, the optimiser's state and the position, to resume from. */
  saveLast(position: RunPosition): Promise<void> {
    const { model, optimizer } = this.session;
    return writeCheckpointFolder(this.last, this.about(position), {
      ...this.common(),
      'weights.safetensors': weightBytes(model.weights),
      'state.safetensors': writeSafetensors(storedTensors(optimizer.state())),
      'state.json': formatJson(position),
    });
  }

  /** Saves the weights alone, to evaluate and to search with. */
  saveBest(position: RunPosition): Promise<void> {
    return writeCheckpointFolder(this.best, this.about(position), {
      ...this.common(),
      'weights.safetensors': weightBytes(this.session.model.weights),
    });
  }

  /**
   * Restores the session from what `saveLast` saved; undefined for a folder without a run.
   *
   * @throws RunMismatchError when the folder has another run, CheckpointError when it is damaged.
   */
  async restoreLast(): Promise<RunPosition | undefined> {
    if (!existsSync(this.last)) return undefined;
    const names = ['configuration.json', 'weights.safetensors', 'state.safetensors', 'state.json'] as const;
    const { manifest, files } = await readCheckpoint(folderSource(this.last), names);
    const path = (name: string) => join(this.last, name);
    this.checkSame(manifest, textOf(files['configuration.json']));
    const { model, optimizer } = this.session;
    const weights = readSafetensors(files['weights.safetensors'], path('weights.safetensors'));
    assignWeights(model.weights, weights.tensors, path('weights.safetensors'));
    const state = readSafetensors(files['state.safetensors'], path('state.safetensors'));
    const tensors = tensorsFrom(state.tensors);
    optimizer.restore(tensors);
    for (const tensor of Object.values(tensors)) tensor.dispose();
    return parsePosition(textOf(files['state.json']), path('state.json'));
  }

  private checkSame(manifest: CheckpointManifest, configurationText: string): void {
    const found = JSON.parse(configurationText) as Record<string, unknown>;
    for (const [field, expected] of Object.entries(this.configuration)) {
      if (canonicalJson(found[field]) !== canonicalJson(expected))
        throw new RunMismatchError(this.folder, field, found[field], expected);
    }
    const about: Record<string, unknown> = { ...this.about({ epoch: 0, step: 0, best: null }) };
    for (const field of ['inputs', 'splitHash', 'features', 'engine'] as const) {
      if (canonicalJson(manifest[field]) !== canonicalJson(about[field])) {
        throw new RunMismatchError(this.folder, field, manifest[field], about[field]);
      }
    }
  }

  private about({
    epoch,
    step,
    best,
  }: Pick<RunPosition, 'epoch' | 'step' | 'best'>): Omit<CheckpointManifest, 'format' | 'version' | 'files'> {
    const { inputs, splitHash } = this.session;
    const { engine, configuration, features } = this;
    return {
      ...{ model: configuration.model, inputs, features, splitHash, engine, epoch, step },
      validation: best,
    };
  }

  private common(): Record<string, string> {
    return {
      'configuration.json': formatJson(this.configuration),
      'vocabulary.json': formatJson(this.session.vocabulary),
    };
  }
}

function weightBytes(weights: TrainingSession['model']['weights']): Uint8Array {
  return writeSafetensors(storedTensors(Object.fromEntries(weights.map(({ name, variable }) => [name, variable]))));
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
