import { describe, expect, it } from 'vitest';
import { inspectDataset, parseDataset, RsSamError } from '../src/index';
import { inspectFolder, readDataset, renderContactSheet } from '../src/node/index';
import { exampleFiles } from './example-files';

const files = exampleFiles('karpathy');

describe('options of reading', () => {
  it.each<[object, string]>([
    [{ formt: 'table' }, 'The option formt is "table"; it must be left out:'],
    [{ encoding: 'utf-9' }, 'The option encoding is "utf-9"; it must be a label of the WHATWG Encoding Standard'],
    [{ only: 'a.json' }, 'The option only is "a.json"; it must be a list of paths.'],
    [{ captionsPerImage: 0 }, 'The option captionsPerImage is 0; it must be an integer of at least 1.'],
    [{ classNames: 'folders' }, "The option classNames is \"folders\"; it must be 'auto', 'file', 'folder'"],
    [{ policies: 'drop' }, 'The option policies is "drop"; it must be an object with a policy'],
    [
      { policies: { emptyCaption: 'Drop' } },
      "The option emptyCaption is \"Drop\"; it must be 'keep', 'drop' or 'error'.",
    ],
    [
      { policies: { ambiguousPicture: 'drop' } },
      'The option ambiguousPicture is "drop"; it must be left out: policies has',
    ],
  ])('refuses %j everywhere', async (options, message) => {
    for (const parse of [parseDataset, inspectDataset]) {
      expect(() => parse(files, options)).toThrow(message);
      expect(() => parse(files, options)).toThrow(RsSamError);
    }
    for (const read of [readDataset, inspectFolder]) {
      await expect(read('nowhere', options)).rejects.toThrow(message);
    }
  });

  it('takes sizes in memory, and reads them on disk', async () => {
    expect(() => parseDataset(files, { imageSizes: {} as never })).toThrow('it must be a Map from path to size.');
    expect(() => parseDataset(files, { readSizes: true } as never)).toThrow('The option readSizes is true');
    await expect(readDataset('nowhere', { imageSizes: new Map() } as never)).rejects.toThrow('The option imageSizes');
    await expect(readDataset('nowhere', { readSizes: 1 as never })).rejects.toThrow('it must be true or false.');
  });
});

it('refuses options of a contact sheet', async () => {
  await expect(renderContactSheet([], { columns: 0 })).rejects.toThrow('The option columns is 0');
  await expect(renderContactSheet([], { box: true } as never)).rejects.toThrow('has the options columns, boxes');
});
