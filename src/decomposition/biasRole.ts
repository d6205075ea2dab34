import type { LinkStructure, ResidualGap } from './types.js';

/** What the bias of a link is to the motion: a degree of freedom, a constant, or not there (THEORY §1.3). */
export const BIAS_ROLES = ['free', 'frozen', 'none'] as const;
export type BiasRole = (typeof BIAS_ROLES)[number];

/** Behind a norm its shift β takes the role of the bias, which is always there and trains (THEORY §5d). */
export function biasRole({
  bias,
  frozen,
  norm,
}: Pick<LinkStructure, 'bias' | 'frozen'> & Partial<Pick<LinkStructure, 'norm'>>): BiasRole {
  if (norm !== undefined) return 'free';
  if (!bias) return 'none';
  return frozen ? 'frozen' : 'free';
}

/** Why a link has no residual in a step; undefined when it has one: where K_b is there to divide by. */
export function residualGap(role: BiasRole, biasKinetic: number): ResidualGap | undefined {
  if (role === 'none') return 'noBias';
  if (biasKinetic !== 0) return undefined;
  return role === 'frozen' ? 'frozen' : 'atRest';
}
