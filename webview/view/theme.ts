import { opaqueColor } from '../model/opaqueColor.js';
import type { Hue } from '../model/terms.js';

/** The colours and the font of VS Code's theme, for what is drawn on a canvas. */
export interface Theme {
  readonly hues: Readonly<Record<Hue, string>>;
  readonly foreground: string;
  readonly muted: string;
  readonly gridLine: string;
  readonly axisLine: string;
  readonly highlight: string;
  /** Of lines that mark what is selected. */
  readonly selection: string;
  readonly background: string;
  readonly tooltipBackground: string;
  readonly tooltipForeground: string;
  readonly tooltipBorder: string;
  readonly fontFamily: string;
  readonly fontSize: number;
}

/** Reads the theme as it is now. */
export function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const read = (names: readonly string[], otherwise: string): string => {
    for (const name of names) {
      const value = style.getPropertyValue(name).trim();
      if (value !== '') return value;
    }
    return otherwise;
  };
  const foreground = read(['--vscode-charts-foreground', '--vscode-foreground'], style.color);
  const background = read(['--vscode-editor-background'], style.backgroundColor);
  return {
    hues: {
      red: opaqueColor(read(['--vscode-charts-red'], '#f14c4c')),
      blue: opaqueColor(read(['--vscode-charts-blue'], '#3794ff')),
      yellow: opaqueColor(read(['--vscode-charts-yellow'], '#cca700')),
      orange: opaqueColor(read(['--vscode-charts-orange'], '#d18616')),
      green: opaqueColor(read(['--vscode-charts-green'], '#89d185')),
      purple: opaqueColor(read(['--vscode-charts-purple'], '#b180d7')),
      foreground,
    },
    foreground,
    muted: read(['--vscode-descriptionForeground', '--vscode-foreground'], foreground),
    gridLine: read(['--bbd-grid-line'], 'rgba(128, 128, 128, 0.2)'),
    axisLine: read(['--vscode-charts-lines'], 'rgba(128, 128, 128, 0.5)'),
    highlight: read(['--bbd-highlight'], 'rgba(128, 128, 128, 0.15)'),
    selection: read(['--vscode-focusBorder'], foreground),
    background,
    tooltipBackground: read(['--vscode-editorHoverWidget-background'], background),
    tooltipForeground: read(['--vscode-editorHoverWidget-foreground', '--vscode-foreground'], foreground),
    tooltipBorder: read(['--vscode-editorHoverWidget-border', '--vscode-contrastBorder'], foreground),
    fontFamily: style.fontFamily,
    fontSize: Number.parseFloat(style.fontSize) - 2,
  };
}

/** Calls back when VS Code changes its theme, which shows in class and style of the page's root and body. */
export function onThemeChange(listener: () => void): void {
  const observer = new MutationObserver(listener);
  const options = { attributes: true, attributeFilter: ['class', 'style', 'data-vscode-theme-id'] };
  observer.observe(document.documentElement, options);
  observer.observe(document.body, options);
}
