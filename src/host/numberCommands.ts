import * as vscode from 'vscode';
import { numberText, type NumberFormat } from '../export/copiedNumber.js';
import { readNumberContext } from '../protocol/numberContext.js';
import { findQuantity } from '../quantities/quantities.js';
import { numberAt } from '../run/numbers.js';
import { copy } from './answerExport.js';
import type { Inspectors } from './inspectors.js';

const COMMANDS: Readonly<Record<string, NumberFormat>> = {
  'bbd.copyNumber': 'value',
  'bbd.copyNumberAsLatex': 'latex',
  'bbd.copyNumberAsJson': 'json',
};

/** What the context menu of a number in the panel offers. */
export const registerNumberCommands = (inspectors: Inspectors): vscode.Disposable =>
  vscode.Disposable.from(
    ...Object.entries(COMMANDS).map(([command, format]) =>
      vscode.commands.registerCommand(command, (context: unknown) => copyNumber(inspectors, context, format)),
    ),
  );

/** @param context what the page says of the number */
async function copyNumber(inspectors: Inspectors, context: unknown, format: NumberFormat): Promise<void> {
  const place = readNumberContext(context);
  const inspector = inspectors.current();
  const run = inspector?.inspection.view().run;
  const quantity = place && findQuantity(place.quantity);
  if (place === undefined || inspector === undefined || run === undefined || quantity === undefined) return;
  const { layer: m } = place;
  const found = numberAt(run, quantity.id, m);
  if (found?.value === undefined) {
    void vscode.window.showInformationMessage(`The ${quantity.name} has no value at this step.`);
    return;
  }
  const layer = m === undefined ? undefined : { m, name: run.layers[m]?.name ?? '' };
  const text = numberText(
    {
      quantity,
      value: found.value,
      layer,
      step: found.step,
      network: inspector.inspection.title,
      run: run.number,
      seed: run.seed,
    },
    format,
  );
  await copy(text, text.length < 60 ? text : `The ${quantity.name}`);
}
