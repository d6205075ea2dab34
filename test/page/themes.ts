import themes from './themes.json' with { type: 'json' };

/** VS Code's four default themes, as `npm run themes` found them in a webview. */
export type ThemeName = keyof typeof themes;
export const THEME_NAMES = ['light', 'dark', 'highContrastDark', 'highContrastLight'] as const;

interface Look {
  readonly class: string;
  readonly id: string;
  readonly kind: string;
  readonly variables: Readonly<Record<string, string>>;
}

const lookOf = (theme: ThemeName): Look => themes[theme];

/** The rules that VS Code puts before those of every webview, as far as they can matter here. */
const DEFAULT_STYLES = `@layer vscode-default {
  html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
  body {
    overscroll-behavior-x: none; background-color: transparent; color: var(--vscode-editor-foreground);
    font-family: var(--vscode-font-family); font-weight: var(--vscode-font-weight);
    font-size: var(--vscode-font-size); margin: 0; padding: 0 20px;
  }
  img, video { max-width: 100%; max-height: 100%; }
  a, a code { color: var(--vscode-textLink-foreground); }
  p > a { text-decoration: var(--text-link-decoration); }
  a:hover { color: var(--vscode-textLink-activeForeground); }
  a:focus, input:focus, select:focus, textarea:focus {
    outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px;
  }
  code {
    font-family: var(--monaco-monospace-font); color: var(--vscode-textPreformat-foreground);
    background-color: var(--vscode-textPreformat-background); padding: 1px 3px; border-radius: 4px;
  }
  kbd {
    background-color: var(--vscode-keybindingLabel-background); color: var(--vscode-keybindingLabel-foreground);
    border: 1px solid var(--vscode-keybindingLabel-border); border-radius: 3px; padding: 1px 3px;
  }
  ::-webkit-scrollbar { width: 10px; height: 10px; }
  ::-webkit-scrollbar-corner { background-color: var(--vscode-editor-background); }
  ::-webkit-scrollbar-thumb { background-color: var(--vscode-scrollbarSlider-background); }
}`;

/** A page's source with what VS Code adds to it before it is shown. */
export function dress(html: string, theme: ThemeName, reducedMotion: boolean): string {
  const { class: kinds, id, kind, variables } = lookOf(theme);
  const style = Object.entries(variables).map(([name, value]) => `${name}: ${value};`);
  const classes = reducedMotion ? `${kinds} vscode-reduce-motion` : kinds;
  return html
    .replace('<html ', `<html style="${escapeAttribute(style.join(' '))}" `)
    .replace('<head>', `<head><style id="_defaultStyles">${DEFAULT_STYLES}</style>`)
    .replace(
      '<body',
      `<body class="${classes}" data-vscode-theme-kind="${kind}" data-vscode-theme-id="${id}"`,
    );
}

const escapeAttribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
