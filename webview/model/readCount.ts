/** A whole number as people write it, also in groups of digits; undefined for anything else. */
export function readCount(text: string): number | undefined {
  const digits = text.replace(/[\s_,.'’]/gu, '');
  return /^\d{1,15}$/u.test(digits) ? Number(digits) : undefined;
}
