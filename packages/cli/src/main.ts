#!/usr/bin/env node
import { EXIT } from './exit-code';
import { runCommandLine } from './run-command-line';

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // The first asks it to stop in order; whoever cannot wait sends another.
    if (stop.signal.aborted) process.exit(EXIT.interrupted);
    stop.abort();
  });
}
// `rs-sam … | head` closes the pipe early: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.failure),
);

const { stdout, stderr, env } = process;
process.exitCode = await runCommandLine(process.argv.slice(2), {
  stdout,
  stderr,
  environment: env,
  signal: stop.signal,
});
