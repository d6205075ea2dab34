import { whatIfControls } from '../language/whatIf.js';
import type { WhatIfKnob } from '../language/whatIfKnob.js';
import type { WhatIfOutcome, WhatIfView } from '../protocol/whatIf.js';
import type { LintedSpec } from '../symmetry/lintSpec.js';

/** What the card of what-if controls shows: the knobs of the text, and what came of the last request. */
export class WhatIfState {
  private outcome: WhatIfOutcome | undefined;
  private known: { readonly checked: LintedSpec; readonly knobs: readonly WhatIfKnob[] } | undefined;

  /** @param onChange called after every change of what `view` returns by `say` */
  constructor(private readonly onChange: () => void) {}

  say(outcome: WhatIfOutcome): void {
    this.outcome = outcome;
    this.onChange();
  }

  /** The text is another one: what was said of the one before holds no longer, but that it was changed from here. */
  textChanged(): void {
    if (this.outcome?.kind !== 'applied') this.outcome = undefined;
  }

  view(text: string, checked: LintedSpec): WhatIfView {
    if (this.known?.checked !== checked) {
      this.known = { checked, knobs: whatIfControls(text, checked).map(({ knob }) => knob) };
    }
    return { knobs: this.known.knobs, outcome: this.outcome };
  }
}
