/**
 * Measures the file rules' names against labelled cases, public signature lists and real names that only look risky.
 * Run as `node bench/accuracy-files.ts <corpora-folder>`; the folder's README says what its files are.
 * Names alone are measured: where a rule looks at the content, a name only says that a look is needed.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv, exit, stderr, stdout } from 'node:process'
import { z } from 'zod'
import type { FileRule } from '../scanner/engine/file-rule.ts'
import { fileRules } from '../scanner/rules/files/index.ts'
import { mayBeRisky, rulesNamed } from '../scanner/rules/files/inspect-file-name.ts'
import { judgedOtherwise } from './accuracy-files-judgements.ts'

/** What a name alone leads to. */
type Answer = 'quiet' | 'look' | 'flagged'

const part = z.enum(['extension', 'filename', 'path'])
const labelledCases = z.array(z.object({ name: z.string(), expected: z.boolean() }))
const literalNames = z.array(z.object({ part, name: z.string() }))
const signatureList = z.array(z.object({ part, pattern: z.string() }))
type Signature = z.infer<typeof signatureList>[number]

const folder = argv[2]
if (folder === undefined) {
  stderr.write('usage: node bench/accuracy-files.ts <corpora-folder>\n')
  exit(2)
}
const say = (line = ''): void => void stdout.write(`${line}\n`)
const readJson = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'))
const percent = (part: number, whole: number): string =>
  `${part} of ${whole} (${((100 * part) / whole).toFixed(1)} %)`

/** `flagged`: some rule reports it whatever it holds; `look`: a rule does unless its content speaks against it. */
function answerTo(path: string): Answer {
  const named = rulesNamed(path)
  if (named.length === 0) return 'quiet'
  return named.some(({ look }) => look === undefined) ? 'flagged' : 'look'
}

const ids = (rules: readonly FileRule[]): string => rules.map(({ id }) => id).join(', ')

function reportLabelled(): void {
  const cases = labelledCases.parse(readJson('risky-files-cases.json'))
  const risky = cases.filter(({ expected }) => expected)
  const missed = risky.filter(({ name }) => answerTo(name) === 'quiet')
  say(`Labelled names: recognised ${percent(risky.length - missed.length, risky.length)}`)
  for (const { name } of missed)
    say(`  missed   ${name}: ${judgedOtherwise.get(name) ?? 'NO REASON WRITTEN'}`)
  for (const { name } of cases.filter(({ expected }) => !expected)) {
    if (answerTo(name) !== 'quiet')
      say(`  expected quiet ${name}: ${judgedOtherwise.get(name) ?? 'NO REASON WRITTEN'}`)
  }
  say()
}

function reportLiteralNames(): void {
  const names = literalNames.parse(readJson('risky-files-literal-names.json'))
  const paths = names.map(({ part, name }) => (part === 'extension' ? `some${name}` : name))
  const missed = paths.filter((path) => answerTo(path) === 'quiet')
  say(`Literal names of public signatures: recognised ${percent(paths.length - missed.length, paths.length)}`)
  for (const path of missed) say(`  missed   ${path}: ${judgedOtherwise.get(path) ?? 'NO REASON WRITTEN'}`)
  say()
}

/** Regular expressions are tried by a name made from them; those that are mere words in a path are judged apart. */
function reportSignatures(): void {
  const signatures = new Map(
    signatureList
      .parse(readJson('risky-files-signatures.json'))
      .map((one) => [`${one.part} ${one.pattern}`, one]),
  )
  const tried = [...signatures.values()].flatMap((one) => {
    const name = exampleOf(one)
    return name === undefined ? [] : [{ ...one, name }]
  })
  const missed = tried.filter(({ name }) => answerTo(name) === 'quiet')
  say(
    `Signatures, by a name made from each: recognised ${percent(tried.length - missed.length, tried.length)}`,
  )
  for (const { pattern, name } of missed)
    say(`  missed   ${name} (${pattern}): ${judgedOtherwise.get(name) ?? 'NO REASON WRITTEN'}`)
  const untried = [...signatures.values()].filter((one) => exampleOf(one) === undefined)
  say(`  not tried: ${untried.map(({ pattern }) => pattern).join('  ')}`)
  say()
}

/** A name that a signature is about; undefined where its pattern is not simple enough to make one. */
function exampleOf({ part, pattern }: Signature): string | undefined {
  const plain = pattern
    .replace(/^\(\?i\)/, '')
    .replace(/[\^$]/g, '')
    .replace(/\[\^\\\/\]\+|\.[*+]|\\w\+/g, 'some')
    .replace(/\[\\+\/\]/g, '/')
    .replace(/\((?:\?:)?([^()|]*)\|[^()]*\)\??/g, '$1')
    .replace(/\(([^()|]*)\)(\??)/g, (_, word: string, optional: string) => (optional === '' ? word : ''))
    .replace(/\\?\.\?/g, '.')
    .replace(/\\/g, '')
    .replace(/\?$/, '')
  if (/[()[\]|*+?{}]/.test(plain)) return undefined
  const isEnding = part === 'extension' || pattern.startsWith('(?i)\\.')
  return isEnding ? `some.${plain.replace(/^\./, '')}` : plain
}

function reportLookingNames(): void {
  const rows = readFileSync(join(folder!, 'risky-looking-names.tsv'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ count: Number(line.split('\t')[0]), name: line.slice(line.indexOf('\t') + 1) }))
  const files = rows.reduce((sum, { count }) => sum + count, 0)
  say(`Real names that only look risky: ${rows.length} names of ${files} files`)
  for (const answer of ['quiet', 'look', 'flagged'] as const) {
    const found = rows.filter(({ name }) => answerTo(name) === answer)
    const count = found.reduce((sum, one) => sum + one.count, 0)
    say(`  ${answer.padEnd(8)} ${percent(found.length, rows.length)} names, ${percent(count, files)} files`)
  }
  for (const { count, name } of rows.filter((row) => answerTo(row.name) === 'flagged')) {
    say(`  flagged  ${count} × ${name}: ${ids(rulesNamed(name))}`)
  }
  const enough = rows.filter(({ name }) => rulesNamed(name).some(({ nameAlone }) => nameAlone))
  say(`  reported by name where the content can't be had: ${percent(enough.length, rows.length)} names`)
  say(`    ${enough.map(({ name }) => name).join(', ')}`)
  say('  names that need a look, by rule that would report them:')
  const byRule = new Map<string, string[]>()
  for (const { name } of rows.filter((row) => answerTo(row.name) === 'look')) {
    const id = rulesNamed(name)[0]?.id ?? ''
    byRule.set(id, [...(byRule.get(id) ?? []), name])
  }
  for (const [id, names] of [...byRule].toSorted((one, other) => other[1].length - one[1].length)) {
    say(
      `    ${String(names.length).padStart(5)}  ${id}: ${names.slice(0, 6).join(', ')}${names.length > 6 ? ', …' : ''}`,
    )
  }
  say()
}

function reportSpeed(): void {
  const names = readFileSync(join(folder!, 'risky-looking-names.tsv'), 'utf8')
    .split('\n')
    .map((line) => `src/main/java/org/app/${line.slice(line.indexOf('\t') + 1)}`)
  const rounds = 60
  const start = performance.now()
  let risky = 0
  for (let round = 0; round < rounds; round += 1) for (const name of names) if (mayBeRisky(name)) risky += 1
  const seconds = (performance.now() - start) / 1000
  say(
    `mayBeRisky: ${((rounds * names.length) / seconds / 1e6).toFixed(2)} million paths a second (${risky / rounds} risky of ${names.length})`,
  )
}

say(`${fileRules.length} file rules`)
say()
reportLabelled()
reportLiteralNames()
reportSignatures()
reportLookingNames()
reportSpeed()
