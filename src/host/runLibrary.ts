import { fail, messageOf, succeed, type Result } from '../base/result.js';
import type { RunStorage } from '../protocol/runs.js';
import { formatBytes } from '../run/format.js';
import { isLive } from '../run/result.js';
import { cardOf, marksOf, originOf, readCard, withMarks, type RunCard } from './runCard.js';
import { legacyId, RunFiles } from './runFiles.js';
import type { RunMarks } from './runOrigin.js';
import { cardInHeader, decodeSavedRun, encodeSavedRun, entryInHeader, type SavedRun } from './savedRun.js';

export interface LibrarySettings {
  /** Runs of a spec that stay although they are not kept: the newest ones. */
  readonly keep: number;
  /** What all runs together may take. */
  readonly limitBytes: number;
}

/** There is no room for a run. The message says what to do. */
export class LibraryFullError extends Error {}

/**
 * The runs of all specs, on disk. Those that a person keeps stay; of the others the newest ones of each spec, and fewer where all
 * together would take more than the limit, which is never passed: what was started longest ago goes first. A run that does not fit
 * beside those that are kept is not stored. Changes are made one after the other.
 */
export class RunLibrary {
  private readonly files: RunFiles;
  private cards = new Map<string, RunCard>();
  private aside = new Map<string, RunCard>();
  /** Runs without a card, by id: of a version that named the file by its spec, which the id alone does not tell. */
  private legacy = new Map<string, number>();
  private readonly damaged = new Map<string, string>();
  private lastChange: Promise<unknown> = Promise.resolve();
  private isTidy = false;

  /**
   * @param folder made when first needed
   * @param settings asked before each change
   * @param onChange called after every change of what `runsOf` and `storage` return
   */
  constructor(
    folder: string,
    private readonly settings: () => LibrarySettings,
    private readonly onChange: () => void = () => undefined,
  ) {
    this.files = new RunFiles(folder);
  }

  /** The runs of a spec, newest first, as they were when it was last read. */
  runsOf(spec: string): readonly RunCard[] {
    return [...this.cards.values()].filter((card) => card.spec === spec).sort(newestFirst);
  }

  get storage(): RunStorage {
    const unkept = [...this.cards.values()].filter(({ entry }) => !entry.kept);
    const { keep, limitBytes } = this.settings();
    return {
      bytes: total(this.cards.values()),
      limitBytes,
      unkept: unkept.length,
      unkeptBytes: total(unkept),
      keep,
    };
  }

  /** Files that could not be read and were left out, in sentences. */
  get problems(): readonly string[] {
    return [...this.damaged].map(
      ([id, reason]) => `The stored run ${id}.bbdrun is left out: ${reason}. It is in ${this.files.folder}.`,
    );
  }

  /** Reads what is stored, and finds the run that an older version stored of this spec. */
  read(spec: string): Promise<readonly RunCard[]> {
    return this.change(async () => {
      await this.refresh();
      await this.adoptLegacy(spec, spec);
      return this.runsOf(spec);
    });
  }

  /**
   * Stores a run as it is now.
   * @param spec URI of its spec
   * @throws LibraryFullError when it does not fit beside the runs that are kept
   * @throws Error of the file system
   */
  save(spec: string, run: SavedRun): Promise<void> {
    const card = cardOf(spec, run);
    const { id } = card.entry;
    const bytes = encodeSavedRun(run, card);
    return this.change(async () => {
      await this.refresh();
      if (this.aside.has(id)) return;
      const text = JSON.stringify(card);
      const { keep } = this.settings();
      const others = this.runsOf(spec).filter(({ entry }) => entry.id !== id && !entry.kept);
      const surplus = others.slice(Math.max(0, card.entry.kept ? keep : keep - 1));
      const goers = this.makeRoom(id, bytes.length + Buffer.byteLength(text), surplus);
      await this.files.write(id, bytes, text, () => this.drop(goers));
      await this.take(id, card);
    });
  }

  /** A stored run. The error says why it cannot be read. */
  load(id: string): Promise<Result<SavedRun, string>> {
    return this.change(async () => {
      const card = this.cards.get(id);
      if (card === undefined) return fail('it is not stored any more');
      try {
        const decoded = decodeSavedRun(await this.files.readRun(id));
        return decoded.ok
          ? succeed({ ...decoded.value, origin: originOf(card), marks: marksOf(card) })
          : decoded;
      } catch (thrown) {
        return fail(messageOf(thrown));
      }
    });
  }

  /** Names a run or keeps it; a run that is not stored is left alone. */
  mark(id: string, marks: RunMarks): Promise<void> {
    return this.change(async () => {
      const card = this.cards.get(id);
      if (card !== undefined) await this.writeCard(withMarks(card, marks));
    });
  }

  /** Takes runs out of the library; `restore` brings them back until the library is disposed of. */
  remove(ids: readonly string[]): Promise<void> {
    return this.change(async () => {
      for (const id of ids) {
        const card = this.cards.get(id);
        if (card === undefined) continue;
        await this.files.putAside(id);
        this.cards.delete(id);
        this.aside.set(id, card);
      }
    });
  }

  /**
   * Brings back runs that were removed.
   * @throws LibraryFullError when there is no room any more; those before stay brought back
   */
  restore(ids: readonly string[]): Promise<void> {
    return this.change(async () => {
      for (const id of ids) {
        const card = this.aside.get(id);
        if (card === undefined) continue;
        await this.drop(this.makeRoom(id, card.entry.bytes ?? 0, []));
        await this.files.putBack(id);
        this.aside.delete(id);
        await this.take(id, card);
      }
    });
  }

  /** The text of a run; undefined where it is not stored. */
  textOf(id: string): string | undefined {
    return this.cards.get(id)?.text;
  }

  /** Ids of all runs that are neither kept nor training. */
  get unkept(): readonly string[] {
    return [...this.cards.values()]
      .filter(({ entry }) => !entry.kept && !isLive(entry.status))
      .map(({ entry }) => entry.id);
  }

  /** It was removed and may come back. */
  isRemoved(id: string): boolean {
    return this.aside.has(id);
  }

  /** The specs at this address, and in this folder, have a new one. */
  move(from: string, to: string): Promise<void> {
    return this.change(async () => {
      await this.refresh();
      await this.adoptLegacy(from, to);
      for (const card of [...this.cards.values()]) {
        if (card.spec === from || card.spec.startsWith(`${from}/`)) {
          await this.writeCard({ ...card, spec: to + card.spec.slice(from.length) });
        }
      }
    });
  }

  /** What was removed is gone for good. */
  async dispose(): Promise<void> {
    await this.lastChange;
    await this.files.empty();
  }

  /** One change after the other; each leaves the library whole, also when it fails. */
  private change<T>(make: () => Promise<T>): Promise<T> {
    const made = this.lastChange.then(make);
    this.lastChange = made.catch(() => undefined).then(this.onChange);
    return made;
  }

  /** Takes up what other windows have stored, and forgets what they removed. */
  private async refresh(): Promise<void> {
    if (!this.isTidy) {
      this.isTidy = true;
      await this.files.tidy();
    }
    const ids = new Set(await this.files.ids());
    for (const known of [this.cards, this.legacy, this.damaged]) {
      for (const id of known.keys()) if (!ids.has(id)) known.delete(id);
    }
    for (const id of ids) {
      if (this.cards.has(id) || this.legacy.has(id) || this.damaged.has(id)) continue;
      await this.discover(id);
    }
  }

  private async discover(id: string): Promise<void> {
    const size = await this.files.sizeOf(id);
    if (size === undefined) return;
    const text = await this.files.readCard(id);
    if (text !== undefined) {
      try {
        this.keepCard(readCard(JSON.parse(text)), size.bytes);
        return;
      } catch {
        // A damaged card is made anew from the run.
      }
    }
    const head = await this.files.readHead(id);
    if (!head.ok) {
      this.damaged.set(id, head.error);
      return;
    }
    try {
      const card = cardInHeader(head.value.header);
      if (card === undefined) this.legacy.set(id, size.writtenAt);
      // The person may have kept it since: nothing that was kept is given up.
      else {
        const kept = text !== undefined || card.entry.kept;
        await this.writeCard({ ...card, entry: { ...card.entry, kept } });
      }
    } catch (thrown) {
      this.damaged.set(id, `its description is damaged: ${messageOf(thrown)}`);
    }
  }

  private async adoptLegacy(spec: string, now: string): Promise<void> {
    const id = legacyId(spec);
    const writtenAt = this.legacy.get(id);
    if (writtenAt === undefined) return;
    this.legacy.delete(id);
    const head = await this.files.readHead(id);
    try {
      if (!head.ok) throw new Error(head.error);
      const entry = entryInHeader(head.value.header, id, writtenAt);
      await this.writeCard({
        spec: now,
        text: undefined,
        entry: { ...entry, frameCount: head.value.frames },
      });
    } catch (thrown) {
      this.damaged.set(id, messageOf(thrown));
    }
  }

  private async writeCard(card: RunCard): Promise<void> {
    await this.files.writeCard(card.entry.id, JSON.stringify(card));
    await this.take(card.entry.id, card);
  }

  private async take(id: string, card: RunCard): Promise<void> {
    const size = await this.files.sizeOf(id);
    if (size !== undefined) this.keepCard(card, size.bytes);
  }

  private keepCard(card: RunCard, bytes: number): void {
    this.cards.set(card.entry.id, { ...card, entry: { ...card.entry, bytes } });
  }

  /**
   * The runs that must go so that this one fits.
   * @param surplus go in any case
   */
  private makeRoom(id: string, bytes: number, surplus: readonly RunCard[]): readonly RunCard[] {
    const { limitBytes } = this.settings();
    const others = [...this.cards.values()].filter(({ entry }) => entry.id !== id);
    const goers = new Set(surplus);
    const room = (): number => limitBytes - bytes - total(others.filter((card) => !goers.has(card)));
    const oldestFirst = others
      .filter(({ entry }) => !entry.kept)
      .sort(newestFirst)
      .reverse();
    for (const card of oldestFirst) {
      if (room() >= 0) break;
      goers.add(card);
    }
    if (room() < 0) {
      const kept = total(others.filter(({ entry }) => entry.kept));
      throw new LibraryFullError(
        `It takes ${formatBytes(bytes)} and the runs that are kept take ${formatBytes(kept)} of the ${formatBytes(limitBytes)} of the setting ` +
          'bbd.runs.storageLimit. Keep fewer runs, or raise the limit.',
      );
    }
    return [...goers];
  }

  private async drop(cards: readonly RunCard[]): Promise<void> {
    for (const { entry } of cards) {
      await this.files.remove(entry.id);
      this.cards.delete(entry.id);
    }
  }
}

const total = (cards: Iterable<RunCard>): number => {
  let bytes = 0;
  for (const { entry } of cards) bytes += entry.bytes ?? 0;
  return bytes;
};

const newestFirst = (a: RunCard, b: RunCard): number =>
  b.entry.startedAt - a.entry.startedAt || b.entry.number - a.entry.number;
