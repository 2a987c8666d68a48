import type { NewAuditEvent } from '../audit/event.ts'
import type { Fact } from '../../../policies/facts.ts'
import { known, unknown } from '../../../policies/facts.ts'
import type { KnownRepository } from '../records.ts'
import { act } from '../requests/act.ts'
import { readSituation, type SituationInput } from '../requests/read-situation.ts'
import { recordAct } from '../requests/record-act.ts'
import { keyOf } from '../work-keys.ts'
import type { ButtonPress } from './button-press.ts'

/** As the request says where it was made with a button. */
const reason = 'Asked for with the button of a check.'

/**
 * Deals with what was pressed on checks. Who may is asked of GitHub now, and not believed of the webhook: whoever may write to the
 * repository.
 * @returns since when those wait for which GitHub did not say
 */
export async function handlePresses(input: SituationInput): Promise<readonly Date[]> {
  const waiting: Date[] = []
  for (const press of await input.records.openPresses(input.organization.id))
    if (!(await handlePress(input, press))) waiting.push(press.receivedAt)
  return waiting
}

/** @returns false where it waits */
async function handlePress(input: SituationInput, press: ButtonPress): Promise<boolean> {
  const repository = await input.records.repository(press.repository)
  if (!repository || repository.isGone) return settle(input, press, 'gone')
  const may = await mayPress(input, press, repository)
  if (!may.known) return false
  if (!may.value) return settle(input, press, 'refused')
  if (press.button === 'look-again') return settle(input, press, 'looked-again')
  return askForAccess(input, press, repository)
}

async function mayPress(
  { github }: SituationInput,
  { login, personId }: ButtonPress,
  { githubId }: KnownRepository,
): Promise<Fact<boolean>> {
  if (login === undefined) return known(false)
  const read = await github.requests.reader(githubId, login)
  if (!read.known) return unknown(read.why)
  // Their login may be somebody else's by now.
  return known(read.value.canWrite && read.value.personId === personId)
}

/** The same request as a command would make, by the same rules. */
async function askForAccess(
  input: SituationInput,
  press: ButtonPress,
  { name, githubId }: KnownRepository,
): Promise<boolean> {
  const { organization, records } = input
  const actor = { id: press.by, login: press.login ?? '' }
  const command = {
    kind: 'request',
    repository: `${organization.login}/${name}`,
    days: undefined,
    reason,
  } as const
  const read = await readSituation(input, { command, issue: null, actor })
  const result = read.known ? act(read.situation) : undefined
  if (!read.known || !result || result.isWaiting) return false
  const { inForce } = await records.governance(organization.id)
  const at = read.situation.now
  await records.note(async (recorder) => {
    const { outcome } = result.answer
    if (!(await recorder.pressSettled(press.id, outcome, at))) return
    const record = {
      organization: organization.id,
      policy: inForce.id,
      situation: read.situation,
      githubId,
      act: result,
      source: 'button',
      isTold: read.mode !== 'observe',
      events: [pressedEvent(press, outcome)],
      at,
    } as const
    await recordAct(recorder, record, undefined)
  })
  return true
}

async function settle(
  { organization, records, now }: SituationInput,
  press: ButtonPress,
  outcome: 'gone' | 'refused' | 'looked-again',
): Promise<boolean> {
  const at = now()
  await records.note(async (recorder) => {
    if (!(await recorder.pressSettled(press.id, outcome, at))) return
    if (outcome === 'looked-again') await recorder.want([keyOf('repository', press.repository)])
    await recorder.audit(organization.id, at, [pressedEvent(press, outcome)])
  })
  return true
}

const pressedEvent = ({ by, repository, button, checkRun }: ButtonPress, outcome: string): NewAuditEvent => ({
  kind: 'button.pressed',
  actor: by,
  subject: `repository:${repository}`,
  data: { button, checkRun, outcome },
})
