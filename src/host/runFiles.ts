import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, messageOf, type Result } from '../base/result.js';
import { decodeHead, framesStart, HEAD_START, type Head } from '../run/persist.js';

/** Of a run, and of its card. */
const [RUN, CARD] = ['.bbdrun', '.json'];
/** Of a file that is being written. */
const TEMPORARY = '.tmp';
/** Of the folders with what was deleted, one a window. */
const DELETED = 'deleted-';

/** What another window has deleted is gone for good after so many milliseconds. */
const DELETED_LIFETIME = 24 * 3600 * 1000;
/** What another window has begun to write. */
const WRITING_LIFETIME = 3600 * 1000;

/** The name that a version without a library gave to the run of a spec. */
export const legacyId = (spec: string): string =>
  createHash('sha256').update(spec).digest('hex').slice(0, 32);

/**
 * The files of a run library: of each run its bytes (`<id>.bbdrun`) and, beside them, its card (`<id>.json`), which is small and
 * can be made anew from them. Every write is atomic: a file is whole or not there.
 */
export class RunFiles {
  private readonly deleted: string;

  /** @param folder made when first needed */
  constructor(readonly folder: string) {
    this.deleted = join(folder, DELETED + randomUUID());
  }

  /** Ids of the runs that are there. */
  async ids(): Promise<readonly string[]> {
    try {
      const names = await readdir(this.folder);
      return names.filter((name) => name.endsWith(RUN)).map((name) => name.slice(0, -RUN.length));
    } catch (thrown) {
      if (isMissing(thrown)) return [];
      throw thrown;
    }
  }

  /** Bytes that a run takes with its card, and when it was written; undefined where it is gone. */
  async sizeOf(id: string): Promise<{ readonly bytes: number; readonly writtenAt: number } | undefined> {
    try {
      const run = await stat(this.path(id, RUN));
      const card = await stat(this.path(id, CARD)).catch(() => ({ size: 0 }));
      return { bytes: run.size + card.size, writtenAt: run.mtimeMs };
    } catch (thrown) {
      if (isMissing(thrown)) return undefined;
      throw thrown;
    }
  }

  readRun(id: string): Promise<Uint8Array> {
    return readFile(this.path(id, RUN));
  }

  /** The head of a run, without its frames, which may be large. */
  async readHead(id: string): Promise<Result<Head, string>> {
    try {
      const file = await open(this.path(id, RUN));
      try {
        const start = new Uint8Array(HEAD_START);
        await file.read(start, 0, HEAD_START, 0);
        const end = framesStart(start);
        if (!end.ok) return end;
        const { size } = await file.stat();
        const bytes = new Uint8Array(Math.min(end.value, size));
        await file.read(bytes, 0, bytes.length, 0);
        return decodeHead(bytes);
      } finally {
        await file.close();
      }
    } catch (thrown) {
      return fail(messageOf(thrown));
    }
  }

  /** The card of a run, as JSON; undefined where there is none. */
  async readCard(id: string): Promise<string | undefined> {
    try {
      return await readFile(this.path(id, CARD), 'utf8');
    } catch (thrown) {
      if (isMissing(thrown)) return undefined;
      throw thrown;
    }
  }

  /** @param beforePlacing called when all is written and only takes its place */
  async write(id: string, run: Uint8Array, card: string, beforePlacing: () => Promise<void>): Promise<void> {
    const written = await this.writeTemporary(run);
    try {
      await beforePlacing();
      await rename(written, this.path(id, RUN));
    } catch (thrown) {
      await rm(written, { force: true });
      throw thrown;
    }
    await this.writeCard(id, card);
  }

  async writeCard(id: string, card: string): Promise<void> {
    await rename(await this.writeTemporary(card), this.path(id, CARD));
  }

  /** Takes a run out of the library; `putBack` brings it back until `empty`. */
  async putAside(id: string): Promise<void> {
    await mkdir(this.deleted, { recursive: true });
    await this.move(id, this.folder, this.deleted);
  }

  async putBack(id: string): Promise<void> {
    await this.move(id, this.deleted, this.folder);
  }

  async remove(id: string): Promise<void> {
    for (const suffix of [RUN, CARD]) await rm(this.path(id, suffix), { force: true });
  }

  /** What was put aside by this window is gone for good. */
  async empty(): Promise<void> {
    await rm(this.deleted, { recursive: true, force: true });
  }

  /** Removes what windows that ended too early have left behind. */
  async tidy(): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    const runs = new Set(await this.ids());
    for (const name of names) {
      const path = join(this.folder, name);
      const age = Date.now() - ((await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now());
      const isOld =
        (name.startsWith(DELETED) && age > DELETED_LIFETIME) ||
        (name.endsWith(TEMPORARY) && age > WRITING_LIFETIME) ||
        (name.endsWith(CARD) && !runs.has(name.slice(0, -CARD.length)) && age > WRITING_LIFETIME);
      if (isOld) await rm(path, { recursive: true, force: true });
    }
  }

  private path(id: string, suffix: string): string {
    return join(this.folder, id + suffix);
  }

  private async writeTemporary(content: Uint8Array | string): Promise<string> {
    await mkdir(this.folder, { recursive: true });
    const path = join(this.folder, randomUUID() + TEMPORARY);
    try {
      await writeFile(path, content);
    } catch (thrown) {
      await rm(path, { force: true });
      throw thrown;
    }
    return path;
  }

  /** The card goes first where it leaves and last where it arrives: a card without a run is never taken for one. */
  private async move(id: string, from: string, to: string): Promise<void> {
    const suffixes = from === this.folder ? [CARD, RUN] : [RUN, CARD];
    for (const suffix of suffixes) {
      await rename(join(from, id + suffix), join(to, id + suffix)).catch((thrown: unknown) => {
        if (suffix === RUN || !isMissing(thrown)) throw thrown;
      });
    }
  }
}

const isMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
