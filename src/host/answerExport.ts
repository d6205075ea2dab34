import * as vscode from 'vscode';
import { messageOf } from '../base/result.js';
import { aboutLines } from '../export/about.js';
import { pgfplots } from '../export/pgfplots.js';
import type { ExportMessage } from '../protocol/exportMessage.js';
import { exportShownRun } from './exportCommand.js';
import type { Inspector } from './inspector.js';
import { askWhereToSave, fileNameFrom } from './saveDialog.js';

/** Does what the page asks to have written or copied. */
export async function answerExport(message: ExportMessage, inspector: Inspector): Promise<void> {
  switch (message.type) {
    case 'exportRun':
      await exportShownRun(inspector);
      break;
    case 'saveFigure':
      await saveFigure(message, inspector.uri);
      break;
    case 'copyText':
      await copy(message.text, message.what);
      break;
    case 'copyPgfplots': {
      const run = await inspector.exportedRun();
      await copy(pgfplots(message.chart, run.ok ? aboutLines(run.value) : []), 'The chart as pgfplots');
      break;
    }
  }
}

/** Puts a text into the clipboard, and says so where it does not disturb. */
export async function copy(text: string, what: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`$(clippy) ${what}: copied`, 3000);
}

const KINDS = { png: 'PNG image', svg: 'SVG drawing' } as const;

async function saveFigure(
  { title, format, bytes }: Extract<ExportMessage, { type: 'saveFigure' }>,
  spec: vscode.Uri,
): Promise<void> {
  const target = await askWhereToSave(spec, {
    name: fileNameFrom(title),
    ending: format,
    kind: KINDS[format],
  });
  if (target === undefined) return;
  try {
    await vscode.workspace.fs.writeFile(target, bytes);
    vscode.window.setStatusBarMessage(`$(save) Saved ${target.path.replace(/.*\//, '')}`, 3000);
  } catch (thrown) {
    void vscode.window.showErrorMessage(`The picture could not be saved: ${messageOf(thrown)}`);
  }
}
