import type { ChaosState, OpenChange, RecordedActs, SettledDecision } from './chaos-program.ts'
import type { MadeInOrganization, MadeInRepository, MadeOnGitHub, Shown } from './made-on-github.ts'

/** Who switched an assistant's workflow last, by GitHub's id of the repository. */
export type LastSwitched = ReadonlyMap<number, 'program' | 'people'>

/**
 * What of everything that the program keeps on GitHub is not as it was decided at the end, or is there twice. What waits for somebody,
 * and what is switched off, is as people left it. Pure.
 */
export function madeProblems(
  { decisions, acts }: ChaosState,
  made: MadeOnGitHub,
  lastSwitched: LastSwitched,
): readonly string[] {
  if (!acts) return ['nothing is recorded of what was changed']
  return [
    ...made.repositories.flatMap((one) => {
      const decision = decisions.get(one.place)
      const isLeft = isLeaving(acts, one.organization)
      return [
        ...doubles(one).map((problem) => `${one.organization}/${one.name}: ${problem}`),
        ...(decision && !isLeft && !isQuarantined(decision)
          ? repositoryProblems(judgedBy(acts, one, decision), lastSwitched.get(one.id))
          : []),
      ]
    }),
    ...made.organizations
      .filter(({ login }) => !isLeaving(acts, login))
      .flatMap((one) => organizationProblems(acts, one)),
    ...made.repositories
      .filter(({ name, organization }) => name === 'gatehouse' && !isLeaving(acts, organization))
      .flatMap((one) => stepProblems(acts, one)),
  ]
}

/** What becomes of that is judged apart. */
const isLeaving = ({ leaving }: RecordedActs, login: string): boolean =>
  leaving.some(({ organization, until }) => organization === login && until === Infinity)

/** About what is there to be empty no group decides, and nothing is made in it. */
const isQuarantined = ({ reasons }: SettledDecision): boolean => reasons.includes('quarantine: met')

interface Judged {
  readonly made: MadeInRepository
  readonly decision: SettledDecision
  readonly isOn: (name: string) => boolean
  /** Whether a change of one of some kinds is open. */
  readonly isOpen: (...kinds: readonly string[]) => boolean
}

function judgedBy(acts: RecordedActs, made: MadeInRepository, decision: SettledDecision): Judged {
  const { place, organization } = made
  return {
    made,
    decision,
    isOn: (name) => isOnIn(acts, organization, name),
    isOpen: (...kinds) =>
      acts.open.some(
        (one) =>
          kinds.includes(one.kind) &&
          (one.place === place || (one.place === undefined && one.organization === organization)),
      ),
  }
}

const isOnIn = ({ switches }: RecordedActs, organization: string, name: string): boolean =>
  switches.get(organization)?.at(-1)?.on.has(name) ?? false

function repositoryProblems(
  judged: Judged,
  lastSwitched: 'program' | 'people' | undefined,
): readonly string[] {
  return [
    ...workflowProblems(judged, lastSwitched),
    ...propertyProblems(judged),
    ...shownProblems(judged),
    ...noticeProblems(judged),
    ...proposalProblems(judged),
  ].map((problem) => `${judged.decision.repository} is ${judged.decision.outcome}, and ${problem}`)
}

const isKeptOut = ({ outcome }: SettledDecision): boolean =>
  outcome === 'denied' || outcome === 'needs-approval'

function workflowProblems(
  { made: { workflow, isArchived }, decision, isOn, isOpen }: Judged,
  lastSwitched: 'program' | 'people' | undefined,
): readonly string[] {
  // Of an archived one nothing runs, and nothing can be changed.
  if (!isOn('workflows') || isArchived || isOpen('disable-workflow', 'enable-workflow')) return []
  if (isKeptOut(decision) && workflow === 'on') return ['a workflow runs an assistant in it']
  return decision.outcome === 'allowed' && workflow === 'off' && lastSwitched === 'program'
    ? ['its workflow was not switched on again']
    : []
}

function propertyProblems({ made: { property }, decision, isOn, isOpen }: Judged): readonly string[] {
  if (!isOn('property') || isOpen('set-property', 'define-property')) return []
  return property === decision.outcome ? [] : [`its property says ${JSON.stringify(property)}`]
}

const words: Readonly<Record<string, RegExp>> = {
  allowed: /claude is allowed here/i,
  denied: /claude is denied here/i,
  'needs-approval': /claude needs an approval here/i,
  unknown: /is not known/i,
}

function shownProblems({ made: { shown, isArchived }, decision, isOn, isOpen }: Judged): readonly string[] {
  if (!isOn('status') || isArchived || isOpen('show-decision', 'need-permission')) return []
  const isSaid = (text: string | undefined): boolean => words[decision.outcome]?.test(text ?? '') === true
  return shown
    .filter(({ isHead }) => isHead)
    .flatMap(({ commit, checks, statuses }) => [
      ...(isSaid(checks.at(-1)) ? [] : [`at ${commit} the check says ${checks.at(-1) ?? 'nothing'}`]),
      ...(isSaid(statuses.at(-1)) ? [] : [`at ${commit} the status says ${statuses.at(-1) ?? 'nothing'}`]),
    ])
}

const ownerNotice = 'gatehouse: owner-notice'
const manualSteps = 'gatehouse: manual-steps'

function noticeProblems({ made, decision, isOn, isOpen }: Judged): readonly string[] {
  if (!isOn('issues') || made.isArchived || isOpen('owner-notice')) return []
  const isTold = made.written.some(({ state, marks }) => state === 'open' && marks.includes(ownerNotice))
  if (isTold && made.isPublic) return ['everybody can read what its owners are told']
  return isTold && decision.outcome === 'allowed' ? ['its owners are told that it may not be reached'] : []
}

const environmentFile = /^(?:dotenv-file|dotenvx-keys-file|named-environment-file) \S+ open /

function proposalProblems({ made, decision, isOn, isOpen }: Judged): readonly string[] {
  if (!isOn('remediation') || made.isArchived || isOpen('remediation-pull-request')) return []
  const isProposed = made.proposals.includes('open')
  const isWanted = decision.findings.some((one) => environmentFile.test(one))
  if (isProposed && !isWanted) return ['a pull request takes files out of it that are not there']
  // What a person has closed is not opened again for the same files.
  return isWanted && !isProposed && !made.proposals.includes('closed')
    ? ['no pull request takes its environment files out']
    : []
}

/** What was made a second time. */
function doubles({ shown, written, policies, proposals }: MadeInRepository): readonly string[] {
  const marks = written.flatMap((one) => one.marks.map((mark) => `${one.what} ${mark}`))
  const branches = policies.map(({ branch }) => branch)
  const open = proposals.filter((one) => one === 'open').length
  return [
    ...marks.filter((mark, index) => marks.indexOf(mark) !== index).map((mark) => `${mark} is there twice`),
    ...branches
      .filter((branch, index) => branches.indexOf(branch) !== index)
      .map((branch) => `${branch} has two pull requests`),
    ...(open > 1 ? [`${open} pull requests of the program are open`] : []),
    ...shown.flatMap(({ commit, checks, statuses }: Shown) => [
      ...repeated(checks).map((one) => `at ${commit} the check ${one} is there twice`),
      ...repeated(statuses).map((one) => `at ${commit} the status ${one} is there twice`),
    ]),
  ]
}

/** What says the same as the one before it. */
const repeated = (texts: readonly string[]): readonly string[] =>
  texts.filter((text, index) => index > 0 && texts[index - 1] === text)

function organizationProblems(acts: RecordedActs, made: MadeInOrganization): readonly string[] {
  const { login, rulesets, beyondLimits } = made
  const isOpen = (...kinds: readonly string[]): boolean =>
    acts.open.some(({ organization, kind }) => organization === login && kinds.includes(kind))
  const wanted = isOnIn(acts, login, 'ruleset') && acts.acceptedAt.has(login) ? 1 : 0
  const isKept = rulesets.length === wanted || isOpen('keep-ruleset', 'undo')
  const areAnswered =
    beyondLimits.length === 0 ||
    !isOnIn(acts, login, 'tokens') ||
    isOpen('revoke-token', 'deny-token-request')
  return [
    ...(isKept ? [] : [`${login} has ${rulesets.length} rulesets of the program, and ${wanted} are wanted`]),
    ...(areAnswered ? [] : [`${login}: beyond the limits are ${beyondLimits.join(', ')}`]),
  ]
}

/** What is left to people stands in one issue, which is open as long as there is something. */
function stepProblems(acts: RecordedActs, { organization, written }: MadeInRepository): readonly string[] {
  const own = (one: OpenChange): boolean => one.organization === organization
  const isComing = acts.open.some((one) => own(one) && one.kind === 'manual-steps')
  if (!isOnIn(acts, organization, 'issues') || isComing) return []
  const isLeft = acts.open.some((one) => own(one) && one.state === 'manual')
  const isTold = written.some(({ state, marks }) => state === 'open' && marks.includes(manualSteps))
  return isLeft === isTold
    ? []
    : [
        `${organization}: ${isLeft ? 'something' : 'nothing'} is left to people, and its issue is ${isTold ? 'open' : 'not'}`,
      ]
}
