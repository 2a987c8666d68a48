import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { describe, expect, test } from 'vitest'
import type { Explanation } from '../../report/explanation.ts'
import { renderWhyMarkdown } from '../../report/markdown/why.ts'
import { renderWhy } from '../../report/terminal/why.ts'
import { controlLabels, nextSteps, renderWhyJson } from '../../report/why.ts'

const explanation = (over: Partial<Explanation> = {}): Explanation => ({
  host: 'github.com',
  repository: 'acme/web',
  decision: {
    outcome: 'denied',
    group: 'all',
    mode: 'observe',
    reasons: [
      {
        check: 'group',
        state: 'met',
        wanted: 'a group that does not deny it',
        found: 'the group "all" allows it',
      },
      {
        check: 'secrets-in-tree',
        state: 'unmet',
        wanted: 'no secret in the files',
        found: '2 secrets',
        todo: 'Replace them.',
      },
      {
        check: 'deny-rules',
        state: 'unmet',
        wanted: 'deny rules',
        found: 'none',
        todo: 'Add some.',
        advisory: true,
      },
    ],
    policy: 'acme/gatehouse@1a2b3c4',
    since: '2026-11-20T08:00:00.000Z',
    decidedAt: '2026-11-26T07:00:00.000Z',
    changesAt: '2026-12-01T00:00:00.000Z',
  },
  owners: { kind: 'property', owners: ['acme/web-team'], why: 'Its custom property owner says so.' },
  paths: [
    {
      assistant: 'claude',
      path: 'workflow',
      state: 'connected',
      control: 'enforceable',
      evidence: ['.github/workflows/claude.yml runs anthropics/claude-code-action.'],
      readAt: '2026-11-26T07:00:00.000Z',
    },
    {
      assistant: 'claude',
      path: 'cloud-session',
      state: 'unknown',
      control: 'unknown',
      evidence: [],
      why: 'only an owner can say',
      readAt: '2026-11-26T07:00:00.000Z',
    },
    {
      assistant: 'claude',
      path: 'native-agent',
      state: 'not-seen',
      control: 'detectable',
      evidence: [],
      readAt: '2026-11-26T07:00:00.000Z',
    },
  ],
  findings: { open: { critical: 1, high: 1, medium: 0, low: 0, info: 0 }, settled: 3 },
  lookedAt: { paths: '2026-11-26T07:00:00.000Z', commit: 'a'.repeat(40) },
  remarks: ['The policy that was found last is not valid, so the one before it is in force.'],
  ...over,
})

test('the answer comes first, then why, what to do, how it is reached, and what was looked at', () => {
  expect(renderWhy(explanation(), { width: 100 })).toBe(
    `${[
      '✗ acme/web is denied',
      '  policy acme/gatehouse@1a2b3c4, group all, mode observe, since 2026-11-20 08:00 UTC',
      '  ! The policy that was found last is not valid, so the one before it is in force.',
      '',
      'Why',
      '─'.repeat(100),
      '  ✗ No secret in the files',
      '    found: 2 secrets',
      '  ✓ A group that does not deny it',
      '    found: the group "all" allows it',
      '  ! Deny rules (advice, decides nothing)',
      '    found: none',
      '',
      'What to do next',
      '─'.repeat(100),
      '  → Replace them.',
      '',
      'How it is reached',
      '─'.repeat(100),
      '  ? claude, workflow: connected (we can change this)',
      '    .github/workflows/claude.yml runs anthropics/claude-code-action.',
      "  ? claude, cloud-session: could not be read (we can't see this)",
      '    Only an owner can say.',
      '  ✓ claude, native-agent: not seen (we can only see this)',
      '',
      'What was looked at',
      '─'.repeat(100),
      '  Its paths were read on 2026-11-26 07:00 UTC.',
      '  Its content was scanned at the commit aaaaaaaaaa.',
      '  It was decided on 2026-11-26 07:00 UTC.',
      '  Open findings: 1 critical, 1 high; 3 set aside.',
      '  Owners: acme/web-team. Its custom property owner says so.',
      '  It may change by itself on 2026-12-01 00:00 UTC, when something ends or begins.',
    ].join('\n')}\n`,
  )
})

test('an allowed repository has nothing to do next, and one of nobody says so', () => {
  const { decision } = explanation()
  const allowed = explanation({
    decision: { ...decision, outcome: 'allowed', changesAt: null },
    owners: { kind: 'unowned', owners: [], why: 'Nobody owns it: nothing names an owner.' },
    findings: { open: { critical: 0, high: 0, medium: 0, low: 0, info: 0 }, settled: 0 },
    lookedAt: { paths: null, commit: null, contentProblem: 'nothing was scanned yet' },
  })
  expect(nextSteps(allowed)).toEqual([])
  const text = renderWhy(allowed)
  for (const words of [
    '✓ acme/web is allowed',
    'Owners: Nobody owns it: nothing names an owner.',
    'No open findings.',
    'Its paths were never read.',
    'Its content was not scanned.',
    'Content that could not be looked at: nothing was scanned yet.',
    'It does not change by itself',
  ])
    expect(text).toContain(words)
  expect(text).not.toContain('What to do next')
})

test('what can be done about a path is said in these words', () => {
  expect(controlLabels).toEqual({
    enforceable: 'we can change this',
    detectable: 'we can only see this',
    unknown: "we can't see this",
  })
})

test('"not connected" is never said, whatever the state', () => {
  expect(renderWhy(explanation())).not.toMatch(/not connected/i)
  expect(renderWhyMarkdown(explanation())).not.toMatch(/not connected/i)
})

describe('names that look like something else', () => {
  test.each(['../../etc', 'acme/|x|<b>`', 'acme/[a](javascript:x)', 'acme/\u001b[2J', '@octocat'])(
    '%j stays text',
    (name) => {
      const hostile = explanation({ repository: name, remarks: [name] })
      expect(renderWhy(hostile)).not.toContain('\u001b')
      const html = micromark(renderWhyMarkdown(hostile), { extensions: [gfm()], htmlExtensions: [gfmHtml()] })
      expect(html).not.toMatch(/<(?:b|a|img|script)\b/)
      expect(html.match(/<tbody/g)).toHaveLength(2)
      expect(JSON.parse(renderWhyJson(hostile))).toMatchObject({
        version: 1,
        repository: name,
        next: ['Replace them.'],
      })
    },
  )
})
