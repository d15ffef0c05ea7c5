import { IRREGULARITIES } from '../checks/irregularity';
import { formatPlace } from '../errors/place';
import type { DatasetStatistics, Distribution } from '../statistics/dataset-statistics';
import { formatCount, formatNumber, formatRows } from '../statistics/format-rows';
import { formatTableOne } from '../statistics/format-table-one';
import type { Inspection } from './inspect-dataset';

/** An inspection as text: the paper's Table I, the statistics, and each finding with the effect of its policy. */
export function formatInspection(name: string, inspection: Inspection): string {
  const { format, captionFiles, imageFiles, statistics, sizesRead, stops } = inspection;
  const sizes = sizesRead ? 'sizes read' : 'not opened: sizes and values not checked';
  const named = `${captionFiles.slice(0, 6).join(', ')}${captionFiles.length > 6 ? ', …' : ''}`;
  const source = `${format}: ${named || 'no caption file'}`;
  const images = imageFiles > 0 ? `${formatCount(imageFiles, 'image')}, ${sizes}` : 'no image files: names not checked';
  return [
    `${source} (${images})`,
    formatTableOne({ [name]: statistics }),
    formatStatistics(statistics),
    formatFindings(inspection),
    ...(stops ? ['A finding has the policy error: reading stops at it. Fix the data or choose another policy.'] : []),
  ].join('\n\n');
}

function formatStatistics(statistics: DatasetStatistics): string {
  const { captions, distinctCaptions, repetition, vocabulary, words, singleWords, classes, classBalance } = statistics;
  const list = (counts: Iterable<readonly [string | null, number]>) =>
    [...counts].map(([name, count]) => `${name ?? 'none'} ${formatNumber(count)}`).join(', ');
  const largest = [...classes];
  const balance = classBalance === null ? '' : `, balance ${formatNumber(classBalance)}`;
  const shown = largest.length > 8 ? [...largest.slice(0, 4), ['…', NaN] as const, ...largest.slice(-3)] : largest;
  return formatRows([
    ['splits', list(statistics.splits)],
    [
      'captions',
      `${formatNumber(captions)}, ${formatNumber(distinctCaptions)} distinct (${percent(repetition)} repeat one)`,
    ],
    ['captions per image', formatDistribution(statistics.captionsPerImage)],
    ['words per caption', formatDistribution(statistics.captionLength)],
    ['vocabulary', `${formatNumber(vocabulary)} of ${formatNumber(words)} words, ${formatNumber(singleWords)} once`],
    ['frequent words', list(statistics.frequentWords)],
    ['classes', classes.size === 0 ? 'none' : `${list(shown).replace('… NaN', '…')}${balance}`],
    ...(statistics.sizes.size > 0 ? [['sizes', list([...statistics.sizes].slice(0, 8))]] : []),
  ]);
}

function formatFindings({ findings }: Inspection): string {
  if (findings.length === 0) return 'No irregularities were found.';
  const rows = findings.map(({ kind, meaning, count, policy, examples }) => {
    const effect = policy === 'error' ? 'stops' : IRREGULARITIES[kind][policy];
    const [first] = examples;
    const example = first ? `${formatPlace(first.place)}: ${first.detail}` : '';
    return [kind, meaning, count, `${policy}: ${effect}`, example.length > 110 ? `${example.slice(0, 109)}…` : example];
  });
  return formatRows([['finding', 'meaning', 'count', 'policy', 'first'], ...rows]);
}

const percent = (share: number) => `${formatNumber(100 * share)} %`;

const formatDistribution = ({ min, median, mean, max }: Distribution) =>
  `${formatNumber(min)} to ${formatNumber(max)}, mean ${formatNumber(mean)}, median ${formatNumber(median)}`;
