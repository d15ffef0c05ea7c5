import { Markup } from './html';

/**
 * A chart as a part of a page. All charts use the same names for their clip paths, which must differ on one page, and the policy of a
 * page allows no style but its own: fonts become attributes of SVG, and the style sheet of the chart, which is for a pointer, is left
 * out. A text between the tags stays as it is, whatever it says.
 */
export function embeddedChart(svg: string, number: number): Markup {
  const tags = svg.replace(/<style[\s\S]*?<\/style>/g, '').replace(/<[^>]*>/g, (tag) => {
    const named = tag.replace(/(["#])chart-/g, `$1chart-${number}-`);
    return named.replace(/ style="([^"]*)"/, (_, style: string) => attributesOf(style));
  });
  return new Markup(tags);
}

/** `font-size:13px;` → ` font-size="13px"`. */
function attributesOf(style: string): string {
  const declarations = style.split(';').filter(Boolean);
  return declarations.map((declaration) => declaration.replace(/^([a-z-]+):(.*)$/, ' $1="$2"')).join('');
}
