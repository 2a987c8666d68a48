import type { EventRow, StateRow } from './csv-of.ts'
import type { MissedLooks, NotLookedAt, Period } from './look-gaps.ts'
import type { ThingRow } from './things.ts'

/** As many rows of each kind stand in the report; all of them are in the files. */
export const mostShown = 200

export interface OrganizationSummary {
  readonly name: string
  /** How many rows each file has of this organization. */
  readonly rows: ReadonlyMap<string, number>
  /** How many rows of a file ended how. */
  readonly outcomes: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** At the end of the period: repositories that were there, by what was decided. */
  readonly states: ReadonlyMap<string, number>
  readonly connected: number
  /** Connected, and not allowed. */
  readonly against: number
  readonly gone: number
  readonly shown: ReadonlyMap<string, readonly ThingRow[]>
  readonly missed: readonly MissedLooks[]
  readonly missedCount: number
  readonly notLookedAt: readonly NotLookedAt[]
  readonly notLookedAtCount: number
  /** Repositories that a look left out of its list, because it was too long. */
  readonly unlisted: number
}

export interface PackSummary {
  readonly period: Period
  readonly organizations: readonly OrganizationSummary[]
}

const count = (counts: Map<string, number>, name: string): void =>
  void counts.set(name, (counts.get(name) ?? 0) + 1)

/** Counts what is written, for the report. */
export function createSummary() {
  const all: ReturnType<typeof ofOrganization>[] = []
  return {
    organization: (name: string) => {
      const made = ofOrganization(name)
      all.push(made)
      return made
    },
    finish: (period: Period): PackSummary => ({ period, organizations: all.map(({ summary }) => summary()) }),
  }
}

function ofOrganization(name: string) {
  const rows = new Map<string, number>()
  const outcomes = new Map<string, Map<string, number>>()
  const states = new Map<string, number>()
  const shown = new Map<string, ThingRow[]>()
  const figures = { connected: 0, against: 0, gone: 0 }
  let missed: readonly MissedLooks[] = []
  let notLookedAt: readonly NotLookedAt[] = []
  let unlisted = 0
  const outcome = (file: string, what: string): void => {
    const counts = outcomes.get(file) ?? new Map<string, number>()
    count(counts, what)
    outcomes.set(file, counts)
  }
  return {
    thing: (file: string, row: ThingRow): void => {
      count(rows, file)
      outcome(file, row.outcome ?? 'not ended')
      const list = shown.get(file) ?? []
      if (list.length < mostShown) list.push(row)
      shown.set(file, list)
    },
    event: (file: string, { kind }: EventRow): void => {
      count(rows, file)
      outcome(file, kind)
    },
    state: (file: string, row: StateRow): void => {
      count(rows, file)
      if (file !== 'state-at-end') return
      if (row.goneSince !== null) {
        figures.gone += 1
        return
      }
      count(states, row.decision?.outcome ?? 'not decided')
      if (!row.connections.some(({ state }) => state === 'connected')) return
      figures.connected += 1
      if (row.decision?.outcome !== 'allowed') figures.against += 1
    },
    gaps: (found: readonly MissedLooks[], failed: readonly NotLookedAt[], leftOut: number): void => {
      missed = found
      notLookedAt = failed
      unlisted = leftOut
      rows.set('missed-looks', found.length)
      rows.set('not-looked-at', failed.length)
    },
    summary: (): OrganizationSummary => ({
      name,
      rows,
      outcomes,
      states,
      ...figures,
      shown,
      missed: missed.slice(0, mostShown),
      missedCount: missed.reduce((sum, one) => sum + one.missed, 0),
      notLookedAt: notLookedAt.slice(0, mostShown),
      notLookedAtCount: notLookedAt.length,
      unlisted,
    }),
  }
}
