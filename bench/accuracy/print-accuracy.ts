import { visibleText } from './visible-text.ts'
import type { CaseResult } from './judge-case.ts'
import { aims, falseAlarmRate, type Summary } from './summarize.ts'

const verdict = (good: boolean): string => (good ? 'reached' : 'MISSED')
const percent = (share: number): string => `${(100 * share).toFixed(2)} %`

/** Names every positive that no rule of its service found. */
export function printMisses(results: readonly CaseResult[]): void {
  for (const one of results.filter((result) => result.case.expected && result.own < 1)) {
    const instead = one.rules.length === 0 ? 'nothing found' : `found ${one.rules.join(', ')}`
    console.log(`miss   ${one.case.service}  ${one.case.id}  (${instead})  ${visibleText(one.case)}`)
  }
}

/** Names every negative in which something was reported that should not be. */
export function printAlarms({ alarms }: Summary): void {
  for (const one of alarms) {
    const scope = one.case.neg_scope ?? 'this-rule'
    console.log(
      `alarm  ${one.case.service}  ${one.case.id}  (${scope}: ${one.alarms.join(', ')})  ${visibleText(one.case)}`,
    )
  }
}

/** The figures of a run, the services that are not wholly found first. */
export function printSummary(summary: Summary): void {
  const { services, alarms, negatives } = summary
  const whole = services.filter(({ own }) => own === 1).length
  console.log(
    `\n${'service'.padEnd(34)} ${'recall'.padStart(9)} ${'any rule'.padStart(9)} ${'weight'.padStart(7)}`,
  )
  for (const { service, own, any, weight } of services.filter((row) => row.own < 1)) {
    console.log(
      `${service.padEnd(34)} ${percent(own).padStart(9)} ${percent(any).padStart(9)} ${weight.toFixed(1).padStart(7)}`,
    )
  }
  console.log(`(${whole} more services are found wholly)\n`)
  const rate = falseAlarmRate(summary)
  const rows = [
    [
      'macro recall, same service',
      percent(summary.macroOwn),
      `aim ${percent(aims.macroRecall)}: ${verdict(summary.macroOwn >= aims.macroRecall)}`,
    ],
    [
      'macro recall, any rule',
      percent(summary.macroAny),
      `${services.length} services, ${summary.positives} positives`,
    ],
    [
      'macro recall, by lines',
      percent(summary.macroLines),
      'a case that names several lines counts to the share of them that was covered',
    ],
    [
      'false alarms',
      percent(rate),
      `aim below ${percent(aims.falseAlarms)}: ${verdict(rate < aims.falseAlarms)}; ${alarms.length} of ${negatives} negatives`,
    ],
    [
      'false alarms by weight',
      percent(summary.weightedAlarms),
      `${summary.skipped} negatives skipped, about which sources disagree`,
    ],
    ['precision', percent(summary.precision), 'found positives against false alarms, by weight'],
  ]
  for (const [name = '', value = '', note = ''] of rows)
    console.log(`${name.padEnd(28)} ${value.padStart(9)}  ${note}`)
}
