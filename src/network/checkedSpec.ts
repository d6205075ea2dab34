import type { Diagnostic } from '../base/textRange.js';
import { UNTITLED } from '../spec/keysRoot.js';
import type { SourceNode } from '../spec/sourceTree.js';
import type { PlacedLayer } from './placedLayer.js';
import type { TrainingGap } from './trainable.js';
import type { Experiment, Link, Network } from './types.js';

/** What is known of a spec: enough to run it, or what keeps it from being run. */
export interface CheckedSpec {
  /** The spec's name, or one that says it has none. */
  readonly name: string;
  /** The text as a tree; undefined when not even that could be read. */
  readonly tree: SourceNode | undefined;
  /**
   * The file that the layers are written in, as the spec names it. Their ranges, and those of their keys, then are all
   * the place where it is named, and no edit of the spec can change them. Undefined when they stand in the text itself.
   */
  readonly layersFile: string | undefined;
  /** As far as they could be understood, even with errors. */
  readonly layers: readonly PlacedLayer[];
  /** As far as they could be understood, even with errors. */
  readonly links: readonly Link[];
  /** Undefined exactly when the diagnostics hold an error. */
  readonly network: Network | undefined;
  /** Undefined when there is no network, or one that this version cannot train: then there is a gap. */
  readonly experiment: Experiment | undefined;
  /** What keeps a correct spec from being trained. */
  readonly gap: TrainingGap | undefined;
  /** What a file does not say and has been taken to be, one sentence each; empty for a spec, which says everything. */
  readonly assumptions: readonly string[];
  /** In order of place. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Of a text in which nothing could be read. */
export const NOTHING_CHECKED: CheckedSpec = {
  name: UNTITLED,
  tree: undefined,
  layersFile: undefined,
  layers: [],
  links: [],
  network: undefined,
  experiment: undefined,
  gap: undefined,
  assumptions: [],
  diagnostics: [],
};
