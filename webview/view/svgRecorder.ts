/** An SVG drawing of what is drawn on a canvas. */
export interface SvgRecording {
  /** The drawing so far, as a file. */
  readonly svg: () => string;
}

/** Side of a square that is filled with a pattern to make it repeat: a multiple of the tiles that the charts use. */
const PATTERN_TILE = 24;

const escapeXml = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign,
  );

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

const ANCHORS: Readonly<Record<CanvasTextAlign, string>> = {
  left: 'start',
  start: 'start',
  center: 'middle',
  right: 'end',
  end: 'end',
};

/** How far below the given place the letters stand, in sizes of the font: few programs know SVG's own baselines. */
const BASELINES: Readonly<Record<CanvasTextBaseline, number>> = {
  alphabetic: 0,
  ideographic: -0.2,
  bottom: -0.2,
  middle: 0.35,
  hanging: 0.8,
  top: 0.8,
};

/**
 * Notes as SVG what is drawn from now on with a canvas's context, which also draws it. Colours, transformations and fonts are those
 * that the context itself understands; what charts do not draw with (gradients, shapes kept as Path2D) is left out.
 * @param size of the drawing in CSS pixels
 */
export function recordSvg(
  ctx: CanvasRenderingContext2D,
  size: { readonly width: number; readonly height: number },
): SvgRecording {
  const definitions: string[] = [];
  const elements: string[] = [];
  let path = '';
  let clip: string | undefined;
  const clips: (string | undefined)[] = [];
  let ids = 0;

  const point = (x: number, y: number): string => {
    const { x: px, y: py } = ctx.getTransform().transformPoint({ x, y });
    return `${rounded(px)} ${rounded(py)}`;
  };
  const scale = (): number => {
    const { a, b } = ctx.getTransform();
    return Math.hypot(a, b);
  };

  /** A pattern is known to the canvas alone: a piece of it is taken as a picture. */
  const patternFill = (pattern: CanvasPattern): string => {
    const tile = document.createElement('canvas');
    tile.width = tile.height = PATTERN_TILE;
    const tileContext = tile.getContext('2d');
    if (tileContext === null) return 'none';
    tileContext.fillStyle = pattern;
    tileContext.fillRect(0, 0, PATTERN_TILE, PATTERN_TILE);
    const id = `pattern${ids++}`;
    const box = `width="${PATTERN_TILE}" height="${PATTERN_TILE}"`;
    definitions.push(
      `<pattern id="${id}" ${box} patternUnits="userSpaceOnUse"><image ${box} href="${tile.toDataURL()}"/></pattern>`,
    );
    return `url(#${id})`;
  };

  const paint = (kind: 'fill' | 'stroke', style: string | CanvasGradient | CanvasPattern): string => {
    if (style instanceof CanvasPattern) return `${kind}="${patternFill(style)}"${opacity(kind, 1)}`;
    if (typeof style !== 'string') return `${kind}="none"`;
    const [, red = '', green = '', blue = '', alpha = '1'] =
      /^rgba\((\d+), (\d+), (\d+), ([\d.]+)\)$/.exec(style) ?? [];
    const color = red === '' ? style : `rgb(${red},${green},${blue})`;
    return `${kind}="${color}"${opacity(kind, Number(alpha))}`;
  };
  const opacity = (kind: string, alpha: number): string => {
    const value = rounded(alpha * ctx.globalAlpha);
    return value === 1 ? '' : ` ${kind}-opacity="${value}"`;
  };
  const clipping = (): string => (clip === undefined ? '' : ` clip-path="url(#${clip})"`);

  const addFill = (d: string, rule: CanvasFillRule = 'nonzero'): void => {
    if (d === '') return;
    const evenOdd = rule === 'evenodd' ? ' fill-rule="evenodd"' : '';
    elements.push(`<path d="${d}" ${paint('fill', ctx.fillStyle)}${evenOdd}${clipping()}/>`);
  };
  const addStroke = (d: string): void => {
    if (d === '' || ctx.lineWidth === 0) return;
    const by = scale();
    const dash = ctx.getLineDash().map((length) => rounded(length * by));
    const dashes =
      dash.length === 0
        ? ''
        : ` stroke-dasharray="${dash.join(' ')}"${ctx.lineDashOffset === 0 ? '' : ` stroke-dashoffset="${rounded(ctx.lineDashOffset * by)}"`}`;
    const joins = `${ctx.lineJoin === 'miter' ? '' : ` stroke-linejoin="${ctx.lineJoin}"`}${ctx.lineCap === 'butt' ? '' : ` stroke-linecap="${ctx.lineCap}"`}`;
    elements.push(
      `<path d="${d}" fill="none" ${paint('stroke', ctx.strokeStyle)} stroke-width="${rounded(ctx.lineWidth * by)}"${dashes}${joins}${clipping()}/>`,
    );
  };
  const rectangle = (x: number, y: number, width: number, height: number): string =>
    `M${point(x, y)}L${point(x + width, y)}L${point(x + width, y + height)}L${point(x, y + height)}Z`;

  /** An arc as lines of a quarter of a pixel's error: under any transformation, and right in every program. */
  const arc = (
    x: number,
    y: number,
    radius: number,
    start: number,
    end: number,
    counterclockwise = false,
  ): string => {
    const full = 2 * Math.PI;
    const turn = counterclockwise ? start - end : end - start;
    const swept = turn >= full ? full : ((turn % full) + full) % full;
    const pieces = Math.max(2, Math.ceil((swept / full) * Math.max(12, 6 * Math.sqrt(radius * scale()))));
    return Array.from({ length: pieces + 1 }, (_, i) => {
      const angle = start + ((counterclockwise ? -1 : 1) * swept * i) / pieces;
      const command = i === 0 && path === '' ? 'M' : 'L';
      return command + point(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    }).join('');
  };

  const own = {
    save: ctx.save.bind(ctx),
    restore: ctx.restore.bind(ctx),
    beginPath: ctx.beginPath.bind(ctx),
    closePath: ctx.closePath.bind(ctx),
    moveTo: ctx.moveTo.bind(ctx),
    lineTo: ctx.lineTo.bind(ctx),
    bezierCurveTo: ctx.bezierCurveTo.bind(ctx),
    rect: ctx.rect.bind(ctx),
    arc: ctx.arc.bind(ctx),
    fillRect: ctx.fillRect.bind(ctx),
    strokeRect: ctx.strokeRect.bind(ctx),
    fillText: ctx.fillText.bind(ctx),
    drawImage: ctx.drawImage.bind(ctx),
  };
  const [fill, stroke, clipTo] = [ctx.fill.bind(ctx), ctx.stroke.bind(ctx), ctx.clip.bind(ctx)];

  ctx.save = () => {
    clips.push(clip);
    own.save();
  };
  ctx.restore = () => {
    if (clips.length > 0) clip = clips.pop();
    own.restore();
  };
  ctx.beginPath = () => {
    path = '';
    own.beginPath();
  };
  ctx.closePath = () => {
    if (path !== '') path += 'Z';
    own.closePath();
  };
  ctx.moveTo = (x, y) => {
    path += `M${point(x, y)}`;
    own.moveTo(x, y);
  };
  ctx.lineTo = (x, y) => {
    path += `${path === '' ? 'M' : 'L'}${point(x, y)}`;
    own.lineTo(x, y);
  };
  ctx.bezierCurveTo = (x1, y1, x2, y2, x, y) => {
    path += `C${point(x1, y1)} ${point(x2, y2)} ${point(x, y)}`;
    own.bezierCurveTo(x1, y1, x2, y2, x, y);
  };
  ctx.rect = (x, y, width, height) => {
    path += rectangle(x, y, width, height);
    own.rect(x, y, width, height);
  };
  ctx.arc = (x, y, radius, start, end, counterclockwise) => {
    path += arc(x, y, radius, start, end, counterclockwise);
    own.arc(x, y, radius, start, end, counterclockwise);
  };
  ctx.fillRect = (x, y, width, height) => {
    addFill(rectangle(x, y, width, height));
    own.fillRect(x, y, width, height);
  };
  ctx.strokeRect = (x, y, width, height) => {
    addStroke(rectangle(x, y, width, height));
    own.strokeRect(x, y, width, height);
  };
  ctx.fill = (first?: Path2D | CanvasFillRule, rule?: CanvasFillRule) => {
    if (first instanceof Path2D) {
      fill(first, rule);
      return;
    }
    addFill(path, first);
    fill(first);
  };
  ctx.stroke = (shape?: Path2D) => {
    if (shape !== undefined) {
      stroke(shape);
      return;
    }
    addStroke(path);
    stroke();
  };
  ctx.clip = (first?: Path2D | CanvasFillRule, rule?: CanvasFillRule) => {
    if (first instanceof Path2D) {
      clipTo(first, rule);
      return;
    }
    const id = `clip${ids++}`;
    definitions.push(`<clipPath id="${id}"${clipping()}><path d="${path}"/></clipPath>`);
    clip = id;
    clipTo(first);
  };
  ctx.fillText = (text, x, y, maxWidth) => {
    const { a, b, c, d, e, f } = ctx.getTransform();
    const matrix = [a, b, c, d, e, f].map(rounded).join(' ');
    const moved = matrix === '1 0 0 1 0 0' ? '' : ` transform="matrix(${matrix})"`;
    // The browser writes a font as `italic bold 12px family`.
    const [, style = '', fontSize = '12', family = 'sans-serif'] =
      /^(.*?)([\d.]+)px(?:\/\S+)? (.*)$/.exec(ctx.font) ?? [];
    const weight = /\b(bold|[1-9]00)\b/.exec(style)?.[0];
    const font = [
      `font-family="${escapeXml(family)}" font-size="${fontSize}"`,
      ...(weight === undefined ? [] : [`font-weight="${weight}"`]),
      ...(style.includes('italic') ? ['font-style="italic"'] : []),
    ].join(' ');
    const lowered = rounded(y + BASELINES[ctx.textBaseline] * Number(fontSize));
    // A transformation would move the clip, too, were it of the same element.
    const [before, after] = clip === undefined ? ['', ''] : [`<g${clipping()}>`, '</g>'];
    elements.push(
      `${before}<text x="${rounded(x)}" y="${lowered}" text-anchor="${ANCHORS[ctx.textAlign]}" ${font} ${paint('fill', ctx.fillStyle)}${moved}>${escapeXml(text)}</text>${after}`,
    );
    own.fillText(text, x, y, maxWidth);
  };

  /** A piece of another canvas, as a picture whose pixels stay sharp; charts draw maps of cells with them. */
  const addImage = (image: CanvasImageSource, source: readonly number[], target: readonly number[]): void => {
    const [sx = 0, sy = 0, sw = 0, sh = 0] = source;
    const [x = 0, y = 0, width = 0, height = 0] = target;
    const piece = document.createElement('canvas');
    [piece.width, piece.height] = [sw, sh];
    piece.getContext('2d')?.drawImage(image, sx, sy, sw, sh, 0, 0, sw, sh);
    const corner = ctx.getTransform().transformPoint({ x, y });
    const by = scale();
    elements.push(
      `<image x="${rounded(corner.x)}" y="${rounded(corner.y)}" width="${rounded(width * by)}" height="${rounded(height * by)}" preserveAspectRatio="none" style="image-rendering:pixelated"${clipping()} href="${piece.toDataURL()}"/>`,
    );
  };
  ctx.drawImage = (image: CanvasImageSource, ...box: number[]) => {
    const [sx = 0, sy = 0, sw = 0, sh = 0, x = 0, y = 0, width = 0, height = 0] = box;
    if (box.length !== 8) throw new RangeError('a picture is drawn with its source and its target');
    addImage(image, [sx, sy, sw, sh], [x, y, width, height]);
    own.drawImage(image, sx, sy, sw, sh, x, y, width, height);
  };

  return {
    svg: () =>
      [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}">`,
        `<defs>${definitions.join('')}</defs>`,
        ...elements,
        '</svg>',
        '',
      ].join('\n'),
  };
}
