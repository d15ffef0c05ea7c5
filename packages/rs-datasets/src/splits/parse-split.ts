import * as v from 'valibot';
import { parseJson } from '../reading/parse-json';
import type { DatasetSplit } from './split';

const Split = v.object(
  {
    parts: v.record(v.string(), v.array(v.string('An image id has to be a string'), 'A part has to be a list of ids')),
  },
  'A split has to be an object with `parts`',
);

/**
 * Parses a split that {@link formatSplit} wrote.
 * @param file its name, for errors
 * @throws CaptionFileError where the text is not a split
 */
export function parseSplit(text: string, file: string): DatasetSplit {
  return parseJson({ path: file, content: text }, Split, 'utf-8');
}
