import { readSafetensors, writeSafetensors } from '@rs-sam/foundation/formats';
import { checkOptions, oneOf, text } from '@rs-sam/foundation/options';
import { readCheckpoint } from '@rs-sam/models';
import { checkpointOf, folderSource } from '@rs-sam/models/node';
import { writeCheckpointFolder } from './checkpoint-folder';

/** Options of `exportCheckpoint`. */
export interface ExportOptions {
  /** A run, whose best checkpoint is taken, or a checkpoint. */
  readonly checkpoint: string;
  /** The folder to write; an existing one is replaced. */
  readonly out: string;
  /** Type of the weights: float16 halves the file and rounds each weight to 11 significant bits. Default `float16`. */
  readonly dtype?: 'float16' | 'float32';
}

/** A written checkpoint. */
export interface ExportedCheckpoint {
  /** Of all its files but the manifest. */
  readonly bytes: number;
  /** The largest |rounded − trained| of a weight, divided by the largest |trained| of its tensor. */
  readonly largestRounding: number;
}

/** What a model needs; the state of the training stays behind. */
const FILES = ['configuration.json', 'vocabulary.json', 'weights.safetensors'] as const;

/**
 * Copies a checkpoint as a model to pass on: weights, vocabulary and configuration without the state of the training, by default in
 * float16. Everything that reads checkpoints reads it.
 *
 * @throws CheckpointError names the file that is missing or damaged; FileWriteError.
 */
export async function exportCheckpoint(options: ExportOptions): Promise<ExportedCheckpoint> {
  const folder = text('the path of a folder');
  const rules = { checkpoint: folder, out: folder, dtype: oneOf(['float16', 'float32']) };
  checkOptions('exportCheckpoint', rules, options, ['checkpoint', 'out']);
  const { checkpoint, out, dtype = 'float16' } = options;
  const source = folderSource(checkpointOf(checkpoint));
  const { manifest, files } = await readCheckpoint(source, FILES);
  const weightsFile = 'weights.safetensors';
  const { tensors, metadata } = readSafetensors(files[weightsFile], `${source.name}/${weightsFile}`);
  const weights = writeSafetensors(tensors, { metadata, floats: dtype === 'float16' ? 'F16' : 'F32' });
  const { format: _format, version: _version, files: _files, checksum: _checksum, ...about } = manifest;
  const written = { ...files, [weightsFile]: weights };
  await writeCheckpointFolder(out, about, written);
  const rounded = readSafetensors(weights, weightsFile).tensors;
  return {
    bytes: Object.values(written).reduce((sum, { length }) => sum + length, 0),
    largestRounding: Math.max(
      0,
      ...Object.entries(tensors).map(([name, { data }]) => rounding(data, rounded[name]?.data ?? data)),
    ),
  };
}

function rounding(trained: ArrayLike<number>, rounded: ArrayLike<number>): number {
  let largest = 0;
  let scale = 0;
  for (let i = 0; i < trained.length; i++) {
    const value = trained[i] as number;
    largest = Math.max(largest, Math.abs((rounded[i] as number) - value));
    scale = Math.max(scale, Math.abs(value));
  }
  return scale === 0 ? 0 : largest / scale;
}
