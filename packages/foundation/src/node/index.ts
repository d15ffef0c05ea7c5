export { type AskedProcess, askedProcess } from './asked-process';
export { importInstalled } from './optional-module';
