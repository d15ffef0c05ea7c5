/**
 * One chart of each kind, as SVG text.
 *
 * @param charts the package `@rs-sam/charts`.
 */
export function drawCharts({ barChart, confusionMatrix, lineChart }) {
  const classNames = ['beach', 'réseau', '机场', '<dense> & sparse'];
  return [
    barChart({
      title: 'Bars',
      categories: classNames,
      series: [
        { name: 'ours', values: [97.25, 50, 0, 100] },
        { name: 'theirs', values: [91, 62.5, 1 / 3, 12] },
      ],
      valueLabel: 'Accuracy (%)',
      digits: 1,
    }),
    lineChart({
      title: 'Lines',
      series: [1, 2, 3].map((seed) => ({
        name: `seed ${seed}`,
        points: Array.from({ length: 20 }, (_, epoch) => [epoch, 50 - 40 / (epoch + seed)]),
      })),
      xLabel: 'Epoch',
      yLabel: 'mR (%)',
    }),
    confusionMatrix({
      title: 'Confusion',
      classNames,
      counts: classNames.map((_, row) => classNames.map((_, column) => (row === column ? 20 : (3 * row + column) % 4))),
    }),
  ];
}
