import { describe, expect, it } from 'vitest';
import { panelHtml } from '../../../src/host/panelHtml.js';

const page = {
  nonce: 'abc123',
  cspSource: 'https://source',
  script: 'https://source/webview.js',
  style: 'https://source/webview.css',
  worker: 'https://source/webWorker.js',
  kernels: 'https://source/kernels.wasm',
  specUri: 'file:///a/b.bbd.yaml',
};

describe('panelHtml', () => {
  it('allows only the script that carries the nonce', () => {
    const html = panelHtml(page);
    expect(html).toContain("default-src 'none'; script-src 'nonce-abc123' 'wasm-unsafe-eval';");
    expect(html.match(/<script\b/g)).toHaveLength(1);
    expect(html).toContain('<script nonce="abc123" src="https://source/webview.js">');
  });

  it('lets the page start workers that it has made from what it fetched of the extension', () => {
    const html = panelHtml(page);
    expect(html).toContain('worker-src blob:; connect-src https://source;');
    expect(html).toContain('data-worker="https://source/webWorker.js"');
    expect(html).toContain('data-kernels="https://source/kernels.wasm"');
  });

  it('cannot be broken out of by the name of a file', () => {
    const html = panelHtml({ ...page, specUri: 'file:///"><script>alert(1)</script>' });
    expect(html).toContain('data-spec-uri="file:///&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(html.match(/<script\b/g)).toHaveLength(1);
  });
});
