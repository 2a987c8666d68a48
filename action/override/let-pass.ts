import type { Policy } from '../../policies/resolve-policy.ts'
import { readAuthors } from '../answers/read-authors.ts'
import { readCodeownersOf } from '../answers/read-codeowners.ts'
import { readComments } from '../answers/read-comments.ts'
import { readStanding } from '../answers/read-standing.ts'
import { administrators, decidersOf } from '../answers/who-decides.ts'
import { withoutFeature } from '../features.ts'
import { type Octokit, type Place, statusOf } from '../github.ts'
import type { Pull } from '../subject.ts'
import { type AskedOverride, overrideForm, overridesFor, refusalOf } from './read-override.ts'

export interface Overriding {
  readonly octokit: Octokit
  readonly place: Place
  /** null: nobody can say anything there. */
  readonly pull: Pull | null
  /** The commit that could not be looked at whole, in hex. */
  readonly head: string
  readonly policy: Policy
  /** The commit that the policy was read from; CODEOWNERS of there counts. */
  readonly standardsAt: string
}

/** Whether an approver lets a commit pass that could not be looked at whole. */
export interface LetPass {
  /** The comment that says so; undefined: nobody does. */
  readonly url: string | undefined
  /** What to tell people, each a sentence; free of Markdown. */
  readonly words: readonly string[]
}

/** More nobody writes about one commit. */
const mostTried = 20

/** Looks for an approver's word at this moment, and asks GitHub at this moment whether who gave it may. Writes nothing. */
export async function readLetPass(overriding: Overriding): Promise<LetPass> {
  const { octokit, place, pull, head, policy } = overriding
  if (pull === null) return { url: undefined, words: [] }
  try {
    const asked = overridesFor(await readComments(octokit, place, pull.number), head)
    const words: string[] = []
    const authors = asked.length === 0 ? [] : await authorsOf(pull, overriding)
    for (const one of asked.slice(0, mostTried)) {
      const refusal =
        refusalOf(one, { authors, ownChange: policy.allowlist.decisions.ownChange }) ??
        (await refusalOfPerson(one, overriding))
      if (refusal === undefined) return { url: one.said.url, words: [...words, taken(one, head)] }
      words.push(`What ${one.said.by.login} wrote to let this commit pass does not count: ${refusal}.`)
    }
    return { url: undefined, words: [...words, howTo(head)] }
  } catch (error) {
    if (statusOf(error) !== 403) throw error
    return { url: undefined, words: [withoutFeature('override', pull)] }
  }
}

/** Where GitHub does not list the commits, who opened it is all that is known. */
async function authorsOf(
  { author }: Pull,
  { octokit, place, head, standardsAt: base }: Overriding,
): Promise<readonly string[]> {
  const opener = author ?? undefined
  const all = await readAuthors(octokit, place, { base, otherwise: base, head, opener })
  return all ?? (opener === undefined ? [] : [opener])
}

const taken = ({ said, reason }: AskedOverride, head: string): string =>
  `Not all of ${head} could be looked at. ${said.by.login} lets it pass: ${reason} (${said.url})`

const howTo = (head: string): string =>
  `An approver can let this commit pass: by the comment "${overrideForm(head)}" on the pull request, and by running this job again.`

/** Who administers the repository could switch the check off, so their word counts always. */
async function refusalOfPerson(
  { said }: AskedOverride,
  { octokit, place, policy, standardsAt }: Overriding,
): Promise<string | undefined> {
  const codeowners = await readCodeownersOf(octokit, place, standardsAt)
  const { names } = decidersOf({ severity: 'critical', paths: [] }, policy.allowlist.decisions, codeowners)
  const standing = await readStanding(octokit, place, said.by.login, [administrators, ...names])
  if (standing === 'yes') return undefined
  return standing === 'no'
    ? 'the policy does not let them decide'
    : 'whether they may decide cannot be read with this token'
}
