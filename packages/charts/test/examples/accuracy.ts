import { barChart } from '@rs-sam/charts';

const svg = barChart({
  title: 'Accuracy by class',
  categories: ['beach', 'river', 'runway'],
  series: [{ name: 'ResNet-50', values: [100, 95, 90] }],
  valueLabel: 'Accuracy (%)',
  maximum: 100,
});
console.log(svg.slice(0, 4), svg.match(/<desc>(.*)<\/desc>/)?.[1]); // <svg Bar chart, Accuracy (%). ResNet-50: beach 100, river 95, runway 90.
