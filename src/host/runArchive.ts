import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, succeed, type Result } from '../base/result.js';
import { decodeSavedRun, encodeSavedRun, type SavedRun } from './savedRun.js';

/** Bytes that all stored runs may take together; the ones that were not written for longest go first. */
const ARCHIVE_LIMIT_BYTES = 512 * 2 ** 20;

const SUFFIX = '.bbdrun';

/** The newest run of each spec, on disk, so that it outlives the window. */
export class RunArchive {
  /** Saves happen one after the other: each is atomic, and the last one asked for stays. */
  private lastSave: Promise<void> = Promise.resolve();

  /** @param folder made when first needed */
  constructor(
    private readonly folder: string,
    private readonly limitBytes = ARCHIVE_LIMIT_BYTES,
  ) {}

  /**
   * Stores a run as it is now in place of the spec's earlier one.
   * @param spec identifies the spec; its URI
   * @throws Error of the file system
   */
  save(spec: string, run: SavedRun): Promise<void> {
    const bytes = encodeSavedRun(run);
    const saved = this.lastSave.then(async () => {
      await mkdir(this.folder, { recursive: true });
      const temporary = join(this.folder, `${randomUUID()}.tmp`);
      await writeFile(temporary, bytes);
      await rename(temporary, this.fileOf(spec));
      await this.evict();
    });
    this.lastSave = saved.catch(() => undefined);
    return saved;
  }

  /** The stored run of a spec; undefined when there is none. The error says why it cannot be read. */
  async load(spec: string): Promise<Result<SavedRun | undefined, string>> {
    let bytes: Uint8Array;
    try {
      bytes = await readFile(this.fileOf(spec));
    } catch (thrown) {
      if (isMissing(thrown)) return succeed(undefined);
      return { ok: false, error: messageOf(thrown) };
    }
    return decodeSavedRun(bytes);
  }

  private fileOf(spec: string): string {
    return join(this.folder, createHash('sha256').update(spec).digest('hex').slice(0, 32) + SUFFIX);
  }

  private async evict(): Promise<void> {
    const names = (await readdir(this.folder)).filter((name) => name.endsWith(SUFFIX));
    const files = await Promise.all(
      names.map(async (name) => {
        const { size, mtimeMs } = await stat(join(this.folder, name));
        return { name, size, mtimeMs };
      }),
    );
    files.sort((a, b) => b.mtimeMs - a.mtimeMs);
    let total = 0;
    for (const [index, { name, size }] of files.entries()) {
      total += size;
      if (index > 0 && total > this.limitBytes) await rm(join(this.folder, name), { force: true });
    }
  }
}

const isMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
