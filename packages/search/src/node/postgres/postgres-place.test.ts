import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { openGallery } from '../../gallery/open-gallery';
import { galleryAt } from '../gallery-place';
import { isPostgres, postgresPlace } from './postgres-place';

it('names a database without its password', () => {
  const place = postgresPlace('postgresql://ann:s%40cret@db.example:6543/images?sslmode=require&schema=delta');
  expect(place).toEqual({
    name: 'postgres://ann@db.example:6543/images?schema=delta',
    schema: 'delta',
    connection: 'postgresql://ann:s%40cret@db.example:6543/images?sslmode=require',
  });
  expect(postgresPlace('postgres://localhost/images')).toMatchObject({
    ...{ name: 'postgres://localhost/images', schema: 'rs_sam' },
  });
  expect(galleryAt('postgres://ann:secret@h/d?password=secret').name).toBe('postgres://ann@h/d');
  expect([isPostgres('postgres://h/d'), isPostgres('gallery'), isPostgres('./postgres:/x')]).toEqual([
    true,
    false,
    false,
  ]);
  expect(galleryAt('runs/gallery').name).toBe('runs/gallery');
});

it.each([
  'postgres://ann:secret@host:port/d',
  'postgres://ann:sec%ret@[::1/d',
  'postgres://ann:secret@h/d?schema=Delta"',
])('refuses %s, and does not show the password', (address) => {
  let problem: unknown;
  try {
    postgresPlace(address);
  } catch (error) {
    problem = error;
  }
  expect(problem).toMatchObject({ code: 'RS_SAM_GALLERY' });
  expect(inspect(problem, { depth: 5 })).not.toMatch(/secret|sec%ret/);
});

it('an unreachable database is an error of the gallery, without the password', async () => {
  for (const address of [
    'postgres://ann:secret@127.0.0.1:9/d?connect_timeout=5',
    'postgres://ann:sec%ret@127.0.0.1:9/d',
    'postgres://ann:secret@127.0.0.1:9/d?sslmode=verify-full&sslrootcert=/secret-less/none',
  ]) {
    const problem = await openGallery(galleryAt(address)).catch((error) => error);
    expect(problem).toMatchObject({ code: 'RS_SAM_GALLERY', gallery: 'postgres://ann@127.0.0.1:9/d' });
    expect(inspect(problem, { depth: 5 }).replaceAll('secret-less', '')).not.toMatch(/secret|sec%ret/);
  }
});
