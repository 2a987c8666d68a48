import { markdownCode } from '../../../report/escape/markdown.ts'
import { type Answer, answers } from '../requests/answers.ts'
import { commandForms } from '../requests/command.ts'
import type { SideAct } from '../requests/outcome.ts'
import { personMark } from '../requests/person-marks.ts'
import { type Asking, readStandings, type SituationInput } from '../requests/read-situation.ts'
import { judgeMember } from '../requests/standing.ts'
import { givenEvent, waivedData } from './exception-events.ts'
import type { ExceptionCommand } from './exception-command.ts'
import { type JudgedException, judgeException, whoExcepts } from './judge-exception.ts'
import { waivedInWords } from './waived-words.ts'

/** Deals with what somebody wrote about exceptions, by what GitHub says of them now. @returns undefined: it waits */
export const answerException = (
  input: SituationInput,
  asking: Asking,
  command: ExceptionCommand,
): Promise<SideAct | undefined> =>
  command.kind === 'except' ? except(input, asking, command) : endException(input, asking, command)

async function except(
  input: SituationInput,
  { issue, actor }: Asking,
  command: Extract<ExceptionCommand, { readonly kind: 'except' }>,
): Promise<SideAct | undefined> {
  const { organization, records, now } = input
  const at = now()
  const { id: policyId, policy } = (await records.governance(organization.id)).inForce
  const settings = policy.requests
  const request = await records.requests.ofIssue(organization.id, issue)
  const repository = request && (await records.repository(request.repository))
  const decision = request && (await records.requests.lastDecision(request.repository))
  // By another policy than the one in force nothing may be waived; it will have decided in a moment.
  const group =
    decision?.policy === policyId ? policy.groups.find(({ name }) => name === decision?.group) : undefined
  const names = settings.exceptions && request ? whoExcepts(settings) : []
  const judged = judgeException({
    command,
    request,
    isThere: repository !== undefined && !repository.isGone,
    actor: actor.id,
    group,
    exceptions: request ? await records.exceptions.of(request.repository) : [],
    standings: await readStandings(input, names, actor.login, undefined, policy),
    settings,
    now: at,
  })
  if (judged.outcome === 'waiting') return undefined
  if (judged.outcome !== 'excepted' || !repository) return { answer: refusal(judged) }
  const { expiresAt, actsFor } = judged
  const { waived, owner, control } = command
  return {
    answer: {
      outcome: 'excepted',
      text: `Waived by ${personMark(actor.id)} until ${onDay(expiresAt)}${judged.isCut ? ', the longest that the policy lets' : ''}: ${waivedInWords(waived)}. ${markdownCode(owner)} answers for what is done instead. It is shown with every decision, and decides nothing until then. ${markdownCode('gatehouse exceptions')} has its number; ${markdownCode(commandForms['end-exception'])} ends it.`,
    },
    write: async (recorder, when) => {
      const given = { repository: repository.id, waived, owner, control, issue, expiresAt, actsFor }
      const id = await recorder.exceptions.give(
        { ...given, organization: organization.id, by: actor.id },
        when,
      )
      const event = givenEvent(id, { ...given, githubId: repository.githubId, by: actor.id })
      return { events: [event], actions: [], repositories: [repository.id] }
    },
  }
}

const onDay = (date: Date): string => `${date.toISOString().slice(0, 10)} (UTC)`

type Refused = Exclude<
  JudgedException['outcome'],
  'denied-by-policy' | 'not-allowed' | 'excepted' | 'waiting'
>

const refusals: Readonly<Record<Refused, string>> = {
  'no-exceptions': 'The policy has no exceptions (`requests.exceptions`).',
  'no-request': 'An exception is granted in the issue of a request; no request was made in this one.',
  'own-request': 'Who asks cannot grant the exception. Somebody else has to.',
  'not-wanted': 'The policy does not want this of the repository: there is nothing to waive.',
  'excepted-already': 'This is waived already. End that exception first, to grant one for another time.',
}

function refusal(judged: JudgedException): Answer {
  if (judged.outcome === 'not-allowed') return answers.notYou(judged.names)
  if (judged.outcome === 'denied-by-policy') return answers.denied(judged.group)
  if (judged.outcome === 'excepted' || judged.outcome === 'waiting')
    return { outcome: 'no-request', text: refusals['no-request'] }
  return { outcome: judged.outcome, text: refusals[judged.outcome] }
}

async function endException(
  input: SituationInput,
  { actor }: Asking,
  { exception: id }: Extract<ExceptionCommand, { readonly kind: 'end-exception' }>,
): Promise<SideAct | undefined> {
  const { organization, records, now } = input
  const { policy } = (await records.governance(organization.id)).inForce
  const names = whoExcepts(policy.requests)
  const { may } = judgeMember(names, await readStandings(input, names, actor.login, undefined, policy))
  if (may === 'unknown') return undefined
  if (may === 'no') return { answer: answers.notYou(names) }
  const exception = await records.exceptions.byId(organization.id, id, now())
  if (!exception) return { answer: { outcome: 'no-exception', text: 'There is no such exception in force.' } }
  const { repository, waived } = exception
  return {
    answer: {
      outcome: 'exception-ended',
      text: `Ended by ${personMark(actor.id)}: ${waivedInWords(waived)} ${'check' in waived ? 'counts' : 'count'} again.`,
    },
    write: async (recorder, at) => {
      const isEnded = await recorder.exceptions.end(id, actor.id, at)
      const event = {
        kind: 'exception.ended',
        actor: actor.id,
        subject: `repository:${repository}`,
        data: { exception: id, ...waivedData(waived) },
      } as const
      return { events: isEnded ? [event] : [], actions: [], repositories: [repository] }
    },
  }
}
