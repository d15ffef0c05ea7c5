import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The cookie of a page that has shown the token. */
const COOKIE = 'rs-sam-session';

/** Who may search. */
export interface Access {
  /** Whether a text is the token. */
  isToken(text: string): boolean;
  /** Whether a request carries the token, or the cookie of a session. */
  allows(headers: IncomingHttpHeaders): boolean;
  /** The header `set-cookie` that begins a session: images of a page cannot carry a token. Sessions end with the server. */
  readonly sessionCookie: string;
}

/**
 * Access by a token. Texts are compared by their keyed hashes, in a time that depends neither on where they differ nor on their lengths.
 */
export function accessBy(token: string): Access {
  const key = randomBytes(32);
  const hash = (text: string) => createHmac('sha256', key).update(text).digest();
  const ofToken = hash(token);
  const session = hash(`session ${token}`).toString('base64url');
  const ofSession = hash(session);
  const isToken = (text: string) => timingSafeEqual(hash(text), ofToken);
  return {
    isToken,
    allows({ authorization = '', cookie = '' }) {
      const [, bearer] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
      if (bearer !== undefined) return isToken(bearer);
      const sent = cookie.split(/; */).find((pair) => pair.startsWith(`${COOKIE}=`));
      return sent !== undefined && timingSafeEqual(hash(sent.slice(COOKIE.length + 1)), ofSession);
    },
    sessionCookie: `${COOKIE}=${session}; HttpOnly; SameSite=Strict; Path=/`,
  };
}
