import { parseSymbol } from '../../src/quantities/symbol.js';

const RAISED_SCALE = 0.75;

export interface SymbolStyle {
  readonly fontFamily: string;
  readonly fontSize: number;
  readonly color: string;
  /** Drawn around the letters, so that they can be read on any colour. */
  readonly halo: string;
}

/** Width in pixels of a symbol with its raised and lowered parts. */
export function measureSymbol(ctx: CanvasRenderingContext2D, symbol: string, style: SymbolStyle): number {
  let width = 0;
  for (const { text, position } of parseSymbol(symbol)) {
    setFont(ctx, style, position === 'base' ? 1 : RAISED_SCALE);
    width += ctx.measureText(text).width;
  }
  return width;
}

/** Writes a symbol with its middle at (x, y). */
export function drawSymbol(
  ctx: CanvasRenderingContext2D,
  symbol: string,
  x: number,
  y: number,
  style: SymbolStyle,
): void {
  ctx.save();
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3;
  ctx.strokeStyle = style.halo;
  ctx.fillStyle = style.color;
  let left = x - measureSymbol(ctx, symbol, style) / 2;
  for (const { text, position } of parseSymbol(symbol)) {
    setFont(ctx, style, position === 'base' ? 1 : RAISED_SCALE);
    const shift = position === 'base' ? 0 : style.fontSize * (position === 'sub' ? 0.35 : -0.35);
    ctx.strokeText(text, left, y + shift);
    ctx.fillText(text, left, y + shift);
    left += ctx.measureText(text).width;
  }
  ctx.restore();
}

function setFont(ctx: CanvasRenderingContext2D, { fontFamily, fontSize }: SymbolStyle, scale: number): void {
  ctx.font = `600 ${fontSize * scale}px ${fontFamily}`;
}
