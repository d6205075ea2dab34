/** Words that YAML reads as something else than text, and words that only look plain. */
const NOT_PLAIN = /^(?:true|false|null|~|yes|no|on|off|[-+.]?\d.*|\.inf|\.nan)$/i;

/** A text as YAML that reads as this text both in block and in flow style, in quotes only where they are needed. */
export function writeScalar(text: string): string {
  const plain =
    /^[\p{L}_./][\p{L}\p{N}\p{M} _./+()-]*$/u.test(text) && !text.endsWith(' ') && !NOT_PLAIN.test(text);
  return plain ? text : JSON.stringify(text);
}
