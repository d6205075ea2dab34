import { describe, expect, it } from 'vitest';
import { panelHtml } from '../../../src/host/panelHtml.js';

const page = {
  nonce: 'abc123',
  cspSource: 'https://source',
  script: 'https://source/webview.js',
  style: 'https://source/webview.css',
  specUri: 'file:///a/b.bbd.yaml',
};

describe('panelHtml', () => {
  it('allows only the script that carries the nonce', () => {
    const html = panelHtml(page);
    expect(html).toContain("default-src 'none'; script-src 'nonce-abc123';");
    expect(html.match(/<script\b/g)).toHaveLength(1);
    expect(html).toContain('<script nonce="abc123" src="https://source/webview.js">');
  });

  it('cannot be broken out of by the name of a file', () => {
    const html = panelHtml({ ...page, specUri: 'file:///"><script>alert(1)</script>' });
    expect(html).toContain('data-spec-uri="file:///&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(html.match(/<script\b/g)).toHaveLength(1);
  });
});
