import { groupBy } from '../group-by.ts'
import type { CaseResult } from './judge-case.ts'
import { isAgreed } from './secret-case.ts'

/** One service's recall; shares of 0 to 1, `weight` in cases. */
export interface ServiceRecall {
  readonly service: string
  readonly own: number
  readonly any: number
  /** As `own`, but a case that names lines counts to the share of them that was covered. */
  readonly lines: number
  readonly weight: number
}

/** The figures of one run. */
export interface Summary {
  /** Worst first. */
  readonly services: readonly ServiceRecall[]
  /** Averages over services, each counting once. */
  readonly macroOwn: number
  readonly macroAny: number
  readonly macroLines: number
  readonly positives: number
  readonly negatives: number
  readonly alarms: readonly CaseResult[]
  /** False alarms by weight, 0 to 1. */
  readonly weightedAlarms: number
  /** Found positives of all that was reported in positives and negatives, by weight. */
  readonly precision: number
  /** Negatives that their sources contradict each other about: not counted. */
  readonly skipped: number
}

/** What the project aims at; see docs/measurements.md. */
export const aims = { macroRecall: 0.95, falseAlarms: 0.02 } as const

export function summarize(results: readonly CaseResult[]): Summary {
  const positives = results.filter((one) => one.case.expected)
  const negatives = results.filter((one) => !one.case.expected && isAgreed(one.case))
  const alarms = negatives.filter((one) => one.alarms.length > 0)
  const services = recallByService(positives)
  const found = sum(positives, (one) => one.own * one.case.weight)
  const alarmed = sum(alarms, (one) => one.case.weight)
  return {
    services,
    macroOwn: share(
      sum(services, ({ own }) => own),
      services.length,
    ),
    macroAny: share(
      sum(services, ({ any }) => any),
      services.length,
    ),
    macroLines: share(
      sum(services, ({ lines }) => lines),
      services.length,
    ),
    positives: positives.length,
    negatives: negatives.length,
    alarms,
    weightedAlarms: share(
      alarmed,
      sum(negatives, (one) => one.case.weight),
    ),
    precision: share(found, found + alarmed),
    skipped: results.length - positives.length - negatives.length,
  }
}

export const falseAlarmRate = ({ alarms, negatives }: Summary): number => share(alarms.length, negatives)

export const isGoodEnough = (summary: Summary): boolean =>
  summary.macroOwn >= aims.macroRecall && falseAlarmRate(summary) < aims.falseAlarms

function recallByService(positives: readonly CaseResult[]): readonly ServiceRecall[] {
  const groups = groupBy(positives, (one) => one.case.service)
  const rows = [...groups].map(([service, group]) => {
    const weight = sum(group, (one) => one.case.weight)
    const weighted = (of: (one: CaseResult) => number) =>
      share(
        sum(group, (one) => of(one) * one.case.weight),
        weight,
      )
    return {
      service,
      own: weighted(({ own }) => own),
      any: weighted(({ any }) => any),
      lines: weighted(({ lines }) => lines),
      weight,
    }
  })
  return rows.toSorted((a, b) => a.own - b.own || a.service.localeCompare(b.service))
}

const sum = <T>(list: readonly T[], of: (one: T) => number): number =>
  list.reduce((total, one) => total + of(one), 0)
const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
