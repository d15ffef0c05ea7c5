import { expect, it } from 'vitest';
import { NO_POSTGRES, POSTGRES, testDatabase } from '../../../test/test-databases';
import { withDatabaseLock } from './with-database-lock';

it('one process at a time has the lock, and it ends with the connection', async ({ skip }) => {
  if (POSTGRES === '') skip(NO_POSTGRES);
  const { connectAlone } = testDatabase('Postgres');
  const [one, two] = [await connectAlone(), await connectAlone()];
  await withDatabaseLock(one, async () => {
    await expect(withDatabaseLock(two, async () => 'both', 300)).rejects.toThrow('Another process is changing');
    setTimeout(() => void one.close(), 300);
    expect(await withDatabaseLock(two, async () => 'next', 5000)).toBe('next');
  });
  expect(await withDatabaseLock(two, async () => 'again', 300)).toBe('again');
  await two.close();
});
