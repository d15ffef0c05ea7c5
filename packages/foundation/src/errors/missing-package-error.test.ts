import { expect, it } from 'vitest';
import { importOptional, MissingPackageError } from './missing-package-error';
import { RsSamError } from './rs-sam-error';

const failing = (error: Error) => importOptional('sharp', 'Reading image sizes', () => Promise.reject(error));

it('gives the command that installs a package, and says whether it is absent or broken', async () => {
  const absent = Object.assign(new Error("Cannot find package 'sharp' imported from a.js"), {
    code: 'ERR_MODULE_NOT_FOUND',
  });
  await expect(failing(absent)).rejects.toThrow(
    'Reading image sizes needs the package sharp, which is not installed. Run: npm i sharp',
  );
  await expect(failing(absent)).rejects.toThrow(RsSamError);
  await expect(failing(absent)).rejects.toMatchObject({ code: 'RS_SAM_MISSING_PACKAGE', cause: absent });
  await expect(failing(new Error('no binary for this platform\nsecond line'))).rejects.toThrow(
    'which cannot be loaded (Error: no binary for this platform). Run: npm i sharp',
  );
  const inside = Object.assign(new Error("Cannot find package 'detect-libc'"), { code: 'ERR_MODULE_NOT_FOUND' });
  await expect(failing(inside)).rejects.toThrow(MissingPackageError);
  await expect(failing(inside)).rejects.toThrow('cannot be loaded');
  const versioned = Object.assign(new Error("Cannot find package 'usearch' imported from a.js"), {
    code: 'ERR_MODULE_NOT_FOUND',
  });
  expect(new MissingPackageError('usearch@2.25.3', 'An index', versioned).message).toBe(
    'An index needs the package usearch@2.25.3, which is not installed. Run: npm i usearch@2.25.3',
  );
  expect(await importOptional('sharp', 'x', () => Promise.resolve(1))).toBe(1);
});
