import type { TextNetwork, TextNetworkRecord } from '@rs-sam/text-encoder/pretrained';
import { CheckpointError } from './checkpoint-error';

/** What a record's field is, for messages. */
const FIELDS: readonly (readonly [keyof TextNetworkRecord, string])[] = [
  ['sha256', 'SHA-256'],
  ['tokenizer', 'tokenizer of SHA-256'],
  ['settings', 'settings'],
];

/**
 * Checks that a checkpoint gets the text network that it was trained with; the name of the file may differ.
 *
 * @param trained - Of the manifest.
 * @param manifest - Path of the manifest, for the message.
 * @throws CheckpointError where it is missing, or another one.
 */
export function checkTextNetwork(
  trained: TextNetworkRecord | null,
  given: TextNetwork | undefined,
  manifest: string,
): void {
  if (trained === null) return;
  if (given === undefined) {
    throw new CheckpointError(
      manifest,
      `is of a model that reads captions by the text network ${trained.file} (SHA-256 ${trained.sha256}), which was not given.`,
      'In Node, load it with loadCheckpointFolder of @rs-sam/models/node; such a model does not run in a browser.',
    );
  }
  const other = FIELDS.find(([field]) => given.record[field] !== trained[field]);
  if (other === undefined) return;
  const [field, name] = other;
  throw new CheckpointError(
    manifest,
    `was trained with the text network ${trained.file} with the ${name} ${trained[field]}, but the file ${given.record.file} has ${given.record[field]}.`,
    `Give the ${trained.file} of the training, with the ${trained.file}.json and the tokenizer.json that it had.`,
  );
}
