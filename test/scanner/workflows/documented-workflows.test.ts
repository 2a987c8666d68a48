import { expect, test } from 'vitest'
import { lines } from '../../../scanner/rules/documents/file-sample.ts'
import { inspectAssistantFile } from '../../../scanner/rules/assistants/inspect-assistant-file.ts'
import { commitId } from '../../../scanner/rules/workflows/workflow-sample.ts'

/** Workflows of the kinds the vendor's documentation shows, pinned. None of them may be called gravely unsafe. */
const action = `anthropics/claude-code-action@${commitId()}`
const checkout = `actions/checkout@${commitId(2)}`

const mentions = lines(
  'name: Claude on mention',
  'on:',
  '  issue_comment: { types: [created] }',
  '  pull_request_review_comment: { types: [created] }',
  '  pull_request_review: { types: [submitted] }',
  '  issues: { types: [opened, assigned] }',
  'jobs:',
  '  answer:',
  '    if: |',
  "      (github.event_name == 'issue_comment' && contains(github.event.comment.body, '@claude')) ||",
  "      (github.event_name == 'issues' && contains(github.event.issue.body, '@claude'))",
  '    runs-on: ubuntu-latest',
  '    permissions: { contents: write, pull-requests: write, issues: write, id-token: write, actions: read }',
  '    steps:',
  `      - uses: ${checkout}`,
  '        with: { fetch-depth: 1 }',
  `      - uses: ${action}`,
  '        with:',
  '          anthropic_api_key: ${{ secrets.ANTHROPIC_API_KEY }}',
  '          claude_args: |',
  '            --max-turns 10',
  '            --allowedTools "Bash(npm ci),Bash(npm run test:*),Bash(gh pr view:*)"',
)

const review = lines(
  'name: Review of pull requests',
  'on:',
  '  pull_request:',
  '    types: [opened, synchronize]',
  'jobs:',
  '  review:',
  '    if: github.event.pull_request.head.repo.full_name == github.repository',
  '    runs-on: ubuntu-latest',
  '    permissions:',
  '      contents: read',
  '      pull-requests: write',
  '      id-token: write',
  '    steps:',
  `      - uses: ${checkout}`,
  '        with:',
  '          ref: ${{ github.event.pull_request.head.ref }}',
  `      - uses: ${action}`,
  '        with:',
  '          anthropic_federation_rule_id: ${{ vars.ANTHROPIC_FEDERATION_RULE_ID }}',
  '          prompt: |',
  '            Repository ${{ github.repository }}, pull request ${{ github.event.pull_request.number }}:',
  '            point out mistakes.',
  '          claude_args: --allowedTools "mcp__github_inline_comment__create_inline_comment"',
)

const triage = lines(
  'name: Labels for new issues',
  'on: { issues: { types: [opened] } }',
  'jobs:',
  '  label:',
  '    runs-on: ubuntu-latest',
  '    permissions: { contents: read, issues: write }',
  '    steps:',
  `      - uses: ${checkout}`,
  `      - uses: ${action}`,
  '        with:',
  '          anthropic_api_key: ${{ secrets.ANTHROPIC_API_KEY }}',
  '          github_token: ${{ secrets.GITHUB_TOKEN }}',
  "          allowed_non_write_users: '*'",
  '          prompt: |',
  '            Issue ${{ github.event.issue.number }}',
  '            TITLE: ${{ github.event.issue.title }}',
  '          claude_args: --allowedTools "Bash(./scripts/labels.sh:*)"',
)

const weekly = lines(
  'name: Weekly housekeeping',
  'on:',
  '  schedule: [{ cron: "0 0 * * 0" }]',
  '  workflow_dispatch:',
  'permissions: { contents: write, issues: write, pull-requests: write, id-token: write }',
  'jobs:',
  '  tidy:',
  '    runs-on: ubuntu-latest',
  '    steps:',
  `      - uses: ${checkout}`,
  `      - uses: ${action}`,
  '        with:',
  '          claude_code_oauth_token: ${{ secrets.CLAUDE_CODE_OAUTH_TOKEN }}',
  '          prompt: Look for TODO comments of the last week.',
  '          claude_args: --allowedTools "Read,Bash(npm:*),Bash(gh issue:*),Bash(git:*)"',
)

const repair = lines(
  'name: Repair a failed build',
  'on:',
  '  workflow_run: { workflows: [CI], types: [completed] }',
  'permissions: { contents: write, pull-requests: write, actions: read, id-token: write }',
  'jobs:',
  '  repair:',
  '    if: |',
  "      github.event.workflow_run.conclusion == 'failure' &&",
  '      github.event.workflow_run.pull_requests[0] &&',
  "      !startsWith(github.event.workflow_run.head_branch, 'repair-')",
  '    runs-on: ubuntu-latest',
  '    steps:',
  `      - uses: ${checkout}`,
  '        with: { ref: "${{ github.event.workflow_run.head_branch }}" }',
  `      - uses: ${action}`,
  '        with:',
  '          anthropic_api_key: ${{ secrets.ANTHROPIC_API_KEY }}',
  '          prompt: /fix-ci branch ${{ github.event.workflow_run.head_branch }}',
  '          claude_args: "--allowedTools \'Edit,Write,Read,Bash(git:*),Bash(npx:*)\'"',
)

const bedrock = lines(
  'name: Through a cloud',
  'on: { pull_request_target: { types: [opened] } }',
  'permissions: { contents: read, pull-requests: write, id-token: write }',
  'jobs:',
  '  look:',
  '    runs-on: ubuntu-latest',
  '    steps:',
  `      - uses: ${checkout}`,
  `      - uses: ${checkout}`,
  '        with: { ref: "${{ github.event.pull_request.head.sha }}", path: pr-head }',
  `      - uses: aws-actions/configure-aws-credentials@${commitId(3)}`,
  '        with: { role-to-assume: "${{ secrets.AWS_ROLE_TO_ASSUME }}", aws-region: eu-west-1 }',
  `      - uses: ${action}`,
  "        with: { use_bedrock: 'true', claude_args: --add-dir pr-head }",
)

const documented = { mentions, review, triage, weekly, repair, bedrock }
const severities = (text: string) =>
  inspectAssistantFile('.github/workflows/claude.yml', text)
    .filter(({ rule }) => rule.id !== 'claude-workflow')
    .map(({ rule, severity }) => `${rule.id}: ${severity ?? rule.severity}`)

for (const [name, text] of Object.entries(documented)) {
  test(`the documented kind "${name}" is found and is not gravely unsafe`, () => {
    expect(inspectAssistantFile('.github/workflows/claude.yml', text).map(({ rule }) => rule.id)).toContain(
      'claude-workflow',
    )
    expect(severities(text).filter((found) => /: (?:high|critical)$/.test(found))).toEqual([])
  })
}

test('the usual ones have nothing at all to complain about', () => {
  expect(severities(mentions)).toEqual([])
  expect(severities(review)).toEqual([])
  expect(severities(weekly)).toEqual([])
  expect(severities(bedrock)).toEqual([])
})

test('what the documentation itself warns of is said, mildly where the rights are limited', () => {
  expect(severities(triage)).toEqual([
    'claude-non-write-users-allowed: medium',
    'claude-prompt-injection: medium',
  ])
  expect(severities(repair)).toEqual(['claude-untrusted-checkout: low', 'claude-prompt-injection: low'])
})

test("Gatehouse's own second opinion is a way in which Claude reads the repository, whoever's copy of the Action it is", () => {
  const opinion = (line: string) =>
    lines(
      'on: pull_request',
      'permissions: { contents: read, pull-requests: write }',
      'jobs:',
      '  review:',
      '    runs-on: ubuntu-latest',
      '    steps:',
      `      - uses: acme/gatehouse@${commitId(4)}`,
      `        with: { ${line} }`,
    )
  const found = (line: string) =>
    inspectAssistantFile('.github/workflows/review.yml', opinion(line)).map(({ rule }) => rule.id)
  expect(found('anthropic-api-key: "${{ secrets.OTHER }}"')).toEqual(['claude-workflow'])
  expect(found('claude-through: bedrock')).toEqual(['claude-workflow'])
  expect(found("anthropic-api-key: '', claude-through: anthropic")).toEqual([])
})
