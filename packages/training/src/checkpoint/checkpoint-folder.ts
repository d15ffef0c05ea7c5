import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256, writeFolderAtomically } from '@rs-sam/foundation/files';
import * as v from 'valibot';
import { CheckpointError } from './checkpoint-error';
import { type CheckpointManifest, manifestSchema } from './checkpoint-manifest';

const MANIFEST = 'manifest.json';

/** Writes a checkpoint: its files, and a manifest with the hash of each. The folder is replaced as a whole or not at all. */
export async function writeCheckpointFolder(
  folder: string,
  about: Omit<CheckpointManifest, 'format' | 'version' | 'files'>,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  const bytes = Object.entries(files).map(([name, content]) => [name, Buffer.from(content as Uint8Array)] as const);
  const manifest: CheckpointManifest = {
    format: 'rs-sam-checkpoint',
    version: 1,
    ...about,
    files: Object.fromEntries(
      bytes.map(([name, content]) => [name, { bytes: content.length, sha256: sha256(content) }]),
    ),
  };
  await writeFolderAtomically(folder, { ...Object.fromEntries(bytes), [MANIFEST]: jsonText(manifest) });
}

/** A checkpoint's files, each checked against its hash. */
export interface CheckpointFolder {
  readonly manifest: CheckpointManifest;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/**
 * Reads a checkpoint and checks every file that is asked for.
 *
 * @param names those to read.
 * @throws CheckpointError names the file that is missing, cut short or altered.
 */
export async function readCheckpointFolder(folder: string, names: readonly string[]): Promise<CheckpointFolder> {
  const manifest = await readManifest(folder);
  const files: Record<string, Uint8Array> = {};
  for (const name of names) {
    const path = join(folder, name);
    const expected = manifest.files[name];
    if (expected === undefined) throw new CheckpointError(path, 'is not part of this checkpoint.', remedyFor(name));
    const content = await readFile(path).catch((error: Error) => {
      throw new CheckpointError(path, `cannot be read: ${error.message}.`, 'Copy the whole folder.');
    });
    if (sha256(content) !== expected.sha256) {
      throw new CheckpointError(
        path,
        `does not have the hash that ${MANIFEST} gives; it has ${content.length} bytes, and ${expected.bytes} were written.`,
        'It was altered or copied in part: copy the folder again.',
      );
    }
    files[name] = content;
  }
  return { manifest, files };
}

/**
 * The manifest of a checkpoint.
 *
 * @throws CheckpointError where there is none, or it is not one of ours.
 */
async function readManifest(folder: string): Promise<CheckpointManifest> {
  const path = join(folder, MANIFEST);
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new CheckpointError(
      path,
      `cannot be read: ${error.message}.`,
      'Name a folder that training wrote, as runs/mine/best.',
    );
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new CheckpointError(path, 'is no JSON.', 'Copy the folder again.');
  }
  const result = v.safeParse(manifestSchema, json);
  if (!result.success) {
    const [issue] = result.issues;
    throw new CheckpointError(
      path,
      `${v.getDotPath(issue) ?? 'the content'}: ${issue.message}.`,
      'It is no checkpoint of this version.',
    );
  }
  return result.output;
}

function remedyFor(name: string): string {
  return name.startsWith('state.')
    ? 'Only the folder "last" of a run holds what resuming needs.'
    : 'Name a folder that training wrote, as runs/mine/best.';
}

/** JSON for people and machines. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
