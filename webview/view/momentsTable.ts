import { formatScientific, formatSteady } from '../model/formatNumber.js';
import type { MomentsRow } from '../model/statisticsFacts.js';
import { createRecordTable, type RecordTable } from './recordTable.js';

const orNone = (value: number | undefined, write: (value: number) => string): string =>
  value === undefined ? '—' : write(value);

/** Mean, its standard error, deviation and skewness of some quantities over the samples, and the mean over seeds. */
export interface MomentsTable extends Pick<RecordTable, 'root'> {
  show(rows: readonly MomentsRow[]): void;
}

export function createMomentsTable(title: string, testId: string): MomentsTable {
  const table = createRecordTable(title, testId, [
    { text: 'quantity', isNumber: false },
    { text: 'mean', isNumber: true },
    { text: '± standard error', isNumber: true },
    { text: 'standard deviation', isNumber: true },
    { text: 'skewness', isNumber: true },
    { text: 'mean over seeds', isNumber: true },
  ]);
  return {
    root: table.root,
    show(rows) {
      table.show(
        rows.map(({ name, symbol, mean, standardError, deviation, skewness, ensemble }) => [
          { name, symbol },
          formatScientific(mean),
          orNone(standardError, formatScientific),
          orNone(deviation, formatScientific),
          orNone(skewness, formatSteady),
          ensemble ?? '—',
        ]),
      );
    },
  };
}
