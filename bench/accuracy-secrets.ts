import { readFileSync } from 'node:fs'
import { compileRules } from '../scanner/engine/compile-rules.ts'
import { matchBytes } from '../scanner/engine/match-bytes.ts'
import { secretRules } from '../scanner/rules/secrets/index.ts'
import { isOfService } from './services.ts'

const [file, ...wanted] = process.argv.slice(2)
const rules = compileRules(secretRules)
interface Case { id: string; source: string; service: string; rule: string; expected: boolean; text: string; weight: number; filename?: string; neg_scope?: string; neg_conflict?: unknown }
const cases = readFileSync(file!, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Case)
const stats = new Map<string, { hit: number; any: number; all: number }>()
let negatives = 0, alarms = 0
for (const one of cases) {
  if (wanted.length && !wanted.includes(one.service)) continue
  const bytes = Buffer.from(one.text, 'base64')
  const found = matchBytes(rules, bytes)
  const ids = [...new Set(found.map((match) => match.rule.id))]
  if (one.expected) {
    const own = ids.some((id) => isOfService(id, one.service))
    const entry = stats.get(one.service) ?? { hit: 0, any: 0, all: 0 }
    entry.all += one.weight
    if (own) entry.hit += one.weight
    if (ids.length) entry.any += one.weight
    stats.set(one.service, entry)
    if (!own && wanted.length) console.log('MISS', one.source, one.rule, ids.join(','), JSON.stringify(bytes.toString('latin1').slice(0, 160)))
  } else if (!one.neg_conflict) {
    negatives += 1
    const wrong = one.neg_scope === 'all-rules' ? ids : ids.filter((id) => isOfService(id, one.service))
    if (wrong.length) { alarms += 1; console.log('ALARM', one.source, one.rule, one.neg_scope, wrong.join(','), JSON.stringify(bytes.toString('latin1').slice(0, 160))) }
  }
}
const rows = [...stats].map(([service, s]) => ({ service, recall: s.hit / s.all, any: s.any / s.all, weight: s.all })).sort((a, b) => a.recall - b.recall)
for (const row of rows) if (row.recall < 0.999) console.log(row.service.padEnd(28), row.recall.toFixed(3), 'any rule', row.any.toFixed(3), 'weight', row.weight.toFixed(1))
const mean = (key: 'recall' | 'any') => rows.reduce((sum, row) => sum + row[key], 0) / rows.length
console.log('macro recall', mean('recall').toFixed(4), 'any rule', mean('any').toFixed(4), 'services', rows.length, 'false alarms', alarms, 'of', negatives)
