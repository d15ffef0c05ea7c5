import { readFile } from 'node:fs/promises';
import { fileProblem, InvalidOptionError } from '@rs-sam/foundation/errors';
import { positiveNumber, wholeNumber } from '../../options/option-parsers';
import { addPartFlags, extractionParts, type PartFlags } from '../../options/part-flags';
import { addPretrainedWordsFlag } from '../../options/pretrained-words-flag';
import { addTextNetworkFlag } from '../../options/text-network-flag';
import { formatCount } from '../../output/format-count';
import { defineCommand, type Invocation } from '../../program/command-file';
import { UsageError } from '../../program/usage-error';

interface Options extends PartFlags {
  readonly host: string;
  readonly port: number;
  readonly token?: string;
  readonly maxUpload: number;
  readonly maxPixels: number;
  readonly queue: number;
  readonly connections: number;
  readonly timeLimit: number;
  readonly engine?: string;
  readonly pretrainedWords?: string | null;
  readonly textNetwork?: string;
}

const MEBIBYTE = 1024 * 1024;

/** The variable of the environment that has the token. */
const TOKEN = 'RS_SAM_TOKEN';

export const serve = defineCommand<Options>({
  name: 'serve',
  summary: 'serve the search of a gallery as an HTTP API and a page',
  description:
    'Opens the gallery of `index` for browsers and programs: search by sentence and by image, heat maps of words, export. ' +
    '/api/openapi.json describes the API, /health and /metrics are for operators. Only this machine can reach the server, unless --host ' +
    'names another address; that needs a token, which clients send. Ctrl-C accepts no further request and finishes the running ones.',
  examples: [
    'serve gallery',
    'serve gallery --port 9000 --queue 32',
    'serve postgres://user@host/images',
    'serve gallery --host 0.0.0.0 --token token.txt',
    'RS_SAM_TOKEN=… rs-sam serve gallery --host 0.0.0.0',
  ],
  configure(command) {
    command
      .argument('<gallery>', 'folder of a gallery, or postgres://…')
      .option('--host <address>', 'address to listen on', '127.0.0.1')
      .option('--port <number>', 'port to listen on; 0 for any free one', wholeNumber(0, 65_535), 8080)
      .option(
        '--token <file>',
        `file with the token that clients have to send (default: the variable ${TOKEN}, or none)`,
      )
      .option('--max-upload <MiB>', 'refuse larger images of clients', wholeNumber(1), 16)
      .option('--max-pixels <count>', 'refuse images of clients with more pixels', wholeNumber(1), 50_000_000)
      .option('--queue <count>', 'searches that wait or run; further ones are answered with 429', wholeNumber(1), 16)
      .option('--connections <count>', 'open connections', wholeNumber(1), 256)
      .option('--time-limit <seconds>', 'time that a search may wait, and may run', positiveNumber, 30)
      .option(
        '--engine <name>',
        'TensorFlow.js engine, for example webgpu (default: the fastest that works on this machine)',
      );
    addPretrainedWordsFlag(command);
    addTextNetworkFlag(command);
    addPartFlags(command);
  },
  async run({ operands: [gallery = ''], options, report, signal, environment }) {
    const { host, port, maxUpload, maxPixels, queue, connections, timeLimit, engine } = options;
    const token = await tokenOf(options, environment);
    report.note('Opening the gallery and its model.');
    const { openServer } = await import('@rs-sam/server');
    const server = await openServer({
      ...{ gallery, host, port, token, engine: engine as never, parts: extractionParts(options) },
      ...{ words: options.pretrainedWords, textNetwork: options.textNetwork },
      limits: {
        ...{ uploadBytes: maxUpload * MEBIBYTE, uploadPixels: maxPixels, places: queue, connections },
        seconds: timeLimit,
      },
      onProblem: (error) => report.note(`A request failed: ${error.stack ?? error.message}`),
    }).catch((error: Error) => {
      if (!(error instanceof InvalidOptionError) || error.option !== 'token' || token !== null) throw error;
      const problem = `Other machines can reach ${host}, so that clients have to send a token.`;
      throw new UsageError(`${problem} Name a file that has it (--token), or set ${TOKEN}.`, { cause: error });
    });
    try {
      report.note(server.engine);
      const { address, items } = server;
      report.result({ address, items }, () => `${formatCount(items, 'image')} at ${address}`);
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      report.note('Finishing the running requests. Press Ctrl-C again to end at once.');
    } finally {
      await server.close();
    }
  },
});

/** The token of the file, or of the environment; null for none. It is no word of the command line, which other users could read. */
async function tokenOf(
  { token: file }: Options,
  environment: Invocation<Options>['environment'],
): Promise<string | null> {
  if (file === undefined) return environment[TOKEN] || null;
  const content = await readFile(file, 'utf8').catch((cause) => {
    throw new UsageError(`The file of --token ${fileProblem(cause)}: ${file}.`, { cause });
  });
  return content.trim();
}
