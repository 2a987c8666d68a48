import type { EventLine, OrganizationLine, RecordLine } from '../audit/record-line.ts'
import { csvOfEvent, csvOfState, csvOfThing, csvHeaders } from './csv-of.ts'
import { createLookGaps, type Period } from './look-gaps.ts'
import { eventPopulations, populationOf, things } from './populations.ts'
import { createStates } from './repository-states.ts'
import type { NamedPerson, RepositoryLine, SweepLine, Who } from './source.ts'
import { createThings, type ThingRow } from './things.ts'
import { createSummary, type PackSummary } from './summary.ts'

/** Takes a change of what is derived, or of how it is written: a pack of another one is not derived again when it is verified. */
export const derivation = 1

/** Where the files of a pack go, one text after the other. @param file without its folder: `approvals.jsonl` */
export type Write = (file: string, text: string) => void

export interface DerivationInput {
  readonly period: Period
  readonly sweepMinutes: number
  readonly people: ReadonlyMap<string, NamedPerson>
  /** By our id. */
  readonly repositories: ReadonlyMap<string, RepositoryLine>
  /** Of an organization, in their order. */
  readonly sweeps: (organization: string) => AsyncIterable<SweepLine>
  readonly write: Write
}

/**
 * Everything that a pack says, of the record as its lines pass by and of what the database told beside it. The same code writes a
 * pack and verifies one: what it says cannot be other than what its record says.
 */
export function createDerivation(input: DerivationInput) {
  const { period, write } = input
  const summary = createSummary()
  let open: ReturnType<typeof openOrganization> | undefined
  for (const { file } of things) write(`${file}.csv`, csvHeaders.thing)
  for (const { file } of eventPopulations) write(`${file}.csv`, csvHeaders.event)
  for (const file of stateFiles) write(`${file}.csv`, csvHeaders.state)
  for (const file of [...things, ...eventPopulations].map((one) => one.file)) write(`${file}.jsonl`, '')
  for (const file of [...stateFiles, 'missed-looks', 'not-looked-at']) write(`${file}.jsonl`, '')
  return {
    add: async (line: RecordLine): Promise<void> => {
      if (line.type === 'organization' || line.type === 'end') {
        await open?.finish()
        open = line.type === 'organization' ? openOrganization(input, line, summary) : undefined
      }
      if (line.type === 'event') open?.add(line)
    },
    finish: (): PackSummary => summary.finish(period),
  }
}

const stateFiles = ['state-at-start', 'state-at-end'] as const

function openOrganization(
  { period, people, repositories, sweeps, write, sweepMinutes }: DerivationInput,
  line: OrganizationLine,
  summary: ReturnType<typeof createSummary>,
) {
  const organization = `${line.host}/${line.login}`
  const states = createStates()
  const of = summary.organization(organization)
  const who = (id: string | null): Who | null =>
    id === null ? null : { id, login: people.get(id)?.login ?? null }
  const nameOf = (subject: string): string | null => {
    const [what, id] = subject.split(':')
    return (what === 'repository' && id !== undefined && repositories.get(id)?.name) || null
  }
  let isInPeriod = false
  const writeThing = (file: string, row: ThingRow): void => {
    write(`${file}.jsonl`, `${JSON.stringify(row)}\n`)
    write(`${file}.csv`, csvOfThing(row))
    of.thing(file, row)
  }
  const tracked = things.map((population) => ({
    file: population.file,
    rows: createThings(population, { organization, period, who, nameOf }),
  }))
  const writeStates = (file: (typeof stateFiles)[number], at: string): void => {
    const ids = new Set(states.ids())
    for (const one of repositories.values())
      if (one.organization === line.id && one.firstSeenAt < at) ids.add(one.id)
    for (const id of [...ids].toSorted((one, other) => Number(one) - Number(other))) {
      const known = repositories.get(id)
      const state = states.of(id, at)
      const goneSince = state.goneSince ?? (known?.goneAt && known.goneAt < at ? known.goneAt : null)
      const row = {
        organization,
        repository: {
          id,
          githubId: known?.githubId ?? null,
          name: known?.name ?? null,
          visibility: known?.visibility ?? null,
        },
        at,
        ...state,
        goneSince,
      }
      write(`${file}.jsonl`, `${JSON.stringify(row)}\n`)
      write(`${file}.csv`, csvOfState(row))
      of.state(file, row)
    }
  }
  const begin = (): void => {
    if (isInPeriod) return
    isInPeriod = true
    writeStates('state-at-start', period.from)
  }
  const tell = (event: EventLine): void => {
    const { file } = populationOf(event)
    const { sequence, at, kind, actor, subject, data } = event
    const row = {
      organization,
      event: sequence,
      at,
      kind,
      by: who(actor),
      subject,
      repository: nameOf(subject),
      data,
    }
    write(`${file}.jsonl`, `${JSON.stringify(row)}\n`)
    write(`${file}.csv`, csvOfEvent(row))
    of.event(file, row)
  }
  return {
    add: (event: EventLine): void => {
      if (event.at >= period.from) begin()
      states.add(event)
      for (const { file, rows } of tracked)
        for (const row of rows.add(event, isInPeriod)) writeThing(file, row)
      if (isInPeriod) tell(event)
    },
    finish: async (): Promise<void> => {
      begin()
      writeStates('state-at-end', period.to)
      for (const { file, rows } of tracked) for (const row of rows.rest()) writeThing(file, row)
      const gaps = createLookGaps(period, sweepMinutes)
      for await (const sweep of sweeps(line.id)) gaps.add(sweep)
      const { missed, notLookedAt, unlisted } = gaps.finish(line.id)
      for (const one of missed) write('missed-looks.jsonl', `${JSON.stringify({ ...one, organization })}\n`)
      for (const one of notLookedAt)
        write('not-looked-at.jsonl', `${JSON.stringify({ ...one, organization })}\n`)
      of.gaps(missed, notLookedAt, unlisted)
    },
  }
}
