import { describe, expect, it } from 'vitest';
import { describeProblems } from '../../../webview/model/problems.js';
import { problem } from './views.js';

describe('describeProblems', () => {
  it('counts by severity, worst first', () => {
    const problems = [problem({ severity: 'warning' }), problem(), problem({ severity: 'warning' })];
    expect(describeProblems(problems, 'a.bbd.yaml')).toBe('1 error, 2 warnings in a.bbd.yaml');
    expect(describeProblems([problem({ severity: 'information' })], 'a.bbd.yaml')).toBe(
      '1 hint in a.bbd.yaml',
    );
  });
});
