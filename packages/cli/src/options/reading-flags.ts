import type { FormatName, Policy } from '@rs-sam/datasets';
import type { ReadDatasetOptions } from '@rs-sam/datasets/node';
import { type Command, InvalidArgumentError } from 'commander';
import { wholeNumber } from './option-parsers';

/** Flags of every command that reads a data set. */
export interface ReadingFlags {
  readonly format?: FormatName;
  readonly only?: readonly string[];
  readonly encoding?: string;
  readonly captionsPerImage?: number;
  readonly captionsAsWritten?: boolean;
  readonly followLinks?: boolean;
  readonly policy?: Readonly<Record<string, Policy>>;
}

/** How a data set is read: what its files leave open. */
export function addReadingFlags(command: Command): void {
  command
    .option('--format <name>', 'format of the caption file (default: recognised by its content)')
    .option('--only <paths>', 'caption files to read, or endings such as *.txt, separated by commas', listOfPaths)
    .option('--encoding <name>', 'encoding of the caption file (default: utf-8, or that of its byte order mark)')
    .option(
      '--captions-per-image <count>',
      'captions per image, if the rows of features do not determine it',
      wholeNumber(1),
    )
    .option('--captions-as-written', 'keep HTML entities, line breaks and invisible characters in captions')
    .option('--follow-links', 'follow links that lead out of the folder')
    .option('--policy <list>', 'policies of irregularities, as ambiguousImage=drop,markup=error', policies);
}

/** The options of `readDataset` and `inspectFolder` for these flags. */
export function readingOptions(flags: ReadingFlags): ReadDatasetOptions {
  const { format, only, encoding, captionsPerImage, captionsAsWritten, followLinks, policy } = flags;
  return {
    ...(format !== undefined && { format }),
    ...(only !== undefined && { only }),
    ...(encoding !== undefined && { encoding }),
    ...(captionsPerImage !== undefined && { captionsPerImage }),
    ...(captionsAsWritten && { captionText: 'as-written' as const }),
    ...(followLinks && { followLinks }),
    ...(policy !== undefined && { policies: policy }),
  };
}

const listOfPaths = (text: string): string[] => text.split(',').filter((path) => path !== '');

function policies(text: string): Record<string, Policy> {
  const pairs = text.split(',').map((pair) => pair.split('=').map((word) => word.trim()));
  if (pairs.some(([kind, policy, ...rest]) => !kind || !policy || rest.length > 0))
    throw new InvalidArgumentError('Give kinds and policies, such as ambiguousImage=drop,markup=error.');
  return Object.fromEntries(pairs as [string, Policy][]);
}
