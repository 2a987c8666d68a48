// Closes a release: `npm run release -- 0.2.0 [--day 2026-12-15]` gives the rules that are new the day from which their two weeks as
// notes count, and sets the version of the package. docs/releasing.md tells what comes before and after.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ruleReleases } from '../scanner/rules/since.ts'
import { ledgerText, released, ruleLedger, ruleLedgerFile } from './rule-ledger.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { day: { type: 'string', default: new Date().toISOString().slice(0, 10) } },
})
const [version = ''] = positionals
if (!/^\d+\.\d+\.\d+$/.test(version) || !/^\d{4}-\d{2}-\d{2}$/.test(values.day))
  throw new Error('Write `npm run release -- <major.minor.patch> [--day <year-month-day>]`.')
if (readFileSync(ruleLedgerFile, 'utf8') !== ruleLedger())
  throw new Error('The list of rules is not up to date: run `npm run generate` and look at what changed.')

writeFileSync(ruleLedgerFile, ledgerText(released(ruleReleases, { version, day: values.day })))
for (const name of ['package.json', 'package-lock.json']) setVersion(name)

/** Only the package's own, which comes first in both files; in a lock file it stands there twice. */
function setVersion(name: string): void {
  const file = path.join(import.meta.dirname, '..', name)
  let left = name === 'package.json' ? 1 : 2
  const text = readFileSync(file, 'utf8').replaceAll(/"version": "[^"]*"/g, (found) => {
    left -= 1
    return left < 0 ? found : `"version": "${version}"`
  })
  writeFileSync(file, text)
}
