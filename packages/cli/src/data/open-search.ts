import type { CaptionDataset, CaptionedImage } from '@rs-sam/datasets';
import type { SearchOptions } from '@rs-sam/evaluation/search';
import type { LoadedCheckpoint } from '@rs-sam/models';
import type { Command } from 'commander';
import { addDataFlags, type DataFlags } from '../options/data-flags';
import { addPretrainedWordsFlag } from '../options/pretrained-words-flag';
import { addTextNetworkFlag } from '../options/text-network-flag';
import type { Reporter } from '../output/reporter';
import { UsageError } from '../program/usage-error';
import { checkpointFolder } from './checkpoint-folder';
import { openRetrievalData } from './open-retrieval-data';
import { requirePart } from './require-part';
import { tokenStore } from './token-store';

/** Flags of the commands that ask trained models about the images of a data set. */
export interface SearchFlags extends DataFlags {
  readonly checkpoint?: readonly string[];
  readonly part?: string;
  readonly pretrainedWords?: string | null;
  readonly textNetwork?: string;
}

/** @param part searched by default; `withSearch` takes it too, so that a part that was given is distinguished. */
export function addSearchFlags(command: Command, part: string): void {
  command.option(
    '--checkpoint <folder...>',
    'trained models: runs, checkpoints, or pretrained:<name> for those of @rs-sam/pretrained',
  );
  addDataFlags(command);
  command.option('--part <name>', `part of the split to search, or all (default: "${part}")`);
  addPretrainedWordsFlag(command);
  addTextNetworkFlag(command);
}

/** The models, and the images that they are asked about. */
export interface OpenedSearch extends SearchOptions {
  readonly models: readonly LoadedCheckpoint[];
  /** The data set with all parts. */
  readonly all: CaptionDataset;
  /** The folder of the data set. */
  readonly folder: string;
}

/** Opens what the flags name, and disposes it when `use` has ended. */
export async function withSearch(
  flags: SearchFlags,
  part: string,
  { report, signal }: { readonly report: Reporter; readonly signal: AbortSignal },
  use: (search: OpenedSearch) => Promise<void>,
): Promise<void> {
  if (!flags.checkpoint?.length) throw new UsageError('--checkpoint is missing: name a run or a checkpoint.');
  const { checkSameKind } = await import('@rs-sam/evaluation/gallery');
  const { folder, dataset: all, features } = await openRetrievalData(flags, report);
  const models: LoadedCheckpoint[] = [];
  try {
    for (const name of flags.checkpoint) {
      const loaded = await loadMember(await checkpointFolder(name), flags.textNetwork);
      models.push(loaded);
      checkSameKind(features, loaded.manifest.features);
    }
    if (flags.textNetwork !== undefined && models.every(({ text }) => text === undefined)) {
      throw new UsageError('--text-network is given, and no model reads captions by one: leave it out.');
    }
    const dataset = await searched(all, flags.part ?? part);
    const { tableForQueries } = await import('@rs-sam/pretrained/node');
    const pretrained = await tableForQueries(flags.pretrainedWords, models);
    await use({ models, features, pretrained, tokenStore: tokenStore(), dataset, all, folder, signal });
  } finally {
    for (const { model, text } of models) {
      model.dispose();
      await text?.dispose();
    }
    await features.close();
  }
}

/** @param textNetwork of those members of an ensemble that read captions by one. */
async function loadMember(folder: string, textNetwork: string | undefined): Promise<LoadedCheckpoint> {
  const { readCheckpoint } = await import('@rs-sam/models');
  const { folderSource, loadCheckpointFolder } = await import('@rs-sam/models/node');
  if (textNetwork === undefined) return loadCheckpointFolder(folder);
  const { manifest } = await readCheckpoint(folderSource(folder), []);
  return loadCheckpointFolder(folder, manifest.textNetwork === null ? {} : { textNetwork });
}

/** The images that are searched. */
async function searched(
  dataset: CaptionDataset,
  part: string,
): Promise<{ readonly images: readonly CaptionedImage[] }> {
  const { partOf } = await import('@rs-sam/datasets/splits');
  const found = part === 'all' ? dataset : partOf(dataset, part);
  if (found.images.length > 0) return found;
  requirePart(dataset, part, 'Choose one with --part, or all.');
  return found;
}
