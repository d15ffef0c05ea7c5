/** The speed of the last steps, and the remaining time. */
export class Pace {
  private steps: { readonly seconds: number; readonly pairs: number }[] = [];
  private validations: number[] = [];

  /** @param window number of steps that are averaged. */
  constructor(private readonly window = 50) {}

  step(seconds: number, pairs: number): void {
    this.steps.push({ seconds, pairs });
    if (this.steps.length > this.window) this.steps.shift();
  }

  validation(seconds: number): void {
    this.validations.push(seconds);
  }

  get pairsPerSecond(): number {
    return sum(this.steps.map(({ pairs }) => pairs)) / sum(this.steps.map(({ seconds }) => seconds));
  }

  secondsFor(steps: number, validations: number): number {
    const perStep = sum(this.steps.map(({ seconds }) => seconds)) / (this.steps.length || 1);
    return steps * perStep + (validations * sum(this.validations)) / (this.validations.length || 1);
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
