import type { EChartsCoreOption } from 'echarts/core';
import * as echarts from 'echarts/core';
import { drawableOption, drawableText, withoutMarks } from './drawable-text';
import { FONT, INK, TEXT_SIZE } from './theme';

/** A chart that is ready to draw. */
export interface Drawing {
  readonly title: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly option: EChartsCoreOption;
}

/** SVG text of a drawing. The same numbers give the same text, character for character. */
export function renderSvg({ title, description, width, height, option }: Drawing): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({
      animation: false,
      backgroundColor: '#ffffff',
      textStyle: { fontFamily: FONT, fontSize: TEXT_SIZE, color: INK },
      title: { text: drawableText(title), left: 'center', top: 10, textStyle: { fontSize: TEXT_SIZE + 4, color: INK } },
      ...drawableOption(option),
    });
    return named(withoutMarks(withoutCounters(chart.renderToSVGString())), title, description);
  } finally {
    chart.dispose();
  }
}

/** echarts numbers its classes and clip paths over all charts of a process, as `zr3-cls-17`. Here they are numbered within the chart. */
function withoutCounters(svg: string): string {
  const names = new Map<string, string>();
  const renamed = (markup: string) =>
    markup.replace(/\bzr\d+-[\w-]+/g, (name) => {
      const known = names.get(name) ?? `chart-${names.size}`;
      names.set(name, known);
      return known;
    });
  // Only in style sheets and tags: a text between them may be called like a class of echarts.
  return svg.replace(/<style[\s\S]*?<\/style>|<[^>]*>/g, renamed);
}

/** Adds `role`, `<title>` and `<desc>`, which browsers and screen readers need for an image. */
function named(svg: string, title: string, description: string): string {
  const end = svg.indexOf('>');
  const label = `<title>${escaped(title)}</title>\n<desc>${escaped(description)}</desc>`;
  return `${svg.slice(0, end)} role="img">\n${label}${svg.slice(end + 1)}\n`;
}

function escaped(text: string): string {
  const shown = withoutMarks(drawableText(text));
  return shown.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
