import { dirname } from 'node:path';
import * as vscode from 'vscode';

/** Watches the data files that specs name, so that a spec is checked again when one of its tables changes. */
export class DataFileWatch implements vscode.Disposable {
  /** Files by the spec that names them. */
  private readonly filesOfSpec = new Map<string, ReadonlySet<string>>();
  /** One watcher a folder. */
  private readonly watchers = new Map<string, vscode.FileSystemWatcher>();

  /** @param onChange called with the key of each spec that names a file that was made, changed or deleted */
  constructor(private readonly onChange: (spec: string) => void) {}

  /**
   * Replaces the files watched for a spec.
   * @param spec any key; none left to watch when `files` is empty
   * @param files absolute paths; they need not exist
   */
  watch(spec: string, files: Iterable<string>): void {
    const normalised = new Set([...files].map((file) => vscode.Uri.file(file).fsPath));
    if (normalised.size === 0) this.filesOfSpec.delete(spec);
    else this.filesOfSpec.set(spec, normalised);
    this.updateWatchers();
  }

  dispose(): void {
    for (const watcher of this.watchers.values()) watcher.dispose();
    this.watchers.clear();
    this.filesOfSpec.clear();
  }

  private updateWatchers(): void {
    const folders = new Set([...this.filesOfSpec.values()].flatMap((files) => [...files].map(dirname)));
    for (const [folder, watcher] of this.watchers) {
      if (folders.has(folder)) continue;
      watcher.dispose();
      this.watchers.delete(folder);
    }
    for (const folder of folders) {
      if (!this.watchers.has(folder)) this.watchers.set(folder, this.watchFolder(folder));
    }
  }

  /** Watches the whole folder: a file name may hold characters that a glob would read as a pattern. */
  private watchFolder(folder: string): vscode.FileSystemWatcher {
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(vscode.Uri.file(folder), '*'),
    );
    const tell = (uri: vscode.Uri): void => {
      for (const [spec, files] of this.filesOfSpec) if (files.has(uri.fsPath)) this.onChange(spec);
    };
    // The subscriptions end with their watcher.
    watcher.onDidCreate(tell);
    watcher.onDidChange(tell);
    watcher.onDidDelete(tell);
    return watcher;
  }
}
