import { precisionRecallChart } from '@rs-sam/charts';

const curve = [
  { recall: 0, precision: 0.9 },
  { recall: 0.5, precision: 0.6 },
  { recall: 1, precision: 0.25 },
];
const chart = precisionRecallChart({ title: 'UCM test split', series: [{ name: 'SAM t-i', curve }] });
console.log(chart.match(/<desc>(.*)<\/desc>/)?.[1]); // Line chart, Interpolated precision by Recall. SAM t-i: from 0.9 at 0 to 0.25 at 1.
