import { SemanticAlignment } from '@rs-sam/core';
import { numbers } from './numbers.mjs';

const [regionCount, wordCount, depth] = [3, 4, 8];

/**
 * A small model of one's own around SemanticAlignment: trained for a few epochs, saved, loaded, and asked for its scores. The numbers
 * are the same on every engine.
 *
 * @param tf the umbrella package `@tensorflow/tfjs`.
 * @param addresses where the model is saved, and from where it is loaded again.
 */
export async function ownModel(tf, { saveTo, loadFrom }) {
  const regions = tf.input({ shape: [regionCount, depth] });
  const words = tf.input({ shape: [wordCount, depth] });
  const score = new SemanticAlignment({ direction: 'i2t' }).apply([regions, words]);
  const model = tf.model({ inputs: [regions, words], outputs: score });
  model.setWeights(model.getWeights().map(({ shape }, i) => numbers(shape, i + 3)));

  const inputs = [numbers([4, regionCount, depth], 1), numbers([4, wordCount, depth], 2)];
  // Not Adam: it scales every gradient to the learning rate, so that rounding errors of gradients near 0 grow.
  model.compile({ optimizer: tf.train.sgd(0.5), loss: 'meanSquaredError' });
  const { history } = await model.fit(inputs, tf.tensor2d([1, 0, 1, 0], [4, 1]), {
    epochs: 3,
    shuffle: false,
    verbose: 0,
  });

  const scores = Array.from(await model.predict(inputs).data());
  await model.save(saveTo);
  const loaded = await tf.loadLayersModel(loadFrom);
  return { losses: history.loss, scores, loaded: Array.from(await loaded.predict(inputs).data()) };
}
