import { expect, it } from 'vitest';
import { isLoopback, namesLoopback } from './loopback';

it.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.0.1', false],
  ['127.0.0.1.example', false],
])('isLoopback(%s) is %s', (host, expected) => expect(isLoopback(host)).toBe(expected));

it.each([
  ['localhost:8080', true],
  ['LOCALHOST', true],
  ['[::1]:8080', true],
  ['127.0.0.1', true],
  ['attacker.example:8080', false],
  ['localhost.attacker.example', false],
  ['127.0.0.1@attacker.example', false],
  ['', false],
  [undefined, false],
])('namesLoopback(%s) is %s', (header, expected) => expect(namesLoopback(header)).toBe(expected));
