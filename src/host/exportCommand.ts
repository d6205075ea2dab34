import { basename } from 'node:path';
import * as vscode from 'vscode';
import { messageOf } from '../base/result.js';
import type { ExportedRun } from '../export/exportedRun.js';
import { EXPORT_FORMATS, exportFiles, FORMAT_TEXTS, formatOf, type ExportFormat } from '../export/formats.js';
import type { Inspector } from './inspector.js';
import { askWhereToSave, fileNameFrom } from './saveDialog.js';
import { writeFiles } from './writeFiles.js';

/** Asks for a format and a place and writes the shown run there, with all that was recorded of it. */
export async function exportShownRun(inspector: Inspector): Promise<void> {
  const run = await inspector.exportedRun();
  if (!run.ok) {
    void vscode.window.showErrorMessage(run.error);
    return;
  }
  const { number, frame } = inspector.inspection.view().run ?? {};
  const format = await askForFormat(`Export run ${number ?? ''} of ${inspector.inspection.title}`);
  if (format === undefined) return;
  const name = `${fileNameFrom(basename(inspector.uri.path).replace(/(\.bbd)?\.\w+$/, ''))}-run${number ?? ''}`;
  const proposal = { name, ending: format, kind: FORMAT_TEXTS[format].title };
  const target = await askWhereToSave(inspector.uri, proposal);
  if (target === undefined) return;
  try {
    await writeRun(target, format, run.value, frame?.step);
  } catch (thrown) {
    void vscode.window.showErrorMessage(`The run could not be exported: ${messageOf(thrown)}`);
  }
}

async function askForFormat(title: string): Promise<ExportFormat | undefined> {
  const items = EXPORT_FORMATS.map((format) => {
    const { title: label, detail } = FORMAT_TEXTS[format];
    return { label, description: `.${format}`, detail, format };
  });
  const choice = await vscode.window.showQuickPick(items, { title, placeHolder: 'What it is for' });
  return choice?.format;
}

/**
 * @param chosen the format where the name that was given has an ending of none
 * @param step of the frame that is looked at
 */
async function writeRun(
  target: vscode.Uri,
  chosen: ExportFormat,
  run: ExportedRun,
  step: number | undefined,
): Promise<void> {
  const given = basename(target.path);
  const ending = formatOf(given);
  const [format, name] = ending.ok ? [ending.value, given] : [chosen, `${given}.${chosen}`];
  const files = exportFiles(name, format, run, step);
  if (!files.ok) throw new Error(files.error);
  const written = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Exporting ${name}…` },
    () => writeFiles(vscode.Uri.joinPath(target, '..'), files.value),
  );
  const others =
    written.length === 1
      ? ''
      : `, with ${files.value
          .slice(1)
          .map((file) => file.name)
          .join(', ')}`;
  const [first] = written;
  if (first !== undefined) void offerToOpen(first, `Exported ${name}${others}.`, format !== 'parquet');
}

const OPEN = 'Open';
const REVEAL = 'Show in folder';

/** Says what was written, and opens it if the user wants to. */
async function offerToOpen(file: vscode.Uri, message: string, opens: boolean): Promise<void> {
  const choice = await vscode.window.showInformationMessage(message, ...(opens ? [OPEN] : []), REVEAL);
  if (choice === REVEAL) await vscode.commands.executeCommand('revealFileInOS', file);
  if (choice !== OPEN) return;
  if (file.path.endsWith('.html')) await vscode.env.openExternal(file);
  else await vscode.commands.executeCommand('vscode.open', file);
}
