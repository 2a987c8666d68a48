import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { describe, expect, test } from 'vitest'
import type { PolicyPreview, RepositoryChange } from '../../policies/preview-policy.ts'
import { renderPreviewMarkdown } from '../../report/markdown/preview.ts'
import { renderPreview } from '../../report/terminal/preview.ts'
import { renderPreviewJson, type ShownPreview } from '../../report/preview.ts'

const change = (repository: string, over: Partial<RepositoryChange> = {}): RepositoryChange => ({
  repository,
  before: { outcome: 'allowed', group: 'all', mode: 'observe' },
  after: { outcome: 'denied', group: 'strict', mode: 'observe' },
  reasons: [
    {
      check: 'secrets-in-tree',
      after: {
        check: 'secrets-in-tree',
        state: 'unmet',
        wanted: 'no secret in the files',
        found: '2 secrets',
      },
    },
  ],
  ...over,
})
const shown = (preview: Partial<PolicyPreview> = {}, remarks: readonly string[] = []): ShownPreview => ({
  organization: 'acme',
  current: 'acme/gatehouse@1a2b3c4',
  candidate: 'new.yml',
  preview: { repositories: 40, changes: [], modeChanges: [], regrouped: 0, ...preview },
  remarks,
})
const needsApproval = change('acme/api', {
  after: { outcome: 'needs-approval', group: 'asks', mode: 'observe' },
  reasons: [
    {
      check: 'visibility',
      before: { check: 'visibility', state: 'unmet', wanted: 'private', found: 'public' },
    },
    { check: 'group', after: { check: 'group', state: 'met', wanted: 'a group', found: 'the group asks' } },
  ],
})

test('counts come first, then the repositories with what differs', () => {
  const text = renderPreview(
    shown(
      {
        changes: [change('acme/web'), needsApproval],
        modeChanges: [{ before: 'observe', after: 'enforce', repositories: 3 }],
        regrouped: 1,
      },
      ['Facts are of yesterday.'],
    ),
    { width: 100 },
  )
  expect(text).toBe(
    [
      '? 2 of 40 repositories would change',
      '  acme: new.yml instead of acme/gatehouse@1a2b3c4',
      '      1  allowed → denied',
      '      1  allowed → needs approval',
      '  ! 3 repositories would stay as decided, with the mode enforce instead of observe.',
      '  ! 1 repository would stay as decided, by another group.',
      '  ! Facts are of yesterday.',
      '',
      'Allowed → denied  1 repository',
      '─'.repeat(100),
      '  acme/web',
      '    group strict',
      '    · secrets-in-tree: wanted: no secret in the files; found: 2 secrets',
      '',
      'Allowed → needs approval  1 repository',
      '─'.repeat(100),
      '  acme/api',
      '    group asks',
      '    · visibility: not asked any more (public)',
      '    · group: holds then: the group asks',
      '',
    ].join('\n'),
  )
})

test('where nothing changes, that is the answer', () => {
  expect(renderPreview(shown())).toContain('✓ None of 40 repositories would change\n')
  expect(renderPreviewMarkdown(shown())).toContain('## None of 40 repositories would change\n')
})

test('a long list is cut, and says so, unless all of it is wanted', () => {
  const many = shown({ changes: Array.from({ length: 30 }, (_, index) => change(`acme/r${index}`)) })
  expect(renderPreview(many)).toContain('and 10 more (--all)')
  expect(renderPreview(many, { all: true })).toContain('acme/r29')
  const thousands = shown({ changes: Array.from({ length: 5000 }, (_, index) => change(`acme/r${index}`)) })
  expect(renderPreviewMarkdown(thousands).length).toBeLessThan(65_536)
  expect(renderPreviewMarkdown(thousands)).toContain('5,000 × allowed → denied')
})

describe('names that look like something else', () => {
  const hostile = [
    '../../etc/passwd',
    'acme/|x|<b>`',
    'acme/[a](javascript:x)',
    'acme/\u001b[2J@octocat',
    '::error::x',
  ]

  test.each(hostile)('%j stays text', (name) => {
    const preview = shown(
      { changes: [change(name, { after: { outcome: 'denied', group: name, mode: 'observe' } })] },
      [name],
    )
    const terminal = renderPreview(preview)
    expect(terminal).not.toContain('\u001b')
    expect(terminal).not.toMatch(/^::/m)
    const html = micromark(renderPreviewMarkdown(preview), {
      extensions: [gfm()],
      htmlExtensions: [gfmHtml()],
    })
    expect(html).not.toMatch(/<(?:b|a|img|script)\b/)
    expect(html.match(/<td/g)).toHaveLength(3)
    expect(JSON.parse(renderPreviewJson(preview))).toMatchObject({
      version: 1,
      preview: { changes: [{ repository: name }] },
    })
  })
})
