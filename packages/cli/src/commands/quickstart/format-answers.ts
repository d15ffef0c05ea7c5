/** A query and its first results. */
export interface Answer {
  /** A text in quotes, or the file of an image. */
  readonly query: string;
  readonly found: readonly {
    /** The file of an image, or a caption. */
    readonly text: string;
    readonly score: number;
    /** Whether image and caption belong together; null where it is not known. */
    readonly right: boolean | null;
  }[];
}

/** Each query, and below it a line per result; ✓ marks the right ones. */
export function formatAnswers(answers: readonly Answer[]): string[] {
  return answers.flatMap(({ query, found }) => [
    query,
    ...found.map(({ text, score, right }) => ` ${right ? '✓' : ' '} ${score.toFixed(3)}  ${text}`),
  ]);
}
