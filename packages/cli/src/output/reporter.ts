import { printable, printableJson } from '@rs-sam/foundation/text';
import { type Progress, type ProgressOptions, startProgress } from './progress';
import type { GuardedTerminal } from './terminal';

/** The output of a command: results to stdout, everything else to stderr; with `--json` both as JSON Lines. */
export interface Reporter {
  /** Whether the output is JSON. */
  readonly json: boolean;
  /**
   * Prints a result: as JSON with `--json`, else as text. A text is one line and a list has one line per item: a line feed in it is data, and is
   * written as `\n`, so that no name or caption can forge a line.
   */
  result(data: unknown, text: () => string | readonly string[]): void;
  /** Prints a note in one line, which is not a result. */
  note(message: string): void;
  progress(options: ProgressOptions): Progress;
}

export function reporterFor(terminal: GuardedTerminal, json: boolean): Reporter {
  let running: Progress | null = null;
  return {
    json,
    result(data, text) {
      terminal.stdout.write(`${json ? printableJson(data) : [text()].flat().map(printable).join('\n')}\n`);
    },
    note(message) {
      terminal.stderr.write(`${json ? printableJson({ event: 'note', message }) : printable(message)}\n`);
    },
    progress(options) {
      running?.stop();
      running = startProgress(terminal, options, json);
      return running;
    },
  };
}
