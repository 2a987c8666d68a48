import { random } from '../../engine/sample.ts'
import { type FileSample, lines } from '../documents/file-sample.ts'

/** A commit id that no repository has; another seed gives another. */
export const commitId = (seed = 1): string => random('hex', 40, seed)

const indented = (width: number, text: readonly string[]): readonly string[] =>
  text.map((line) => `${' '.repeat(width)}${line}`)

/** The parts of a workflow file that samples vary. */
interface Parts {
  readonly on?: readonly string[]
  /** The top-level permissions. */
  readonly permissions?: readonly string[]
  /** Lines of the job before its steps. */
  readonly job?: readonly string[]
  readonly steps: readonly string[]
}

/** A workflow with one job, as a file. */
export function workflowSample(parts: Parts): FileSample {
  return {
    path: '.github/workflows/claude.yml',
    text: () =>
      lines(
        'name: Claude',
        'on:',
        ...indented(2, parts.on ?? ['issue_comment:', '  types: [created]']),
        ...(parts.permissions ?? ['permissions:', '  contents: read']),
        'jobs:',
        '  claude:',
        '    runs-on: ubuntu-latest',
        ...indented(4, parts.job ?? []),
        '    steps:',
        ...indented(6, parts.steps),
      ),
  }
}

/** A step with one of Claude's actions, pinned, with these inputs. */
export function actionStep(
  inputs: readonly string[] = [],
  action = 'anthropics/claude-code-action',
): readonly string[] {
  return [
    `- uses: ${action}@${commitId()}`,
    '  with:',
    '    anthropic_api_key: ${{ secrets.ANTHROPIC_API_KEY }}',
    ...indented(4, inputs),
  ]
}

export const baseAction = 'anthropics/claude-code-base-action'

/** Conditions and events for samples. */
export const memberGuard =
  'if: contains(fromJSON(\'["OWNER", "MEMBER"]\'), github.event.comment.author_association)'
export const onSchedule: readonly string[] = ['schedule:', "  - cron: '0 6 * * 1'"]
export const onTarget: readonly string[] = ['pull_request_target:', '  types: [opened, synchronize]']
