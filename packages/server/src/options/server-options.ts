import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { callback, checkOptions, integer, object, orNull, positive, text } from '@rs-sam/foundation/options';
import type { EngineName } from '@rs-sam/tfjs-backend';
import type { ExtractionParts } from '@rs-sam/vision-features/node';
import * as v from 'valibot';
import { isLoopback } from '../http/loopback';

/** What a server allows. */
export interface ServerLimits {
  /** Bytes of an uploaded image. Default: 16 MiB. */
  readonly uploadBytes: number;
  /** Pixels of an uploaded image, before anything of it is decoded. Default: 50 million. */
  readonly uploadPixels: number;
  /** Searches that may be in the server at once, waiting or computed; further ones are answered with 429. Default: 16. */
  readonly places: number;
  /** Open connections. Default: 256. */
  readonly connections: number;
  /** Seconds that a search may wait, that it may be computed, and that a request may take to arrive. Default: 30. */
  readonly seconds: number;
}

/** How a gallery is served. */
export interface ServerOptions {
  /** The folder of the gallery, or `postgres://…`. */
  readonly gallery: string;
  /** Default: 127.0.0.1. Any address but a loopback one needs a token. */
  readonly host?: string | undefined;
  /** 0 for any free one. Default: 8080. */
  readonly port?: number | undefined;
  /**
   * What a client has to send, `authorization: Bearer …`; the page asks for it. At least 16 characters. Default: null, everybody on this
   * machine may search.
   */
  readonly token?: string | null | undefined;
  readonly limits?: Partial<ServerLimits> | undefined;
  /** The engine of TensorFlow.js. Default: the fastest that works. */
  readonly engine?: EngineName | undefined;
  /**
   * Vectors for words that no training caption has: `glove`, the file of a table, or null for none. Default: GloVe, unless the model was
   * trained with another table.
   */
  readonly words?: string | null | undefined;
  /** The text network of a model that reads sentences by one, as `onnx:<file>`. Default: the file that its training recorded. */
  readonly textNetwork?: string | undefined;
  /** Where the parts of the extractor are, for searches by image. */
  readonly parts?: ExtractionParts | undefined;
  /** Arguments of Node for the process that computes. Default: those of this process. */
  readonly execArguments?: readonly string[] | undefined;
  /** The folder of the built page. Default: the page of this package. */
  readonly page?: string | undefined;
  /** Gets each error that is not the client's: the client sees only that there was one. */
  readonly onProblem?: ((error: Error) => void) | undefined;
}

export const DEFAULT_LIMITS: ServerLimits = {
  uploadBytes: 16 * 1024 * 1024,
  uploadPixels: 50_000_000,
  places: 16,
  connections: 256,
  seconds: 30,
};

/** Shorter tokens can be guessed. */
const SHORTEST_TOKEN = 16;

const TOKEN = `at least ${SHORTEST_TOKEN} characters of ASCII without spaces, or null`;

const rules = {
  gallery: text('the folder of a gallery, or postgres://…'),
  host: text('an address of this machine, as 127.0.0.1'),
  port: v.pipe(integer(0), v.maxValue(65_535, 'an integer from 0 to 65535')),
  token: orNull(v.string(), TOKEN),
  limits: v.strictObject(
    {
      uploadBytes: v.optional(integer(1)),
      uploadPixels: v.optional(integer(1)),
      places: v.optional(integer(1)),
      connections: v.optional(integer(1)),
      seconds: v.optional(positive),
    },
    'an object with the fields of ServerLimits',
  ),
  // Checked where they are used.
  engine: v.string('the name of an engine'),
  textNetwork: text('a text network, as onnx:<file>'),
  words: orNull(text('a table of words'), 'a table of words, or null'),
  parts: object('the parts of an extractor'),
  execArguments: v.array(v.string(), 'a list of arguments of Node'),
  page: text('a folder'),
  onProblem: callback,
};

/** @throws InvalidOptionError */
export function checkServerOptions(options: ServerOptions): void {
  checkOptions('openServer', rules, options, ['gallery']);
  const { host = '127.0.0.1', token = null } = options;
  if (token !== null && (token.length < SHORTEST_TOKEN || !/^[\x21-\x7e]+$/.test(token))) {
    throw new InvalidOptionError('token', '(not shown)', TOKEN);
  }
  if (token === null && !isLoopback(host)) {
    throw new InvalidOptionError('token', token, `given where host is ${host}, which other machines can reach`);
  }
}
