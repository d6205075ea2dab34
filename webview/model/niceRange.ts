export * from '../../src/run/niceRange.js';
