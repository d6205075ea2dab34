import { messageOf } from '../base/result.js';
import type { RunEntry, RunsView } from '../protocol/runs.js';
import { isLive } from '../run/result.js';
import { Autosave } from './autosave.js';
import type { InspectedRuns } from './inspectedRuns.js';
import { entryOf } from './runCard.js';
import { LibraryFullError, type RunLibrary } from './runLibrary.js';
import { TrainingRun } from './trainingRun.js';

export interface SpecRunsOptions {
  /** URI of the spec. */
  readonly spec: string;
  /** Those in memory. */
  readonly runs: InspectedRuns;
  readonly library: RunLibrary;
  /** Called after a change of what `view` returns that is none of `runs`. */
  readonly onChange: () => void;
  /** Something went wrong that the person need not be told at once. */
  readonly log: (problem: string) => void;
}

/** The runs of one spec: those in memory and those in the library, together. */
export class SpecRuns {
  private spec: string;
  private readonly runs: InspectedRuns;
  private readonly library: RunLibrary;
  private readonly autosaves = new WeakMap<TrainingRun, Autosave>();
  private problem: string | undefined;
  /** Counts the requests that load runs: only the last one has an effect. */
  private requests = 0;

  constructor(private readonly options: SpecRunsOptions) {
    this.spec = options.spec;
    this.runs = options.runs;
    this.library = options.library;
  }

  /** Reads what is stored of the spec, so that new runs count on from there. */
  async read(): Promise<void> {
    const [newest] = await this.library.read(this.spec);
    if (newest !== undefined) this.runs.continueFrom({ number: newest.entry.number, text: newest.text });
  }

  /** Brings back the newest run of an earlier window, unless this one has a run already. */
  async restoreNewest(): Promise<void> {
    if (this.runs.latest !== undefined) return;
    await this.read();
    for (const { entry } of this.library.runsOf(this.spec)) {
      // A fork is beside the run that the panel had shown.
      if (entry.forkOf !== undefined) continue;
      const saved = await this.library.load(entry.id);
      if (saved.ok) {
        this.runs.restore(saved.value);
        return;
      }
      this.complain(`Run ${entry.number} cannot be read: ${saved.error}.`);
    }
  }

  /** The spec has a new address. */
  async moveTo(spec: string): Promise<void> {
    const from = this.spec;
    this.spec = spec;
    await this.library.move(from, spec);
  }

  /** To be told of every change of a run: it is stored now and then, and when it pauses or ends. */
  noteChange(run: TrainingRun): void {
    const autosave = this.autosaves.get(run) ?? new Autosave(() => this.save(run));
    this.autosaves.set(run, autosave);
    autosave.note(run.facts.status);
  }

  /** Stores the runs that end with this window. */
  async saveLive(): Promise<void> {
    await Promise.all(this.runs.inMemory.filter(({ live }) => live).map((run) => this.save(run)));
  }

  /** @param id undefined: the latest */
  async show(id: string | undefined): Promise<void> {
    const request = ++this.requests;
    const run = id === undefined ? undefined : await this.find(id);
    if (request === this.requests && (id === undefined || run !== undefined)) this.runs.show(run);
  }

  async compare(ids: readonly string[]): Promise<void> {
    const request = ++this.requests;
    const runs = await Promise.all(ids.map((id) => this.find(id)));
    if (request === this.requests) this.runs.compare(runs.filter((run) => run !== undefined));
  }

  async keep(id: string, kept: boolean): Promise<void> {
    await this.mark(id, { kept });
  }

  /** @param name empty: it is called by its number again */
  async rename(id: string, name: string): Promise<void> {
    await this.mark(id, { name: name.trim() === '' ? undefined : name.trim() });
  }

  /**
   * Takes runs out of the library, but none that trains; they come back by `undelete` until the window closes.
   * @returns those that were there
   */
  async delete(ids: readonly string[]): Promise<readonly RunEntry[]> {
    const gone = this.entries().filter(({ id, status }) => ids.includes(id) && !isLive(status));
    const goneIds = gone.map(({ id }) => id);
    await this.library.remove(goneIds);
    this.runs.forget(goneIds);
    return gone;
  }

  /** All runs of all specs that are neither kept nor training. @returns how many there were */
  async deleteUnkept(): Promise<readonly string[]> {
    const ids = this.library.unkept;
    await this.library.remove(ids);
    this.runs.forget(ids);
    return ids;
  }

  /** @throws LibraryFullError when there is no room any more */
  async undelete(ids: readonly string[]): Promise<void> {
    await this.library.restore(ids);
  }

  /** The text of a run; undefined where it was not stored. */
  textOf(id: string): string | undefined {
    const inMemory = this.runs.find(id);
    if (inMemory !== undefined) return inMemory.origin.text;
    return this.library.runsOf(this.spec).find(({ entry }) => entry.id === id)?.text;
  }

  entryOf(id: string): RunEntry | undefined {
    return this.entries().find((entry) => entry.id === id);
  }

  view(): RunsView {
    const { latest, shown, comparedIds } = this.runs;
    return {
      entries: this.entries(),
      latest: latest?.id,
      shown: shown?.id,
      compared: comparedIds,
      storage: this.library.storage,
      problems: [...(this.problem === undefined ? [] : [this.problem]), ...this.library.problems],
    };
  }

  /** Newest first. */
  private entries(): readonly RunEntry[] {
    const entries = new Map(this.library.runsOf(this.spec).map(({ entry }) => [entry.id, entry]));
    for (const run of this.runs.inMemory) {
      if (this.library.isRemoved(run.id)) continue;
      entries.set(run.id, { ...entryOf(run), bytes: entries.get(run.id)?.bytes });
    }
    return [...entries.values()].sort((a, b) => b.startedAt - a.startedAt || b.number - a.number);
  }

  private async mark(
    id: string,
    change: { readonly name?: string | undefined; readonly kept?: boolean },
  ): Promise<void> {
    const entry = this.entryOf(id);
    if (entry === undefined) return;
    const marks = { name: entry.name, kept: entry.kept, ...change };
    const run = this.runs.find(id);
    if (run !== undefined) run.marks = marks;
    if (entry.bytes === undefined && run !== undefined) await this.save(run);
    else await this.library.mark(id, marks);
    this.options.onChange();
  }

  private async find(id: string): Promise<TrainingRun | undefined> {
    const inMemory = this.runs.find(id);
    if (inMemory !== undefined) return inMemory;
    const saved = await this.library.load(id);
    if (saved.ok) return TrainingRun.restore(saved.value);
    const entry = this.entryOf(id);
    this.complain(`Run ${entry?.number ?? ''} cannot be read: ${saved.error}.`);
    return undefined;
  }

  /** Writes a run as it is now; a failure is told, the run goes on. */
  private async save(run: TrainingRun): Promise<void> {
    if (!run.counts) return;
    try {
      await this.library.save(this.spec, run);
      if (this.problem !== undefined) this.complain(undefined);
    } catch (thrown) {
      const problem = `Run ${run.facts.number} is not stored. ${messageOf(thrown)}`;
      if (!(thrown instanceof LibraryFullError)) this.options.log(problem);
      this.complain(problem);
    }
  }

  private complain(problem: string | undefined): void {
    this.problem = problem;
    this.options.onChange();
  }
}
