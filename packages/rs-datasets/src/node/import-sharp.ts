import { importOptional } from '@rs-sam/foundation/errors';

/**
 * The image library `sharp`, an optional peer dependency: only functions that decode or draw images load it.
 *
 * @param purpose what needs it, for the error, as `Reading image sizes`
 * @throws MissingPackageError where it is not installed
 */
export async function importSharp(purpose: string) {
  return (await importOptional('sharp', purpose, () => import('sharp'))).default;
}
