/** Where a quantity belongs in the decomposition (THEORY §1.2); `diagnostic` is no part of the Lagrangian. */
export type Sector = 'bulk' | 'boundary' | 'bulk, boundary in layer 0' | 'whole' | 'diagnostic';

/**
 * In what a quantity is measured. Time is counted in optimiser steps, so `parameter² per step²` is an energy of mass 1.
 * `1` is a pure number.
 */
export type Unit =
  | 'parameter² per step²'
  | 'parameter² per step'
  | 'parameter²'
  | 'parameter'
  | 'parameter · place'
  | 'parameter · place²'
  | 'parameter per step²'
  | 'loss'
  | 'loss per step'
  | 'loss² per parameter²'
  | 'loss per parameter²'
  | 'loss per parameter'
  | 'loss · step² per parameter²'
  | 'samples'
  | 'per step'
  | 'per layer'
  | 'layers'
  | '1';

/** What a number that people see means: the one text that panel, exports and documentation take it from. */
export interface QuantityDefinition {
  /** As its member is called in frames, records and exports. */
  readonly id: string;
  /** In words, lower case. */
  readonly name: string;
  /** Short, `_` and `^` as in TeX: K_W, z^(m+1). */
  readonly symbol: string;
  /** The formula in LaTeX, without delimiters. */
  readonly latex: string;
  /** One or two sentences: what it tells. */
  readonly meaning: string;
  readonly unit: Unit;
  /** Over what it is a sum or a mean. */
  readonly normalisation: string;
  readonly sector: Sector;
  /** When it has no value, and why; undefined for what always has one. */
  readonly undefinedWhen: string | undefined;
  /** Equation of the paper, section of docs/theory.md. */
  readonly source: string;
}

export interface QuantityGroup {
  readonly title: string;
  readonly entries: readonly QuantityDefinition[];
}
