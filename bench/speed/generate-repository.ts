import { execFileSync } from 'node:child_process'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** How large a repository to make. */
export interface RepositorySize {
  readonly files: number
  /** In the commits that bring the files. */
  readonly filesPerCommit: number
  /** Further commits, each of which changes three files. */
  readonly changes: number
}

/**
 * Makes a repository out of real files; the same source and size give the same commits.
 * @param source a folder with more files than asked for
 * @param target made
 */
export function generateRepository(source: string, target: string, size: RepositorySize): void {
  git(['init', '--quiet', '--initial-branch=main', target])
  const files = sampleOf(source, size.files)
  git(['-C', target, 'fast-import', '--quiet'], [...commits(source, files, size)].join(''))
  git(['-C', target, 'repack', '-adfq'])
  git(['-C', target, 'reset', '--hard', '--quiet'])
}

function git(options: readonly string[], input = ''): void {
  execFileSync('git', options, { stdio: ['pipe', 'ignore', 'inherit'], input })
}

const suffixes = '{js,mjs,cjs,ts,json,md,css,html,yml}'

/** So many of the source's text files, spread evenly over it; none too large for somebody to have written it. */
function sampleOf(source: string, count: number): readonly string[] {
  const all = globSync(`**/*.${suffixes}`, { cwd: source }).toSorted()
  const fit = all.filter((file) => isFit(join(source, file)))
  if (fit.length < count) throw new Error(`${source} has only ${fit.length} files that fit`)
  return Array.from({ length: count }, (_, index) => fit[Math.floor((index * fit.length) / count)]!)
}

function isFit(file: string): boolean {
  const stats = statSync(file)
  return stats.isFile() && stats.size >= 200 && stats.size <= 64_000 && !readFileSync(file).includes(0)
}

/** The commits in the language of git-fast-import(1). */
function* commits(source: string, files: readonly string[], size: RepositorySize): Generator<string> {
  const texts = new Map<string, string>()
  let number = 0
  for (let from = 0; from < files.length; from += size.filesPerCommit) {
    const added = files.slice(from, from + size.filesPerCommit)
    for (const file of added) texts.set(file, readFileSync(join(source, file), 'utf8'))
    yield commitOf((number += 1), added, texts)
  }
  for (let change = 0; change < size.changes; change += 1) {
    // Steps that share no divisor with most counts, so that the changes wander over all files.
    const changed = [...new Set([0, 1, 2].map((which) => files[(change * 17 + which * 389) % files.length]!))]
    for (const file of changed) texts.set(file, withLine(texts.get(file)!, change))
    yield commitOf((number += 1), changed, texts)
  }
}

/** The text with a line put in somewhere in the middle. */
function withLine(text: string, change: number): string {
  const at = text.indexOf('\n', Math.floor((text.length * ((change * 7) % 10)) / 10)) + 1
  return `${text.slice(0, at)}// change ${change}\n${text.slice(at)}`
}

function commitOf(number: number, files: readonly string[], texts: ReadonlyMap<string, string>): string {
  const date = 1_600_000_000 + number * 3600
  const message = `change ${number}`
  const head = `commit refs/heads/main\ncommitter Somebody <somebody@example.org> ${date} +0000\n${dataOf(message)}`
  return (
    head +
    files.map((file) => `M 100644 inline ${JSON.stringify(file)}\n${dataOf(texts.get(file)!)}`).join('')
  )
}

const dataOf = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`
