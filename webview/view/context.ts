import type { PanelMessage, PanelView, Place } from '../../src/protocol/panel.js';
import type { HistoryFeed } from '../model/historyFeed.js';
import type { PanelState, ViewName } from '../model/panelState.js';
import type { Timeline } from '../model/timeline.js';
import type { Theme } from './theme.js';

/** What every part of the page may do beside drawing itself. */
export interface PanelContext {
  post(message: PanelMessage): void;
  /**
   * Selects a layer or an interface in all views and the editor, or nothing.
   * @param reveal whether the editor also scrolls to a layer; default yes
   */
  select(place: Place | undefined, reveal?: boolean): void;
  /** What a click on a place does: selects it, or lets it go if it was selected. */
  toggle(place: Place): void;
  /** Shows one of the views, as if its tab had been chosen. */
  open(view: ViewName): void;
  readonly state: PanelState;
  /** What the charts over the steps share. */
  readonly timeline: Timeline;
  /** What the host is asked for the map of depth and time. */
  readonly histories: HistoryFeed;
  /** Changes what is remembered over a reload. */
  remember(change: Partial<PanelState>): void;
}

/** A part of the page: built once, then kept up to date with each view. */
export interface Part {
  readonly root: HTMLElement;
  update(view: PanelView): void;
}

/** A part that draws on a canvas and so must be told the theme's colours. */
export interface ThemedPart extends Part {
  setTheme(theme: Theme): void;
}
