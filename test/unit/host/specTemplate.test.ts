import { describe, expect, it } from 'vitest';
import { fail } from '../../../src/base/result.js';
import { SPEC_TEMPLATE } from '../../../src/host/specTemplate.js';
import { checkSpec } from '../../../src/network/checkSpec.js';

describe('the template of a new spec', () => {
  it('has nothing to complain about, and needs no file', () => {
    const readDataFile = () => fail({ kind: 'missing' as const, message: 'no files here' });
    const checked = checkSpec(SPEC_TEMPLATE, { readDataFile });
    expect(checked.diagnostics).toEqual([]);
    expect(checked.experiment?.network.links).toHaveLength(5);
  });
});
