import { STATUS_CODES } from 'node:http';
import { RsSamError } from '@rs-sam/foundation/errors';
import type { FastifyError } from 'fastify';
import { BusyError } from './admission';
import { RequestError } from './request-error';

/** An answer that says why there is no other: a problem document, RFC 9457. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Stable, as `RS_SAM_NO_KNOWN_WORD`. */
  readonly code: string;
}

/** The status of each error of a library that is the client's. */
const STATUS: Readonly<Record<string, number>> = {
  RS_SAM_FILTER: 400,
  RS_SAM_INVALID_OPTION: 400,
  RS_SAM_REGION: 400,
  RS_SAM_NO_ITEM: 404,
  RS_SAM_NO_KNOWN_WORD: 422,
  RS_SAM_UPLOAD: 422,
  RS_SAM_TIME_LIMIT: 503,
  RS_SAM_PROCESS_ENDED: 503,
};

/** The words for errors of fastify. */
const FASTIFY: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body is larger than the limit.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'The content type of the body is not accepted here.',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty; it must be JSON.',
  FST_ERR_CTP_INVALID_JSON_BODY: 'The body is no JSON.',
};

/**
 * What a client is told of an error. Of one that is not the client's it is told no more than that: the message may have paths in it.
 *
 * @returns also whether the error is the server's, and the seconds after which the request may be repeated.
 */
export function problemOf(error: Error): { problem: Problem; isServers: boolean; retryAfter: number | null } {
  if (error instanceof BusyError) return told(429, error.code, error.message, error.retryAfter);
  if (error instanceof RequestError) return told(error.status, error.code, error.message);
  if (error instanceof RsSamError && Object.hasOwn(STATUS, error.code)) {
    const status = STATUS[error.code] as number;
    return told(status, error.code, error.message, status === 503 ? 1 : null);
  }
  const { statusCode, validation, code, message } = error as FastifyError;
  if (validation !== undefined) return told(400, 'RS_SAM_REQUEST', message);
  if (statusCode !== undefined && statusCode < 500) {
    return told(statusCode, 'RS_SAM_REQUEST', FASTIFY[code] ?? `${message}.`.replace(/\.\.$/, '.'));
  }
  const detail = 'The server failed; its operator finds the reason in its output.';
  return { ...told(500, 'RS_SAM_SERVER', detail), isServers: true };
}

function told(status: number, code: string, detail: string, retryAfter: number | null = null) {
  const title = STATUS_CODES[status] ?? 'Error';
  return { problem: { status, title, detail, code }, isServers: false, retryAfter };
}
