import { expect, it } from 'vitest';
import { renderFigure } from './render-figure';
import { renderReport } from './render-report';
import { renderTextSearch } from './render-search';

it('names an option that is wrong, missing or unknown before anything is read', async () => {
  const wrong = (options: unknown) => renderReport(options as never);
  await expect(wrong({ evaluations: [] })).rejects.toThrow(
    'evaluations is []; it must be a list of at least one folder',
  );
  await expect(wrong({})).rejects.toThrow('evaluations is undefined');
  await expect(wrong({ evaluations: ['a'], pictures: 'data' })).rejects.toThrow('The option pictures');
  const figure = { figure: 7, evaluation: 'a', imageFolder: 'data' };
  await expect(renderFigure(figure as never)).rejects.toThrow('The option figure is 7; it must be 5 or 6.');
  const search = { text: 'a plane', found: [], attention: null };
  await expect(renderTextSearch(search, { lead: 'x' } as never)).rejects.toThrow('imageFolder');
});
