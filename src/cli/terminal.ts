/** What a command may use of the process that it runs in. */
export interface Terminal {
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Whether a person looks at the error stream, who likes to see progress. */
  readonly showsProgress: boolean;
  /** Calls back at every Ctrl+C instead of ending the process; returns a function that undoes it. */
  readonly onInterrupt: (callback: () => void) => () => void;
  /** Folder that relative paths start from. */
  readonly workingDirectory: string;
}
