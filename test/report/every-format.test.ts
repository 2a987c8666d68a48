import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { formats } from '../../report/formats.ts'
import type { Report } from '../../report/report.ts'
import { actingCharacters, hostileText, proofRuns } from './hostile-text.ts'
import { finding, sampleRules, shop } from './sample-reports.ts'

/** A report whose every text of the repository, of its policy and of its people is made up. */
const anyReport: fc.Arbitrary<Report> = fc.infiniteStream(hostileText).map((stream) => {
  const next = (): string => String(stream.next().value)
  const history = { authorDate: next(), author: next(), tracked: true, paths: [next(), next()] }
  const at = [1, 2, 1, 9] as const
  const place = { path: next(), at, excerpt: next(), commit: next(), history }
  return {
    ...shop(),
    target: next(),
    version: next(),
    scannedAt: next(),
    readiness: {
      outcome: 'not-ready',
      policy: next(),
      reasons: [{ check: next(), state: 'unmet', wanted: next(), found: next(), todo: next() }],
    },
    findings: [
      finding(sampleRules.password, place, { note: next(), reachedBy: [next()] }),
      finding(sampleRules.env, { path: next() }, { status: 'risk-accepted', statusReason: next() }),
    ],
    rules: new Map([
      [sampleRules.password.id, { ...sampleRules.password, why: next(), fix: next(), title: next() }],
    ]),
    coverage: { ...shop().coverage, notScanned: [{ path: next(), code: next(), reason: next() }] },
  }
})

const runs = { numRuns: Math.ceil(proofRuns.numRuns / 10) }

test.each(Object.entries(formats))(
  'whatever a repository holds, nothing of it acts: %s',
  (format, render) => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const text = render(report)
        expect(text).not.toContain('##[')
        for (const line of text.split(format === 'csv' ? '\r\n' : '\n')) {
          expect(line).not.toMatch(actingCharacters)
          expect(line.trimStart().startsWith('::')).toBe(false)
        }
      }),
      runs,
    )
  },
)

test.each(Object.entries(formats))('the same report gives the same text: %s', (_format, render) => {
  expect(render(shop())).toBe(render(shop()))
})
