import { gruRunner } from './gru';
import type { Runner } from './runner';
import { samRunner } from './sam';
import { tripletLossRunner } from './triplet-loss';

/** Every kind of fixture that our code covers so far. */
export const runners: readonly Runner[] = [samRunner, tripletLossRunner, gruRunner];
