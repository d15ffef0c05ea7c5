import type { BackboneName } from '../../backbones/definitions';
import { type InstalledWeights, installedWeights } from './installed-weights';
import { type KnownWeights, knownWeights } from './known-weights';
import { weightsFolder } from './weights-folder';

/** Weights that can be pulled, or are installed. */
export interface ListedWeights {
  readonly id: string;
  readonly backbone: BackboneName;
  /** Whether they include the classifier of ImageNet's 1,000 classes. */
  readonly classifier: boolean;
  /** The address where they are published, or the file that they were imported from. */
  readonly source: string;
  /** Undefined for imported ones. */
  readonly licence: string | undefined;
  /** Undefined where they are not installed. */
  readonly installed: InstalledWeights | undefined;
}

/** All weights that can be pulled, then other imported ones. */
export async function listWeights(folder: string = weightsFolder()): Promise<readonly ListedWeights[]> {
  const installed = await installedWeights(folder);
  const published = new Set(knownWeights.map(({ id }) => id));
  return [
    ...knownWeights.map((known) => ({
      id: known.id,
      backbone: known.backbone,
      classifier: known.classifier,
      source: addressOf(known),
      licence: known.licence,
      installed: installed.get(known.id),
    })),
    ...[...installed.values()]
      .filter(({ id }) => !published.has(id))
      .map((one) => ({
        id: one.id,
        backbone: one.backbone,
        classifier: one.classifier,
        source: one.source,
        licence: undefined,
        installed: one,
      })),
  ];
}

function addressOf(known: KnownWeights): string {
  return known.kind === 'npm' ? `npm:${known.spec}` : known.url;
}
