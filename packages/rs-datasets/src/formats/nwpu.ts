import * as v from 'valibot';
import { glanceAtText } from '../reading/decode-text';
import { isObject, ownNames } from '../reading/own-names';
import { parseJson } from '../reading/parse-json';
import type { SourceFile } from '../reading/source-file';
import type { CaptionFormat, FormatOptions } from './caption-format';
import { looksLikeJsonLines } from './json-lines';
import { type ParsedImage, splitName } from './parsed-image';

const Classes = v.record(
  v.string(),
  v.array(
    v.pipe(
      v.looseObject(
        {
          filename: v.pipe(v.string('`filename` has to be a string'), v.trim(), v.nonEmpty('`filename` is empty')),
          split: v.nullish(v.union([v.string(), v.number()], '`split` has to be a string')),
        },
        'An image has to be an object with `filename`, `split` and `raw`',
      ),
      v.check(
        (image) => rawFields(image).every((field) => image[field] === null || typeof image[field] === 'string'),
        '`raw`, `raw_1`, … have to be strings',
      ),
    ),
    'A class has to be a list of images',
  ),
  'The file has to be an object of classes',
);

const Nwpu = v.pipe(v.custom<object>(isObject, 'The file has to be an object of classes'), ownNames, Classes);

/** NWPU-Captions' JSON: class → `[{filename, split, raw, raw_1 … raw_4}]`, with a folder of images for each class. */
export const nwpu: CaptionFormat = {
  name: 'nwpu',
  description: 'NWPU-Captions JSON: class → list of {filename, split, raw, raw_1 … raw_4}',
  candidates: (files, forced) =>
    files
      .filter((file) => looksLikeNwpu(file, forced))
      .map((file) => ({
        format: 'nwpu',
        files: [file.path],
        parse: (options) => parseNwpu(file, options),
      })),
};

function looksLikeNwpu(file: SourceFile, forced: boolean): boolean {
  const start = glanceAtText(file);
  if (start === null || forced) return start !== null;
  if (looksLikeJsonLines(file, false)) return false;
  return /^\s*\{/.test(start) && /"raw(_\d+)?"\s*:/.test(start) && !/"sentences"\s*:/.test(start);
}

function parseNwpu(file: SourceFile, { encoding }: FormatOptions): ParsedImage[] {
  return Object.entries(parseJson(file, Nwpu, encoding)).flatMap(([className, images]) =>
    images.map((image, index): ParsedImage => {
      const path = `${className}[${index}]`;
      return {
        file: /[/\\]/.test(image.filename) ? image.filename : `${className}/${image.filename}`,
        split: splitName(image.split),
        className,
        captions: rawFields(image).map((field) => ({
          text: (image[field] as string | null) ?? '',
          position: { path: `${path}.${field}` },
        })),
        source: file.path,
        position: { path },
      };
    }),
  );
}

/** `raw`, `raw_1`, `raw_2`, … in that order, however many there are. */
function rawFields(image: object): string[] {
  const number = (field: string) => Number(field.slice('raw_'.length));
  return Object.keys(image)
    .filter((field) => /^raw(_\d+)?$/.test(field))
    .sort((a, b) => number(a) - number(b));
}
