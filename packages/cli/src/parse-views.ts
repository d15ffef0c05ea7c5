import type { View } from '@rs-sam/vision-features';
import { UsageError } from './usage-error';

/**
 * `identity`, `all`, or views by name with commas between them.
 *
 * @throws {UsageError} where a name is no view, or stands twice.
 */
export async function parseViews(text: string): Promise<readonly View[]> {
  const { VIEWS } = await import('@rs-sam/vision-features');
  if (text === 'all') return VIEWS;
  const names = text.split(',').map((name) => name.trim());
  if (names.some((name) => !(VIEWS as readonly string[]).includes(name)) || new Set(names).size < names.length) {
    throw new UsageError(`--views is "${text}": give "all", or some of ${VIEWS.join(', ')}, each once.`);
  }
  return names as View[];
}
