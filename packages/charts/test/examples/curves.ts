import { confusionMatrix, lineChart } from '@rs-sam/charts';

const curves = lineChart({
  title: 'Validation',
  series: [
    {
      name: 'seed 1',
      points: [
        [1, 38.2],
        [2, 43.9],
        [3, 45.5],
      ],
    },
  ],
  xLabel: 'Epoch',
  yLabel: 'mR (%)',
});
console.log(curves.match(/<desc>(.*)<\/desc>/)?.[1]); // Line chart, mR (%) by Epoch. seed 1: from 38.2 at 1 to 45.5 at 3.

const confusion = confusionMatrix({
  title: 'Test split',
  classNames: ['beach', 'river'],
  counts: [
    [9, 1],
    [0, 10],
  ],
});
console.log(confusion.match(/<desc>(.*)<\/desc>/)?.[1]); // Confusion matrix of 2 classes: 19 of 20 correct. Most often: beach predicted as river (1).
