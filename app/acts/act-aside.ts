import { askForWork } from '../database/ask-for-work.ts'
import { createRecords, recordIn } from '../database/records.ts'
import { transactOrder } from '../database/transact-order.ts'
import { leastMode } from '../enforcement/effects/least-mode.ts'
import type { SideAct } from '../enforcement/requests/outcome.ts'
import { loudest, type SituationInput } from '../enforcement/requests/read-situation.ts'
import { recordSide } from '../enforcement/requests/record-side.ts'
import { AppError } from '../../scanner/errors.ts'
import { type Acted, type ActThrough, saidInConsole } from './act-through.ts'

/**
 * Does what a comment about something else than one request would, for somebody who asks elsewhere, by the same rules.
 * @param judge as for a comment; undefined: it waits
 * @param issue where it is said as well; null: it has none
 * @throws AppError `conflict` where somebody else was faster
 */
export async function actAside(
  { store, ...input }: ActThrough,
  judge: (input: SituationInput) => Promise<SideAct | undefined>,
  issue: number | null,
): Promise<Acted> {
  const { organization, ceiling, now } = input
  const records = createRecords(store, askForWork)
  const side = await judge({ ...input, records })
  if (!side) return { kind: 'unknown' }
  const { answer, write } = side
  if (!write) return { kind: 'refused', answer }
  const { inForce } = await records.governance(organization.id)
  const at = now()
  const record = {
    organization: organization.id,
    policy: inForce.id,
    write,
    isTold: leastMode(ceiling, loudest(inForce.policy, at)) !== 'observe',
    at,
  }
  const said = saidInConsole(issue, answer, inForce.id)
  await transactOrder(store, (unit) =>
    recordIn(unit, askForWork, async (recorder) => {
      if (!(await recordSide(recorder, record, said))) throw new AppError('conflict', 'It has just changed.')
    }),
  )
  return { kind: 'done', answer }
}
