import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { groupBy } from '@rs-sam/foundation/collections';
import { fileProblem } from '@rs-sam/foundation/errors';
import { parseJson } from '@rs-sam/foundation/formats';
import type { NamedImage } from '@rs-sam/vision-features/node';
import * as v from 'valibot';
import type { Metadata } from '../../gallery/gallery-item';
import { MetadataError } from './metadata-error';

const object = v.custom<Metadata>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'an object is expected',
);

/** The fields that may name the image in a table; the first of them that is there does. */
const NAMES = ['file', 'image', 'filename', 'name'] as const;

/**
 * Reads the metadata of images by name. A table has a row for each image: JSON Lines, or CSV with a header; a field `file`, `image`,
 * `filename` or `name` is the path of the image relative to the root. Cells of a CSV that are numbers, `true` or `false` become that; empty
 * cells are left out.
 *
 * @throws MetadataError names the file and the line.
 */
export async function readMetadataTable(file: string): Promise<Map<string, Metadata>> {
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new MetadataError(file, `The file ${fileProblem(cause)}.`, 'Correct the path.', { cause });
  });
  const rows = /\.(jsonl|ndjson)$/i.test(file) ? jsonLines(file, text) : await table(file, text);
  const found = new Map<string, Metadata>();
  for (const { line, fields } of rows) {
    const key = NAMES.find((name) => typeof fields[name] === 'string' || typeof fields[name] === 'number');
    if (key === undefined) {
      const problem = `Line ${line} does not name an image.`;
      throw new MetadataError(file, problem, `Give each row a field ${NAMES.join(', ')}: the path of the image.`);
    }
    const { [key]: name, ...rest } = fields;
    const path = String(name).replaceAll('\\', '/').replace(/^\.\//, '');
    if (found.has(path)) {
      throw new MetadataError(
        file,
        `Line ${line} has the image ${path} a second time.`,
        'Keep one row for each image.',
      );
    }
    found.set(path, rest);
  }
  return found;
}

interface Row {
  readonly line: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

function jsonLines(file: string, text: string): Row[] {
  return text.split('\n').flatMap((content, at) => {
    if (content.trim() === '') return [];
    const { value, problem } = parseJson(content, object);
    if (problem === null) return [{ line: at + 1, fields: value }];
    throw new MetadataError(file, `Line ${at + 1} ${problem}.`, 'Write one JSON object a line.');
  });
}

async function table(file: string, text: string): Promise<Row[]> {
  const { default: Papa } = await import('papaparse');
  const { data, errors, meta } = Papa.parse<Record<string, string>>(text.replace(/^\ufeff/, ''), {
    header: true,
    skipEmptyLines: 'greedy',
  });
  const [first] = errors.filter(({ code }) => code !== 'UndetectableDelimiter');
  if (first !== undefined) {
    const problem = `Line ${(first.row ?? 0) + 2}: ${first.message}.`;
    throw new MetadataError(file, problem, 'Write a header and as many cells in each row.');
  }
  const columns = meta.fields ?? [];
  return data.map((cells, at) => ({
    line: at + 2,
    fields: Object.fromEntries(columns.flatMap((column) => cellOf(column, cells[column] ?? ''))),
  }));
}

function cellOf(column: string, cell: string): [string, unknown][] {
  const text = cell.trim();
  if (text === '') return [];
  if (text === 'true' || text === 'false') return [[column, text === 'true']];
  // Numbers with leading zeros are identifiers.
  return [[column, /^-?(0|[1-9]\d*)(\.\d+)?(e[-+]?\d+)?$/i.test(text) ? Number(text) : text]];
}

/**
 * Reads the side files of images: of `a/b.tif`, the JSON object in `a/b.json` or `a/b.tif.json`.
 *
 * @throws MetadataError names the file.
 */
export async function readSideFiles(images: readonly NamedImage[]): Promise<Map<string, Metadata>> {
  const found = new Map<string, Metadata>();
  for (const [folder, inFolder] of groupBy(images, ({ file }) => dirname(file))) {
    const names = new Set((await readdir(folder)).filter((name) => /\.json$/i.test(name)));
    if (names.size === 0) continue;
    for (const { name, file } of inFolder) {
      const whole = basename(file);
      const side = [`${whole}.json`, `${whole.slice(0, -extname(whole).length || undefined)}.json`].find((one) =>
        names.has(one),
      );
      if (side === undefined) continue;
      const path = join(folder, side);
      const { value, problem } = parseJson(await readFile(path, 'utf8'), object);
      if (problem !== null) throw new MetadataError(path, `It ${problem}.`, 'Write one JSON object, or move the file.');
      found.set(name, value);
    }
  }
  return found;
}
