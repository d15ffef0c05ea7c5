import { type BackboneName, backboneNames } from '../../backbones/definitions';
import { planRegions } from '../../backbones/region-plan';
import { fitWeights } from '../../weights/fit-weights';
import type { ParsedColourRange } from '../images/colour-range';
import { listWeights } from '../weights/list-weights';
import { NoWeightsError, readBackboneWeights } from '../weights/read-backbone-weights';
import { weightsFolder } from '../weights/weights-folder';
import { weightsHash } from '../weights/weights-hash';
import { ExtractionError } from './extraction-error';
import type { ExtractorSource } from './extractor-source';
import { type FeatureKind, recordedColourRange } from './make-recipe';

/** The fields by which a store or a checkpoint names the kind of its features. */
export interface RecordedFeatures
  extends Pick<FeatureKind, 'backbone' | 'layer' | 'weights' | 'preprocessing' | 'inputSize' | 'resizeFirst'> {
  readonly grid: readonly [number, number] | null;
}

/** What a record does not say: where things are on this machine. */
export interface ExtractionParts {
  /**
   * An id of `listWeights`, or a path; of a network in an ONNX file its path, which is needed. Default: the installed weights with the
   * recorded hash.
   */
  readonly weights?: string | undefined;
  /** The file of the codebook; needed for bags of visual words. */
  readonly codebook?: string | undefined;
  /** The extractor; needed where it was your own. */
  readonly extractor?: ExtractorSource | undefined;
}

/** An extractor and how images are read for it. */
export interface RepeatedExtraction extends ParsedColourRange {
  readonly extractor: ExtractorSource;
  readonly resizeFirst: number | null;
}

/**
 * The extractor and the reading of images by which recorded features were made. Whether the extractor is the same is for the caller to
 * compare, by `RegionWorkers.kind`: it is known once it is open.
 *
 * @throws {NoWeightsError} where no weights of the backbone are installed.
 * @throws {ExtractionError} where none of the installed weights has the recorded hash, or a codebook, ONNX file or extractor has to be
 * named.
 */
export async function repeatExtraction(
  recorded: RecordedFeatures,
  parts: ExtractionParts = {},
): Promise<RepeatedExtraction> {
  const { resizeFirst, preprocessing } = recorded;
  return { extractor: await sourceOf(recorded, parts), resizeFirst, ...recordedColourRange(preprocessing) };
}

async function sourceOf(recorded: RecordedFeatures, parts: ExtractionParts): Promise<ExtractorSource> {
  const { backbone, layer, inputSize, grid } = recorded;
  if (parts.extractor !== undefined) return parts.extractor;
  if (backbone === 'sift') return { backbone };
  if (backbone === 'bovw') {
    if (parts.codebook !== undefined) return { backbone, codebook: parts.codebook };
    throw new ExtractionError('The features are bags of visual words: name the file of their codebook (--codebook).');
  }
  if (backbone.startsWith('onnx:')) {
    if (parts.weights !== undefined) return { backbone: 'onnx', file: parts.weights, grid: grid ?? undefined };
    const name = backbone.slice('onnx:'.length);
    throw new ExtractionError(`The features are of the network "${name}" in an ONNX file: name the file (--weights).`);
  }
  if (!isNetwork(backbone)) {
    const remedy = 'Name the extractor that made them (--extractor), a module and its function.';
    throw new ExtractionError(`The features are of "${backbone}", which this package does not have. ${remedy}`);
  }
  const weights = parts.weights ?? (await recordedWeights(backbone, recorded));
  return { backbone, weights, layer, inputSize: inputSize ?? undefined, grid: grid ?? undefined };
}

/** The installed weights with the recorded hash. Of one candidate it is not computed: opening it does. */
async function recordedWeights(backbone: BackboneName, recorded: RecordedFeatures): Promise<string> {
  const installed = (await listWeights()).filter((one) => one.backbone === backbone && one.installed !== undefined);
  const [first] = installed;
  if (first === undefined) throw new NoWeightsError(backbone, weightsFolder());
  if (installed.length === 1 || recorded.weights === null) return first.id;
  const { layer, inputSize } = recorded;
  const { network } = planRegions(backbone, { layer, inputSize: inputSize ?? undefined });
  for (const { id } of installed) {
    const hash = weightsHash(fitWeights(network, await readBackboneWeights(backbone, { from: id })));
    if (hash === recorded.weights) return id;
  }
  const names = installed.map(({ id }) => id).join(', ');
  throw new ExtractionError(
    `None of the installed weights of ${backbone} (${names}) has the SHA-256 ${recorded.weights} of the recorded features. ` +
      'Import those weights with `rs-sam weights import`, or name their file (--weights).',
  );
}

const isNetwork = (name: string): name is BackboneName => (backboneNames as readonly string[]).includes(name);
