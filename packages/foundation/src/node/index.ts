export { type AskedProcess, askedProcess } from './asked-process';
