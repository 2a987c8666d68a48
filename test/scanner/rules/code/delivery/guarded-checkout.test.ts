import { expect, test } from 'vitest'
import { inspectDelivery } from '../../../../../scanner/rules/code/delivery/inspect-delivery.ts'
import { random } from '../../../../../scanner/engine/sample.ts'

const commit = random('hex', 40, 3)
const said = (uses: string, { event = 'pull_request_target', more = '' } = {}) => {
  const on = event === 'workflow_run' ? 'workflow_run: { workflows: [CI], types: [completed] }' : `${event}:`
  return inspectDelivery(
    '.github/workflows/a.yml',
    `on:
  ${on}
permissions: { contents: read }
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: ${uses}
        with:
          ref: \${{ github.event.pull_request.head.sha }}${more}
      - run: npm ci
`,
  )!
    .filter(({ rule }) => rule.id === 'github-actions-untrusted-checkout')
    .map(({ rule, severity = rule.severity, confidence = rule.confidence }) => `${severity} ${confidence}`)
}

test.each([
  'actions/checkout@v7',
  'actions/checkout@v7.0.1',
  'actions/checkout@v6',
  'actions/checkout@v6.1.0',
  'actions/checkout@v4.4.0',
  'actions/checkout@v2.8.0',
  'actions/checkout@main',
  `actions/checkout@${commit} # v7.0.0`,
])('%s refuses what forks bring, which is said', (uses) => {
  expect(said(uses)).toEqual(['low low'])
  expect(said(uses, { event: 'workflow_run' })).toEqual(['low low'])
})

test.each([
  'actions/checkout@v1',
  'actions/checkout@v6.0.3',
  'actions/checkout@v4.3.1',
  'actions/checkout@v3.6.0',
  `actions/checkout@${commit}`,
  `actions/checkout@${commit} # v4.2.2`,
  'somebody/checkout@v7',
])('%s refuses nothing', (uses) => {
  expect(said(uses)).toEqual(['high high'])
})

test('what is let in all the same is as bad as before', () => {
  const more = '\n          allow-unsafe-pr-checkout: '
  expect(said('actions/checkout@v7', { more: `${more}true` })).toEqual(['high high'])
  expect(said('actions/checkout@v7', { more: `${more}\${{ inputs.unsafe }}` })).toEqual(['high high'])
  expect(said('actions/checkout@v7', { more: `${more}false` })).toEqual(['low low'])
})

test('comments are no event that the action looks at', () => {
  expect(said('actions/checkout@v7', { event: 'issue_comment' })).toEqual(['high high'])
})
