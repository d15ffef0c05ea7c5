import { dispose, type io, type Tensor } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import { DEPTH, madeUpPairs, REGIONS, vocabulary } from './made-up-pairs';
import { matchingModel } from './matching-model';

/** What the example computed. */
export interface OwnModelOutcome {
  /** Loss of each epoch. */
  readonly losses: readonly number[];
  /** 1 where the caption describes the image, else 0; a number for each pair, as below. */
  readonly labels: readonly number[];
  /** Probabilities of the model before it is trained. */
  readonly untrained: readonly number[];
  /** Probabilities of the trained model. */
  readonly trained: readonly number[];
  /** Probabilities of the same model, saved and loaded. */
  readonly loaded: readonly number[];
}

/**
 * Builds the model, fits it, predicts, saves it, loads it and predicts again. Runs on any engine, in Node and in a browser.
 *
 * @param saveTo as `model.save` takes it: `file://…` in Node with `@rs-sam/tfjs-backend/file-system`, `indexeddb://…` in a browser.
 * @param loadFrom as `loadLayersModel` takes it: the same address, or that of a `model.json`.
 */
export async function trainSaveLoad(
  saveTo: string | io.IOHandler,
  loadFrom: string | io.IOHandler,
): Promise<OwnModelOutcome> {
  const { inputs, labels } = madeUpPairs();
  const matcher = matchingModel({ regions: REGIONS, depth: DEPTH, vocabularySize: vocabulary.size });
  const untrained = await probabilities(matcher, inputs);
  const { history } = await matcher.fit(inputs, labels, { epochs: 25, batchSize: 8, shuffle: false, verbose: 0 });
  const trained = await probabilities(matcher, inputs);

  await matcher.save(saveTo);
  const restored = await loadLayersModel(loadFrom);
  const loaded = await probabilities(restored, inputs);

  const losses = history.loss as number[];
  const outcome = { losses, labels: [...(await labels.data())], untrained, trained, loaded };
  dispose([inputs, labels]);
  matcher.dispose();
  restored.dispose();
  return outcome;
}

async function probabilities(matcher: LayersModel, inputs: Tensor[]): Promise<number[]> {
  const predicted = matcher.predict(inputs) as Tensor;
  const values = [...(await predicted.data())];
  predicted.dispose();
  return values;
}
