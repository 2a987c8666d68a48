/**
 * The quick look while rules are being written: `node bench/accuracy-secrets.ts <cases.jsonl> [service…]`. Matches in this
 * process, without files and the judgement of their paths; `npm run accuracy -- secrets` is the measurement.
 */
import { matchBytes } from '../scanner/engine/match-bytes.ts'
import { compileScanRules } from '../scanner/pool/scan-rules.ts'
import { judgeCase } from './accuracy/judge-case.ts'
import { printAlarms, printMisses, printSummary } from './accuracy/print-accuracy.ts'
import { readSecretCases, type SecretCase } from './accuracy/secret-case.ts'
import { summarize } from './accuracy/summarize.ts'

const [file, ...services] = process.argv.slice(2)
if (file === undefined) throw new Error('Name the case file.')
const rules = compileScanRules({ userRules: [] })
const results = readSecretCases(file, services).map((one) => judgeCase(one, findingsIn(one)))
const summary = summarize(results)
if (services.length > 0) printMisses(results)
printAlarms(summary)
printSummary(summary)

function findingsIn({ text }: SecretCase) {
  return matchBytes(rules, Buffer.from(text, 'base64')).map(({ rule, place }) => {
    return { rule: rule.id, line: place?.line ?? null, endLine: place?.endLine ?? null }
  })
}
