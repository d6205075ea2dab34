import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { inRepository } from '../../tools/setup/repository.mjs';

const ADDRESS = '127.0.0.1';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
};

/** Serves the built extension's files, and pages as they are published. */
export interface PageServer {
  readonly origin: string;
  /** @returns the address of a page with this source */
  publish(html: string): string;
  close(): void;
}

/** @throws Error when no port can be had */
export async function startPageServer(): Promise<PageServer> {
  const pages = new Map<string, string>();
  const answer = async (path: string, response: ServerResponse): Promise<void> => {
    const page = pages.get(path);
    if (page !== undefined) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
      response.end(page);
      return;
    }
    // Addresses come from our own pages, and a browser has taken every `..` out of them.
    const isAsset = /^\/(dist|media)\/[\w./-]+$/.test(path);
    const bytes = isAsset ? await readFile(inRepository(path)).catch(() => undefined) : undefined;
    if (bytes === undefined) {
      // Every browser asks for an icon by itself.
      response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
      return;
    }
    const type = TYPES[extname(path)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=3600' }).end(bytes);
  };
  const server = createServer((request, response) => {
    void answer(request.url ?? '', response);
  });
  // What is left open does not keep the process.
  server.unref();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, ADDRESS, resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  const origin = `http://${ADDRESS}:${address.port}`;
  return {
    origin,
    publish: (html) => {
      const path = `/panel/${pages.size}`;
      pages.set(path, html);
      return origin + path;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
