import * as v from 'valibot';
import { readJson } from '../formats/json-file';
import type { DatasetSplit } from './split';

const Split = v.object(
  {
    parts: v.record(v.string(), v.array(v.string('An image id has to be a string'), 'A part has to be a list of ids')),
  },
  'A split has to be an object with `parts`',
);

/**
 * Reads a split that was written with {@link canonicalSplit}.
 * @param file its name, for the errors
 * @throws CaptionFileError where it is not one
 */
export function parseSplit(text: string, file: string): DatasetSplit {
  return readJson({ path: file, content: text }, Split, 'utf-8');
}
