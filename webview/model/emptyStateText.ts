import type { PanelView } from '../../src/protocol/panel.js';
import { hasErrors } from './runState.js';

/** What is said where there is no run: how to get one, or why there can be none. */
export function emptyStateText(view: PanelView): { readonly title: string; readonly text: string } {
  if (hasErrors(view)) {
    return {
      title: 'This spec cannot be trained yet',
      text: 'Mend the errors below to train it; click one to go to its place.',
    };
  }
  if (view.gap !== undefined) {
    return {
      title: 'Checked, but not trained by this version',
      text: `${view.gap} Its shapes and its symmetry along depth are shown all the same.`,
    };
  }
  return {
    title: 'No run yet',
    text: 'Train the network of this spec and watch the Lagrangian of every layer.',
  };
}
