import type { ClassPrecision } from '@rs-sam/evaluation/search';
import { addSearchFlags, type SearchFlags, withSearch } from '../../data/open-search';
import { wholeNumber } from '../../options/option-parsers';
import { formatCount } from '../../output/format-count';
import { defineCommand } from '../../program/command-file';

interface Options extends SearchFlags {
  readonly top: number;
}

/** The part that is searched by default. */
const PART = 'all';

export const classPrecision = defineCommand<Options>({
  name: 'class-precision',
  summary: 'measure by class what sentences in your own words find',
  description:
    'P@k of each sentence: the share of its first k images that are of its classes. The file is a JSON list such as ' +
    '[{"text": "yachts at a marina", "classes": ["harbor"]}]. Captions have no part in it, so that sentences can have words that no ' +
    'caption has.',
  examples: [
    'class-precision sentences.json --checkpoint runs/ucm-t2i --dataset data/ucm --features features/ucm-resnet-50',
  ],
  configure(command) {
    command.argument('<sentences>', 'file of sentences with their classes');
    addSearchFlags(command, PART);
    command.option('--top <count>', 'k, the number of images that count', wholeNumber(1), 10);
  },
  async run(invocation) {
    const { operands, options, report } = invocation;
    const { classPrecision: measure, readSentences } = await import('@rs-sam/evaluation/search');
    const sentences = await readSentences(operands[0] ?? '');
    await withSearch(options, PART, invocation, async (search) => {
      const found = await measure(sentences, { ...search, k: options.top });
      report.result({ ...found, images: search.dataset.images.length }, () =>
        lines(found, search.dataset.images.length),
      );
    });
  },
});

function lines({ k, sentences, mean, unseen }: ClassPrecision, images: number): string[] {
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  const count = sentences.filter(({ unknown }) => unknown.length > 0).length;
  return [
    ...sentences.map(({ text, unknown, precision }) => {
      const note = unknown.length === 0 ? '' : ` (not in the training captions: ${unknown.join(', ')})`;
      return `${percent(precision).padStart(6)}  ${text}${note}`;
    }),
    `P@${k} ${(100 * mean).toFixed(1)} % of ${formatCount(sentences.length, 'sentence')} over ${formatCount(images, 'image')}`,
    ...(count === 0
      ? []
      : [`P@${k} ${(100 * unseen).toFixed(1)} % of ${count} with words that are not in the training captions`]),
  ];
}
