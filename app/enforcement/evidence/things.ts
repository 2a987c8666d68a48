import type { Json } from '../audit/event.ts'
import type { EventLine } from '../audit/record-line.ts'
import type { Period } from './look-gaps.ts'
import type { ThingPopulation } from './populations.ts'
import type { Who } from './source.ts'

export interface ThingEdge {
  /** Its place in the record. */
  readonly event: number
  readonly at: string
  /** null: Gatehouse by itself. */
  readonly by: Who | null
}

export interface ThingRow {
  readonly organization: string
  readonly repository: string | null
  readonly subject: string
  readonly id: string
  readonly begun: ThingEdge
  /** null: it had not ended at the end of the period, or ran out. */
  readonly ended: ThingEdge | null
  /** `ran out` where its time was over and no event says so; null: it had not ended. */
  readonly outcome: string | null
  readonly data: { readonly [name: string]: Json }
}

interface Surroundings {
  readonly organization: string
  readonly period: Period
  readonly who: (id: string | null) => Who | null
  readonly nameOf: (subject: string) => string | null
}

/** Follows what begins and ends, in the memory of what has not ended. */
export function createThings(
  population: ThingPopulation,
  { organization, period, who, nameOf }: Surroundings,
) {
  const open = new Map<string, EventLine>()
  const edge = (event: EventLine): ThingEdge => {
    const { by } = event.data
    return { event: event.sequence, at: event.at, by: who(typeof by === 'string' ? by : event.actor) }
  }
  const rowOf = (id: string, begun: EventLine, ended: EventLine | undefined): ThingRow => ({
    organization,
    repository: nameOf(begun.subject),
    subject: begun.subject,
    id,
    begun: edge(begun),
    ended: ended ? edge(ended) : null,
    outcome: ended ? population.outcome(ended) : hasRunOut(begun, period.to) ? 'ran out' : null,
    data: begun.data,
  })
  return {
    /** @returns rows that are done with this event */
    add: (event: EventLine, isInPeriod: boolean): readonly ThingRow[] => {
      const id = event.data[population.id]
      if (typeof id !== 'string') return []
      if (population.begins(event)) open.set(id, event)
      else if (population.ends(event)) {
        const begun = open.get(id)
        open.delete(id)
        if (begun && isInPeriod && !hasRunOut(begun, period.from)) return [rowOf(id, begun, event)]
      }
      return []
    },
    /** What has not ended, without what ran out before the period. */
    rest: function* (): Generator<ThingRow> {
      for (const [id, begun] of open)
        // An emergency that ran out and nobody has reviewed is still to be reviewed.
        if (population.file === 'emergencies' || !hasRunOut(begun, period.from))
          yield rowOf(id, begun, undefined)
    },
  }
}

const hasRunOut = ({ data }: EventLine, at: string): boolean =>
  typeof data['expiresAt'] === 'string' && data['expiresAt'] < at
