import { describe, expect, test } from 'vitest'
import { type CaseFinding, judgeCase } from '../../bench/accuracy/judge-case.ts'
import { scanCases } from '../../bench/accuracy/scan-cases.ts'
import type { SecretCase } from '../../bench/accuracy/secret-case.ts'
import { falseAlarmRate, isGoodEnough, summarize } from '../../bench/accuracy/summarize.ts'
import { join, random } from '../../scanner/engine/sample.ts'

const someCase = (over: Partial<SecretCase>): SecretCase => ({
  id: 'one',
  source: 'test',
  service: 'slack',
  rule: 'slack-token',
  expected: true,
  text: Buffer.from('text').toString('base64'),
  weight: 1,
  ...over,
})
const finding = (rule: string, line: number | null = 1, endLine = line): CaseFinding => ({
  rule,
  line,
  endLine,
})

describe('a positive', () => {
  test('is found by a rule of its service, and by any other only in the second count', () => {
    expect(judgeCase(someCase({}), [finding('slack-bot-token')])).toMatchObject({ own: 1, any: 1 })
    expect(judgeCase(someCase({}), [finding('generic-secret')])).toMatchObject({ own: 0, any: 1 })
    expect(judgeCase(someCase({}), [])).toMatchObject({ own: 0, any: 0 })
  })

  test('with lines is found by a finding on one of them, and the share of them is told', () => {
    const one = someCase({ expected_lines: [1, 3, 5, 9] })
    expect(
      judgeCase(one, [finding('slack-a', 1), finding('slack-a', 4, 6), finding('jwt-token', 9)]),
    ).toMatchObject({ own: 1, any: 1, lines: 0.5 })
    expect(judgeCase(one, [finding('slack-a', 2), finding('jwt-token', 9)])).toMatchObject({
      own: 0,
      any: 1,
      lines: 0,
    })
    expect(judgeCase(one, [finding('slack-a', null)])).toMatchObject({ own: 0, any: 0, lines: 0 })
  })
})

describe('a negative', () => {
  test('minds its own service only, unless nothing at all should be reported', () => {
    const own = someCase({ expected: false, neg_scope: 'this-rule' })
    const all = someCase({ expected: false, neg_scope: 'all-rules' })
    expect(judgeCase(own, [finding('jwt-token')]).alarms).toEqual([])
    expect(judgeCase(own, [finding('slack-bot-token')]).alarms).toEqual(['slack-bot-token'])
    expect(judgeCase(all, [finding('jwt-token')]).alarms).toEqual(['jwt-token'])
  })

  test('that its sources contradict each other about is not counted', () => {
    const disputed = someCase({ expected: false, neg_conflict: ['a', 'b'] })
    const summary = summarize([judgeCase(disputed, [finding('slack-bot-token')])])
    expect(summary).toMatchObject({ negatives: 0, skipped: 1, alarms: [] })
    expect(falseAlarmRate(summary)).toBe(0)
  })
})

describe('the summary', () => {
  const found = [finding('slack-bot-token')]

  test('counts each service once, however many cases it has, and each case by its weight', () => {
    const results = [
      judgeCase(someCase({ weight: 0.25 }), []),
      judgeCase(someCase({ weight: 0.75 }), found),
      judgeCase(someCase({ service: 'jwt' }), [finding('jwt-token')]),
    ]
    const summary = summarize(results)
    expect(summary.services.map(({ service, own }) => [service, own])).toEqual([
      ['slack', 0.75],
      ['jwt', 1],
    ])
    expect(summary.macroOwn).toBe(0.875)
    expect(isGoodEnough(summary)).toBe(false)
  })

  test('is good enough only where both aims are reached', () => {
    const quiet = judgeCase(someCase({ expected: false }), [])
    const alarm = judgeCase(someCase({ expected: false }), found)
    const hit = judgeCase(someCase({}), found)
    expect(isGoodEnough(summarize([hit, quiet]))).toBe(true)
    expect(isGoodEnough(summarize([hit, quiet, alarm]))).toBe(false)
    expect(isGoodEnough(summarize([quiet]))).toBe(false)
  })
})

test('findings of one scan come back to the case whose file they are in', () => {
  const token = join('xoxb-', random('digits', 12), '-', random('digits', 12, 2), '-', random('base62', 24))
  const text = (content: string): string => Buffer.from(content).toString('base64')
  const cases = [
    someCase({ text: text('nothing\n') }),
    someCase({ text: text(`\n${token}\n`) }),
    someCase({ text: text(`key = '${token}'\n`), filename: 'deep/settings.py' }),
  ]
  const rules = scanCases(cases, 'source').map((findings) =>
    findings.map(({ rule, line }) => `${rule} ${line}`),
  )
  expect(rules).toEqual([[], ['slack-bot-token 2'], ['slack-bot-token 1']])
})

test('a case cannot write outside its folder', () => {
  expect(() => scanCases([someCase({ filename: '../../outside' })], 'source')).toThrow('outside its folder')
})
