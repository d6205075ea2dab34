export * from '../../src/run/symmetricLog.js';
