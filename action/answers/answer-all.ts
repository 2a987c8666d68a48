import type { NewEntry } from '../../policies/add-entries.ts'
import { gravestFirst } from '../../report/order.ts'
import type { AboutPull, Answering, FoundIn } from './answering.ts'
import { answerTexts } from './answer-text.ts'
import { decideAnswer, type Decision } from './decide-answer.ts'
import type { Note } from './note-marker.ts'
import type { Claim } from './read-answer.ts'
import { readStanding } from './read-standing.ts'
import { dueReminders } from './remind.ts'
import type { Asked, Conversation, OpenRequest, Pending, Said } from './threads.ts'
import { type Deciders, decidersOf, type Weighed } from './who-decides.ts'

export interface AnsweringAll extends Answering, AboutPull, FoundIn {
  readonly number: number
  readonly conversation: Conversation
  /** Oldest first. */
  readonly wanted: readonly Asked[]
  readonly open: readonly OpenRequest[]
}

export interface Reply {
  readonly to: Said
  readonly text: string
  readonly notes: readonly Note[]
}

export interface Settling {
  readonly entries: readonly NewEntry[]
  /** What nobody has decided yet, oldest first. */
  readonly open: readonly Pending[]
  /** @param pull number of the pull request with the entries, or what to do where none could be made */
  readonly replies: (pull: number | string) => readonly Reply[]
}

type LateReply = (pull: number | string) => Reply

interface Request {
  readonly asked: Asked
  readonly claim: Claim
}

/** Decides every command in turn: one may be about what another one asks for. Reads who may decide at that moment. */
export async function answerAll(all: AnsweringAll): Promise<Settling> {
  const entries: NewEntry[] = []
  const replies: LateReply[] = []
  const requests = new Map(all.open.flatMap(({ asked }) => requestOf(asked)))
  const settled = new Set<number>()
  const begun: Pending[] = []
  for (const asked of all.wanted) {
    const early = earlyText(all, asked)
    if (early !== undefined) {
      replies.push(() => replyTo(asked, early, 'refused'))
      continue
    }
    const { decision, deciders } = await decide(all, asked, requests)
    if (decision.outcome === 'requested' || decision.outcome === 'waiting') {
      requests.set(asked.fingerprint!, { asked, claim: decision.claim })
      begun.push({ asked, due: decision.due })
    }
    if (decision.outcome === 'recorded' || decision.outcome === 'denied') {
      requests.delete(asked.fingerprint!)
      for (const one of decision.settles) settled.add(one.said.id)
    }
    if (decision.outcome === 'recorded') entries.push(decision.entry)
    const reply = replyOf(all, asked, decision, deciders)
    if (reply) replies.push(reply)
  }
  const undecided = all.open.filter(({ asked }) => !settled.has(asked.said.id))
  const over = undecided.flatMap(({ asked }) => endOf(all, asked))
  for (const { to } of over) settled.add(to.id)
  const late = undecided.filter(({ asked }) => !settled.has(asked.said.id))
  return {
    entries,
    open: stillOpen([...all.open, ...begun], settled),
    replies: (pull) => [
      ...replies.map((make) => make(pull)),
      ...over,
      ...late.flatMap((one) => reminder(all, one)),
    ],
  }
}

/** What is said where nobody needs to decide any more. */
function endOf(all: AnsweringAll, asked: Asked): readonly Reply[] {
  const text = needlessText(all, asked)
  return text === undefined ? [] : [replyTo(asked, text, 'refused')]
}

/** What was asked for again keeps the time it was first given; of those for one finding the last counts. */
function stillOpen(all: readonly Pending[], settled: ReadonlySet<number>): readonly Pending[] {
  const open = new Map<string | undefined, Pending>()
  for (const { asked, due } of all) {
    if (settled.has(asked.said.id)) continue
    const known = open.get(asked.fingerprint)
    open.set(asked.fingerprint, known?.asked.said.id === asked.said.id ? known : { asked, due })
  }
  return [...open.values()]
}

const requestOf = (asked: Asked): readonly (readonly [string, Request])[] => {
  const { read, fingerprint } = asked
  if (!read.ok || fingerprint === undefined) return []
  const { answer } = read
  return answer.kind === 'approve' || answer.kind === 'deny' ? [] : [[fingerprint, { asked, claim: answer }]]
}

/** What is said without asking who somebody is; undefined: that has to be asked. */
function earlyText(all: AnsweringAll, asked: Asked): string | undefined {
  const { said, read, fingerprint } = asked
  if (said.isEdited) return answerTexts.edited
  if (said.isByApp) return answerTexts.byApp
  if (!read.ok) return answerTexts.malformed(read.problem)
  if (fingerprint === undefined) return answerTexts.nameless
  return needlessText(all, asked)
}

/** Why there is nothing to decide about a finding; undefined: there is, or that is not known. */
function needlessText({ findings, isWhole }: AnsweringAll, { fingerprint, rule }: Asked): string | undefined {
  const places = findings.filter((one) => one.fingerprint === fingerprint)
  if (places.length === 0) return isOfOthers(rule) || !isWhole ? undefined : answerTexts.gone
  const isSettled = places.every(({ status }) => status === 'false-positive' || status === 'risk-accepted')
  return isSettled ? answerTexts.settled(places[0]!.statusReason ?? '') : undefined
}

/** What another scanner found is not looked for here: only those who decide of everything decide of it. */
const isOfOthers = (rule: string | undefined): boolean => rule?.startsWith('other-') ?? false

async function decide(
  all: AnsweringAll,
  asked: Asked,
  requests: ReadonlyMap<string, Request>,
): Promise<{ readonly decision: Decision; readonly deciders: Deciders }> {
  const { octokit, place, standards, codeowners, authors, number, now } = all
  const { decisions } = standards.policy.allowlist
  const { read, fingerprint } = asked
  if (!read.ok || fingerprint === undefined) throw new Error('An answer that was not understood was decided.')
  const deciders = decidersOf(weighed(all, fingerprint), decisions, codeowners)
  const decision = decideAnswer({
    answer: read.answer,
    asked,
    fingerprint,
    decisions,
    standing: await readStanding(octokit, place, asked.said.by.login, deciders.names),
    authors,
    request: requests.get(fingerprint),
    target: `${place.owner}/${place.repo}#${number}`,
    now: now(),
  })
  return { decision, deciders }
}

/** The gravest of all the places that it has. */
function weighed({ findings }: Pick<AnsweringAll, 'findings'>, fingerprint: string): Weighed {
  const places = findings.filter((one) => one.fingerprint === fingerprint)
  const severity = gravestFirst.find((one) => places.some((place) => place.severity === one)) ?? 'critical'
  // Where others were that are not listed, nobody owns all of them.
  const isWhole = places.every(({ history }) => (history?.morePaths ?? 0) === 0)
  const paths = places.flatMap(({ path, history }) => [path, ...(history?.paths ?? [])])
  return { severity, paths: isWhole ? [...new Set(paths)] : [] }
}

const replyTo = (
  { said }: Asked,
  text: string,
  outcome: Note['outcome'],
  due?: Date,
  others: readonly Asked[] = [],
): Reply => ({
  to: said,
  text,
  notes: [
    { about: said.id, outcome, due },
    ...others
      .filter((one) => one.said.id !== said.id)
      .map((one) => ({ about: one.said.id, outcome, due: undefined })),
  ],
})

function replyOf(
  { conversation }: AnsweringAll,
  asked: Asked,
  decision: Decision,
  deciders: Deciders,
): LateReply | undefined {
  const by = asked.said.by.login
  const wasTold = conversation.notes.has(asked.said.id)
  switch (decision.outcome) {
    case 'recorded': {
      const { entry, isCut, settles } = decision
      const from = settles[0]!
      return (pull) => {
        const told = {
          claim: claimOf(from),
          by: from.said.by.login,
          approver: by,
          expires: entry.expires,
          isCut,
          pull,
        }
        return replyTo(asked, answerTexts.recorded(told), 'recorded', undefined, settles)
      }
    }
    case 'denied': {
      const { reason, settles } = decision
      const text = answerTexts.denied({ by, asker: settles[0]!.said.by.login, reason })
      return () => replyTo(asked, text, 'refused', undefined, settles)
    }
    case 'requested':
    case 'waiting': {
      // It was said when it was asked first.
      if (wasTold) return undefined
      const { claim, due, outcome } = decision
      const isUnread = outcome === 'waiting'
      return () => replyTo(asked, answerTexts.requested({ by, claim, deciders, due, isUnread }), outcome, due)
    }
    case 'unread':
      return wasTold ? undefined : () => replyTo(asked, answerTexts.unread(deciders), 'waiting')
    case 'refused':
      return () => replyTo(asked, answerTexts.refused(decision.why, deciders), 'refused')
    default:
      return decision satisfies never
  }
}

function claimOf({ read }: Asked): Claim {
  if (!read.ok || read.answer.kind === 'approve' || read.answer.kind === 'deny')
    throw new Error('An entry was made from what claims nothing.')
  return read.answer
}

function reminder(all: AnsweringAll, request: OpenRequest): readonly Reply[] {
  const { asked, due } = request
  const outcome = dueReminders(request, all.now())
  if (outcome === undefined || asked.fingerprint === undefined) return []
  const { decisions } = all.standards.policy.allowlist
  const deciders = decidersOf(weighed(all, asked.fingerprint), decisions, all.codeowners)
  return [replyTo(asked, answerTexts[outcome](deciders, due), outcome)]
}
