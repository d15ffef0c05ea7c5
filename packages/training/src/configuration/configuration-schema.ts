import { NEGATIVES } from '@rs-sam/core';
import { flag, integer, nonNegative, number, oneOf, positive, rate, share, text } from '@rs-sam/foundation/options';
import * as v from 'valibot';

const option = v.union([v.string(), v.number(), v.boolean(), v.null()], 'a string, a number, true, false or null');
const part = text('the name of a part of the split');

const decay = v.nullable(
  v.variant(
    'kind',
    [
      v.strictObject({ kind: v.literal('step'), every: integer(1), factor: share }),
      v.strictObject({ kind: v.literal('cosine'), floor: share }),
    ],
    "null, {kind: 'step', every, factor} or {kind: 'cosine', floor}",
  ),
);

const infoNce = v.nullable(
  v.strictObject(
    { weight: positive, temperature: number('a number of at least 0.01', (value) => value >= 0.01) },
    'null or {weight, temperature}',
  ),
);

/** The accepted values of each field of a `TrainingConfiguration`. */
export const configurationSchema = v.strictObject({
  model: v.string('the name of a model'),
  options: v.record(v.string(), option),
  optimizer: oneOf(['adam', 'sgd']),
  momentum: rate,
  learningRate: positive,
  warmUpSteps: integer(0),
  decay,
  batchSize: integer(2),
  epochs: integer(1),
  margin: nonNegative,
  negatives: oneOf(NEGATIVES),
  tripletWeight: nonNegative,
  infoNce,
  gradientClip: v.nullable(positive),
  weightDecay: nonNegative,
  ema: v.nullable(number('null or a number above 0 and below 1', (value) => value > 0 && value < 1)),
  seed: integer(0),
  patience: v.nullable(integer(1)),
  imagesPerClass: v.nullable(integer(1)),
  augment: flag,
  minCount: integer(1),
  wordVectors: v.nullable(text('the path of a file')),
  pretrainedWords: v.nullable(text("'glove', or the path of a file")),
  foldSpelling: flag,
  textNetwork: v.nullable(
    v.pipe(
      v.string("null, or 'onnx:' and the path of an ONNX file"),
      v.regex(/^onnx:./, "'onnx:' and the path of an ONNX file"),
    ),
  ),
  trainingPart: part,
  validationPart: v.nullable(part),
});
