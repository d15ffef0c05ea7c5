import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { formatJson } from '../formats/format-json';
import { parseJson } from '../formats/parse-json';
import { sealJson, unsealJson } from './sealed-json';

/** Name of the file with the hashes of files beside it whose own format has no place for one. */
export const CHECKSUM_LIST = 'checksums.json';

const FORMAT = 'rs-sam-checksums';
const schema = v.strictObject({
  format: v.literal(FORMAT),
  version: v.literal(1),
  files: v.record(v.string(), v.string()),
});

/** SHA-256 by the name of the file, as JSON with a checksum of its own. */
export function formatChecksumList(hashes: Readonly<Record<string, string>>): string {
  const files = Object.fromEntries(Object.entries(hashes).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sealJson(formatJson({ format: FORMAT, version: 1, files }));
}

/** The hashes of a list; `damaged` where the list itself was altered; null where the file is something else. */
export function parseChecksumList(text: string): ReadonlyMap<string, string> | 'damaged' | null {
  const { json, seal } = unsealJson(text);
  const { value } = parseJson(json, schema);
  if (seal === 'kept') return value === null ? null : new Map(Object.entries(value.files));
  return seal === 'broken' || json.includes(FORMAT) ? 'damaged' : null;
}

/** As {@link parseChecksumList}, of a folder; null where there is no list. */
export async function readChecksumList(folder: string): Promise<ReturnType<typeof parseChecksumList>> {
  const text = await readFile(join(folder, CHECKSUM_LIST), 'utf8').catch(() => null);
  return text === null ? null : parseChecksumList(text);
}
