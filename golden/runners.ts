import { gruRunner } from './gru';
import type { Runner } from './runner';

/** Every kind of fixture that our code covers so far. */
export const runners: readonly Runner[] = [gruRunner];
