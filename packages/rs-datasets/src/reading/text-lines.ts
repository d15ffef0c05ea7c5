/** The lines of a text, with any line ends. An empty line counts (as an empty caption), but not the empty rest after the last line end. */
export function textLines(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
