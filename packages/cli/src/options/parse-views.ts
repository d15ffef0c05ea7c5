import type { View } from '@rs-sam/vision-features';
import { UsageError } from '../program/usage-error';

/**
 * `identity`, `all`, or names of augmentation views, separated by commas.
 *
 * @throws {UsageError} for an unknown name, or a name that occurs twice.
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
