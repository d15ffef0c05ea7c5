import { describe, expect, it } from 'vitest';
import { resolveConfiguration } from './configuration';
import { ConfigurationError } from './configuration-error';
import { presetConfiguration } from './presets';

const problemsOf = (given: object) => {
  try {
    resolveConfiguration({ model: 'sam-t2i', ...given });
  } catch (error) {
    return (error as ConfigurationError).problems;
  }
  return [];
};

describe('resolveConfiguration', () => {
  it("fills in the training of the model's authors", () => {
    expect(resolveConfiguration({ model: 'sam-i2t', epochs: 3 })).toMatchObject({
      ...{ optimizer: 'sgd', learningRate: 5e-4, batchSize: 16, epochs: 3, margin: 0.2, negatives: 'class' },
      ...{ gradientClip: null, decay: null, momentum: 0, options: {} },
    });
  });

  it('accepts its own result, also after a round trip through JSON', () => {
    const configuration = resolveConfiguration({ model: 'sam-t2i', decay: { kind: 'step', every: 2, factor: 0.1 } });
    expect(resolveConfiguration(JSON.parse(JSON.stringify(configuration)))).toEqual(configuration);
  });

  it.each<[object, string, string]>([
    [{ learningRate: -1 }, 'learningRate', 'a number above 0'],
    [{ learningRate: '0.1' }, 'learningRate', 'a number above 0'],
    [{ learningRate: Number.POSITIVE_INFINITY }, 'learningRate', 'a number above 0'],
    [{ optimizer: 'rmsprop' }, 'optimizer', "'adam' or 'sgd'"],
    [{ batchSize: 1 }, 'batchSize', 'an integer of at least 2'],
    [{ epochs: 1.5 }, 'epochs', 'an integer of at least 1'],
    [{ patience: 0 }, 'patience', 'an integer of at least 1'],
    [{ augment: 'yes' }, 'augment', 'true or false'],
    [{ decay: { kind: 'step', every: 2, factor: 3 } }, 'decay.factor', 'a number from 0 to 1'],
    [{ decay: { kind: 'linear' } }, 'decay.kind', "null, {kind: 'step', every, factor} or {kind: 'cosine', floor}"],
    [{ options: { alpha: [1] } }, 'options.alpha', 'a string, a number, true, false or null'],
    [{ momentum: 0.9, optimizer: 'adam' }, 'momentum', "0 with the optimizer 'adam', which has its own moments"],
    [{ ema: 1 }, 'ema', 'null or a number above 0 and below 1'],
    [{ ema: 0 }, 'ema', 'null or a number above 0 and below 1'],
    [{ infoNce: 1 }, 'infoNce', 'null or {weight, temperature}'],
    [{ infoNce: { weight: 0, temperature: 0.07 } }, 'infoNce.weight', 'a number above 0'],
    [{ infoNce: { weight: 1, temperature: 0 } }, 'infoNce.temperature', 'a number of at least 0.01'],
    [{ tripletWeight: -1 }, 'tripletWeight', 'a number that is not negative'],
    [{ tripletWeight: 0 }, 'tripletWeight', 'above 0 without infoNce, or there is no loss'],
    [{ weightDecay: -1e-4 }, 'weightDecay', 'a number that is not negative'],
    [{ weightDecay: 1e-4 }, 'weightDecay', "0 with the optimizer 'sgd': it is the weight decay of AdamW"],
    [{ patience: 3, validationPart: null }, 'patience', 'null without a validation part, on which it counts epochs'],
    [{ imagesPerClass: 17 }, 'imagesPerClass', 'at most the batch size, 16'],
  ])('names the field, the value and the accepted values: %j', (given, field, expected) => {
    expect(problemsOf(given)).toEqual([{ field, value: expect.toSatisfy(() => true), expected }]);
  });

  it('refuses an unknown field and lists the known ones', () => {
    expect(() => resolveConfiguration({ model: 'sam-t2i', learningrate: 1 })).toThrow(
      /learningrate is 1; it must be left out; the fields are model, options, optimizer/,
    );
  });

  it('names a part of a field that is missing', () => {
    const expected = 'null or {weight, temperature}';
    expect(problemsOf({ infoNce: { weight: 1 } })).toEqual([
      { field: 'infoNce.temperature', value: undefined, expected },
    ]);
  });

  it('names every wrong field in one error', () => {
    expect(problemsOf({ epochs: 0, margin: -1 }).map(({ field }) => field)).toEqual(['epochs', 'margin']);
  });

  it.each([null, 'sam-t2i', {}, { model: 3 }])('refuses a configuration without a model: %j', (given) => {
    expect(() => resolveConfiguration(given)).toThrow(ConfigurationError);
  });

  it('lists the models for an unknown name', () => {
    expect(() => resolveConfiguration({ model: 'sam' })).toThrow(
      'There is no model "sam". The models are: sam-t2i, sam-i2t',
    );
  });
});

describe('presetConfiguration', () => {
  it('has every printed value in `paper`', () => {
    expect(presetConfiguration('paper', 't2i')).toMatchObject({
      ...{ model: 'sam-t2i', options: {}, optimizer: 'sgd', momentum: 0, learningRate: 5e-4, batchSize: 16 },
      ...{
        epochs: 120,
        margin: 0.2,
        negatives: 'class',
        gradientClip: null,
        decay: null,
        warmUpSteps: 0,
        augment: false,
      },
    });
  });

  it('has a projection and Adam in `tuned`, and the axis words only for t2i', () => {
    expect(presetConfiguration('tuned', 'i2t')).toMatchObject({
      ...{
        model: 'sam-i2t',
        options: { projection: 256, clip: 'leaky' },
        optimizer: 'adam',
        negatives: 'instance+class',
      },
    });
    expect(presetConfiguration('tuned', 'i2t').options).not.toHaveProperty('normalizeOver');
    expect(presetConfiguration('tuned', 't2i').options).toHaveProperty('normalizeOver', 'words');
  });
});
