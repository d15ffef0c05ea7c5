import type { WindowOptions } from '@rs-sam/search/node';
import { type Command, InvalidArgumentError } from 'commander';
import { UsageError } from '../program/usage-error';
import { stretchOption } from './colour-range-options';
import { flagOf } from './flag-of';
import { wholeNumber } from './option-parsers';

/** Flags that cut scenes into windows. */
export interface WindowFlags {
  readonly window?: number;
  readonly overlap?: number;
  readonly bands?: readonly number[];
  readonly stretch?: ReturnType<typeof stretchOption>;
  readonly nodataLimit?: number;
}

const NEED_WINDOW = ['overlap', 'bands', 'stretch', 'nodataLimit'] as const;

/** `--window`, `--overlap`, `--bands`, `--stretch`, `--nodata-limit`. */
export function addWindowFlags(command: Command): void {
  command
    .option('--window <pixels>', 'cut GeoTIFFs of any size into windows of this side', wholeNumber(16))
    .option('--overlap <share>', 'share of a window that the next one has too (default: 0)', upTo(0.9))
    .option('--bands <list>', 'bands that become red, green and blue, as 3,2,1, or one for grey', bandsOption)
    .option(
      '--stretch <low,high>',
      'percentiles of a whole scene that become 0 and 255, as 2,98 (default: those of the training, else 2,98 for more than 8 bits)',
      stretchOption,
    )
    .option('--nodata-limit <share>', 'leave out windows of which a larger share has no data (default: 0.5)', upTo(1));
}

/** @throws {UsageError} for a flag that needs `--window`. */
export function windowOptions(flags: WindowFlags): WindowOptions | null {
  const { window, overlap, bands, stretch, nodataLimit } = flags;
  if (window !== undefined) return { size: window, overlap, bands, stretch, nodataLimit };
  const name = NEED_WINDOW.find((flag) => flags[flag] !== undefined);
  if (name === undefined) return null;
  throw new UsageError(`${flagOf(name)} has no effect without --window: give the side of the windows.`);
}

/** A number from 0 to `most`. */
const upTo =
  (most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== '' && value >= 0 && value <= most) return value;
    throw new InvalidArgumentError(`Give a number from 0 to ${most}.`);
  };

/** `3,2,1`: one or three numbers of bands, from 1. */
function bandsOption(text: string): readonly number[] {
  const bands = text.split(',').map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : 0));
  if ((bands.length === 1 || bands.length === 3) && bands.every((band) => band >= 1)) return bands;
  throw new InvalidArgumentError('Give three bands, from 1, as 3,2,1, or one.');
}
