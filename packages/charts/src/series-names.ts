import { drawableText } from './drawable-text';

/** The name of a series inside a chart: echarts gives series of the same name one colour and one entry of the legend. */
export function seriesId(index: number): string {
  return `series ${index}`;
}

/** Shows the series of a legend by their own names, whatever they are. */
export function legendFormatter(series: readonly { readonly name: string }[]): (id: string) => string {
  const names = new Map(series.map(({ name }, index) => [seriesId(index), drawableText(name)]));
  return (id) => names.get(id) ?? id;
}
