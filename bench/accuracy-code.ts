/** Measures the rules about code: `npm run accuracy -- code <cases.jsonl>`. Ends with 1 where the aims are missed. */
import { dirname } from 'node:path'
import { type CodeCase, isContextFree, readCodeCases } from './accuracy/code-case.ts'
import { type CodeResult, judgeCodeCases } from './accuracy/judge-code-case.ts'
import { groupBy } from './group-by.ts'

const aims = { precision: 0.95, recall: 0.95, falseAlarms: 0.02 }
/** Purposes of random numbers and hashes are what legitimate crypto is about. */
const aboutCrypto = /hash|random|cipher|crypto|key|iv|tls|jwt|timing|padding|ssh|secret/

const [file, isQuiet] = process.argv.slice(2)
if (file === undefined) throw new Error('name a case file')
const results = await judgeCodeCases(readCodeCases(file), dirname(file))
const counted = results.filter(({ case: one }) => !isContextFree(one))
if (isQuiet !== '--quiet') printSingle(counted)
printTable('by language and category', counted, ({ language, category }) => `${language} ${category}`)
printTable('by CWE', counted, ({ cwe }) => String(cwe[0] ?? 'none'))
printTable('by language', counted, ({ language }) => language)
printTable(
  'context-free, apart',
  results.filter(({ case: one }) => isContextFree(one)),
  ({ language }) => language,
)
const all = figures(counted)
const legitimate = figures(counted.filter(({ case: one }) => !one.expected && aboutCrypto.test(one.category)))
process.stdout.write(
  `\nlegitimate crypto: ${legitimate.alarms} of ${legitimate.negatives} reported (${percent(legitimate.alarms, legitimate.negatives)}), ${legitimate.alarms - legitimate.notes} of them more than a note\n`,
)
const near = counted.filter(({ case: one, isNear }) => one.expected && isNear).length
process.stdout.write(
  `within ten lines of the label: ${near}/${all.positives} (${percent(near, all.positives)})\n`,
)
process.stdout.write(`all: ${describe(all)}\n`)
const isGood =
  all.hits >= aims.recall * all.positives &&
  all.hits >= aims.precision * (all.hits + all.alarms) &&
  legitimate.alarms < aims.falseAlarms * Math.max(1, legitimate.negatives)
process.exitCode = isGood ? 0 : 1

interface Figures {
  readonly positives: number
  readonly negatives: number
  readonly hits: number
  readonly alarms: number
  /** False alarms that are notes. */
  readonly notes: number
}

function figures(of: readonly CodeResult[]): Figures {
  const isFound = ({ found }: CodeResult): boolean => found.length > 0
  const positives = of.filter(({ case: one }) => one.expected)
  const negatives = of.filter(({ case: one }) => !one.expected)
  const alarms = negatives.filter(isFound)
  return {
    positives: positives.length,
    negatives: negatives.length,
    hits: positives.filter(isFound).length,
    alarms: alarms.length,
    notes: alarms.filter(({ isNote }) => isNote).length,
  }
}

function printTable(title: string, of: readonly CodeResult[], keyOf: (one: CodeCase) => string): void {
  if (of.length === 0) return
  const rows = [...groupBy(of, (one) => keyOf(one.case))].toSorted(([a], [b]) => (a < b ? -1 : 1))
  process.stdout.write(`\n${title}\n`)
  for (const [key, group] of rows) process.stdout.write(`  ${key.padEnd(34)} ${describe(figures(group))}\n`)
}

function describe({ positives, negatives, hits, alarms, notes }: Figures): string {
  return `recall ${hits}/${positives} (${percent(hits, positives)}), false alarms ${alarms}/${negatives} (${percent(alarms, negatives)}; ${notes} notes), precision ${percent(hits, hits + alarms)}`
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`
}

function printSingle(of: readonly CodeResult[]): void {
  for (const { case: one, found, isNote, problem } of of) {
    if (one.expected === found.length > 0) continue
    const what = one.expected ? 'missed ' : isNote ? 'note   ' : 'alarm  '
    const said = found.map(({ rule, note }) => `${rule.id}: ${note ?? ''}`).join('; ')
    process.stdout.write(
      `${what} ${one.category} ${one.file}:${one.line ?? ''} ${one.purpose ?? ''} ${problem ?? ''} ${said}\n`,
    )
  }
}
