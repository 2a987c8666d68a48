import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { Octokit } from '@octokit/rest'
import { startSimulator, type Simulator } from '../../test/github/server/simulator.ts'

/** A pull request on a simulated GitHub, and a checkout of all of it for programs that need one. */
export interface BenchPull {
  readonly github: Simulator
  /** Of a workflow, with the rights that the README gives it. */
  readonly token: string
  /** What the runner would put into the file of the event. */
  readonly event: unknown
  readonly base: string
  readonly head: string
  readonly checkout: string
  /** The paths that it changes. */
  readonly paths: readonly string[]
  /** Of the changed files, as they are at its head. */
  readonly bytes: number
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} }
/** A file that a person changes is not larger. */
const largest = 100_000

/**
 * Makes a pull request of real code: of each file that it changes a part was there before, and every third file is new.
 * @param source a folder with JavaScript
 * @param files how many it changes
 */
export async function pullRequestOf(source: string, files: number, scratch: string): Promise<BenchPull> {
  const chosen = chooseFiles(source, files)
  const github = await startSimulator({})
  const ada = github.addUser({ login: 'ada' })
  const acme = github.addOrganization({ login: 'acme', owners: [ada] })
  const before = Object.fromEntries(
    [...chosen].flatMap(([path, text], index) => (index % 3 === 0 ? [] : [[path, partOf(text)]])),
  )
  const web = github.addRepository(acme, { name: 'web', files: { 'README.md': '# Web\n', ...before } })
  const head = await github.pushCommit(web, {
    branch: 'topic',
    files: Object.fromEntries(chosen),
    sender: ada,
  })
  const octokit = new Octokit({
    baseUrl: github.apiUrl,
    log: quiet,
    auth: github.addClassicToken(ada, ['repo']),
  })
  const where = { owner: 'acme', repo: 'web' }
  const { data } = await octokit.pulls.create({ ...where, head: 'topic', base: 'main', title: 'A change' })
  const token = github.addActionsToken(web, { contents: 'read', pull_requests: 'write' })
  const checkout = join(scratch, `checkout-${files}`)
  const address = new URL(github.webUrl)
  Object.assign(address, { username: 'x-access-token', password: token, pathname: '/acme/web.git' })
  // Not waited for in this thread: the simulator that it clones from is in it.
  await promisify(execFile)('git', ['clone', '--quiet', '--branch', 'topic', address.href, checkout])
  return {
    github,
    token,
    event: { action: 'synchronize', pull_request: data },
    base: data.base.sha,
    head,
    checkout,
    paths: [...chosen.keys()],
    bytes: [...chosen.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0),
  }
}

/** As many as are wanted, from all over the source. */
function chooseFiles(source: string, files: number): ReadonlyMap<string, string> {
  // Packages have folders that are called like files.
  const entries = globSync('**/*.{js,mjs,cjs,ts,tsx}', { cwd: source, withFileTypes: true })
  const all = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(source, join(parentPath, name)))
  const texts = all.toSorted().flatMap((path) => {
    const text = readFileSync(join(source, path), 'utf8')
    return text.length > 200 && text.length < largest ? [[path, text] as const] : []
  })
  if (texts.length < files) throw new Error(`${source} has ${texts.length} files, and ${files} are wanted`)
  const step = texts.length / files
  return new Map(Array.from({ length: files }, (_, index) => texts[Math.floor(index * step)]!))
}

/** Without every tenth run of ten lines. */
const partOf = (text: string): string =>
  text
    .split('\n')
    .filter((_, line) => Math.floor(line / 10) % 10 !== 5)
    .join('\n')
