import { expect, test } from 'vitest';
import { VIEW_NAMES } from '../../webview/model/panelState.js';
import type { PanelPage } from './panelPage.js';
import { endless, EVERYTHING } from './specs.js';
import { openPanel } from './usePanel.js';

interface Focused {
  /** Tells it from all others. */
  readonly id: string;
  readonly name: string;
  readonly html: string;
  /** Whether anything is to be seen of its having the focus. */
  readonly isMarked: boolean;
  readonly inDock: boolean;
}

/** What has the keyboard's focus; undefined when that is the page as a whole. */
function focused({ page }: PanelPage): Promise<Focused | undefined> {
  return page.evaluate(() => {
    const host = document.activeElement;
    if (host === null || host === document.body) return undefined;
    // Some show it in their shadow, or on what is drawn in them.
    const parts = [host, ...host.querySelectorAll('*'), ...(host.shadowRoot?.querySelectorAll('*') ?? [])];
    const look = (): string =>
      parts
        .slice(0, 40)
        .map((part) => {
          const { outline, boxShadow, border, stroke, strokeWidth, backgroundColor } = getComputedStyle(part);
          return [outline, boxShadow, border, stroke, strokeWidth, backgroundColor].join();
        })
        .join('\n');
    const marked = look();
    if (!(host instanceof HTMLElement || host instanceof SVGElement)) throw new Error('what is this?');
    host.blur();
    const unmarked = look();
    const options: FocusOptions & { readonly focusVisible: true } = { focusVisible: true };
    host.focus(options);
    const all = [...document.querySelectorAll('*')];
    const labels = 'labels' in host && host.labels instanceof NodeList ? [...host.labels] : [];
    const label =
      host.getAttribute('aria-label') ??
      labels.map((each) => each.textContent).at(0) ??
      host.getAttribute('title') ??
      host.textContent;
    return {
      id: String(all.indexOf(host)),
      name: label.trim().slice(0, 60),
      html: host.outerHTML.slice(0, 200),
      isMarked: marked !== unmarked,
      inDock: host.closest('.dock') !== null,
    };
  });
}

test('all views are walked through by the keyboard alone: what has the focus has a name and is marked', async () => {
  const panel = await openPanel({ text: EVERYTHING });
  const { keyboard } = panel.page;
  await panel.get('tab-overview').focus();
  let walked = 0;
  for (const view of VIEW_NAMES) {
    expect((await focused(panel))?.name.toLowerCase()).toBe(
      (await panel.get(`tab-${view}`).innerText()).toLowerCase(),
    );
    const seen = new Set<string>();
    for (;;) {
      await keyboard.press('Tab');
      const at = await focused(panel);
      // Out of the page, in the dock below the view, or in a circle.
      if (at === undefined || at.inDock || seen.has(at.id)) break;
      seen.add(at.id);
      expect(at.name, `${at.html} in ${view} has no name`).not.toBe('');
      expect(at.isMarked, `“${at.name}” in ${view} does not show that it has the focus`).toBe(true);
      if (seen.size > 300) throw new Error(`the keyboard does not come out of ${view}`);
    }
    walked += seen.size;
    await panel.get(`tab-${view}`).focus();
    await keyboard.press('ArrowRight');
  }
  expect(walked).toBeGreaterThan(100);
});

test('a run is paused, stepped and resumed by the keyboard', async () => {
  const panel = await openPanel({ text: EVERYTHING, edit: endless, run: 'live' });
  await panel.waitForStatus('running');
  await panel.get('control-pause').focus();
  await panel.page.keyboard.press('Enter');
  await panel.waitForStatus('paused');
  const paused = await panel.step();
  await panel.get('control-step').focus();
  await panel.page.keyboard.press('Enter');
  await expect.poll(() => panel.step()).toBe(paused + 1);
  // The button that paused has become the one that resumes, and kept its place.
  await panel.get('control-resume').focus();
  await panel.page.keyboard.press('Enter');
  await panel.waitForStatus('running');
});

test('a screen reader hears of changes of the status and of the selection, and of nothing else of a run', async () => {
  const panel = await openPanel({ text: EVERYTHING, edit: endless, run: 'live' });
  await panel.waitForStatus('running');
  await panel.page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const live = '[role="status"], [role="alert"], [aria-live]:not([aria-live="off"])';
    new MutationObserver((mutations) => {
      for (const { target } of mutations) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest(live);
        if (region?.checkVisibility() === true) heard.push(region.textContent);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const before = await panel.step();
  await expect.poll(() => panel.step()).toBeGreaterThan(before + 200);
  panel.host.inspector.inspection.select({ kind: 'layer', m: 3 });
  await panel.drawn();
  await panel.press('pause');
  await panel.waitForStatus('paused');
  const heard = await panel.page.evaluate(() => ('heard' in window ? window.heard : undefined));
  expect(heard).toEqual(['Layer 3 selected', 'paused']);
});

test.each([true, false])('motion is reduced when it is wanted: %s', async (reducedMotion) => {
  const panel = await openPanel({ text: EVERYTHING, reducedMotion });
  const animation = await panel.locator('progress.progress').evaluate((bar) => {
    // As before the first step of a run.
    bar.removeAttribute('value');
    return getComputedStyle(bar).animationName;
  });
  expect(animation === 'none').toBe(reducedMotion);
});
