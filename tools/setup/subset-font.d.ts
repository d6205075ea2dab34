/** The package has no types of its own. */
declare module 'subset-font' {
  /** A font with the signs of `text` alone. */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: { readonly targetFormat: 'woff2' },
  ): Promise<Buffer>;
}
