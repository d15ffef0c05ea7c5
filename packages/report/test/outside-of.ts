/** The parts of a page that a browser would fetch, run or submit; none if the page is self-contained. */
export function outsideOf(page: string): string[] {
  const references = [...page.matchAll(/(?:src|href|action|srcset)\s*=\s*["']([^"']*)["']/g)].map(
    ([, target]) => target ?? '',
  );
  const inside = /^(data:image\/jpeg;base64,[A-Za-z0-9+/=]+|#[\w-]+)$/;
  return [
    ...references.filter((target) => !inside.test(target)),
    ...(page.match(/<(script|link|iframe|form|object|embed)\b|@import|url\((?!#)[^)]*\)/g) ?? []),
  ];
}
