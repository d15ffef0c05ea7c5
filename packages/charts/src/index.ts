export { InvalidOptionError, RsSamError } from '@rs-sam/foundation/errors';
export { type BarChartOptions, type BarSeries, barChart } from './bar-chart';
export { ChartError } from './chart-error';
export { type ConfusionMatrixOptions, confusionMatrix } from './confusion-matrix';
export type { ChartFrame } from './frame';
export { type LineChartOptions, type LineSeries, lineChart } from './line-chart';
export {
  type PrecisionRecallOptions,
  type PrecisionRecallSeries,
  precisionRecallChart,
} from './precision-recall-chart';
