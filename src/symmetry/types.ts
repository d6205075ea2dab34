import type { Diagnostic, TextEdit, TextRange } from '../base/textRange.js';
import type { SymmetryCode } from './symmetryCodes.js';

/** What a link is made of, as far as its term in the bulk Lagrangian can tell (THEORY §6.1). */
export interface Signature {
  readonly kind: string;
  /** A width, or a shape such as `16×16×8`. */
  readonly n_in: number | string;
  readonly n_out: number | string;
  readonly act_in: string;
  readonly kernel: string | null;
  readonly stride: string | null;
  readonly padding: string | null;
  readonly groups: number | null;
  readonly bias: boolean;
  /** The rule of the initialiser with its gain, e.g. `glorot × 1`; a number where rules are alike. */
  readonly init_gain: number | string;
  readonly lr_mult: number;
  readonly weight_decay: number;
  readonly norm: string | null;
  readonly skip: string | null;
  readonly dropout: number;
  readonly frozen: boolean;
  readonly tied: boolean;
}
export type SignatureField = keyof Signature;

/** Links [start, start + length) with s_(m+period) = s_m inside (THEORY §6.1). */
export interface SymmetricBlock {
  readonly start: number;
  readonly length: number;
  readonly period: number;
}

/** Two neighbouring links that are not alike: s_m ≠ s_(m+1). */
export interface Break {
  readonly m: number;
  readonly fields: readonly SignatureField[];
}

/** Structure along depth: every number here is a count of links. */
export interface DepthStructure {
  readonly breaks: readonly Break[];
  /** The longest block; undefined when no two links in a row are alike, with any period. */
  readonly bestBlock: SymmetricBlock | undefined;
  /** All blocks, disjoint, in order of depth; the longest is among them. */
  readonly blocks: readonly SymmetricBlock[];
  /** 1 − breaks/(M − 2); undefined for networks with fewer than two bulk links. */
  readonly homogeneousFraction: number | undefined;
}

export type Strength = 'weak' | 'moderate' | 'strong';

/** A way out of a finding. */
export interface Fix {
  /** What happens, in words for a menu. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /**
   * The same effect by edits that touch no neighbouring key, for when several fixes are made at once: a default that
   * is written out where `edits` remove a key.
   */
  readonly alternative?: readonly TextEdit[];
  /** Makes sense only by itself: a step from layer to layer, where each step is mended by what another one changes. */
  readonly alone?: true;
}

/** Something that breaks a symmetry of the bulk, at its place, with a size and, where there is one, a way out. */
export interface Finding extends Diagnostic {
  readonly code: SymmetryCode;
  /** Share of the term that is changed, in [0, 1]; undefined where the functional form itself differs. */
  readonly size: number | undefined;
  readonly strength: Strength;
  /** The links whose term in the Lagrangian is changed. */
  readonly links: readonly number[];
  /**
   * All ways out, the best one first. They are worked out when they are first asked for: a finding comes with every
   * keystroke, its fixes, with an edit for each layer that they change, are wanted now and then.
   */
  readonly fixes: readonly Fix[];
  /** A finding has `fixes`. */
  readonly fix?: never;
}

/** What the linter knows of a network, for squiggles, hovers, lenses, the panel and the terminal. */
export interface SymmetryReport {
  readonly structure: DepthStructure;
  /** `symmetric`: all bulk links but the edges are one block and nothing else breaks it. */
  readonly verdict: 'symmetric' | 'broken' | 'undefined';
  /** One sentence that says the verdict with its numbers, also the positive one. */
  readonly summary: string;
  /** Why there is no verdict: too few links; undefined when there is one. */
  readonly undefinedBecause: string | undefined;
  /** Links of the bulk that are boundary by their place: where the head's own shape begins. */
  readonly edges: readonly number[];
  readonly findings: readonly Finding[];
  /** Where the layers of each block of `structure.blocks` stand in the text, in that order. */
  readonly blockRanges: readonly (readonly TextRange[])[];
}
