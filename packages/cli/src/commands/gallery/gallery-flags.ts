import type { Command } from 'commander';
import { flagOf } from '../../options/flag-of';
import { collected, shareOption, wholeNumber } from '../../options/option-parsers';
import { addPartFlags, type PartFlags } from '../../options/part-flags';
import { UsageError } from '../../program/usage-error';

/** The flags of a search in a gallery. */
export interface GalleryFlags extends PartFlags {
  readonly gallery?: string;
  readonly not?: string;
  readonly filter?: readonly string[];
  readonly region?: string;
  readonly regionShare?: number;
  readonly geojson?: string;
  readonly page?: number;
  readonly all?: boolean;
  readonly candidates?: number;
  readonly image?: string;
  readonly top: number;
  readonly html?: string;
  readonly engine?: string;
  readonly pretrainedWords?: string | null;
  readonly textNetwork?: string;
}

/** The flags that only a search in a gallery has. */
export function addGalleryFlags(command: Command): void {
  command
    .option('--gallery <place>', 'gallery that `index` made: its folder, or postgres://…')
    .option('--not <text>', 'in a gallery: what the images shall not show')
    .option(
      '--filter <condition>',
      'in a gallery: a condition on metadata, such as class=airport or cloud<0.1; repeatable',
      collected,
    )
    .option('--region <file>', 'in a gallery of scenes: only windows in the polygons of this GeoJSON')
    .option(
      '--region-share <share>',
      'share of a window that has to be in the region (default: they only meet)',
      shareOption,
    )
    .option('--geojson <file>', 'in a gallery of scenes: also write the results as GeoJSON')
    .option('--page <number>', 'in a gallery: page of the results', wholeNumber(1))
    .option('--all', 'in a gallery: show also results that do not fit')
    .option('--candidates <count>', 'in a gallery: images that the model itself scores', wholeNumber(1));
  addPartFlags(command);
}

/** The flags of the extractor, which reads the image of `--image`. */
const EXTRACTOR = ['weights', 'codebook', 'extractor'];
/** The flags that only a search in a gallery has. */
const GALLERY = ['not', 'filter', 'region', 'regionShare', 'geojson', 'page', 'all', 'candidates', ...EXTRACTOR];
/** The flags of both searches. */
const SHARED = [
  'gallery',
  'image',
  'top',
  'html',
  'engine',
  'pretrainedWords',
  'textNetwork',
  'config',
  'json',
  'debug',
];
/** The flags that a search by an image has no use for. */
const SENTENCE = ['not', 'all', 'pretrainedWords'];

/** @throws {UsageError} for a flag that has no effect in the search that the others ask for. */
export function refuseFlagsOfOthers(options: GalleryFlags): void {
  const given = Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const refuse = (wrong: (name: string) => boolean, where: string) => {
    const name = given.find(wrong);
    if (name === undefined) return;
    throw new UsageError(`${flagOf(name)} has no effect ${where}: leave one of them out.`);
  };
  if (options.gallery === undefined) {
    refuse((name) => GALLERY.includes(name), 'without --gallery');
    return;
  }
  if (options.region === undefined) refuse((name) => name === 'regionShare', 'without --region');
  refuse((name) => !SHARED.includes(name) && !GALLERY.includes(name), 'with --gallery');
  if (options.image === undefined) refuse((name) => EXTRACTOR.includes(name), 'without --image');
  else refuse((name) => SENTENCE.includes(name), 'with --image');
}
