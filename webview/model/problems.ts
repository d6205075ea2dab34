import type { ProblemView } from '../../src/protocol/panel.js';

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** How many problems of which kind: `1 error, 2 warnings in deep-tanh.bbd.yaml`. */
export function describeProblems(problems: readonly ProblemView[], file: string): string {
  const counts = (
    [
      ['error', 'error'],
      ['warning', 'warning'],
      ['information', 'hint'],
    ] as const
  ).flatMap(([severity, noun]) => {
    const number = problems.filter((problem) => problem.severity === severity).length;
    return number === 0 ? [] : [count(number, noun)];
  });
  return `${counts.join(', ')} in ${file}`;
}
