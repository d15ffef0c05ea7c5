import { expect, it } from 'vitest';
import { pathOfFileUrl } from './file-url';

it.each([
  ['file:///home/ann/my%20model', '/home/ann/my model'],
  ['file:///home/ann/100%', '/home/ann/100%'],
  ['file://models/sam', 'models/sam'],
  ['file://./models/%20', './models/%20'],
  ['file://../sam/model.json', '../sam/model.json'],
  ['file:///C:/models/sam', 'C:/models/sam'],
  ['https://example.org/model.json', undefined],
  [['file://a', 'file://b'], undefined],
])('%s is %s', (url, path) => {
  expect(pathOfFileUrl(url)).toBe(path);
});
