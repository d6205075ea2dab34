/** What the densities of a layer are divided by, for host and panel. */
export { degreesOfFreedom, type DegreesOfFreedom } from '../dynamics/depthDensities.js';
