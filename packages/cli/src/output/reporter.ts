import { type Progress, type ProgressOptions, startProgress } from './progress';
import type { Terminal } from './terminal';

/** The output of a command: results to stdout, everything else to stderr; with `--json` both as JSON Lines. */
export interface Reporter {
  /** Whether the output is JSON. */
  readonly json: boolean;
  /** Prints a result: as JSON with `--json`, else as text. */
  result(data: unknown, text: () => string): void;
  /** Prints a note, which is not a result. */
  note(message: string): void;
  progress(options: ProgressOptions): Progress;
}

export function reporterFor(terminal: Terminal, json: boolean): Reporter {
  let running: Progress | null = null;
  return {
    json,
    result(data, text) {
      terminal.stdout.write(`${json ? JSON.stringify(data) : text()}\n`);
    },
    note(message) {
      terminal.stderr.write(`${json ? JSON.stringify({ event: 'note', message }) : message}\n`);
    },
    progress(options) {
      running?.stop();
      running = startProgress(terminal, options, json);
      return running;
    },
  };
}
