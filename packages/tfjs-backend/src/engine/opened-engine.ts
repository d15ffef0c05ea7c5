/** What an engine says of itself when it is tfjs's current one. */
export interface OpenedEngine {
  readonly tfjsBackend: string;
  /** Its packages and its device, in words. */
  readonly detail: string;
  /** See `BackendReport`. */
  readonly identity: string;
}
