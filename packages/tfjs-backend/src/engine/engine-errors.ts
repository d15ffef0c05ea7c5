import { RsSamError } from '@rs-sam/foundation/errors';
import type { EngineName } from './engine-names';

/** The engine that was chosen by name is unavailable, or no engine is available. */
export class EngineUnavailableError extends RsSamError {
  override readonly name = 'EngineUnavailableError';
  override readonly code = 'RS_SAM_ENGINE_UNAVAILABLE';

  constructor(
    readonly engine: EngineName,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`The engine ${engine} is unavailable: ${reason}`, options);
  }
}

/** The name given by the option or the environment variable is not the name of an engine. */
export class UnknownEngineError extends RsSamError {
  override readonly name = 'UnknownEngineError';
  override readonly code = 'RS_SAM_UNKNOWN_ENGINE';

  constructor(
    readonly given: string,
    readonly known: readonly EngineName[],
  ) {
    super(`There is no engine "${given}". Choose one of ${known.join(', ')}, or leave the choice out.`);
  }
}
