/** A quantity of a record, or why it has none: plain data, so that it can be posted and written as it is. */
export type Quantity<R extends string, T = number> =
  { readonly value: T; readonly reason?: never } | { readonly value: undefined; readonly reason: R };

export const known = <T>(value: T): { readonly value: T } => ({ value });

export const unknown = <R extends string>(reason: R): { readonly value: undefined; readonly reason: R } => ({
  value: undefined,
  reason,
});
