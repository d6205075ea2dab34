import type { ReadDataFile } from '../data/dataFiles.js';

/** What checking a spec needs of the world around it. */
export interface SpecEnvironment {
  /** Reads the files that a spec names: tables, and models of other programs. */
  readonly readDataFile: ReadDataFile;
}
