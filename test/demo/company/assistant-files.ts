/** Ways to run Claude in workflows, well made and not. */
const claudeSteps = (with_: string): string =>
  `      - uses: actions/checkout@v5\n      - uses: anthropics/claude-code-action@v1\n        with:\n          anthropic_api_key: \${{ secrets.ANTHROPIC_API_KEY }}\n${with_}`

/** Only for members, with few rights. */
export const safeWorkflow = `name: Claude
on:
  issue_comment:
    types: [created]
permissions:
  contents: read
  pull-requests: write
jobs:
  claude:
    if: contains(github.event.comment.body, '@claude') && github.event.comment.author_association == 'MEMBER'
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
${claudeSteps('          claude_args: --max-turns 8\n')}`

/** Anybody's pull request becomes instructions, with a token that may write and every tool allowed. */
export const unsafeWorkflow = `name: Claude triage
on:
  pull_request_target:
    types: [opened, edited]
permissions: write-all
jobs:
  triage:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with:
          ref: \${{ github.event.pull_request.head.sha }}
      - uses: anthropics/claude-code-action@v1
        with:
          anthropic_api_key: \${{ secrets.ANTHROPIC_API_KEY }}
          allowed_non_write_users: '*'
          claude_args: --dangerously-skip-permissions
          prompt: |
            Answer this: \${{ github.event.pull_request.body }}
`

/** Installed by hand instead of by the action. */
export const commandWorkflow = `name: Nightly clean-up
on:
  schedule:
    - cron: '15 3 * * *'
permissions:
  contents: write
jobs:
  clean:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - run: npx @anthropic-ai/claude-code -p "Remove dead code" --max-turns 20
        env:
          ANTHROPIC_API_KEY: \${{ secrets.ANTHROPIC_API_KEY }}
`

/** GitHub Agentic Workflows: what people write. */
export const agenticWorkflow = `---
on:
  issues:
    types: [opened]
permissions: read-all
engine: claude
---

# Issue triage

Label the issue, and ask for what is missing.
`

export const claudeSettings = (deny: readonly string[]): string =>
  `${JSON.stringify({ permissions: { deny } }, null, 2)}\n`

export const claudeInstructions = (name: string): string =>
  `# ${name}\n\nRun \`make test\` before you say that you are done. Never touch \`migrations/\`.\n`
