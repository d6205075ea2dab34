import type { QuantityDefinition } from '../quantities/definition.js';
import { latexNumber } from './latexNumber.js';
import { latexSymbol } from './latexText.js';

/** Significant digits of a number in a formula. */
const FORMULA_DIGITS = 6;

/** A number of a run with what it is. */
export interface CopiedNumber {
  readonly quantity: QuantityDefinition;
  readonly value: number;
  /** Undefined: of the whole network. */
  readonly layer: { readonly m: number; readonly name: string } | undefined;
  readonly step: number;
  /** Name of the network, number of the run, seed. */
  readonly network: string;
  readonly run: number;
  readonly seed: number;
}

export const NUMBER_FORMATS = ['value', 'latex', 'json'] as const;
export type NumberFormat = (typeof NUMBER_FORMATS)[number];

/** A number as text: all its digits, `$symbol = value$`, or an object that says what it is. */
export function numberText(number: CopiedNumber, format: NumberFormat): string {
  const { quantity, value, layer, step, network, run, seed } = number;
  switch (format) {
    case 'value':
      return String(value);
    case 'latex':
      return `$${symbolOf(number)} = ${latexNumber(value, FORMULA_DIGITS)}$`;
    case 'json': {
      const { id, name, symbol, unit, normalisation } = quantity;
      const place = layer === undefined ? {} : { layer: layer.m, layerName: layer.name };
      return JSON.stringify({
        id,
        name,
        symbol,
        value,
        unit,
        normalisation,
        ...place,
        step,
        network,
        run,
        seed,
      });
    }
  }
}

/** The symbol, for a layer with its number where it has no index above it yet. */
function symbolOf({ quantity, layer }: CopiedNumber): string {
  const symbol = latexSymbol(quantity.symbol);
  if (layer === undefined) return symbol;
  const isPlain = /^\\?\w+( ?_\{[^}]*\})?$/.test(symbol) && !symbol.includes('_{m}');
  return isPlain
    ? `${symbol}^{(${layer.m})}`
    : symbol.replaceAll(/\bm(\+1)?\b/g, (_, next?: string) =>
        String(next === undefined ? layer.m : layer.m + 1),
      );
}
