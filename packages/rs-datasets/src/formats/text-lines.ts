/** The lines of a text, whatever ends them. An empty line is a line (an empty caption); what follows the last end is not. */
export function textLines(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
