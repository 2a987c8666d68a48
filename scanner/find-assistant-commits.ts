import type { Assistant } from './assistants/assistant.ts'
import { assistants } from './assistants/assistants.ts'
import { readRefs } from './sources/git/read-refs.ts'
import type { Repository } from './sources/git/repository.ts'
import { runGit } from './sources/git/run.ts'

/** A commit that an assistant made, or that says so. Anybody can write such a commit: it is evidence and no proof. */
export interface AssistantCommit {
  readonly assistant: string
  /** In hex. */
  readonly commit: string
  /** ISO 8601, UTC: when it was committed. */
  readonly at: string
  /** Whether its author or committer is the assistant's bot, or only a trailer names it. */
  readonly by: 'bot' | 'trailer'
}

export interface AssistantCommits {
  /** Newest first, at most ten for each assistant. */
  readonly found: readonly AssistantCommit[]
  readonly leftOut: readonly string[]
}

const mostEach = 10
const mostCommits = 20_000

/** Finds the newest commits that an assistant made, on any branch. */
export async function findAssistantCommits(repository: Repository): Promise<AssistantCommits> {
  const { refs } = await readRefs(repository)
  const tips = [...new Set(refs.filter(({ name }) => name.startsWith('refs/heads/')).map(({ id }) => id))]
  if (tips.length === 0) return { found: [], leftOut: [] }
  const format = ['%H', '%ct', '%ae', '%ce', '%(trailers:only,unfold)'].join('%x00')
  const { ok, output } = await runGit(
    repository.git,
    ['log', `--max-count=${mostCommits}`, `--format=tformat:${format}%x00`, '--stdin'],
    { input: `${tips.join('\n')}\n` },
  )
  const fields = output.toString('utf8').split('\0')
  const commits = Array.from({ length: Math.floor(fields.length / fieldsOfCommit) }, (_, index) =>
    commitOf(fields.slice(index * fieldsOfCommit, (index + 1) * fieldsOfCommit)),
  )
  return {
    found: assistants.flatMap((assistant) => newestBy(assistant, commits)),
    leftOut: [
      ...(commits.length < mostCommits
        ? []
        : [`Only the newest ${mostCommits} commits were asked who made them.`]),
      ...(ok ? [] : ['Not all commits could be asked who made them: git failed at one of them.']),
    ],
  }
}

const fieldsOfCommit = 5

interface Commit {
  readonly id: string
  readonly seconds: number
  readonly emails: readonly string[]
  readonly trailers: string
}

const commitOf = ([
  id = '',
  seconds = '0',
  author = '',
  committer = '',
  trailers = '',
]: readonly string[]): Commit => ({
  id: id.trim(),
  seconds: Number(seconds),
  emails: [author, committer],
  trailers,
})

function newestBy(assistant: Assistant, commits: readonly Commit[]): readonly AssistantCommit[] {
  return commits
    .flatMap((commit): readonly AssistantCommit[] => {
      const by = madeBy(assistant, commit)
      const at = new Date(commit.seconds * 1000)
      if (by === undefined || Number.isNaN(at.getTime())) return []
      return [{ assistant: assistant.id, commit: commit.id, at: at.toISOString(), by }]
    })
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, mostEach)
}

function madeBy(assistant: Assistant, { emails, trailers }: Commit): AssistantCommit['by'] | undefined {
  if (assistant.bots.some((bot) => emails.some((email) => isBot(bot, email)))) return 'bot'
  const lines = trailers.toLowerCase().split('\n')
  const isNamed = assistant.commitTrailers.some(({ key, contains }) =>
    lines.some((line) => line.startsWith(`${key.toLowerCase()}:`) && line.includes(contains.toLowerCase())),
  )
  return isNamed ? 'trailer' : undefined
}

/** `209825114+claude[bot]@users.noreply.github.com`, on older commits without the number. */
function isBot(
  { login, id }: { readonly login: string; readonly id: number | null },
  email: string,
): boolean {
  const [, number, name] = /^(?:(\d+)\+)?(.+)@users\.noreply\./i.exec(email) ?? []
  return number !== undefined && id !== null
    ? Number(number) === id
    : name?.toLowerCase() === login.toLowerCase()
}
