/** What the two own models computed on one backend. */
export interface OwnModelResults {
  /** A small model of the umbrella package, whose numbers are the same on every engine. */
  readonly small: {
    readonly losses: readonly number[];
    readonly scores: readonly number[];
    readonly loaded: readonly number[];
  };
  /** `examples/own-model`. */
  readonly example: {
    readonly losses: readonly number[];
    readonly labels: readonly number[];
    readonly untrained: readonly number[];
    readonly trained: readonly number[];
    readonly loaded: readonly number[];
  };
}

/**
 * Each model learned, and predicts the same after it was saved and loaded.
 *
 * @throws Error says which did not.
 */
export function checkOwnModels(backend: string, { small, example }: OwnModelResults): void {
  for (const [name, { losses }] of Object.entries({ small, example })) {
    // Written so that a NaN fails.
    if (!((losses.at(-1) ?? Number.NaN) < (losses[0] ?? Number.NaN))) {
      throw new Error(`The own model (${name}) does not learn on ${backend}: losses ${losses}`);
    }
  }
  const probabilities = (label: number) => example.trained.filter((_, pair) => example.labels[pair] === label);
  if (!(Math.min(...probabilities(1)) > Math.max(...probabilities(0)))) {
    throw new Error(`examples/own-model does not tell pairs apart on ${backend}: ${example.trained}`);
  }
  for (const [before, after] of [
    [small.scores, small.loaded],
    [example.trained, example.loaded],
  ] as const) {
    if (!(distance(before, after) <= 1e-6)) {
      throw new Error(`On ${backend}, an own model predicts ${before}, and ${after} after it was saved and loaded.`);
    }
  }
}

/**
 * @returns the largest difference of a loss or a prediction of each model.
 * @throws Error where it is more than rounding explains.
 */
export function compareOwnModels(
  backend: string,
  result: OwnModelResults,
  expected: OwnModelResults,
): { small: number; example: number } {
  const small = Math.max(
    distance(result.small.losses, expected.small.losses),
    distance(result.small.scores, expected.small.scores),
  );
  // Before training only: the example's optimiser, Adam, scales every gradient to its learning rate, so that rounding errors grow.
  const example = distance(result.example.untrained, expected.example.untrained);
  if (!(small <= 1e-3 && example <= 1e-5)) {
    throw new Error(`The own models on ${backend}: ${JSON.stringify(result)}, in Node ${JSON.stringify(expected)}`);
  }
  return { small, example };
}

function distance(left: readonly number[], right: readonly number[]): number {
  if (left.length === 0 || left.length !== right.length) return Number.POSITIVE_INFINITY;
  return Math.max(...left.map((value, i) => Math.abs(value - (right[i] as number))));
}
