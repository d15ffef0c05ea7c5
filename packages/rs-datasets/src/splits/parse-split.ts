import * as v from 'valibot';
import { isObject, ownNames } from '../reading/own-names';
import { parseJson } from '../reading/parse-json';
import type { DatasetSplit } from './split';

const Split = v.object(
  {
    parts: v.pipe(
      v.custom<object>(isObject, '`parts` has to be an object'),
      ownNames,
      v.record(v.string(), v.array(v.string('An image id has to be a string'), 'A part has to be a list of ids')),
    ),
  },
  'A split has to be an object with `parts`',
);

/**
 * Parses a split that {@link formatSplit} wrote.
 * @param file its name, for errors
 * @throws CaptionFileError where the text is not a split
 */
export function parseSplit(content: string | Uint8Array, file: string): DatasetSplit {
  return parseJson({ path: file, content }, Split, 'utf-8');
}
