import { describe, expect, it } from 'vitest';
import { InvalidOptionError } from '../errors/invalid-option-error';
import { checkLayerArgs } from './layer-args';
import { flag, integer } from './rules';

const rules = { units: integer(1), bidirectional: flag };
const check = (args?: unknown) => checkLayerArgs('Encoder', rules, args, ['units']);

describe('checkLayerArgs', () => {
  it('takes what tfjs-layers takes for every layer, with null as left out', () => {
    check({ units: 3, name: 'a', trainable: false, dtype: 'int32', batchInputShape: [null, 4], weights: [] });
    check({ units: 3, name: null, inputShape: [4], batchSize: 2, inputDType: null });
    check({ units: 3, customObjects: {} });
    checkLayerArgs('Encoder', rules, undefined);
  });

  it.each<[unknown, string]>([
    [undefined, 'The option units is undefined; it must be an integer of at least 1.'],
    [{}, 'The option units is undefined; it must be an integer of at least 1.'],
    [{ units: 0 }, 'The option units is 0; it must be an integer of at least 1.'],
    [{ units: 3, unit: 4 }, 'The option unit is 4; it must be left out: Encoder has the options units, bidirectional'],
    [{ units: 3, batchInputShape: 4 }, 'The option batchInputShape is 4; it must be a shape'],
    [3, 'The option options of Encoder is 3; it must be an object.'],
  ])('refuses %j', (args, message) => {
    expect(() => check(args)).toThrow(InvalidOptionError);
    expect(() => check(args)).toThrow(message);
  });
});
