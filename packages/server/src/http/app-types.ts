import type { GalleryItems } from '@rs-sam/search';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyTypeProvider,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { Inference } from '../inference/inference';
import type { ServerLimits } from '../options/server-options';
import type { Access } from './access';
import type { Admission } from './admission';
import type { PageFile } from './page-files';
import type { ServerMetrics } from './server-metrics';

/** What routes are made of. */
export interface AppParts {
  readonly gallery: GalleryItems;
  readonly inference: Inference;
  readonly limits: ServerLimits;
  /** Null where everybody who reaches the server may search. */
  readonly access: Access | null;
  readonly admission: Admission;
  readonly page: ReadonlyMap<string, PageFile>;
  readonly metrics: ServerMetrics;
  readonly onProblem: (error: Error) => void;
}

/** The values of a request have the types of their schemas. Those of answers are the types of what computes them. */
interface SchemaTypes extends FastifyTypeProvider {
  readonly validator: this['schema'] extends TSchema ? Static<this['schema']> : unknown;
  readonly serializer: unknown;
}

/** The application: fastify with types by schema. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  SchemaTypes
>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route needs no token: it tells nothing of the gallery. */
    readonly open?: boolean;
    /** Whether the route computes, and so needs a place. */
    readonly computes?: boolean;
  }
}
