import type { PanelView, RunAction } from '../../src/protocol/panel.js';
import { availabilityOf } from '../model/runState.js';
import { createButton, type ButtonFace } from '../toolkit.js';
import type { PanelContext, Part } from './context.js';
import { element, icon } from './dom.js';

const LABELS: Readonly<Record<RunAction, string>> = {
  pause: 'Pause training',
  resume: 'Resume training',
  step: 'Take one step',
  restart: 'Restart from the same seed',
  stop: 'Stop training',
};

const ICON_PATHS: Readonly<Record<RunAction, string>> = {
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  resume: 'M4 2.5v11l9-5.5z',
  step: 'M3 2.5v11L10.5 8zM11 3h2v10h-2z',
  restart: 'M8 2.5a5.5 5.5 0 1 1-5.3 4h1.6A4 4 0 1 0 8 4v2.3L4.2 3.2 8 .2z',
  stop: 'M3.5 3.5h9v9h-9z',
};

const faceOf = (action: RunAction): ButtonFace => ({
  label: LABELS[action],
  icon: icon(ICON_PATHS[action]),
  testId: `control-${action}`,
});

/** A button whose action may depend on where the run stands. */
function createControl(
  context: PanelContext,
  actionFor: (view: PanelView) => RunAction,
  first: RunAction,
): Part {
  let action = first;
  const button = createButton({
    ...faceOf(action),
    onClick: () => {
      context.post({ type: 'run', action });
    },
  });
  return {
    root: button.root,
    update(view) {
      const wanted = actionFor(view);
      if (wanted !== action) button.setFace(faceOf(wanted));
      action = wanted;
      const availability = availabilityOf(action, view);
      button.setEnabled(availability.available);
      const label = LABELS[action];
      button.setTooltip(availability.available ? label : `${label} (${availability.reason})`);
    },
  };
}

const EXPORT = 'M8 1l4 4h-3v5.5H7V5H4zM2 9.5h1.5v4h9v-4H14V15H2z';

/** Pause or resume, single step, restart, stop; and what a run can be written as. */
export function createControls(context: PanelContext): Part {
  const controls = [
    createControl(
      context,
      ({ run, behind }) => ((behind ?? run)?.status === 'paused' ? 'resume' : 'pause'),
      'pause',
    ),
    createControl(context, () => 'step', 'step'),
    createControl(context, () => 'restart', 'restart'),
    createControl(context, () => 'stop', 'stop'),
  ];
  const exportRun = createButton({
    label: 'Export the run: tables, LaTeX, report',
    icon: icon(EXPORT),
    testId: 'export-run',
    onClick: () => {
      context.post({ type: 'exportRun' });
    },
  });
  const root = element('div', { 'class': 'controls', 'role': 'toolbar', 'aria-label': 'Run controls' });
  root.append(...controls.map((control) => control.root), exportRun.root);
  return {
    root,
    update(view) {
      for (const control of controls) control.update(view);
      exportRun.setEnabled(view.run?.frame !== undefined);
    },
  };
}
