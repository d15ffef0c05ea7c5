/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Whether the header `host` names this machine. Without a token, a page of another site could reach a loopback address under a name of its
 * own (DNS rebinding); its requests carry that name.
 */
export function namesLoopback(header: string | undefined): boolean {
  const name = /^(\[[^\]]*\]|[^:]*)(:\d+)?$/.exec(header ?? '')?.[1] ?? '';
  return isLoopback(name.replace(/^\[|\]$/g, '').toLowerCase());
}
