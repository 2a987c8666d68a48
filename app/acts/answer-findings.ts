import type { VerdictOutcome, VerdictsApi } from '../api/v1/resources/verdicts.ts'
import { askForWork } from '../database/ask-for-work.ts'
import { appendAudit } from '../database/audit-log.ts'
import { findRepositoryById } from '../database/find-repository.ts'
import { listWaitingVerdicts } from '../database/list-waiting-verdicts.ts'
import { createGovernanceReader } from '../database/policies.ts'
import type { Store, Unit } from '../database/store.ts'
import {
  listVerdicts,
  lockVerdict,
  readNamedFindings,
  recordGiven,
  recordVerdict,
  recordVerdictEnded,
} from '../database/verdicts.ts'
import { may } from '../enforcement/members/permissions.ts'
import type { Viewer } from '../enforcement/members/viewer.ts'
import type { Standings } from '../enforcement/requests/standing.ts'
import { mayConfirm, mayGive, verdictProblem } from '../enforcement/verdicts/judge-verdict.ts'
import type { AskedVerdict, NamedFinding, OpenVerdict } from '../enforcement/verdicts/verdict.ts'
import { verdictEvent } from '../enforcement/verdicts/verdict-event.ts'
import { keyOf } from '../enforcement/work-keys.ts'
import { AppError } from '../../scanner/errors.ts'

export interface AnsweringParts {
  readonly store: Store
  readonly now: () => Date
  /** What somebody is to those whom the policy lets decide about a repository's findings, as GitHub says now. */
  readonly standings: (at: {
    readonly organization: string
    readonly repository: string
    readonly names: readonly string[]
    readonly login: string
  }) => Promise<Standings>
}

/** Takes what people say of findings. Whom the policy names gives a verdict; whoever else may answer asks for one. */
export function createVerdictsApi(parts: AnsweringParts): VerdictsApi {
  const { store, now } = parts
  const decide = createDecider(parts)
  return {
    answer: async (viewer, which, asked) => {
      const person = personOf(viewer)
      const outcomes: VerdictOutcome[] = []
      for (const finding of await readNamedFindings(store, viewer.scope, which)) {
        if (!may(viewer, 'answer-finding', finding.organization)) continue
        outcomes.push(await answerOne(parts, decide, viewer, person, finding, asked))
      }
      return outcomes
    },
    confirm: (viewer, id) =>
      withVerdict(store, viewer, id, async (unit, open) => {
        const person = personOf(viewer)
        const { settings, isDecider } = await decide(viewer, open)
        if (!isDecider) throw new AppError('not-allowed', notNamed)
        if (!mayConfirm(settings, open.askedBy, person))
          throw new AppError('not-allowed', 'The policy lets nobody confirm what they asked for themselves.')
        const problem =
          open.givenAt === null ? verdictProblem(open, settings, now()) : 'It was given already.'
        if (problem !== undefined) throw new AppError('conflict', problem)
        await recordGiven(unit, open, person, now())
        await tell(unit, 'verdict.given', open, person, now())
      }),
    end: (viewer, id) =>
      withVerdict(store, viewer, id, async (unit, open) => {
        const person = personOf(viewer)
        // To take back what one has said makes nothing less strict.
        if (open.askedBy !== person && !(await decide(viewer, open)).isDecider)
          throw new AppError('not-allowed', notNamed)
        await recordVerdictEnded(unit, id, person, now())
        await tell(unit, 'verdict.ended', open, person, now())
      }),
    waiting: ({ scope, person }, query) => listWaitingVerdicts(store, scope, person, query),
    list: ({ scope }, query) => listVerdicts(store, scope, query),
  }
}

const notNamed = 'The policy does not name you among those who decide about findings here.'

function personOf({ person }: Viewer): string {
  if (person !== null) return person
  throw new AppError('not-allowed', 'Only people say what a finding is.')
}

type Decider = ReturnType<typeof createDecider>

/** Each repository's owners are other people: it is asked once for each in a call. */
function createDecider({ store, standings }: AnsweringParts) {
  const governanceOf = createGovernanceReader(store)
  return async (
    { login }: Viewer,
    { organization, repository }: Pick<NamedFinding, 'organization' | 'repository'>,
  ) => {
    const { policy } = (await governanceOf(organization)).inForce
    const settings = policy.allowlist.decisions
    if (login === null) return { settings, isDecider: false }
    const known = await standings({ organization, repository, names: settings.by, login })
    return { settings, isDecider: mayGive(settings, known) }
  }
}

async function answerOne(
  { store, now }: AnsweringParts,
  decide: Decider,
  viewer: Viewer,
  person: string,
  finding: NamedFinding,
  asked: AskedVerdict,
): Promise<VerdictOutcome> {
  const { repository, organization, rule, fingerprint } = finding
  const about = { repository, rule, fingerprint }
  const { settings, isDecider } = await decide(viewer, finding)
  const problem = verdictProblem(asked, settings, now())
  if (problem !== undefined) return { ...about, outcome: 'refused', why: problem, verdict: null }
  const at = now()
  const id = await store.transact(async (unit) => {
    const givenBy = isDecider ? person : null
    const made = await recordVerdict(unit, finding, asked, { askedBy: person, givenBy }, at)
    const kind = isDecider ? 'verdict.given' : 'verdict.asked'
    await tell(unit, kind, { ...asked, id: made, repository, organization, rule }, person, at)
    return made
  })
  return { ...about, outcome: isDecider ? 'given' : 'asked', why: null, verdict: id }
}

/** Records it, and has the repository decided and its findings' states looked at again at once. */
async function tell(
  unit: Unit,
  kind: Parameters<typeof verdictEvent>[0],
  about: Pick<OpenVerdict, 'id' | 'repository' | 'organization' | 'rule' | 'verdict' | 'expiresOn'>,
  person: string,
  at: Date,
): Promise<void> {
  if (kind !== 'verdict.asked')
    await askForWork(unit, [keyOf('scan', about.repository), keyOf('repository', about.repository)])
  await appendAudit(unit, about.organization, at, [verdictEvent(kind, about, person)])
}

/** @throws AppError `not-there`: it is over, or they do not see its repository */
const withVerdict = (
  store: Store,
  viewer: Viewer,
  id: string,
  work: (unit: Unit, open: OpenVerdict) => Promise<void>,
): Promise<void> =>
  store.transact(async (unit) => {
    const open = await lockVerdict(unit, 'everything', id)
    const seen = open && (await findRepositoryById(unit, viewer.scope, open.repository))
    if (!open || !seen) throw new AppError('not-there', 'There is no such verdict in force that you can see.')
    if (!may(viewer, 'answer-finding', open.organization))
      throw new AppError('not-allowed', 'Your role does not include `answer-finding`.')
    await work(unit, open)
  })
