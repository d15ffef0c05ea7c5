import { withoutExtension } from '../reading/file-name';
import { splitName, TRAIN_VAL_TEST } from './parsed-image';

/**
 * The split that a file's name contains as a word (`captions_train2017.json`, `val.jsonl`) or, without one there, that a folder above
 * it is called, the nearest first; `null` where there is none, or two.
 */
export function splitInPath(path: string): string | null {
  const [file = '', ...folders] = withoutExtension(path).split('/').reverse();
  for (const words of [file.split(/[^a-z]+/i), ...folders.map((folder) => [folder])]) {
    const splits = new Set(words.map(splitName).filter((split) => TRAIN_VAL_TEST.has(split)));
    if (splits.size > 0) return splits.size === 1 ? ([...splits][0] ?? null) : null;
  }
  return null;
}
