import * as vscode from 'vscode';
import type { Inspectors } from '../inspectors.js';
import { registerCodeActions } from './codeActions.js';
import { registerCodeLenses } from './codeLenses.js';
import { registerCompletions } from './completions.js';
import { registerDocumentLinks } from './documentLinks.js';
import { registerFolding } from './folding.js';
import { registerFormatting } from './formatting.js';
import { registerHovers } from './hovers.js';
import { registerInlayHints } from './inlayHints.js';
import { registerNavigation } from './navigation.js';
import { registerRename } from './rename.js';
import { registerSelectionRanges } from './selectionRanges.js';
import type { ProviderServices } from './services.js';
import { registerSymbols } from './symbols.js';

/** Registers every language feature. */
export function registerProviders(services: ProviderServices, inspectors: Inspectors): vscode.Disposable {
  return vscode.Disposable.from(
    registerCodeActions(services),
    registerCodeLenses(services),
    registerCompletions(services),
    registerDocumentLinks(services),
    registerFolding(services),
    registerFormatting(),
    registerHovers(services, inspectors),
    registerInlayHints(services),
    registerNavigation(services),
    registerRename(services),
    registerSelectionRanges(services),
    registerSymbols(services),
  );
}
