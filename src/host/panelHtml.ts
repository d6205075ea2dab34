export interface PanelPage {
  /** One-time key of the page's only script. */
  readonly nonce: string;
  /** `webview.cspSource` */
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  /** Source of the worker for runs in the page, and our own kernels for it; the page fetches them. */
  readonly worker: string;
  readonly kernels: string;
  /** The spec that the page shows; the page keeps it as its state, so that a new window can restore it. */
  readonly specUri: string;
}

/**
 * The panel's page: it may run its one script, start workers from what it has fetched of the extension, and load the
 * extension's styles, fonts and images, nothing else.
 */
export function panelHtml({ nonce, cspSource, script, style, worker, kernels, specUri }: PanelPage): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}' 'wasm-unsafe-eval'`,
    `worker-src blob:`,
    `connect-src ${cspSource}`,
    // The controls of the webview toolkit make style elements of their own.
    `style-src ${cspSource} 'unsafe-inline'`,
    `img-src ${cspSource} data:`,
    `font-src ${cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${escapeAttribute(style)}" />
    <title>BBD Inspector</title>
  </head>
  <body
    data-spec-uri="${escapeAttribute(specUri)}"
    data-worker="${escapeAttribute(worker)}"
    data-kernels="${escapeAttribute(kernels)}"
  >
    <div id="app"></div>
    <script nonce="${nonce}" src="${escapeAttribute(script)}"></script>
  </body>
</html>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };

const escapeAttribute = (text: string): string => text.replace(/[&"<>]/g, (c) => ENTITIES[c] ?? c);
