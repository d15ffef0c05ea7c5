import {
  type CrossModalReport,
  captionRelevance,
  evaluateCrossModal,
  type Relevance,
  type Scores,
  scoreMatrix,
  type TiePolicy,
} from '@rs-sam/retrieval-metrics';
import { rankingOf } from '@rs-sam/retrieval-metrics/ranking';
import { type Comparison, compare } from './comparison';
import { type Fixture, tensorOf } from './fixture';
import type { Runner } from './runner';

type Direction = Readonly<Record<string, number | readonly number[]>>;
type BothDirections = { readonly i2t?: Direction; readonly t2i?: Direction };

const tolerance = 1e-9;

/** Cross-modal recalls and ranks of an image × caption matrix, compared with the evaluation code of SCAN and for each tie policy. */
export const crossModal: Runner = {
  kind: 'cross-modal metrics',
  covers: ({ inputs, config, expected }) =>
    'scores' in inputs && 'ks' in config && ('peer' in expected || 'tie_policies' in expected),
  run(fixture) {
    const { expected } = fixture;
    const scores = matrixOf(fixture);
    const relevance = consecutiveCaptions(
      scores,
      (fixture.config.captions_per_image as number | undefined) ?? scores.columns / scores.rows,
    );
    const ks = fixture.config.ks as number[];
    const report = (ties: TiePolicy) => evaluateCrossModal(scores, relevance, { ks, ties });

    const comparisons: Comparison[] = [];
    const policies = (expected.tie_policies ?? {}) as Readonly<Record<'i2t' | 't2i', Record<string, Direction>>>;
    for (const [direction, byPolicy] of Object.entries(policies)) {
      for (const [ties, values] of Object.entries(byPolicy)) {
        comparisons.push(...compareDirections(ties, { [direction]: values }, report(ties as TiePolicy), scores));
      }
    }
    const stable = expected.peer_stable_sort as BothDirections | undefined;
    if (stable) {
      const ours = report('index-descending');
      comparisons.push(...compareDirections('stable', stable, ours, scores));
      comparisons.push(compare('stable rsum', [ours.recallSum], [expected.rsum_stable_sort as number], tolerance));
    } else if (expected.peer) {
      // Without ties, every policy gives the peers' figures. With ties, the order in the peers' code is arbitrary and is not compared.
      for (const ties of ['expected', 'optimistic', 'pessimistic', 'index', 'index-descending'] as const) {
        comparisons.push(...compareDirections(`peer ${ties}`, expected.peer, report(ties), scores));
        comparisons.push(compare(`peer ${ties} rsum`, [report(ties).recallSum], [expected.rsum as number], tolerance));
      }
    }
    return comparisons;
  },
};

function compareDirections(
  label: string,
  expected: BothDirections,
  report: CrossModalReport,
  scores: Required<Scores>,
): Comparison[] {
  return (['i2t', 't2i'] as const).flatMap((direction) => {
    const values = expected[direction];
    if (values === undefined) return [];
    const ours = direction === 'i2t' ? report.imageToText : report.textToImage;
    const top1 = Array.from({ length: ours.queries }, (_, query) => {
      const column = () => Float64Array.from({ length: scores.rows }, (_, row) => scores.at(row, query));
      return rankingOf(direction === 'i2t' ? scores.row(query) : column(), 'index-descending')[0] as number;
    });
    const actual = (name: string): ArrayLike<number> => {
      if (name === 'medr') return [ours.medianRank];
      if (name === 'meanr') return [ours.meanRank];
      if (name === 'ranks') return ours.perQuery.rank.map((rank) => rank - 1);
      if (name === 'top1') return top1;
      return [ours.recall[Number(name.replace(/^r/, ''))] ?? Number.NaN];
    };
    return Object.entries(values).map(([name, value]) =>
      compare(`${label} ${direction} ${name}`, actual(name), [value].flat() as number[], tolerance),
    );
  });
}

/** The fixture's image × caption matrix. */
export function matrixOf(fixture: Fixture): Required<Scores> {
  const { shape, data } = tensorOf(fixture, 'inputs', 'scores');
  return scoreMatrix(Float64Array.from(data), shape[0] as number, shape[1] as number);
}

/** Captions n·i … n·i + n − 1 belong to image i. */
export function consecutiveCaptions({ rows, columns }: Scores, perImage: number): Relevance {
  return captionRelevance(
    Uint32Array.from({ length: columns }, (_, caption) => Math.floor(caption / perImage)),
    rows,
  );
}
