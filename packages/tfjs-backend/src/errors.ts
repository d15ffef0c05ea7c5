import type { EngineName } from './engine';

/** The engine that was asked for by name cannot be had. */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError';

  constructor(
    readonly engine: EngineName,
    readonly reason: string,
  ) {
    super(`The engine ${engine} was asked for and cannot be had: ${reason}`);
  }
}

/** The name given, by option or environment variable, is no engine. */
export class UnknownEngineError extends Error {
  override readonly name = 'UnknownEngineError';

  constructor(
    readonly given: string,
    readonly known: readonly EngineName[],
  ) {
    super(`There is no engine "${given}". Choose one of ${known.join(', ')}, or leave the choice out.`);
  }
}
