/**
 * git runs this before it takes what is pushed, with the refs on standard input: the rules come by the environment. Everything
 * in the commits that are new here counts, not only what is left at the end.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { PushRule } from './push-rules.ts'
import { ruleViolations, type ChangedFile } from './rule-violations.ts'

const git = (...args: readonly string[]): string =>
  execFileSync('git', args, { encoding: 'utf8', maxBuffer: 1 << 28 })

const rules: readonly PushRule[] = JSON.parse(process.env['SIMULATED_PUSH_RULES'] ?? '[]')
const pushes = readFileSync(0, 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(' '))

function filesOf(commit: string): readonly ChangedFile[] {
  const fields = git('diff-tree', '-r', '-m', '--root', '--no-commit-id', '--no-renames', '-z', commit).split(
    '\0',
  )
  const files: ChangedFile[] = []
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, , , oid = ''] = fields[at]!.split(' ')
    const size = /^0+$/.test(oid) ? 0 : Number(git('cat-file', '-s', oid))
    files.push({ path: fields[at + 1]!, size })
  }
  return files
}

for (const [, after = '', ref] of pushes) {
  if (/^0+$/.test(after)) continue
  const commits = git('rev-list', after, '--not', '--all').split('\n').filter(Boolean)
  const violations = ruleViolations(rules, commits.flatMap(filesOf))
  if (violations.length === 0) continue
  console.error(
    `error: GH013: Repository rule violations found for ${ref}.\n\n${violations.map((one) => `- ${one}`).join('\n')}\n`,
  )
  process.exitCode = 1
}
