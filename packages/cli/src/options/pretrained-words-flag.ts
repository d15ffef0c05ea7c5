import type { Command } from 'commander';
import { orNone } from './option-parsers';

/** Adds the flag that names the table by which queries are read, see `tableForQueries` of `@rs-sam/pretrained/node`. */
export function addPretrainedWordsFlag(command: Command): void {
  command.option(
    '--pretrained-words <file>',
    'table for words that are not in the training captions and for misspelled ones: the file that the models were trained with, ' +
      'glove, or none (default: glove, unless a model was trained with another)',
    orNone(String),
  );
}
