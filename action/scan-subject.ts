import { readCodeownersOf } from './answers/read-codeowners.ts'
import { type Examined, examine } from './examine.ts'
import type { Access, Unreadable } from './gather/open-range.ts'
import { readStandards, type Standards } from './gather/read-standards.ts'
import { resolveCommit } from './gather/resolve-commit.ts'
import { BadInput, type Inputs } from './inputs.ts'
import { lookAt } from './look-at.ts'
import { notOpened } from './not-scanned.ts'
import { type LetPass, readLetPass } from './override/let-pass.ts'
import { readOthers } from './other-scanners/read-others.ts'
import { proposalText } from './proposal/proposal-text.ts'
import { type ProposalOptions, readProposal } from './proposal/read-proposal.ts'
import type { RunInput } from './run.ts'
import type { Opinion } from './second-opinion/opinion.ts'
import { opinionOn } from './second-opinion/second-opinion.ts'
import type { Change, Whole } from './subject.ts'
import { unprotectedWords } from './unprotected.ts'
import { tell } from './tell.ts'

/** Looks at what a run is about, and tells what was found, or why it could not be looked at. */
export async function scanSubject(
  input: RunInput,
  inputs: Inputs,
  subject: Change | Whole,
  access: Access,
): Promise<void> {
  const { runner, place, workspace, version, now } = input
  const { policy: policyFile, baseline } = inputs
  const { octokit } = access
  const ref = await resolveCommit(octokit, place, subject.standards)
  if (ref === undefined) return notOpened(runner, inputs, noStandards(subject.standards))
  const standards = await readValid(octokit, place, { ref, file: policyFile, baseline })
  if ('problem' in standards) return notOpened(runner, inputs, standards.problem)
  const others = readOthers(inputs, workspace)
  const pull = subject.kind === 'change' ? subject.pull : null
  const target = `${place.owner}/${place.repo}${pull ? `#${pull.number}` : ''}`
  const protection = readProtection(access, standards, ref)
  const looked = await lookAt(atCommits(subject, ref), access, async (opened): Promise<Looked> => {
    const examined = await examine(opened, {
      standards,
      target,
      owner: place.owner,
      threads: input.threads,
      version,
      now,
      others,
    })
    const range = 'inGit' in opened ? opened.inGit : undefined
    return { examined, opinion: await opinionFor(examined, subject, { ...access, inputs, standards, range }) }
  })
  const { head } = subject
  const letPass = (): Promise<LetPass> =>
    readLetPass({ octokit, place, pull, head, policy: standards.policy, standardsAt: ref })
  if ('problem' in looked) return notOpened(runner, inputs, looked.problem, await letPass())
  const proposed = pull
    ? await proposedIn({ octokit, place, standards, policyFile, base: ref, head })
    : undefined
  await tell(input, {
    inputs,
    what: subject.kind,
    head,
    pull,
    octokit,
    proposed,
    ...looked,
    notes: await protection,
    readLetPass: letPass,
  })
}

/** What findings are judged by, or why nothing can be. Whoever wrote the change did not break it: it is read from elsewhere. */
async function readValid(...asked: Parameters<typeof readStandards>): Promise<Standards | Unreadable> {
  try {
    return await readStandards(...asked)
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    const [first, ...details] = error.message.split('\n')
    return {
      problem: [`${first} It is read from the base, where it has to be mended.`, ...details].join('\n'),
    }
  }
}

/** What a change would make of policy and allowlist, as Markdown. */
async function proposedIn(options: ProposalOptions): Promise<string | undefined> {
  const proposal = await readProposal(options)
  return proposal && proposalText(proposal, options.standards.policy.allowlist.decisions.by)
}

interface Looked {
  readonly examined: Examined
  /** undefined: nobody asked for one. */
  readonly opinion: Opinion | undefined
}

/** Whether somebody has to approve a change of what findings are judged by. What cannot be read is not worth a failed run. */
async function readProtection(
  { octokit, place }: Access,
  { files }: Standards,
  ref: string,
): Promise<readonly string[]> {
  if (files.length === 0) return []
  try {
    const words = unprotectedWords(await readCodeownersOf(octokit, place, ref), files)
    return words === undefined ? [] : [words]
  } catch {
    return [`Who owns ${files.join(' and ')} could not be read.`]
  }
}

const noStandards = (ref: string): string =>
  `There is no ${ref.startsWith('heads/') ? `branch ${ref.slice(6)}` : `commit ${ref}`} in this repository any more, where the policy would be read, or the token lacks \`permissions: contents: read\`.`

/** Compared with the commit that the policy was read from, where that is of the same branch. */
const atCommits = (subject: Change | Whole, standards: string): Change | Whole =>
  subject.kind === 'change' && subject.base === subject.standards ? { ...subject, base: standards } : subject

type Asking = Parameters<typeof opinionOn>[0]

async function opinionFor(
  { report: { findings } }: Examined,
  subject: Change | Whole,
  asking: Omit<Asking, 'findings'>,
): Promise<Opinion | undefined> {
  return subject.kind === 'whole' ? undefined : opinionOn({ ...asking, findings })
}
