import { randomUUID } from 'node:crypto'
import { askForWork } from '../database/ask-for-work.ts'
import { createRecords, recordIn } from '../database/records.ts'
import type { Store } from '../database/store.ts'
import { transactOrder } from '../database/transact-order.ts'
import type { WantedEffect } from '../enforcement/effects/effect.ts'
import type { RequestSource } from '../enforcement/requests/access-request.ts'
import { act } from '../enforcement/requests/act.ts'
import type { Answer } from '../enforcement/requests/answers.ts'
import { readSituation, type Asked, type SituationInput } from '../enforcement/requests/read-situation.ts'
import { JudgedTooEarly, recordAct } from '../enforcement/requests/record-act.ts'
import { AppError } from '../../scanner/errors.ts'

export interface ActThrough extends Omit<SituationInput, 'records'> {
  readonly store: Store
}

export type Acted =
  | { readonly kind: 'done'; readonly answer: Answer }
  /** By the rules; the answer says why. */
  | { readonly kind: 'refused'; readonly answer: Answer }
  /** GitHub did not say all that it depends on. */
  | { readonly kind: 'unknown' }

/** Others may be faster each time. */
const mostTries = 3

/**
 * Does what a command in a comment would, for somebody who asks elsewhere, by the same rules. What comes of it is said in the request's issue
 * as well, where it has one.
 * @throws AppError `busy` where others were faster each time
 */
export async function actThrough(
  { store, ...input }: ActThrough,
  asked: Omit<Asked, 'issue'>,
  source: RequestSource,
): Promise<Acted> {
  const records = createRecords(store, askForWork)
  const { organization, ceiling } = input
  for (let tried = 1; ; tried += 1) {
    const read = await readSituation({ ...input, records }, { ...asked, issue: null })
    const result = read.known ? act(read.situation) : undefined
    if (!read.known || !result || result.isWaiting) return { kind: 'unknown' }
    const { answer } = result
    if (result.writes.length === 0) return { kind: 'refused', answer }
    const { inForce } = await records.governance(organization.id)
    const record = {
      organization: organization.id,
      policy: inForce.id,
      situation: read.situation,
      githubId: read.repository?.githubId,
      act: result,
      source,
      isTold: ceiling !== 'observe' && read.mode !== 'observe',
      at: input.now(),
    }
    const said = saidInConsole(asked.about?.request?.issue ?? null, answer, inForce.id)
    try {
      await transactOrder(store, (unit) =>
        recordIn(unit, askForWork, (recorder) => recordAct(recorder, record, said)),
      )
      return { kind: 'done', answer }
    } catch (error) {
      if (!(error instanceof JudgedTooEarly)) throw error
      if (tried === mostTries)
        throw new AppError('busy', 'Others change the same just now.', { cause: error })
    }
  }
}

/** Who reads the issue sees there what was done elsewhere. @param issue null: there is none */
export function saidInConsole(
  issue: number | null,
  { text }: Answer,
  policy: string | null,
): WantedEffect | undefined {
  if (issue === null) return undefined
  return {
    action: { kind: 'comment', issue, about: `console:${randomUUID()}`, text },
    reason: 'It was done in the console.',
    policy,
  }
}
