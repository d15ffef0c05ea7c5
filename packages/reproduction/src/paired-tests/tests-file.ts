import { readFile } from 'node:fs/promises';
import { sealJson, unsealJson, writeFileAtomically } from '@rs-sam/foundation/files';
import { formatJson, parseJson } from '@rs-sam/foundation/formats';
import * as v from 'valibot';
import type { RowTest } from './paired-tests';
import { ResultsFileError } from './results-file-error';

const hashes = v.array(v.string());
const testsSchema = v.array(
  v.object({
    a: v.string(),
    b: v.string(),
    difference: v.number(),
    pValue: v.number(),
    adjustedPValue: v.number(),
    scores: v.object({ a: hashes, b: hashes }),
  }),
);
const schema = v.strictObject({ format: v.literal('rs-sam-paired-tests'), version: v.literal(1), tests: testsSchema });

const REMEDY = 'Restore the file, or delete it and rerun `rs-sam reproduce`.';

/**
 * Reads the paired tests of an experiment; none if the file is missing. A file of an earlier version is a list without a checksum.
 *
 * @throws ResultsFileError names the file where it is damaged or of another form.
 */
export async function readTestsFile(path: string): Promise<readonly RowTest[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new ResultsFileError(path, `cannot be read: ${error.message}`, REMEDY);
  });
  if (text === null) return [];
  if (text.startsWith('[')) return testsOf(path, parseJson(text, testsSchema));
  const { json, seal } = unsealJson(text);
  if (seal === 'broken') throw new ResultsFileError(path, 'does not have the checksum that it gives', REMEDY);
  const { tests } = testsOf(path, parseJson(json, schema));
  if (seal === 'absent') throw new ResultsFileError(path, 'has no checksum', REMEDY);
  return tests;
}

function testsOf<T>(path: string, parsed: { readonly value: T | null; readonly problem: string | null }): T {
  if (parsed.value === null) throw new ResultsFileError(path, `${parsed.problem}`, REMEDY);
  return parsed.value;
}

/** @throws FileWriteError */
export function writeTestsFile(path: string, tests: readonly RowTest[]): Promise<void> {
  return writeFileAtomically(path, sealJson(formatJson({ format: 'rs-sam-paired-tests', version: 1, tests })));
}
