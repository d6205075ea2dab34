/**
 * A CSS colour without its transparency. Some themes' chart colours are made for highlights behind text
 * (`--vscode-charts-orange` may be `rgba(234, 92, 0, 0.33)`): thin lines and small markers vanish in them.
 * Anything but `#rgba`, `#rrggbbaa` and `rgba(r, g, b, a)` is returned as it is.
 */
export function opaqueColor(color: string): string {
  const text = color.trim();
  const hex = /^#(?:([\da-f]{3})[\da-f]|([\da-f]{6})[\da-f]{2})$/i.exec(text);
  if (hex !== null) return `#${hex[1] ?? hex[2] ?? ''}`;
  const channels = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)\s*[,/]\s*[\d.]+%?\s*\)$/i.exec(text);
  if (channels !== null) return `rgb(${channels.slice(1).join(', ')})`;
  return text;
}
