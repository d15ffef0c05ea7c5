import type { Inspection } from './inspect';
import { IRREGULARITIES } from './irregularity';
import { printPlace } from './place';
import { printNumber, printTable } from './print-table';
import type { DatasetStatistics, Distribution } from './statistics';
import { tableOne } from './table-one';

/** An inspection as text: the paper's Table I, the statistics, and each finding with what was done about it. */
export function printInspection(name: string, inspection: Inspection): string {
  const { format, captionFiles, pictures, statistics, stops } = inspection;
  const sizes = statistics.sizes.size > 0 ? 'sizes read' : 'sizes not read';
  const source = `${format}: ${captionFiles.slice(0, 6).join(', ')}${captionFiles.length > 6 ? ', …' : ''}`;
  const hand = pictures > 0 ? `${printNumber(pictures)} pictures, ${sizes}` : 'no pictures at hand: names not checked';
  return [
    `${source} (${hand})`,
    tableOne({ [name]: statistics }),
    printStatistics(statistics),
    printFindings(inspection),
    ...(stops ? ['A policy is error: loading stops here until the data is mended or another policy chosen.'] : []),
  ].join('\n\n');
}

function printStatistics(statistics: DatasetStatistics): string {
  const { captions, distinctCaptions, repetition, vocabulary, words, singleWords, classes, classBalance } = statistics;
  const list = (counts: Iterable<readonly [string | null, number]>) =>
    [...counts].map(([name, count]) => `${name ?? 'none'} ${printNumber(count)}`).join(', ');
  const largest = [...classes];
  const balance = classBalance === null ? '' : `, balance ${printNumber(classBalance)}`;
  const shown = largest.length > 8 ? [...largest.slice(0, 4), ['…', NaN] as const, ...largest.slice(-3)] : largest;
  return printTable([
    ['splits', list(statistics.splits)],
    [
      'captions',
      `${printNumber(captions)}, ${printNumber(distinctCaptions)} distinct (${percent(repetition)} repeat one)`,
    ],
    ['captions per image', printDistribution(statistics.captionsPerImage)],
    ['words per caption', printDistribution(statistics.captionLength)],
    ['vocabulary', `${printNumber(vocabulary)} of ${printNumber(words)} words, ${printNumber(singleWords)} once`],
    ['frequent words', list(statistics.frequentWords)],
    ['classes', classes.size === 0 ? 'none' : `${list(shown).replace('… NaN', '…')}${balance}`],
    ...(statistics.sizes.size > 0 ? [['sizes', list([...statistics.sizes].slice(0, 8))]] : []),
  ]);
}

function printFindings({ findings }: Inspection): string {
  if (findings.length === 0) return 'Nothing irregular was found.';
  const rows = findings.map(({ kind, meaning, count, policy, examples }) => {
    const effect = policy === 'error' ? 'stops' : IRREGULARITIES[kind][policy];
    const [first] = examples;
    const example = first ? `${printPlace(first.place)}: ${first.detail}` : '';
    return [kind, meaning, count, `${policy}: ${effect}`, example.length > 110 ? `${example.slice(0, 109)}…` : example];
  });
  return printTable([['finding', 'meaning', 'count', 'policy', 'first'], ...rows]);
}

const percent = (share: number) => `${printNumber(100 * share)} %`;

const printDistribution = ({ min, median, mean, max }: Distribution) =>
  `${printNumber(min)} to ${printNumber(max)}, mean ${printNumber(mean)}, median ${printNumber(median)}`;
