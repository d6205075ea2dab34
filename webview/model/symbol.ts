export * from '../../src/quantities/symbol.js';
