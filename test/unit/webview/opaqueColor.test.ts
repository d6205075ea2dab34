import { describe, expect, it } from 'vitest';
import { opaqueColor } from '../../../webview/model/opaqueColor.js';

describe('opaqueColor', () => {
  it('takes the transparency from a colour', () => {
    expect(opaqueColor('rgba(234, 92, 0, 0.33)')).toBe('rgb(234, 92, 0)');
    expect(opaqueColor('rgb(234 92 0 / 33%)')).toBe('rgb(234, 92, 0)');
    expect(opaqueColor('#EA5C0055')).toBe('#EA5C00');
    expect(opaqueColor('#e505')).toBe('#e50');
  });

  it('leaves opaque colours and other notations as they are', () => {
    for (const color of ['#d18616', '#fff', 'rgb(1, 2, 3)', 'orange', 'hsl(30 50% 50%)', '']) {
      expect(opaqueColor(color)).toBe(color);
    }
  });
});
