import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { CommandError } from '../program/command-error';

/** `--force`, for commands that write into a folder or a file that the user names. */
export interface ForceFlag {
  readonly force?: boolean;
}

export const FORCE_FLAG = ['--force', 'overwrite files that this command did not make'] as const;

export function addForceFlag(command: Command): void {
  command.option(...FORCE_FLAG);
}

/**
 * Whether a command made what has the name of one of its files. A JSON file is recognised by a field, and a folder by its manifest and
 * by holding nothing else than the files that the command writes into it.
 */
export type Recognised = (path: string) => Promise<boolean>;

/**
 * @param names of the files and folders that the command is going to write or replace, and how it recognises its own.
 * @throws {CommandError} names the first that is there and was made by something else.
 */
export async function refuseOverwriting(
  folder: string,
  names: Readonly<Record<string, Recognised>>,
  force = false,
): Promise<void> {
  if (force) return;
  for (const [name, isOwn] of Object.entries(names)) {
    const path = name === '' ? folder : join(folder, name);
    if ((await exists(path)) && !(await isOwn(path))) throw overwriting(path);
  }
}

function overwriting(path: string): CommandError {
  return new CommandError(
    `${path} exists, and this command did not make it: it would be overwritten. Name another place, or add --force to overwrite it.`,
  );
}

/** A JSON file with all these fields; a value that is given has to be the field's. */
export function jsonWith(fields: Readonly<Record<string, unknown>>): Recognised {
  return async (path) => {
    const json = parsed(await textOf(path));
    return Object.entries(fields).every(
      ([field, value]) => Object.hasOwn(json, field) && (value === undefined || json[field] === value),
    );
  };
}

/** A file of JSON Lines, each an object of one of these kinds; the last may be cut off. Only the first line is read closely. */
export function linesOfKind(...kinds: readonly string[]): Recognised {
  return async (path) => {
    const [first = ''] = (await textOf(path)).split('\n', 1);
    return first === '' || kinds.includes(String(parsed(first).kind));
  };
}

/** A folder whose `manifest.json` has this format, and whose files all have one of these names. */
export function folderOf(format: string, names: readonly string[]): Recognised {
  return async (path) => {
    const found = await readdir(path).catch(() => null);
    if (found === null) return false;
    if (!found.every((name) => names.includes(name))) return false;
    const manifest = join(path, 'manifest.json');
    if (found.length === 0 || (await jsonWith({ format })(manifest))) return true;
    if (!found.includes('manifest.json')) return false;
    throw new CommandError(
      `${manifest} is damaged, or this command did not make it: ${path} would be overwritten. Restore it, name another place, or add ` +
        `--force to overwrite ${path}.`,
    );
  };
}

/** A file that belongs to another one beside it. */
export function besides(other: string, isOwn: Recognised): Recognised {
  return (path) => isOwn(join(path, '..', other));
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

const textOf = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => ' ');

function parsed(text: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
