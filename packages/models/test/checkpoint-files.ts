import { sealJson, sha256 } from '@rs-sam/foundation/files';
import { formatJson, writeSafetensors } from '@rs-sam/foundation/formats';
import { Vocabulary } from '@rs-sam/text-encoder';
import type { TextNetworkRecord } from '@rs-sam/text-encoder/pretrained';
import { modelDefinition } from '../src/registry';

const inputs = { vocabularySize: 0, regionDepth: 8, regionCount: 4, seed: 1 };
const options = { projection: 8, embeddingDim: 4 };

/**
 * The files of a small checkpoint of `sam-t2i`, as training writes them, with initial weights.
 *
 * @param given inputs besides the usual ones, fields of the configuration, and the record of a text network.
 */
export function checkpointFiles(
  given: { readonly tokenDim?: number } = {},
  configuration: object = {},
  textNetwork: TextNetworkRecord | null = null,
): Record<string, Uint8Array> {
  const vocabulary = Vocabulary.fromCaptions(['Two planes on the runway.', 'The runway is long.']);
  const made = { ...inputs, vocabularySize: vocabulary.size, ...given };
  const model = modelDefinition('sam-t2i').create(options, made);
  const tensors = Object.fromEntries(
    model.weights.map(({ name, variable }) => [
      name,
      { dtype: 'F32' as const, shape: variable.shape, data: variable.dataSync<'float32'>().slice() },
    ]),
  );
  model.dispose();
  const text = (value: object) => new TextEncoder().encode(formatJson(value));
  const files: Record<string, Uint8Array> = {
    'configuration.json': text({ model: 'sam-t2i', options, ...configuration }),
    'vocabulary.json': text(vocabulary.toJSON()),
    'weights.safetensors': writeSafetensors(tensors),
  };
  return {
    ...files,
    'manifest.json': new TextEncoder().encode(
      sealJson(formatJson({ ...manifestOf(files, made), ...(textNetwork && { textNetwork }) })),
    ),
  };
}

/** The manifest of some files. */
function manifestOf(files: Readonly<Record<string, Uint8Array>>, made: object = inputs) {
  return {
    format: 'rs-sam-checkpoint',
    version: 2,
    model: 'sam-t2i',
    inputs: made,
    features: {
      ...{ dataset: 'example', backbone: 'example', layer: 'example', weights: null, preprocessing: 'none' },
      ...{ inputSize: null, resizeFirst: null, dtype: 'float32', views: ['original'], grid: [2, 2] },
      ...{ regions: 4, depth: 8, content: '' },
    },
    ...{ splitHash: '', captions: '', wordVectors: null, engine: 'cpu', epoch: 0, step: 0, validation: null },
    files: Object.fromEntries(
      Object.entries(files).map(([name, content]) => [name, { bytes: content.length, sha256: sha256(content) }]),
    ),
  };
}
