/** The first and last day of a range, as date fields write them: `2026-11-27`; empty: without end. */
export interface Days {
  readonly from: string
  readonly to: string
}

const day = /^\d{4}-\d{2}-\d{2}$/

/** Pure. What is no day is left out. */
export const readDay = (value: unknown): string =>
  typeof value === 'string' && day.test(value) && !Number.isNaN(Date.parse(value)) ? value : ''

/** As the API wants it: whole days where the person is, the end exclusive. Pure but for the time zone. */
export function instantsOf({ from, to }: Days): { readonly from?: string; readonly to?: string } {
  return {
    ...(from !== '' && { from: startOf(from, 0) }),
    ...(to !== '' && { to: startOf(to, 1) }),
  }
}

function startOf(text: string, later: number): string {
  const [year = 0, month = 1, date = 1] = text.split('-').map(Number)
  return new Date(year, month - 1, date + later).toISOString()
}
