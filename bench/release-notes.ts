/**
 * Writes what a release will find otherwise: `npm run release-notes -- --from v0.1.0 [--over <folder>]… [-o <file>]` scans the same files
 * with the version at that commit and with this one, and compares. Without `--over` it scans the pinned packages of `npm run noise`.
 */
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { allRules } from '../scanner/rules/index.ts'
import { ruleReleases } from '../scanner/rules/since.ts'
import { type Build, type OtherVersion, type Reported, scanFolder } from './gatehouse.ts'
import { fetchPackages } from './noise/fetch-packages.ts'
import { packages } from './noise/packages.ts'
import { compareFindings } from './release/compare-findings.ts'
import { notesText } from './release/notes-text.ts'
import { versionAt } from './release/version-at.ts'

const { values } = parseArgs({
  options: {
    from: { type: 'string' },
    over: { type: 'string', multiple: true },
    cache: { type: 'string', default: path.join(import.meta.dirname, '../.cache/noise') },
    output: { type: 'string', short: 'o' },
  },
})
if (values.from === undefined) throw new Error('Write with which version it is compared: `--from v0.1.0`.')
const folders = values.over ?? [fetchPackages(packages, values.cache)]
const subjects = values.over?.map((folder) => path.basename(path.resolve(folder))) ?? [
  `the ${packages.length} pinned packages of \`npm run noise\``,
]

const scratch = mkdtempSync(path.join(tmpdir(), 'gatehouse-release-'))
try {
  const old = { entry: versionAt(values.from, path.join(scratch, 'version')) }
  const [before, after] = [findingsBy(old), findingsBy('source')]
  const release = ruleReleases.at(-1)
  const text = notesText({
    // Of the first release all rules are new, and none is said to be.
    release:
      release && ruleReleases.length > 1 ? release : { version: null, day: null, added: [], retired: [] },
    from: values.from,
    changes: compareFindings(before, after),
    measured: { subjects, files: filesIn(folders), before: before.length, after: after.length },
    rules: new Map(allRules.map((rule) => [rule.id, rule])),
  })
  if (values.output === undefined) process.stdout.write(text)
  else writeFileSync(values.output, text)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

/** Weaknesses in code among them. */
function findingsBy(build: Build | OtherVersion): readonly Reported[] {
  return folders.flatMap((folder) => scanFolder(folder, build, ['--code']).findings)
}

function filesIn(all: readonly string[]): number {
  return all.reduce(
    (sum, cwd) =>
      sum + globSync('**/*', { cwd, withFileTypes: true }).filter((entry) => entry.isFile()).length,
    0,
  )
}
