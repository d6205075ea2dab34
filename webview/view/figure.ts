import { element, setAttribute, setText, symbolNodes } from './dom.js';

export interface Figure {
  readonly root: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  setTitle(title: string): void;
  /** What the chart shows, for those who do not see it. */
  setSummary(text: string): void;
  /** In the notation of `parseSymbol`. */
  setCaption(text: string): void;
}

/** A card with a title, tools, a legend, a chart of fixed height and a caption. */
export function createFigure(testId: string, tools: HTMLElement, legend: HTMLElement): Figure {
  const title = element('h2');
  const canvas = element('canvas');
  const plot = element('div', { 'class': 'plot', 'role': 'img', 'data-testid': testId }, canvas);
  const caption = element('p', { class: 'caption' });
  let captionText = '';
  const root = element(
    'section',
    { class: 'card figure' },
    element('div', { class: 'card-head' }, title, tools),
    legend,
    plot,
    caption,
  );
  return {
    root,
    canvas,
    setTitle(text) {
      setText(title, text);
    },
    setSummary(text) {
      setAttribute(plot, 'aria-label', text);
    },
    setCaption(text) {
      if (text === captionText) return;
      captionText = text;
      caption.replaceChildren(...symbolNodes(text));
    },
  };
}
