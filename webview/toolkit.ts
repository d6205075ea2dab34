import {
  Checkbox,
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
} from '@vscode/webview-ui-toolkit';

/*
 * The one file that knows the webview UI toolkit (sunset upstream): to replace it, write these two functions anew.
 */

/** What a button shows and is called. */
export interface ButtonFace {
  /** Its accessible name and, unless `icon` is there, its text. */
  readonly label: string;
  readonly icon?: Element;
  readonly testId?: string;
}

export interface ButtonOptions extends ButtonFace {
  readonly appearance?: 'primary' | 'secondary';
  readonly onClick: () => void;
}

export interface ButtonControl {
  readonly root: HTMLElement;
  /** Becomes another button in the same place; the focus stays. */
  setFace(face: ButtonFace): void;
  setEnabled(enabled: boolean): void;
  setTooltip(text: string): void;
}

export interface CheckboxOptions {
  readonly label: string;
  readonly checked: boolean;
  readonly testId?: string;
  readonly onChange: (checked: boolean) => void;
}

export interface CheckboxControl {
  readonly root: HTMLElement;
  setChecked(checked: boolean): void;
  setEnabled(enabled: boolean): void;
}

/** Registers the elements; once, before any is created. */
export function registerToolkit(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox());
}

export function createButton(options: ButtonOptions): ButtonControl {
  const root = document.createElement('vscode-button');
  root.setAttribute('appearance', options.icon === undefined ? (options.appearance ?? 'secondary') : 'icon');
  const setFace = ({ label, icon, testId }: ButtonFace): void => {
    root.setAttribute('aria-label', label);
    root.title = label;
    if (testId !== undefined) root.dataset['testid'] = testId;
    root.replaceChildren(icon ?? label);
  };
  setFace(options);
  root.addEventListener('click', () => {
    if (!root.hasAttribute('disabled')) options.onClick();
  });
  return {
    root,
    setFace,
    setEnabled(enabled) {
      if (root.hasAttribute('disabled') !== enabled) return;
      root.toggleAttribute('disabled', !enabled);
      root.setAttribute('aria-disabled', String(!enabled));
    },
    setTooltip(text) {
      if (root.title !== text) root.title = text;
    },
  };
}

export function createCheckbox(options: CheckboxOptions): CheckboxControl {
  const root = document.createElement('vscode-checkbox');
  if (!(root instanceof Checkbox)) throw new Error('registerToolkit has not been called');
  root.append(options.label);
  if (options.testId !== undefined) root.dataset['testid'] = options.testId;
  let known = options.checked;
  root.checked = known;
  // The toolkit fires `change` for what a program sets, too: only what differs from it came from a person.
  root.addEventListener('change', () => {
    if (root.checked === known) return;
    known = root.checked;
    options.onChange(known);
  });
  return {
    root,
    setChecked(checked) {
      if (checked === known) return;
      known = checked;
      root.checked = checked;
    },
    setEnabled(enabled) {
      if (root.disabled === enabled) root.disabled = !enabled;
    },
  };
}
