export { type AskedProcess, askedProcess } from './asked-process';
export { optionalModule } from './optional-module';
