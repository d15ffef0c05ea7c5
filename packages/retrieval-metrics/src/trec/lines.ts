/** Text in pieces of any size: a file stream, a decoded fetch body, an array of lines with their newlines, or one string in an array. */
export type TextChunks = AsyncIterable<string> | Iterable<string>;

/** The lines of a text in pieces, without their ends (`\n` or `\r\n`). Memory: one line and one piece. */
export async function* linesOf(chunks: TextChunks): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() as string;
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line;
  }
  if (rest !== '') yield rest;
}
