/** What a run was made from: enough to make it again with `bbd analyze`. */
export interface SpecSource {
  /** Name of the spec or model file, without its folder. */
  readonly file: string;
  /** Its text as it was when the run began. Files that it names are not in it. */
  readonly text: string;
  /** Options of `bbd analyze` that override the text, e.g. `--seed`, `7`. */
  readonly options: readonly string[];
}
