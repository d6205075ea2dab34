import type * as vscode from 'vscode';
import type { SpecChecks } from '../specChecks.js';

/** What the providers of language features share. */
export interface ProviderServices {
  readonly checks: SpecChecks;
  /** All documents that may be ours; which of them are is asked of the checks. */
  readonly selector: vscode.DocumentSelector;
}
