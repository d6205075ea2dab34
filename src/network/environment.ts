import type { ReadDataFile } from '../data/dataFiles.js';

/** What checking a spec needs of the world around it. */
export interface SpecEnvironment {
  readonly readDataFile: ReadDataFile;
}
