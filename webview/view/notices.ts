import type { Notice } from '../model/notice.js';
import { createButton } from '../toolkit.js';
import type { PanelContext } from './context.js';
import { element, icon } from './dom.js';

const ICONS: Readonly<Record<Notice['kind'], string>> = {
  error:
    'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2zM5.8 5 5 5.8 7.2 8 5 10.2l.8.8L8 8.8l2.2 2.2.8-.8L8.8 8 11 5.8l-.8-.8L8 7.2z',
  warning: 'M8 1.2 15.2 14H.8zM8 3.7 2.9 12.8h10.2zM7.4 6.4h1.2v3.4H7.4zm0 4.2h1.2v1.2H7.4z',
  information:
    'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2zM7.4 4.5h1.2v1.2H7.4zm0 2.3h1.2v4.7H7.4z',
};

export interface NoticeList {
  readonly root: HTMLElement;
  /** Rebuilt only when the notices are others, so that a focused button stays. */
  show(notices: readonly Notice[]): void;
}

/** Banners with an icon, a text and the way on. */
export function createNotices(context: PanelContext): NoticeList {
  const root = element('div', { class: 'notices', role: 'status' });
  let shown = '[]';
  return {
    root,
    show(notices) {
      const wanted = JSON.stringify(notices);
      if (wanted === shown) return;
      shown = wanted;
      root.replaceChildren(...notices.map((notice) => createNotice(notice, context)));
    },
  };
}

function createNotice({ kind, title, text, action }: Notice, context: PanelContext): HTMLElement {
  const words = element('p', {}, element('strong', {}, `${title}.`), ` ${text}`);
  const banner = element(
    'div',
    { 'class': `notice notice-${kind}`, 'data-testid': 'notice' },
    icon(ICONS[kind]),
    words,
  );
  if (action !== undefined) {
    const button = createButton({
      label: action.label,
      onClick: () => {
        if (action.run === 'latest') context.post({ type: 'showRun', id: undefined });
        else context.post({ type: 'run', action: action.run });
      },
    });
    banner.append(button.root);
  }
  return banner;
}
