import type { FoundPage } from '../inference/jobs';
import type { Query } from './query';

/** The number of results in a sentence. */
export function statusOf(
  { total, more, matching, page, pageSize }: FoundPage,
  { subject, region, all }: Query,
): string {
  if (total === 0) {
    const wanted =
      region === '' ? 'No image has what the filter asks for.' : 'No image in the region, or none of the filter.';
    const nothing = matching === 0 ? wanted : 'Nothing here fits.';
    const hint =
      matching > 0 && subject.kind === 'text' && !all ? ' “Show also what does not fit” lists the best.' : '';
    return nothing + hint;
  }
  const results = total === 1 ? '1 result' : `${total} results`;
  const first = (page - 1) * pageSize + 1;
  const range = total > pageSize ? `, ${first} to ${Math.min(total, page * pageSize)} shown` : '';
  return `${more ? 'At least ' : ''}${results} in ${matching} images${range}.`;
}

/** Words that no training caption has, and what the model reads in their place. */
export function substitutesOf({ substitutes }: FoundPage): string {
  const of = (by: string) => substitutes.filter((one) => one.by === by);
  const words = (some: typeof substitutes) => some.map(({ word }) => `“${word}”`).join(', ');
  const unknown = of('unknown');
  const vectors = of('vector');
  return [
    unknown.length > 0 ? `The model does not know ${words(unknown)}: without effect.` : '',
    ...of('spelling').map(({ word, read }) => `“${word}” is read as “${read.join(' ')}”.`),
    vectors.length > 0 ? `${words(vectors)}: known by similar words only, not from training.` : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** Captions shown beside an image that is searched with. */
const SHOWN = 3;

/** What captions of the gallery say of the image that is searched with. */
export function captionsOf({ captions }: FoundPage): string {
  const best = captions.slice(0, SHOWN).map(({ caption }) => `“${caption.trim()}”`);
  return best.length === 0 ? '' : `Captions that describe it: ${best.join(', ')}.`;
}
