/**
 * Measures how quiet Gatehouse is on code that holds no secrets: `npm run noise [-- --cache <folder>]` scans twenty pinned
 * packages as published and names every finding with a person's verdict. Ends with 1 where there are more findings than the
 * budget allows, or one that nobody has looked at.
 */
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pathKind } from '../scanner/engine/path-kind.ts'
import { buildPacked, type Reported, scanFolder } from './gatehouse.ts'
import { fetchPackages, folderOf } from './noise/fetch-packages.ts'
import { packages } from './noise/packages.ts'
import { type Review, reviews } from './noise/reviewed.ts'

/** At most one finding outside tests for so many files. */
const filesPerFinding = 2000

const { values } = parseArgs({ options: { cache: { type: 'string' } } })
const folder = fetchPackages(packages, values.cache ?? join(import.meta.dirname, '../.cache/noise'))
buildPacked()
const { findings, isWhole } = scanFolder(folder, 'packed')
const files = globSync('**/*', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile()).length
const inTests = findings.filter(({ path }) => pathKind(path) === 'test')
const outside = findings.filter((finding) => !inTests.includes(finding))
const unseen = outside.filter((finding) => reviewOf(finding) === undefined)

for (const finding of outside) print(finding, reviewOf(finding))
printTests()
printUnused()
const allowed = Math.floor(files / filesPerFinding)
console.log(
  `\n${packages.length} packages, ${files} files${isWhole ? '' : ' (not all of them could be scanned)'}`,
)
console.log(
  `findings outside tests: ${outside.length}, the budget is ${allowed} (1 for ${filesPerFinding} files)`,
)
console.log(`per ${filesPerFinding} files: ${((outside.length * filesPerFinding) / files).toFixed(2)}`)
if (unseen.length > 0)
  console.log(`NOT LOOKED AT: ${unseen.length}; look at them and write them down in bench/noise/reviewed.ts`)
if (outside.length > allowed) console.log('OVER BUDGET')
process.exitCode = unseen.length > 0 || outside.length > allowed ? 1 : 0

/** The package is the first folder of a finding's path. */
function reviewOf({ path, rule }: Reported): Review | undefined {
  return reviews.find((review) => review.rule === rule && `${folderOf(review)}/${review.path}` === path)
}

function print(
  { rule, severity, confidence, path, line, excerpt }: Reported,
  review: Review | undefined,
): void {
  console.log(`${rule} (${severity}, ${confidence} confidence)  ${path}${line === null ? '' : `:${line}`}`)
  console.log(`    ${review ? `${review.verdict}: ${review.why}` : `NOT LOOKED AT YET: ${excerpt}`}`)
}

function printTests(): void {
  console.log(`\nin tests, outside the budget: ${inTests.length}`)
  for (const { rule, confidence, path, line } of inTests)
    console.log(`    ${rule} (${confidence})  ${path}:${line}`)
}

/** A review of something that is no longer found is no harm, but says nothing any more. */
function printUnused(): void {
  const unused = reviews.filter((review) => !outside.some((finding) => reviewOf(finding) === review))
  for (const { spec, path, rule } of unused) console.log(`no longer found: ${rule} in ${spec} ${path}`)
}
