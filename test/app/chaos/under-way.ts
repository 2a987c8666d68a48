import type { RecordedOrder } from './chaos-program.ts'

/**
 * How long what was decided otherwise may still be under way: between the last look at the record and GitHub lies a request, and an
 * instant is recorded before its transaction ends.
 */
export const underWayMs = 2_000

/** Whether somebody had ordered a change, whatever was decided: by undoing a wave whose policy would not take the same again. */
export const isOrdered = (
  orders: readonly RecordedOrder[],
  { place, kind, at }: { readonly place: string; readonly kind: string; readonly at: number },
): boolean =>
  orders.some((one) => one.place === place && one.kind === kind && at >= one.from && at <= one.until)
