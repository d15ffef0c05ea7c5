import type { BackboneName } from '../../backbones/definitions';
import { type InstalledWeights, installedWeights } from './installed-weights';
import { type KnownWeights, knownWeights } from './known-weights';
import { weightsFolder } from './weights-folder';

/** Weights that can be pulled, or that are there. */
export interface ListedWeights {
  readonly id: string;
  readonly backbone: BackboneName;
  /** Whether the classifier of ImageNet's 1,000 classes is among them. */
  readonly classifier: boolean;
  /** Where they are published, or came from. */
  readonly source: string;
  /** Undefined for imported ones. */
  readonly licence: string | undefined;
  /** Where they lie, if they are there. */
  readonly installed: InstalledWeights | undefined;
}

/** All weights that can be pulled, and after them what was imported beside them. */
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
