import type { CrossModalReport } from '@rs-sam/retrieval-metrics';

/** Recalls of both directions, beside what choosing at random gives. */
export function printReport(report: CrossModalReport, gallery: number): void {
  const percent = (recall: Readonly<Record<number, number>>) =>
    Object.values(recall)
      .map((value) => value.toFixed(1))
      .join('  ');
  console.log(`\n${report.protocol.description}, ties: ${report.ties}`);
  console.log(`image → caption  R@1/5/10  ${percent(report.imageToText.recall)}`);
  console.log(`caption → image  R@1/5/10  ${percent(report.textToImage.recall)}`);
  console.log(
    `mR ${report.meanRecall.toFixed(1)}; by chance caption → image is ${[1, 5, 10].map((k) => ((100 * k) / gallery).toFixed(1)).join('  ')}`,
  );
}

/** The three best images for a caption; the right one has a mark. */
export function printTopThree(
  query: string,
  scores: readonly number[],
  titleOf: (image: number) => string,
  right: number,
): void {
  console.log(`\n"${query}"`);
  const order = scores.map((_, image) => image).sort((a, b) => (scores[b] as number) - (scores[a] as number));
  for (const image of order.slice(0, 3)) {
    console.log(`  ${image === right ? '→' : ' '} ${(scores[image] as number).toFixed(3)}  ${titleOf(image)}`);
  }
}
