import { fileProblem } from '@rs-sam/foundation/errors';
import { splitSeal, webSha256 } from '@rs-sam/foundation/formats';
import * as v from 'valibot';
import { CheckpointError } from './checkpoint-error';
import { type CheckpointManifest, manifestSchema } from './checkpoint-manifest';
import type { CheckpointSource } from './checkpoint-source';

/** The file of a checkpoint that describes the others. */
const MANIFEST = 'manifest.json';

const NAME_A_CHECKPOINT = 'Name a folder that training wrote, as runs/mine/best.';

/** Files of a checkpoint whose hashes were verified. */
export interface CheckpointFiles<Name extends string> {
  readonly manifest: CheckpointManifest;
  readonly files: Readonly<Record<Name, Uint8Array>>;
}

/**
 * Reads some files of a checkpoint and checks each against the hash in the manifest.
 *
 * @throws CheckpointError names the file that is missing, truncated or altered.
 */
export async function readCheckpoint<Name extends string>(
  source: CheckpointSource,
  names: readonly Name[],
): Promise<CheckpointFiles<Name>> {
  const manifest = await parseManifest(
    await readFrom(source, MANIFEST, NAME_A_CHECKPOINT),
    `${source.name}/${MANIFEST}`,
  );
  const files = {} as Record<Name, Uint8Array>;
  for (const name of names) {
    const path = `${source.name}/${name}`;
    const expected = Object.hasOwn(manifest.files, name) ? manifest.files[name] : undefined;
    if (expected === undefined) throw new CheckpointError(path, 'is not part of this checkpoint.', remedyFor(name));
    const content = await readFrom(source, name, 'Copy the whole folder.');
    if ((await sha256Of(content, path)) !== expected.sha256) {
      const problem = `does not have the hash that ${MANIFEST} gives; it has ${content.length} bytes, and ${expected.bytes} were written.`;
      throw new CheckpointError(path, problem, 'It was altered or copied in part: copy the folder again.');
    }
    files[name] = content;
  }
  return { manifest, files };
}

async function readFrom(source: CheckpointSource, file: string, remedy: string): Promise<Uint8Array> {
  try {
    return await source.read(file);
  } catch (cause) {
    throw new CheckpointError(`${source.name}/${file}`, `${fileProblem(cause)}.`, remedy, { cause });
  }
}

async function parseManifest(bytes: Uint8Array, path: string): Promise<CheckpointManifest> {
  const result = v.safeParse(manifestSchema, parseJsonFile(bytes, path));
  if (!result.success) {
    const [issue] = result.issues;
    const problem = `${v.getDotPath(issue) ?? 'the content'}: ${issue.message}.`;
    throw new CheckpointError(path, problem, 'It is not a checkpoint of this version.');
  }
  const { json, checksum } = splitSeal(new TextDecoder().decode(bytes));
  if ((await sha256Of(new TextEncoder().encode(json), path)) === checksum) return result.output;
  throw new CheckpointError(path, 'does not match its own checksum.', 'It was altered: copy the folder again.');
}

/** @throws CheckpointError where the bytes are not JSON. */
export function parseJsonFile(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new CheckpointError(path, 'is not JSON.', 'Copy the folder again.', { cause });
  }
}

function remedyFor(name: string): string {
  return name.startsWith('state.') ? 'Only the folder "last" of a run holds what resuming needs.' : NAME_A_CHECKPOINT;
}

async function sha256Of(content: Uint8Array, path: string): Promise<string> {
  const hash = await webSha256(content);
  if (hash !== null) return hash;
  throw new CheckpointError(path, 'cannot be verified on this page.', 'Serve the page from https or from localhost.');
}
