import { describe, expect, test } from 'vitest';
import { VIEW_NAMES } from '../../webview/model/panelState.js';
import type { PanelPage } from './panelPage.js';
import { EVERYTHING } from './specs.js';
import { openPanel, usePanel } from './usePanel.js';

/** Elements that stand out of the page, and texts of which a part is hidden, each as a line. */
function findCutOff({ page }: PanelPage): Promise<readonly string[]> {
  return page.evaluate(() => {
    const isShown = (element: Element): boolean =>
      element.checkVisibility({ visibilityProperty: true }) && element.closest('.visually-hidden') === null;
    const describe = (element: Element): string =>
      `<${element.localName} class="${element.getAttribute('class') ?? ''}">${element.textContent.slice(0, 60)}`;
    /** What scrolls shows all of itself in the end. */
    const scrolls = (element: Element): boolean =>
      ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
    const inScroller = (element: Element): boolean =>
      scrolls(element) || (element.parentElement !== null && inScroller(element.parentElement));
    /** Of its own texts, not of the elements in it. */
    const textBoxes = (element: Element): readonly DOMRect[] =>
      [...element.childNodes].flatMap((node) => {
        if (!(node instanceof Text)) return [];
        const range = document.createRange();
        range.selectNodeContents(node);
        return [...range.getClientRects()];
      });
    const width = document.documentElement.clientWidth;
    return [...document.body.querySelectorAll('*')].filter(isShown).flatMap((element) => {
      const isOut = textBoxes(element).some(({ left, right }) => right > width + 1 || left < -1);
      if (isOut && !inScroller(element)) return [`out of the page: ${describe(element)}`];
      const { overflowX } = getComputedStyle(element);
      const isCut =
        (overflowX === 'hidden' || overflowX === 'clip') && element.scrollWidth > element.clientWidth + 1;
      return isCut && element.closest('[title]') === null ? [`cut off: ${describe(element)}`] : [];
    });
  });
}

describe.each([380, 1600])('at %i px', (width) => {
  const panel = usePanel({ text: EVERYTHING, width, height: 1200 });

  test.each(VIEW_NAMES)(
    '%s fits: the page does not scroll sideways, and no text is cut off',
    async (view) => {
      await panel().show(view);
      await panel().drawn();
      expect(await findCutOff(panel())).toEqual([]);
      const { scrollWidth, clientWidth } = await panel().page.evaluate(() => document.documentElement);
      expect(scrollWidth).toBe(clientWidth);
    },
  );
});

test('nothing moves while values change: the same boxes at every step of a run', async () => {
  const panel = await openPanel({ text: EVERYTHING, height: 2000 });
  const boxes = (): Promise<readonly string[]> =>
    panel.page.evaluate(() =>
      [...document.querySelectorAll('.header, .summary, .tab-list, .figure, .card, .dock, canvas')]
        .filter((element) => element.checkVisibility())
        .map((element) => {
          const { left, top, width } = element.getBoundingClientRect();
          return `${element.className} ${Math.round(left)} ${Math.round(top)} ${Math.round(width)}`;
        }),
    );
  for (const view of ['overview', 'terms', 'energy'] as const) {
    await panel.show(view);
    await panel.drawn();
    const last = await boxes();
    panel.host.inspector.inspection.selectStep(100);
    await expect.poll(() => panel.view().run?.frame?.step).toBe(100);
    await panel.drawn();
    expect(await boxes(), view).toEqual(last);
    panel.host.inspector.inspection.selectStep('latest');
    await panel.drawn();
  }
});
