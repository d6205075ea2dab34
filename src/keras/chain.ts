import type { TextRange } from '../base/textRange.js';
import { RESIDUAL, type LayerAst, type LayerListAst } from '../spec/keysLayers.js';
import type { Located } from '../spec/valueType.js';
import { isCarrier, type CarrierDraft, type Draft, type PlainDraft } from './draft.js';
import { makeAst } from './layerAst.js';

/** A value of the chain: what stands behind so many drafts. */
export interface Tap {
  readonly after: number;
  /** Which side of the last activation it was taken from. */
  readonly value: 'preactivation' | 'activation';
}

/** Layers with a skip around them. */
interface Block {
  readonly start: number;
  readonly end: number;
  readonly value: Located<'preactivation' | 'activation'>;
  readonly name: Located<string>;
  readonly type: Located<'residual'>;
  readonly range: TextRange;
}

/** Says what is added to what, for the sum of a block. */
export type Sum = Pick<Block, 'name' | 'type' | 'range'> & { readonly place: TextRange };

/** The layers of a chain while it is made, from the input on. */
export class Chain {
  readonly drafts: Draft[] = [];
  private readonly blocks: Block[] = [];

  get hasLinks(): boolean {
    return this.drafts.some(({ role }) => role === 'link' || role === 'opaque');
  }

  add(drafts: readonly Draft[]): void {
    this.drafts.push(...drafts);
  }

  /** The value that the chain gives so far. */
  tap(): Tap {
    const carrier = this.drafts.findLast((draft) => isCarrier(draft) || draft.role === 'opaque');
    const isActivated = isCarrier(carrier) && carrier.activation !== undefined;
    return { after: this.drafts.length, value: isActivated ? 'activation' : 'preactivation' };
  }

  /**
   * Adds earlier values to z of the last link: as residual blocks where they enclose others or stand apart from them, else as
   * a skip from a layer by name.
   * @returns false, and changes nothing, when the model of a network has no such sum
   */
  addSkips(taps: readonly Tap[], sum: Sum): boolean {
    const end = this.drafts.length;
    const link = this.summand(Math.max(...taps.map(({ after }) => after)));
    if (link === undefined) return false;
    const located = <T>(value: T): Located<T> => ({ value, range: sum.place, given: true });
    const crosses = ({ after }: Tap): boolean =>
      this.blocks.some((block) => block.start < after && after < block.end && block.end < end);
    const [crossing, ...more] = taps.filter(crosses);
    if (crossing !== undefined) {
      const source = this.sourceOf(crossing.after);
      if (source === undefined || !isCarrier(link) || link.skip !== undefined || more.length > 0)
        return false;
      link.skip = { from: located(source.name), value: located(crossing.value) };
    }
    for (const { after, value } of taps.filter((tap) => tap !== crossing)) {
      this.blocks.push({ ...sum, start: after, end, value: located(value) });
    }
    return true;
  }

  /** The link whose z, or its norm's, ends the chain, if it lies behind a value. */
  private summand(after: number): CarrierDraft | PlainDraft | undefined {
    const end = this.drafts.length;
    const isNorm = this.drafts.at(-1)?.role === 'norm';
    const at = end - (isNorm ? 2 : 1);
    const link = this.drafts[at];
    if (at < after || link === undefined) return undefined;
    if (isNorm) return this.normOf(end - 1)?.activation === undefined ? this.linkOfNorm(end - 1) : undefined;
    if (link.role === 'opaque') return link;
    return link.role === 'link' && link.activation === undefined ? link : undefined;
  }

  private normOf(at: number): CarrierDraft | undefined {
    const norm = this.drafts[at];
    return norm?.role === 'norm' ? norm : undefined;
  }

  /** The link that a norm belongs to: right before it, linear, and with nothing added in between. */
  private linkOfNorm(at: number): CarrierDraft | undefined {
    const link = this.drafts[at - 1];
    if (this.normOf(at) === undefined || link?.role !== 'link') return undefined;
    const isApart = this.blocks.some(({ start, end }) => start === at || end === at);
    return link.activation === undefined && link.skip === undefined && !isApart ? link : undefined;
  }

  /** The link whose z, with its norm if it has one, is a value. */
  private sourceOf(after: number): CarrierDraft | undefined {
    const last = this.drafts[after - 1];
    if (last?.role !== 'link') return this.linkOfNorm(after - 1);
    return this.normOf(after) === undefined ? last : undefined;
  }

  /** All layers, with the residual blocks around theirs. */
  finish(): LayerListAst {
    const blocks = [...this.blocks].sort((a, b) => a.start - b.start || b.end - a.end);
    return this.finishRange(0, this.drafts.length, blocks);
  }

  private finishRange(start: number, end: number, blocks: readonly Block[]): LayerListAst {
    const layers: { readonly value: LayerAst; readonly range: TextRange }[] = [];
    let rest = blocks;
    for (let at = start; at < end;) {
      const block = rest[0];
      if (block?.start === at) {
        const inner = rest.slice(1).filter((other) => other.start < block.end);
        rest = rest.slice(1 + inner.length);
        const value = residual(block, this.finishRange(at, block.end, inner));
        layers.push({ value, range: value.range });
        at = block.end;
      } else {
        const draft = this.drafts[at]!;
        const value = isCarrier(draft) ? draft.finish(draft) : draft.finish();
        layers.push({ value, range: draft.range });
        at += 1;
      }
    }
    return layers;
  }
}

function residual({ name, type, range, value }: Block, layers: LayerListAst): LayerAst {
  const located = { value: layers, range, given: true };
  return makeAst(RESIDUAL, range, { type, name, skipValue: value, layers: located });
}
