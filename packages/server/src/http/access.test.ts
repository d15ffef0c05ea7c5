import { describe, expect, it } from 'vitest';
import { accessBy } from './access';

const token = 'a-token-of-the-tests';

describe('accessBy', () => {
  const access = accessBy(token);
  const [cookie = ''] = access.sessionCookie.split(';');

  it('allows the token and the session', () => {
    expect(access.isToken(token)).toBe(true);
    expect(access.allows({ authorization: `Bearer ${token}` })).toBe(true);
    expect(access.allows({ authorization: `bearer  ${token}` })).toBe(true);
    expect(access.allows({ cookie: `other=1; ${cookie}; last=2` })).toBe(true);
    expect(access.sessionCookie).not.toContain(token);
  });

  it.each([
    {},
    { authorization: '' },
    { authorization: token },
    { authorization: 'Bearer ' },
    { authorization: `Bearer ${token}x` },
    { authorization: `Bearer ${token.slice(0, -1)}` },
    { authorization: `Basic ${token}` },
    { cookie: `rs-sam-session=${token}` },
    { cookie: 'rs-sam-session=' },
  ])('does not allow %o', (headers) => expect(access.allows(headers)).toBe(false));

  it('a wrong token is refused beside a valid cookie, and a session ends with its server', () => {
    expect(access.allows({ authorization: 'Bearer wrong', cookie })).toBe(false);
    expect(accessBy(token).allows({ cookie })).toBe(false);
  });
});
