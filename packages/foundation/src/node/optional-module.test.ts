import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { optionalModule } from './optional-module';

it('finds a package beside this one, or in the folder of the program', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  const install = async (name: string, source: string) => {
    await mkdir(join(folder, 'node_modules', name), { recursive: true });
    await writeFile(join(folder, 'node_modules', name, 'index.js'), source);
  };

  expect(optionalModule('valibot')).toHaveProperty('object');
  expect(optionalModule('of-a-stranger')).toBeUndefined();
  await install('of-a-program', 'exports.answer = 42;');
  expect(optionalModule('of-a-program')).toEqual({ answer: 42 });
  await install('without-its-parts', "require('a-part');");
  expect(() => optionalModule('without-its-parts')).toThrow("Cannot find module 'a-part'");
});
