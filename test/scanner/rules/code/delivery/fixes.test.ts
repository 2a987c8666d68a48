import { expect, test } from 'vitest'
import type { TextEdit } from '../../../../../scanner/engine/inspection.ts'
import { isFix } from '../../../../../scanner/rules/code/check-fix.ts'
import { inspectDelivery } from '../../../../../scanner/rules/code/delivery/inspect-delivery.ts'

const path = '.github/workflows/triage.yml'
const rule = 'github-actions-script-injection'

const workflow = (steps: string, job = 'runs-on: ubuntu-latest'): string =>
  `on: issues\njobs:\n  triage:\n    ${job}\n    steps:\n${steps}\n`

const editsOf = (text: string): readonly (readonly TextEdit[] | undefined)[] =>
  inspectDelivery(path, text)!
    .filter((one) => one.rule.id === rule)
    .map(({ edits }) => edits)

function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split('\n')
  return lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1
}

const apply = (text: string, edits: readonly TextEdit[]): string =>
  edits
    .toSorted((a, b) => b.line - a.line || b.column - a.column)
    .reduce(
      (all, { line, column, endLine, endColumn, text: inserted }) =>
        all.slice(0, offsetOf(all, line, column)) + inserted + all.slice(offsetOf(all, endLine, endColumn)),
      text,
    )

test.each([
  [
    'in double quotes, in a block',
    '      - name: Say\n        run: |\n          echo "Title: ${{ github.event.issue.title }}!"',
    '      - name: Say\n        env:\n          ISSUE_TITLE: ${{ github.event.issue.title }}\n        run: |\n          echo "Title: ${ISSUE_TITLE}!"',
  ],
  [
    'without quotes, in one line',
    '      - run: ./label ${{ github.event.issue.title }}',
    '      - env:\n          ISSUE_TITLE: ${{ github.event.issue.title }}\n        run: ./label "$ISSUE_TITLE"',
  ],
  [
    'beside other variables',
    '      - run: ./label "${{ github.event.issue.title }}"\n        env:\n          A: b',
    '      - run: ./label "${ISSUE_TITLE}"\n        env:\n          ISSUE_TITLE: ${{ github.event.issue.title }}\n          A: b',
  ],
])('a text from outside moves into the environment: %s', (_name, steps, fixed) => {
  const before = workflow(steps)
  const [edits] = editsOf(before)
  const after = apply(before, edits!)
  expect(after).toBe(workflow(fixed))
  expect(isFix({ path, rule, before, after })).toBe(true)
})

test.each([
  ['another language would read it', '      - run: python -c "print(\'${{ github.event.issue.title }}\')"'],
  ['in single quotes', "      - run: echo '${{ github.event.issue.title }}'"],
  [
    'in a here-document',
    '      - run: |\n          cat <<EOF\n          ${{ github.event.issue.title }}\n          EOF',
  ],
  ['more than one', '      - run: echo "${{ github.event.issue.title }} ${{ github.event.issue.body }}"'],
  ['within YAML’s own quotes', '      - run: "echo ${{ github.event.issue.title }}"'],
  ['an expression that is no name', '      - run: echo "${{ format(\'{0}\', github.event.issue.title) }}"'],
  ['PowerShell', '      - run: echo "${{ github.event.issue.title }}"\n        shell: pwsh'],
  ['a name that is taken', '      - run: ISSUE_TITLE=1; echo "${{ github.event.issue.title }}"'],
  [
    'an environment in one line',
    '      - run: echo "${{ github.event.issue.title }}"\n        env: { A: b }',
  ],
])('nothing is offered where it is not certain: %s', (_name, steps) => {
  const found = editsOf(workflow(steps))
  expect(found.length).toBeGreaterThan(0)
  expect(found.every((edits) => edits === undefined)).toBe(true)
})

test('nothing is offered where the machine is not known to have a shell like Bash', () => {
  const steps = '      - run: echo "${{ github.event.issue.title }}"'
  expect(editsOf(workflow(steps, 'runs-on: windows-latest'))).toEqual([undefined])
  expect(editsOf(workflow(steps, 'runs-on: ${{ matrix.os }}'))).toEqual([undefined])
})

test('a change after which the workflow cannot be read, or still has the weakness, is none', () => {
  const before = workflow('      - run: ./label "${{ github.event.issue.title }}"')
  expect(isFix({ path, rule, before, after: `${before}\n\t- x: [` })).toBe(false)
  expect(isFix({ path, rule, before, after: before.replace('label', 'other') })).toBe(false)
})
